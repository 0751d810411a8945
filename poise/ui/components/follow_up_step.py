"""The follow-up message: written some days later in the story, and answered."""

from dataclasses import dataclass
from typing import get_args

import streamlit as st

from evaluator.follow_up import missed_afterwards
from poise.practice.session import SessionView
from poise.practice.step_events import Channel, FollowUp
from poise.practice.steps.follow_up import Setting, promised_channel
from poise.practice.steps.taking import MOST_STEP
from poise.ui.components.critique_fold import against_briefing, read_by
from poise.ui.components.turns import draw_line, draw_reply
from poise.ui.literal import first_name, literal
from poise.ui.markup import Markup, bullets, draw, element, joined, quote
from poise.ui.shared import services, words


@dataclass(frozen=True)
class Message:
    """What stands in the form: the words, how they go out, and the id of the goodwill that goes with them."""

    text: str
    channel: Channel
    goodwill: str | None


def draw_follow_up_form(view: SessionView, offered: Setting) -> Message:
    """Draw the form and return what stands in it."""
    t, name = words(), first_name(view.persona.identity.name)
    intro = element("p", t(f"follow_up.{offered.purpose}", name=name, days=offered.days))
    draw(element("div", intro, element("p", services().rubric.entry("follow_up").why, kind="soft"), kind="opening"))
    channel = st.radio(
        t("follow_up.channel"), get_args(Channel), key="channel", horizontal=True,
        format_func=lambda way: t(f"follow_up.by.{way}"),
    )  # fmt: skip
    given = {remedy.id: remedy for remedy in offered.goodwill}
    goodwill = st.selectbox(
        t("follow_up.goodwill"), (None, *given), key="goodwill",
        format_func=lambda id_: _remedy(given[id_].words, given[id_].limit) if id_ else t("follow_up.no_goodwill"),
    )  # fmt: skip
    text = st.text_area(t("follow_up.label"), key="follow-up", max_chars=MOST_STEP, height=180)
    return Message(text, channel, goodwill)


def draw_follow_up_result(view: SessionView) -> None:
    """Draw the message, the customer's answer, the promises taken up or passed over, and what the critic read in it."""
    step = view.steps["follow_up"]
    if step.follow_up is None:
        return
    with st.container(key="turns"):
        with st.container(key="agent-follow-up", gap=None):
            draw_reply(step.text)
        draw_line(services(), view, step.follow_up.answer)
    draw(element("div", *promises_words(step.follow_up), observed_words(view, step.follow_up), kind="part"))


def promises_words(sent: FollowUp) -> tuple[Markup, ...]:
    """Return which promises the message takes up, which it passes over, and where it goes another way than was promised."""
    t, parts = words(), []
    for key, promises in (("kept", sent.kept), ("forgotten", sent.forgotten)):
        if promises:
            parts.append(element("section", element("h3", t(f"follow_up.{key}")), *(quote(one) for one in promises)))
    way = promised_channel((*sent.kept, *sent.forgotten))
    if way is not None and way != sent.channel:
        other = t(
            "follow_up.other_way", promised=t(f"follow_up.promised.{way}"), sent=t(f"follow_up.sent.{sent.channel}")
        )
        parts.append(element("p", other))
    return tuple(parts) or (element("p", t("follow_up.nothing_promised")),)


def observed_words(view: SessionView, sent: FollowUp) -> Markup:
    """Return what was found in the message, as in a reply: names of what it showed, what it still called for, mistakes with
    their words, and who read it.
    """
    t, rubric, found = words(), services().rubric, sent.read or sent.observations
    entries = [rubric.entry(id_) for id_ in rubric.entries if id_ in found.decided()]
    shown = tuple(entry.name for entry in entries if entry.kind == "strategy")
    mistakes = [entry for entry in entries if entry.kind == "mistake"]
    said = (
        joined(element("h3", entry.name), quote(found.evidence.get(entry.id, "")) if found.evidence.get(entry.id) else "",
               element("p", entry.missed, kind="soft"))
        for entry in mistakes
    )  # fmt: skip
    strengths = element("section", element("h3", t("follow_up.shown")), bullets(shown)) if shown else ""
    lacking = [rubric.entry(id_) for id_ in missed_afterwards(found, rubric, view.persona, view.outcome)]
    missed = [element("article", element("h4", one.name), element("p", one.missed, kind="soft")) for one in lacking]
    called_for = element("section", element("h3", t("critique.missed")), *missed) if missed else ""
    foot = element("p", read_by(view, len(view.transcript.turns) + 1, sent.read is not None), kind="fine")
    return joined(
        strengths, called_for, *(element("article", one) for one in said), against_briefing(sent.contradictions), foot
    )


def _remedy(name: str, limit: str) -> str:
    return literal(words()("follow_up.remedy", name=name, limit=limit) if limit else name)
