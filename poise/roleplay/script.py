"""The script that the playwright form continues: pure, the same for the same turns, growing only at its end.

Once scene and script pass `CUT_AT` tokens the earliest turns go until `CUT_TO` are left, and one line tells which
promises and
offers were made in what is gone. The cut then stays where it is until the script has grown again: what a server keeps
of
the prompt stays valid in between.
"""

from collections.abc import Sequence
from typing import NamedTuple

from poise.conversation.transcript import CustomerTurn, Turn
from poise.roleplay.cast import Cast
from poise.roleplay.directing import direction_words
from poise.roleplay.direction import Direction
from poise.roleplay.mood import Mood
from poise.roleplay.neutral import one_line
from poise.roleplay.scene import scene
from poise.roleplay.state import Played

CUT_AT = 2600
CUT_TO = 1500
"""Tokens of scene and script together: beyond the first a line takes too long, the second leaves room to grow."""
_NOTHING = "nothing"
_EXCHANGE = 2
"""Lines that an exchange adds: a cut by one of the last two came with this exchange."""


class Script(NamedTuple):
    """The scene-setting message, the script so far, how many turns were cut from its beginning, and whether just now."""

    scene: str
    text: str
    cut: int
    just_cut: bool


def script(cast: Cast, turns: Sequence[Turn], mood: Mood) -> Script:
    """Return the script of what was said, each turn one line, without the direction of the next line."""
    setting, spoken = scene(cast), [turn for turn in turns if turn.speaker in ("agent", "customer")]
    lines = _lines(cast, spoken, mood)
    sizes = [cast.count_tokens(line) + 1 for line in lines]
    cuts = _cuts(cast.count_tokens(setting), sizes)
    cut, before = cuts[-1], cuts[max(0, len(cuts) - 1 - _EXCHANGE)]
    kept = [*([before_line(cast, spoken[:cut], mood)] if cut else []), *lines[cut:]]
    return Script(setting, "".join(f"{line}\n" for line in kept), cut, cut > before)


def next_speaker(cast: Cast, mood: Mood, direction: Direction) -> str:
    """Return the beginning of the line to be written: the name and the direction in brackets."""
    words = direction_words(cast.prompts.directions, cast.persona, mood.anger, direction)
    return f"{cast.label} [{words}]:"


def _lines(cast: Cast, turns: Sequence[Turn], mood: Mood) -> list[str]:
    played = {one.exchange: one for one in mood.played}
    lines, exchange = [], 0
    for turn in turns:
        if isinstance(turn, CustomerTurn):
            act = played.get(exchange) or Played(exchange=exchange, act=turn.act or "vent", strength=2)
            words = direction_words(cast.prompts.directions, cast.persona, turn.anger or 0, act)
            lines.append(f"{cast.label} [{words}]: {one_line(turn.text, (cast.label,))}")
            exchange += 1
        else:
            lines.append(f"AGENT: {one_line(turn.text, (cast.label,))}")
    return lines


def _cuts(setting: int, sizes: Sequence[int]) -> list[int]:
    """Return how many lines were gone before the first line and after each, as the conversation grew."""
    cut, total, found = 0, setting, [0]
    for index, size in enumerate(sizes):
        total += size
        if total > CUT_AT:
            while cut < index and total > CUT_TO:
                total -= sizes[cut]
                cut += 1
        found.append(cut)
    return found


def before_line(cast: Cast, gone: Sequence[Turn], mood: Mood) -> str:
    """Return the line that lists promises and offers of the turns that are gone."""
    exchanges = sum(turn.speaker == "agent" for turn in gone)
    promises = [f"{p.what}" for p in mood.promises if p.exchange <= exchanges]
    offers = [
        remedy.words if (remedy := cast.persona.remedy(offer.remedy)) else offer.quote
        for offer in mood.offers
        if offer.exchange <= exchanges
    ]
    values = {"promises": "; ".join(promises) or _NOTHING, "offers": "; ".join(offers) or _NOTHING}
    return one_line(cast.prompts.prompts["before"].render(**values), (cast.label,))
