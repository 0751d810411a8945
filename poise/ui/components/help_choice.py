"""Which help the learner wants during the talk: four modes, and whether the anger shows as a number too."""

from collections.abc import Callable

import streamlit as st

from poise.practice.help_events import HELP_MODES, Help
from poise.ui.shared import words


def draw_choice(now: Help, key: str, on_choice: Callable[[Help], None]) -> None:
    """Draw the choice as it stands; `on_choice` is called with every other one. `key` tells this choice from others."""
    t = words()
    st.radio(
        t("help.which"),
        HELP_MODES,
        index=HELP_MODES.index(now.mode),
        format_func=lambda mode: t(f"help.{mode}"),
        captions=[t(f"help.{mode}_how") for mode in HELP_MODES],
        key=f"help-mode-{key}",
        on_change=_choose,
        args=(key, on_choice),
    )
    st.toggle(t("help.numbers"), now.numbers, key=f"help-numbers-{key}", on_change=_choose, args=(key, on_choice))


def _choose(key: str, on_choice: Callable[[Help], None]) -> None:
    chosen = st.session_state
    on_choice(Help(mode=chosen[f"help-mode-{key}"], numbers=chosen[f"help-numbers-{key}"]))
