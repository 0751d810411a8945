"""With which help a session was held, in words; the page and every export say the same."""

from poise.conversation.texts import Texts
from poise.practice.help_events import Held, Help


def held_words(held: Held, help_: Help, t: Texts) -> str:
    """Return with which help a session was held, without a full stop; where no reply was said, with which it is held."""
    first, *later = held.modes or (help_.mode,)
    told = t(f"held.{first}")
    for mode in later:
        told = t("held.then", first=told, next=t(f"held.{mode}"))
    count = len(held.hints)
    if count or "hint" in held.modes:
        told = t("held.with_hints_one", how=told) if count == 1 else t("held.with_hints", how=told, count=count)
    numbers = held.numbers if held.modes else help_.numbers
    return t("held.with_numbers", how=told) if numbers else told
