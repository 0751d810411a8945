"""What is counted over the lines that were shown. Pure; `tests/content` and `poise persona check --live` read it."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from poise.practice.lines.intervals import Mean, Share, mean_of
from poise.practice.lines.result import Result, Shown, Talk
from poise.roleplay.phrases import normal
from poise.roleplay.words import words

ROLE_BREAKS = frozenset(
    (
        "offers_help", "speaks_for_company", "apologises", "talks_of_machine", "stage_direction", "other_script",
        "third_person", "leaked_direction", "leaked_fact", "threatens_violence",
    )
)  # fmt: skip
"""Rules of the guard that a line breaks which leaves the role, gives away what was kept back, or threatens somebody's body."""
SAMPLE_WORDS = 1000
_SAMPLES = 20
BRIEFING_SECONDS = 15.0
"""What a learner reads before the first reply: the scene is evaluated meanwhile."""
EARLY, LATE = range(2, 5), range(9, 13)
"""The exchanges that are compared, counted from 1."""
_BEFORE = 3
"""A line's word pairs are looked for in so many lines before it: as many early in a conversation as late."""


@dataclass(frozen=True)
class Lines:
    """Shares of the lines shown: the persona's own words in place of the model's, first tries that served, refusals."""

    shown: int
    authored: Share
    first_try: Share
    with_refusals: Share


@dataclass(frozen=True)
class Lateness:
    """By how much exchanges 9–12 differ from 2–4, a conversation at a time: held back by the guard a line, share of word pairs
    that stand in the three lines before, words a line.
    """

    refusals: Mean | None
    repetition: Mean | None
    length: Mean | None


def lines_of(results: Iterable[Result]) -> list[Shown]:
    """Return every exchange of the results."""
    return [shown for result in results for talk in result.talks for shown in talk.shown]


def count_lines(lines: Sequence[Shown]) -> Lines:
    """Return the shares over these exchanges; tries are counted where a model was asked at all."""
    asked = [one for one in lines if one.tries]
    return Lines(
        shown=len(lines),
        authored=Share(sum(one.authored for one in lines), len(lines)),
        first_try=Share(sum(one.tries == 1 for one in asked), len(asked)),
        with_refusals=Share(sum(bool(one.refused) for one in asked), len(asked)),
    )


def said_twice(talk: Talk) -> list[str]:
    """Return the lines that stand a second time in a conversation, case and marks at the end apart."""
    said = {_bare(talk.opening)}
    twice = []
    for one in talk.shown:
        twice += [one.line] if _bare(one.line) in said else []
        said.add(_bare(one.line))
    return twice


def distinct_pairs(lines: Sequence[str], seed: int = 1) -> float | None:
    """Return distinct-2 (different word pairs ÷ word pairs) as a mean over samples of 1,000 words, None of fewer words.

    A sample takes whole lines in an order that the seed draws; pairs do not reach from one line to the next.
    """
    spoken = [_plain(line) for line in lines]
    if sum(map(len, spoken)) < SAMPLE_WORDS:
        return None
    draw = random.Random(seed)
    return sum(_distinct(_sample(spoken, draw)) for _ in range(_SAMPLES)) / _SAMPLES


def distinct_so_far(lines: Sequence[str]) -> tuple[float, int]:
    """Return distinct-2 over all words of the lines, however few, and how many they are."""
    spoken = [_plain(line) for line in lines]
    return _distinct(spoken), sum(map(len, spoken))


def lateness(talks: Sequence[Talk]) -> Lateness:
    """Return how the late exchanges differ from the early ones, over the conversations that reach the last of them."""
    long = [talk for talk in talks if len(talk.shown) >= LATE.stop - 1]
    return Lateness(
        refusals=mean_of([_later(talk, lambda talk, at: len(talk.shown[at].refused)) for talk in long]),
        repetition=mean_of([_later(talk, _repetition) for talk in long]),
        length=mean_of([_later(talk, lambda talk, at: len(_plain(talk.shown[at].line))) for talk in long]),
    )


def first_seconds(results: Iterable[Result]) -> list[float]:
    """Return how long each first line of a session took: with what getting ready took beyond the briefing's 15 s.

    Only a persona's first conversation counts, and only where the model was asked: in the next ones the scene is evaluated
    already.
    """
    first = [result.talks[0] for result in results if result.talks and result.talks[0].shown]
    first = [talk for talk in first if talk.shown[0].tries]
    return [talk.shown[0].seconds + max(0.0, talk.warm_seconds - BRIEFING_SECONDS) for talk in first]


def later_seconds(results: Iterable[Result]) -> list[float]:
    """Return how long every line from the second of a conversation on took for which the model was asked."""
    return [shown.seconds for result in results for talk in result.talks for shown in talk.shown[1:] if shown.tries]


def middle(seconds: Sequence[float]) -> float | None:
    """Return the median, None of nothing."""
    return median(seconds) if seconds else None


def _later(talk: Talk, measure: Callable[[Talk, int], float]) -> float:
    early = [measure(talk, exchange - 1) for exchange in EARLY]
    late = [measure(talk, exchange - 1) for exchange in LATE]
    return sum(late) / len(late) - sum(early) / len(early)


def _repetition(talk: Talk, at: int) -> float:
    own = set(pairwise(_plain(talk.shown[at].line)))
    before = [talk.opening, *(one.line for one in talk.shown[:at])][-_BEFORE:]
    old = {pair for line in before for pair in pairwise(_plain(line))}
    return len(own & old) / len(own) if own else 0.0


def _sample(spoken: Sequence[list[str]], draw: random.Random) -> list[list[str]]:
    sample: list[list[str]] = []
    for line in draw.sample(spoken, len(spoken)):
        room = SAMPLE_WORDS - sum(map(len, sample))
        if room <= 0:
            break
        sample.append(line[:room])
    return sample


def _distinct(spoken: Sequence[Sequence[str]]) -> float:
    pairs = [pair for line in spoken for pair in pairwise(line)]
    return len(set(pairs)) / len(pairs) if pairs else 0.0


def _plain(line: str) -> list[str]:
    return [word.plain for word in words(line)]


def _bare(line: str) -> str:
    return normal(line).strip(" .!?…")
