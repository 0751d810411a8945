"""What a critic says about one reply: a probability for every strategy and mistake, with the words that prove it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from poise.conversation.ids import MISTAKES, OBSERVED, REPLY_STRATEGIES

Probability = Annotated[float, Field(ge=0, le=1)]


class Observations(BaseModel):
    """One critic's answers about one reply, in the form of the observation file (without the line's `id`).

    `strategies` and `mistakes` hold every observed id: a probability from 0 to 1 with two decimals, or None where it was
    not assessed; `not_assessed` names the reason of every None. `evidence` quotes the reply, `provoked_by` an earlier customer
    turn. An id is decided "shown" when its probability is at least its threshold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    strategies: dict[str, Probability | None]
    mistakes: dict[str, Probability | None]
    evidence: dict[str, str] = {}
    provoked_by: dict[str, str] = {}
    thresholds: dict[str, Probability]
    not_assessed: dict[str, str] = {}

    @field_validator("strategies", "mistakes")
    @classmethod
    def _two_decimals(cls, value: dict[str, float | None]) -> dict[str, float | None]:
        return {key: None if p is None else round(p, 2) for key, p in value.items()}

    @model_validator(mode="after")
    def _complete(self) -> Self:
        _require_ids("strategies", self.strategies, REPLY_STRATEGIES)
        _require_ids("mistakes", self.mistakes, MISTAKES)
        _require_ids("thresholds", self.thresholds, OBSERVED)
        silent = {key for key in OBSERVED if self.probability(key) is None} ^ set(self.not_assessed)
        if silent:
            raise ValueError(f"not_assessed must name exactly the ids without a probability; look at {sorted(silent)}")
        return self

    def probability(self, id_: str) -> float | None:
        """Return the probability of a strategy or mistake, None where it was not assessed."""
        return self.strategies[id_] if id_ in self.strategies else self.mistakes[id_]

    def shown(self, id_: str) -> bool | None:
        """Return whether the id is decided: True, False, or None where it was not assessed."""
        probability = self.probability(id_)
        return None if probability is None else probability >= self.thresholds[id_]

    @cached_property
    def decided_ids(self) -> frozenset[str]:
        """The ids that are decided as shown; worked out once, because stage and scores ask for it at every turn."""
        return frozenset(id_ for id_ in OBSERVED if self.shown(id_))

    def decided(self) -> frozenset[str]:
        """Return the ids that are decided as shown."""
        return self.decided_ids

    def probabilities(self) -> dict[str, float]:
        """Return id to probability for everything that was assessed: what the mood is handed."""
        return {id_: p for id_ in OBSERVED if (p := self.probability(id_)) is not None}


def not_assessed(reason: str, thresholds: Mapping[str, float] | None = None) -> Observations:
    """Return observations in which nothing was assessed, for `reason` (a failed model call, say)."""
    return Observations(
        strategies=dict.fromkeys(REPLY_STRATEGIES),
        mistakes=dict.fromkeys(MISTAKES),
        thresholds=dict(thresholds or dict.fromkeys(OBSERVED, 0.5)),
        not_assessed=dict.fromkeys(OBSERVED, reason),
    )


def _require_ids(field: str, given: Mapping[str, object], wanted: tuple[str, ...]) -> None:
    missing, unknown = sorted(set(wanted) - set(given)), sorted(set(given) - set(wanted))
    if missing or unknown:
        raise ValueError(f"{field}: missing {missing or 'nothing'}, unknown {unknown or 'nothing'}")
