"""How a learner gets on: strategies and mistakes over sessions, customers by level, what to practise next. Pure.

No streaks: how often somebody practised says nothing about how well. Every share carries what so few sessions can tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from poise.conversation.ids import LEVELS, MISTAKES, REPLY_STRATEGIES, Level
from poise.practice.after_events import SummaryEvent
from poise.practice.shares import Change, Share, change, total

STRETCH, LEAST_TO_COMPARE = 15, 8
"""The sessions of a stretch at most; the sessions from which on the first are compared with the last."""
BLOCKS = 8
MASTERED, OUT_OF = 2, 3


@dataclass(frozen=True)
class Course:
    """One strategy or mistake over the sessions in which it could be shown: `lately`, `at_first`, and in blocks (`points`).

    With fewer than eight sessions all of them are `lately` and there is nothing to compare with.
    """

    id: str
    lately: Share
    at_first: Share
    points: tuple[Share, ...]
    sessions: int

    @property
    def blocks(self) -> tuple[str, ...]:
        """Which of these sessions each point stands for, from 1: “1–5”."""
        size = _block(self.sessions)
        starts = range(1, self.sessions + 1, size)
        ends = (min(start + size - 1, self.sessions) for start in starts)
        return tuple(str(start) if start == end else f"{start}–{end}" for start, end in zip(starts, ends, strict=True))

    @property
    def change(self) -> Change:
        """Whether it went up or down from the first to the last sessions."""
        return change(self.at_first, self.lately)


@dataclass(frozen=True)
class LevelDone:
    """A customer at a level: how often met, the best score (None: none was given), and whether mastered.

    Mastered means: of the last three sessions two were passed and came to a good end.
    """

    level: Level
    done: int = 0
    best: float | None = None
    mastered: bool = False


@dataclass(frozen=True)
class CustomerDone:
    """A customer at every level, easiest first."""

    persona: str
    levels: tuple[LevelDone, ...]

    @property
    def done(self) -> int:
        """How often the learner met this customer."""
        return sum(one.done for one in self.levels)


@dataclass(frozen=True)
class Progress:
    """What a learner's sessions show, the oldest first. `strategies` and `mistakes` hold what could be judged at least once."""

    sessions: int
    strategies: tuple[Course, ...]
    mistaken: Course
    mistakes: tuple[Course, ...]
    customers: tuple[CustomerDone, ...]


def progress(summaries: Sequence[SummaryEvent], personas: Sequence[str]) -> Progress:
    """Return the progress over sessions in the order in which they were played; `personas` are the customers to be met."""
    strategies = (_course(id_, [_shown(one, id_) for one in summaries]) for id_ in REPLY_STRATEGIES)
    mistakes = (_course(id_, [Share(one.mistakes.get(id_, 0), one.replies) for one in summaries]) for id_ in MISTAKES)
    return Progress(
        sessions=len(summaries),
        strategies=tuple(course for course in strategies if course.lately.of),
        mistaken=_course("", [Share(one.mistaken, one.replies) for one in summaries]),
        mistakes=tuple(course for course in mistakes if any(point.times for point in course.points)),
        customers=tuple(_customer(persona, summaries) for persona in personas),
    )


def _shown(summary: SummaryEvent, id_: str) -> Share:
    return Share(summary.shown.get(id_, 0), summary.called_for.get(id_, 0))


def _course(id_: str, sessions: Sequence[Share]) -> Course:
    told = [share for share in sessions if share.of]
    stretch = min(STRETCH, len(told) // 2) if len(told) >= LEAST_TO_COMPARE else 0
    size = _block(len(told))
    return Course(
        id=id_,
        lately=total(told[-stretch:]),
        at_first=total(told[:stretch]),
        points=tuple(total(told[at : at + size]) for at in range(0, len(told), size)),
        sessions=len(told),
    )


def _block(sessions: int) -> int:
    return max(1, -(-sessions // BLOCKS))


def _customer(persona: str, summaries: Sequence[SummaryEvent]) -> CustomerDone:
    mine = [one for one in summaries if one.persona == persona]
    return CustomerDone(persona, tuple(_level(level, [one for one in mine if one.level == level]) for level in LEVELS))


def _level(level: Level, sessions: Sequence[SummaryEvent]) -> LevelDone:
    scores = [one.score for one in sessions if one.score is not None]
    good = sum(bool(one.passed) and one.good_end for one in sessions[-OUT_OF:])
    return LevelDone(level, len(sessions), max(scores, default=None), good >= MASTERED)
