"""A second try beside the first: what the difference cost or gained, both curves, both conversations from the fork on."""

import streamlit as st

from poise.conversation.errors import SessionError
from poise.conversation.transcript import CustomerTurn
from poise.practice.comparison import Comparison, compare
from poise.practice.session import SessionView
from poise.practice.steps.taking import debrief_opened
from poise.ui.components.compare_side import draw_side
from poise.ui.components.error_line import show_error
from poise.ui.components.turns import draw_line, late_critiques
from poise.ui.components.two_curves import draw_two_curves
from poise.ui.literal import first_name
from poise.ui.markup import Markup, element
from poise.ui.markup import draw as draw_markup
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words


def draw() -> None:
    """Draw the branch that the address names (`?session=`) beside the conversation that it left."""
    session_id = st.query_params.get("session", "")
    try:
        found = compare(services(), session_id)
    except SessionError as error:
        show_error(error)
        st.page_link(FOLDER / "sessions_page.py", label=words()("sessions.tab"))
        return
    for side in (found.first, found.second):
        if side.view.outcome is not None:
            # What was found in an ended conversation stands here as it does in its debrief.
            debrief_opened(services(), side.view.id)
    with st.container(key="compare"):
        _draw(found)
    for side in (found.first, found.second):
        if side.view.critic_pending:
            late_critiques(services(), side.view)
            break


def _draw(found: Comparison) -> None:
    t, names = words(), (words()("compare.first"), _what(found))
    draw_markup(element("div", element("h1", _title(found)), *_difference(found), kind="opening"))
    if not found.held_back:
        draw_two_curves(found, names)
    draw_markup(element("h2", t("compare.from_here", number=found.turn // 2), kind="alone"))
    with st.container(key="turns"):
        line = found.first.view.transcript.turns[found.turn - 2]
        if isinstance(line, CustomerTurn):
            draw_line(services(), found.first.view, line)
    for column, side, name, key in zip(
        st.columns(2, gap="large"), (found.first, found.second), names, ("first", "second"), strict=True
    ):
        with column:
            draw_side(side, found.turn, name, key)


def _title(found: Comparison) -> str:
    view = found.second.view
    summary = services().store.summary(view.id)
    label = summary.label if summary else None
    return label or words()("compare.title", number=found.turn // 2, name=first_name(view.persona.identity.name))


def _difference(found: Comparison) -> tuple[Markup, ...]:
    """Return what the difference made, in one sentence first, then what it did at once."""
    t = words()
    if not found.answered:
        return (element("p", t("compare.nothing_yet")),)
    if found.held_back:
        return (element("p", t("compare.held_back")),)
    lines = [element("p", t("compare.sentence", score=_score(found), anger=_anger(found)))]
    lines += [element("p", text, kind="soft") for text in (_at_once(found), *_open(found)) if text]
    return tuple(lines)


def _score(found: Comparison) -> str:
    t, change = words(), found.score_change
    if change is None or found.first.score is None or found.second.score is None:
        return t("compare.score_none")
    key = "same" if change == 0 else "more" if change > 0 else "less"
    before, after = round(found.first.score), round(found.second.score)
    return t(f"compare.score_{key}", what=_what(found), points=abs(change), before=before, after=after)


def _anger(found: Comparison) -> str:
    t, change = words(), found.anger_change
    key = "same" if change == 0 else "more" if change > 0 else "less"
    name, before, after = _name(found.first.view), found.first.anger, found.second.anger
    return t(f"compare.anger_{key}", name=name, points=abs(change), before=before, after=after)


def _at_once(found: Comparison) -> str:
    t, turn = words(), found.turn
    before, after = found.first.anger_after(turn), found.second.anger_after(turn)
    if before is None or after is None:
        return ""
    told = t("compare.at_once", name=_name(found.first.view), before=before, after=after)
    first, second = found.first.replies.get(turn), found.second.replies.get(turn)
    if first is None or second is None:
        return told
    return f"{told} {t('compare.reply_scores', before=round(first), after=round(second))}"


def _open(found: Comparison) -> tuple[str, ...]:
    goes_on = found.first.view.outcome is None or found.second.view.outcome is None
    return (words()("compare.so_far"),) if goes_on else ()


def _what(found: Comparison) -> str:
    left = found.second.view.branch
    return words()("compare.coached" if left and left.coached else "compare.second")


def _name(view: SessionView) -> str:
    return first_name(view.persona.identity.name)


draw()
