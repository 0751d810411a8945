"""What stands under a reply while the talk goes on, by the help that was chosen: its critique folded, one cue, or nothing."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from evaluator.cue import cue
from poise.practice.help_events import HelpMode
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.ui.components.critique_fold import critique_markup, draw_fold, fill_fold, open_fold
from poise.ui.markup import Markup, draw, element, joined
from poise.ui.shared import words


def open_under(mode: HelpMode, number: int) -> DeltaGenerator | None:
    """Draw what stands under the reply of turn `number` until it is answered, and return the place for what comes then."""
    if mode == "critique":
        return open_fold(number)
    if mode != "cue":
        return None
    place = st.empty()
    with place:
        draw(element("p", words()("cue.soon"), kind="cue"))
    return place


def draw_under(services: Services, view: SessionView, number: int) -> None:
    """Draw what stands under a reply that was answered, as `open_under` and `fill_under` leave it."""
    if view.help.mode == "critique":
        draw_fold(services, view, number)
    else:
        fill_under(open_under(view.help.mode, number), services, view, number)


def under_markup(services: Services, view: SessionView, number: int) -> Markup:
    """Return the same as plain markup, without the doors."""
    if number not in view.critiques:
        return joined()
    if view.help.mode == "critique":
        title = element("summary", words()("critique.title"))
        return element("details", title, critique_markup(view.critiques[number], services, view), kind="past-fold")
    return _cue(services, view, number) if view.help.mode == "cue" else joined()


def fill_under(place: DeltaGenerator | None, services: Services, view: SessionView, number: int) -> None:
    """Draw what the chosen help tells of turn `number`; nothing where the reply was not read yet."""
    if place is None or number not in view.critiques:
        return
    if view.help.mode == "critique":
        fill_fold(place, services, view, number)
    elif view.help.mode == "cue":
        with place:
            draw(_cue(services, view, number))


def _cue(services: Services, view: SessionView, number: int) -> Markup:
    """Return one line, always one: nothing may move when it comes."""
    t, found = words(), cue(view.critiques[number], services.rubric.scoring)
    if found is None:
        return element("p", t("cue.nothing"), kind="cue")
    told, remark = t(f"cue.{found.kind}", name=found.remark.name), found.remark
    own = f" “{remark.quote}”" if remark.quote and remark.quoted == "reply" else ""
    return element("p", told, own, kind=f"cue {found.kind}")
