"""The critique of one reply, folded under it: words and quotes first, the score last."""

from collections.abc import Iterable
from itertools import chain, groupby

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from evaluator.contradictions import Contradiction
from evaluator.critique import Critique, Remark
from poise.conversation.ids import OBSERVED
from poise.conversation.stage import Critic
from poise.practice.events import DisputeEvent
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.ui.components.disagreement import Finding, draw_door, said_so
from poise.ui.components.second_try import draw_again
from poise.ui.faults import fault_words
from poise.ui.literal import first_name
from poise.ui.markup import Markup, draw, element, joined, quote, scrolling
from poise.ui.shared import words

_PARTS = ("shown", "missed", "mistakes")
_DRAWN = "critiques-drawn"
_MOST_DRAWN = 250


def open_fold(number: int) -> DeltaGenerator:
    """Draw the closed fold under the reply of turn `number` and return the place for its critique."""
    with _fold(number):
        place = st.empty()
    place.text(words()("critique.soon"))
    return place


def draw_fold(services: Services, view: SessionView, number: int) -> None:
    """Draw the fold with what is known of turn `number`, as `open_fold` and `fill_fold` leave it; its doors once it is open."""
    critique = view.critiques.get(number)
    if critique is None:
        open_fold(number)
        return
    with _fold(number) as fold:
        draw(critique_markup(critique, services, view))
        if fold.open:
            _draw_doors(critique, view, again=True)


def fill_fold(place: DeltaGenerator, services: Services, view: SessionView, number: int) -> None:
    """Draw the critique of turn `number` into its fold; nothing where the reply was not read yet."""
    critique = view.critiques.get(number)
    if critique is not None:
        with place:
            draw(critique_markup(critique, services, view))


def draw_looked_back(services: Services, view: SessionView, number: int) -> None:
    """Draw the fold of a reply that is looked back on: its doors are there at once, the way back stands beside it."""
    critique = view.critiques.get(number)
    with st.expander(words()("critique.title"), type="compact", key=f"critique-{number}"):
        if critique is None:
            st.text(words()("critique.soon"))
            return
        draw(critique_markup(critique, services, view))
        _draw_doors(critique, view, again=False)


def _fold(number: int) -> ExpanderContainer:
    # It tells when it is open: two doors in every fold would be a third of the page's cost. The words are there before.
    return st.expander(words()("critique.title"), type="compact", key=f"critique-{number}", on_change="rerun")


def critique_markup(critique: Critique, services: Services, view: SessionView) -> Markup:
    """Return the critique of one reply: what was shown, missed and done wrong with its quotes, the score last."""
    # The page is drawn anew at every reply, and most of its critiques stay as they were.
    known = st.session_state.setdefault(_DRAWN, {})
    key, made_of = (
        (view.id, critique.turn),
        (critique, services.rubric, _read_by(critique, view), _said_of(critique, view)),
    )
    if key not in known or known[key][0] != made_of:
        if len(known) > _MOST_DRAWN:
            known.clear()
        known[key] = made_of, _markup(critique, services, view)
    markup: Markup = known[key][1]
    return markup


def _said_of(critique: Critique, view: SessionView) -> tuple[DisputeEvent, ...]:
    return tuple(said for (turn, _), said in view.disputes.items() if turn == critique.turn)


def _draw_doors(critique: Critique, view: SessionView, again: bool) -> None:
    number = critique.turn
    with st.container(horizontal=True, gap="medium", key=f"doors-{number}"):
        if again:
            draw_again(view, number, f"fold-{number}")
        draw_door(view, [_finding(r, part, number) for part in _PARTS for r in getattr(critique, part)], f"{number}")


def _markup(critique: Critique, services: Services, view: SessionView) -> Markup:
    parts = [_part(part, getattr(critique, part), view, critique.turn) for part in _PARTS]
    parts.append(against_briefing(critique.contradictions))
    nothing = "" if any(parts) else element("p", words()("critique.nothing"))
    whole = joined(*parts, nothing, _foot(critique, services, view))
    return scrolling(whole, words()("critique.title"), kind="critique")


def _finding(remark: Remark, part: str, number: int) -> Finding:
    return Finding(number, remark.id, remark.name, shown=part != "missed")


def _part(part: str, remarks: Iterable[Remark], view: SessionView, number: int) -> Markup:
    """Return what was shown, missed or done wrong. What was missed answers the line just above: its words need no repeating."""
    quotes = groupby(remarks, key=lambda remark: (remark.quote, remark.quoted) if part != "missed" else remark.id)
    found = [_remarks(tuple(group), view, part, number) for _, group in quotes]
    return element("section", element("h3", words()(f"critique.{part}")), *found) if found else joined()


def against_briefing(contradictions: Iterable[Contradiction]) -> Markup:
    """Return what was said against the briefing: the learner's words beside the line that they contradict."""
    t = words()
    found = [
        element("article", quote(one.quote), quote(one.fact, t("critique.briefing_says"))) for one in contradictions
    ]
    return element("section", element("h3", t("critique.contradictions")), *found) if found else joined()


def _remarks(remarks: tuple[Remark, ...], view: SessionView, part: str, number: int) -> Markup:
    """Return the names of what the same words prove, those words once, and the explanations, disagreement beside each."""
    first, proof = remarks[0], ""
    if first.quote and part != "missed":
        name = first_name(view.persona.identity.name)
        proof = quote(first.quote, words()("debrief.after", name=name) if first.quoted == "customer" else "")
    names = element("h4", " · ".join(remark.name for remark in remarks))
    said = ((element("p", r.advice or r.words, kind="soft"), said_so(view, _finding(r, part, number))) for r in remarks)
    return element("article", names, proof, *chain.from_iterable(said))


def _foot(critique: Critique, services: Services, view: SessionView) -> Markup:
    t, lines = words(), []
    if critique.score is None:
        lines.append(t("critique.no_score", reason=_sentence(critique.reason)))
    else:
        lines.append(t("critique.score", score=round(critique.score), reason=_sentence(critique.reason)))
    if critique.earned_before:
        lines.append(t("critique.earned", names=", ".join(critique.earned_before)))
    if len(critique.not_assessed) == len(OBSERVED):
        lines.append(t("critique.nothing_assessed"))
    elif critique.not_assessed:
        names = sorted(services.rubric.entry(id_).name for id_ in critique.not_assessed)
        lines.append(t("critique.not_assessed", names=", ".join(names)))
    lines.append(_read_by(critique, view))
    return element("footer", *(element("p", line) for line in lines))


def _read_by(critique: Critique, view: SessionView) -> str:
    return read_by(view, critique.turn, _read_closely(critique, view), shown_by=critique.critic)


def read_by(view: SessionView, number: int, closely: bool, shown_by: Critic = "llm") -> str:
    """Return who read the words of turn `number`; `closely`: the LLM critic has read them."""
    t = words()
    if fault := view.critic_faults.get(number):
        return t("critique.fault", reason=_sentence(fault_words(fault)))
    if view.critic_pending and not closely:
        return t("critique.reading")
    return t(f"critique.critic.{'llm' if closely and shown_by == 'llm' else 'fast'}")


def _read_closely(critique: Critique, view: SessionView) -> bool:
    turn = view.transcript.turns[critique.turn - 1]
    return turn.speaker == "agent" and turn.observations.llm is not None


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
