"""What a learner practises best next, and why. Pure: the same progress gives the same advice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from poise.conversation.ids import Level
from poise.conversation.persona import Persona
from poise.practice.progress import Course, CustomerDone, Progress

Reason = Literal["first", "mistake", "strategy", "few", "level", "all"]
_LEAST_OCCASIONS = 4
_OFTEN = 0.1
"""A mistake is worth a practice of its own where surely more than one reply in ten makes it."""
_GOOD_ENOUGH = 0.8


@dataclass(frozen=True)
class NextStep:
    """Which customer at which level, because of what: a strategy or mistake (`course`) where the reason names one."""

    persona: str
    level: Level
    reason: Reason
    course: Course | None = None


def next_step(found: Progress, personas: Sequence[Persona], weights: Mapping[str, float]) -> NextStep | None:
    """Return what to practise next, None where there is no customer. `weights`: of strategies, where two are equally weak.

    In this order: nothing played yet, a mistake that is made often, the strategy that is surely shown least often, too little
    played to tell, the next level that is not mastered.
    """
    if not personas:
        return None
    done = {customer.persona: customer for customer in found.customers}
    if not found.sessions:
        return NextStep(personas[0].id, "easy", "first")
    if (wrong := _worst(found.mistakes)) and (who := _who(done, (p.id for p in personas if wrong.id in p.inflames))):
        return NextStep(*who, "mistake", wrong)
    if (weak := _weakest(found.strategies, weights)) and (
        who := _who(done, (p.id for p in personas if weak.id in p.trains))
    ):
        return NextStep(*who, "strategy", weak)
    few = not any(course.lately.of >= _LEAST_OCCASIONS for course in found.strategies)
    if who := _who(done, (p.id for p in personas)):
        return NextStep(*who, "few" if few else "level")
    return NextStep(personas[-1].id, "hard", "all")


def _worst(mistakes: Iterable[Course]) -> Course | None:
    often = [course for course in mistakes if course.lately.low > _OFTEN]
    return max(often, key=lambda course: course.lately.low, default=None)


def _weakest(strategies: Iterable[Course], weights: Mapping[str, float]) -> Course | None:
    told = [one for one in strategies if one.lately.of >= _LEAST_OCCASIONS and (one.lately.share or 0) < _GOOD_ENOUGH]
    return min(told, key=lambda one: (one.lately.high, -weights.get(one.id, 0)), default=None)


def _who(done: Mapping[str, CustomerDone], ids: Iterable[str]) -> tuple[str, Level] | None:
    """Return the least met of the customers at the level that is next with them; None where all is mastered.

    With somebody new it is the highest level that was mastered with anybody, the easiest where none was.
    """
    known = max((_top(customer) for customer in done.values()), default=-1)
    open_ = [(customer, level) for id_ in ids if (customer := done.get(id_)) and (level := _open(customer, known))]
    if not open_:
        return None
    customer, level = min(open_, key=lambda one: one[0].done)
    return customer.persona, level


def _open(customer: CustomerDone, known: int) -> Level | None:
    first = _top(customer) + 1 if customer.done else max(0, known)
    return customer.levels[first].level if first < len(customer.levels) else None


def _top(customer: CustomerDone) -> int:
    """Return the place of the highest mastered level, -1 where none is."""
    return max((n for n, one in enumerate(customer.levels) if one.mastered), default=-1)
