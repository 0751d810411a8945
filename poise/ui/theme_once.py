"""The theme, put together once: Streamlit puts it together anew for every run of every page, from settings that never change."""

from functools import wraps
from typing import Any


def tell_theme_once() -> None:
    """Have Streamlit keep the theme of each of its sections; nothing where this version of it has no such function.

    A seventh of the app's processor time when fifty learners reply at once (`python -m bench learners`, py-spy) went there.
    """
    from streamlit.runtime import app_session  # noqa: PLC0415 - when the server is made

    populate = getattr(app_session, "_populate_theme_msg", None)
    if populate is None or hasattr(populate, "__wrapped__"):
        return
    kept: dict[str, Any] = {}

    @wraps(populate)
    def told(msg: Any, section: str = "theme") -> None:
        if section not in kept:
            made = type(msg)()
            populate(made, section)
            kept[section] = made
        # An empty one is left out, as Streamlit leaves it out: what was never set is not the same as set to nothing.
        if kept[section].ByteSize():
            msg.MergeFrom(kept[section])

    app_session._populate_theme_msg = told
