"""What browsers are told of the settings, put together once: Streamlit puts it together anew for every run of every page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

_SAME_FOR_ALL = ("_populate_theme_msg", "_populate_config_msg")


def tell_settings_once() -> None:
    """Have Streamlit keep what it tells of theme and settings, which never change; where it has no such function, nothing.

    A fifth of the app's processor time when fifty learners reply at once (`python -m bench learners`, py-spy) went there.
    """
    from streamlit.runtime import app_session  # noqa: PLC0415 - when the server is made

    for name in _SAME_FOR_ALL:
        populate = getattr(app_session, name, None)
        if populate is not None and not hasattr(populate, "__wrapped__"):
            setattr(app_session, name, _once(populate))


def _once(populate: Callable[..., None]) -> Callable[..., None]:
    kept: dict[tuple[str, ...], Any] = {}

    @wraps(populate)
    def told(msg: Any, *section: str) -> None:
        if section not in kept:
            made = type(msg)()
            populate(made, *section)
            kept[section] = made
        # An empty one is left out, as Streamlit leaves it out: what was never set is not the same as set to nothing.
        if kept[section].ByteSize():
            msg.MergeFrom(kept[section])

    return told
