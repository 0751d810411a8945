"""A made history of sessions: what is put into it is known, so the progress must show it."""

from collections.abc import Mapping
from random import Random

from poise.conversation.ids import Level
from poise.practice.after_events import SummaryEvent

Course = tuple[float, float]
"""The share at the first and at the last session; it changes evenly between them."""
STRATEGIES: Mapping[str, Course] = {
    "listen": (0.15, 0.95), "empathy": (0.55, 0.55), "apology": (0.95, 0.95), "clarify": (0.25, 0.25), "solution": (0.95, 0.2)
}  # fmt: skip
MISTAKES: Mapping[str, Course] = {"blame": (0.6, 0.02), "jargon": (0.05, 0.05)}
REPLIES, OCCASIONS = 6, 3


def history(number: int = 40, seed: int = 5) -> list[SummaryEvent]:
    """Return that many sessions: the diner, well from the middle on; every fourth the cake buyer at hard, never well."""
    draw = Random(seed)
    return [_session(n, (n + 1) / number, draw) for n in range(number)]


def session(persona: str = "irate-diner", level: Level = "standard", **given: object) -> SummaryEvent:
    """Return the summary of one session."""
    values: dict[str, object] = {
        "upto": 9, "persona": persona, "level": level, "outcome": "resolved", "good_end": True, "critic": "fast", "rubric": "r",
        "ended_at": "2026-11-22T00:00:00+00:00", "score": 70.0, "passed": True, "replies": REPLIES,
    }  # fmt: skip
    return SummaryEvent.model_validate({**values, **given})


def _session(number: int, along: float, draw: Random) -> SummaryEvent:
    hard = number % 4 == 3
    well = along > 0.5 and not hard
    shown = {
        id_: sum(draw.random() < _at(course, along) for _ in range(OCCASIONS)) for id_, course in STRATEGIES.items()
    }
    made = {id_: sum(draw.random() < _at(course, along) for _ in range(REPLIES)) for id_, course in MISTAKES.items()}
    return session(
        "cake-buyer" if hard else "irate-diner",
        "hard" if hard else "standard",
        ended_at=f"2026-{1 + number // 28:02}-{1 + number % 28:02}T10:00:00+00:00",
        score=75.0 if well else 40.0,
        passed=well,
        good_end=well,
        outcome="resolved" if well else "walked_out",
        called_for=dict.fromkeys(STRATEGIES, OCCASIONS),
        shown=shown,
        mistakes={id_: times for id_, times in made.items() if times},
        mistaken=max(made.values()),
    )


def _at(course: Course, along: float) -> float:
    return course[0] + (course[1] - course[0]) * along
