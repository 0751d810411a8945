"""When something happened, as the learner's clock said."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from poise.ui.shared import words


def moment(at: str) -> str:
    """Return a stored time (ISO 8601) in words, in the time zone of the browser; in UTC where the browser tells none."""
    t, then = words(), datetime.fromisoformat(at).astimezone(_zone())
    month = t("moment.months").split()[then.month - 1]
    return t("moment.at", day=then.day, month=month, year=then.year, time=f"{then:%H:%M}")


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
