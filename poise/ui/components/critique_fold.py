"""The critique of one reply, folded under it."""

from collections.abc import Iterable

import streamlit as st

from evaluator.critique import Critique, Remark
from poise.ui.components.quote import draw_quote
from poise.ui.shared import words


def draw_critique(critique: Critique, pending: bool = False) -> None:
    """Draw the critique, closed until it is wanted; words and quotes first, the score last. `pending`: a closer reading comes."""
    t = words()
    with st.expander(t("critique.title"), key=f"critique-{critique.turn}"):
        for part in ("shown", "mistakes", "missed"):
            _draw_part(part, getattr(critique, part), critique.turn)
        if not (critique.shown or critique.mistakes or critique.missed):
            st.text(t("critique.nothing"))
        with st.container(key=f"quiet-critique-{critique.turn}"):
            _draw_foot(critique, pending)


def score_words(score: float | None, reason: str) -> str:
    """Return the score with its reason, or why there is none."""
    t = words()
    if score is None:
        return t("critique.no_score", reason=reason)
    return t("critique.score", score=round(score), reason=reason)


def _draw_part(part: str, remarks: Iterable[Remark], turn: int) -> None:
    t, remarks = words(), tuple(remarks)
    if not remarks:
        return
    st.subheader(t(f"critique.{part}"), anchor=False)
    for remark in remarks:
        st.text(f"{remark.name}. {remark.advice or remark.words}")
        if remark.quote and part != "missed":
            if remark.quoted == "customer":
                st.caption(t("critique.customer"))
            draw_quote(remark.quote, f"{part}-{turn}-{remark.id}")


def _draw_foot(critique: Critique, pending: bool) -> None:
    t = words()
    if critique.earned_before:
        st.text(t("critique.earned", names=", ".join(critique.earned_before)))
    st.text(score_words(critique.score, critique.reason))
    if critique.not_assessed:
        st.text(t("critique.not_assessed", names=", ".join(sorted(critique.not_assessed))))
    st.text(t("critique.reading") if pending else t(f"critique.critic.{critique.critic}"))
