"""What a line says against what this customer can know: facts told, facts kept back, and things made up. Pure."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from poise.conversation.persona import Persona
from poise.conversation.transcript import Turn
from poise.roleplay.words import STOP_WORDS, content_stems, coverage, words

_KIN = frozenset(
    {
        "son", "daughter", "wife", "husband", "mother", "father", "mum", "mom", "dad", "sister", "brother",
        "nan", "gran", "grandma", "grandmother", "grandfather", "aunt", "uncle", "cousin", "boss",
        "girlfriend", "boyfriend", "fiance", "fiancee", "partner", "friend", "friends", "kid", "kids",
        "child", "children", "baby", "dog", "cat", "neighbour", "neighbor", "colleague", "doctor", "lawyer",
        "wedding", "funeral", "anniversary", "birthday", "christmas", "hotel", "flight",
    }
)  # fmt: skip
"""People and occasions that a small model likes to invent."""
_NUMBER_WORDS = frozenset(
    {
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "fifteen", "sixteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
        "hundred",
    }
)  # fmt: skip
_SMALL = frozenset({"one", "two"})
_TOLD = 0.5
_LEAK_STEMS = 2
_LEAK_SHARE = 0.4


def vocabulary(persona: Persona, turns: Sequence[Turn], *more: str) -> frozenset[str]:
    """Return the words and stems that the customer may use for facts: the persona's, what was said, and `more`."""
    own = [persona.scenario, persona.identity.about, persona.situation, persona.voice.manner, persona.identity.name]
    own += [fact.words for fact in persona.facts.known]
    own += [line for group in (persona.opening, *persona.lines.values()) for line in group]
    return frozenset().union(*map(_familiar, (*own, *(turn.text for turn in turns), *more)))


def invented(line: str, known: Collection[str]) -> list[str]:
    """Return what the line made up: numbers, relatives and occasions, and names that are not in the `known` vocabulary."""
    found = []
    for index, word in enumerate(words(line)):
        new = word.plain not in known and word.stem not in known
        named = (
            word.text[:1].isupper()
            and index > 0
            and not _begins_sentence(line, word.start)
            and word.plain not in STOP_WORDS
        )
        number = word.plain[:1].isdigit() or (word.plain in _NUMBER_WORDS and word.plain not in _SMALL)
        if new and (number or word.plain in _KIN or (named and not word.text.isupper())):
            found.append(word.text)
    return found


def told(line: str, fact: str) -> float:
    """Return which share (0–1) of a fact's content stands in the line."""
    return coverage(content_stems(fact), content_stems(line))


def leaked(line: str, persona: Persona, allowed: frozenset[str], known: frozenset[str]) -> str | None:
    """Return the id of a hidden fact that the line tells although it is not among the `allowed` ids, None where it
    tells none.
    """
    heard = content_stems(line)
    for fact in persona.facts.hidden:
        own = content_stems(fact.words) - known
        found = len(own & heard)
        if fact.id not in allowed and own and found >= max(min(_LEAK_STEMS, len(own)), _LEAK_SHARE * len(own)):
            return fact.id
    return None


def unknown_share(line: str, known: Collection[str]) -> float:
    """Return which share (0–1) of the line's content words is not in the `known` vocabulary."""
    own = content_stems(line)
    return sum(one not in known for one in own) / len(own) if own else 0.0


@lru_cache(maxsize=2048)
def _familiar(text: str) -> frozenset[str]:
    return frozenset(form for word in words(text) for form in (word.stem, word.plain))


def _begins_sentence(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?…:\"“]\s*)$", text[:start]) is not None
