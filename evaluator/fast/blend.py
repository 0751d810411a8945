"""What the wording rules and the encoder say together: one logistic sum an id, fitted on replies that neither had seen."""

import math
from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from evaluator.fast.encoder import Signs
from evaluator.fast.rules import Hit
from evaluator.fast.situation import Situation
from poise.conversation.ids import OBSERVED, OMISSIONS

FILE = "blend.yaml"
_LEAST = 0.02


class Share(BaseModel):
    """How one id is decided: p = σ(bias + rules · logit(rules' p) + encoder · its logit + …), shown from `threshold` on.

    A rule as certain as `sure` decides alone. `angry`, `abusive`, `first` are added where the customer is angry, abusive, or
    nobody has answered yet.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    bias: float
    rules: float
    encoder: float
    angry: float = 0.0
    abusive: float = 0.0
    first: float = 0.0
    threshold: Annotated[float, Field(gt=0, lt=1)]
    sure: Annotated[float, Field(gt=0, le=1)] | None = None


class Blend(BaseModel):
    """The shares of all ids, as `evaluator/weights/blend.yaml` holds them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    shares: dict[str, Share]

    @field_validator("shares")
    @classmethod
    def _every_id(cls, value: dict[str, Share]) -> dict[str, Share]:
        if missing := sorted(set(OBSERVED) - set(value)):
            raise ValueError(f"ids {missing} are missing; run scripts/fast_critic/blend.py")
        return value

    def decide(
        self, ids: Iterable[str], found: Mapping[str, Hit], signs: Signs, situation: Situation
    ) -> dict[str, Hit]:
        """Return the rules' hits of some ids with the encoder's view taken in, and its words where they have none."""
        state = features(situation)
        return {id_: self._one(id_, found[id_], signs, state) for id_ in ids}

    def evened(self, found: Mapping[str, Hit]) -> dict[str, Hit]:
        """Return decided hits on one scale, 0.5 at each id's threshold, as the rules about the situation read them."""
        return {id_: Hit(evened(hit.p, self.shares[id_].threshold), hit.span) for id_, hit in found.items()}

    def _one(self, id_: str, rule: Hit, signs: Signs, state: tuple[float, float, float]) -> Hit:
        share = self.shares[id_]
        total = share.bias + share.rules * logit(rule.p) + share.encoder * signs.logits[id_]
        angry, abusive, first = state
        total += share.angry * angry + share.abusive * abusive + share.first * first
        p = round(1 / (1 + math.exp(-total)), 2)
        if share.sure is not None and rule.p >= share.sure:
            p = max(p, rule.p)
        if id_ in OMISSIONS:
            # What proves an omission stands in the customer's words, of which the encoder marks none.
            return rule if rule.span is None else Hit(p, rule.span)
        if p < share.threshold:
            return Hit(p, rule.span)
        span = rule.span if rule.span is not None and rule.p >= 0.5 else signs.span(id_) or rule.span
        return rule if span is None else Hit(p, span)


def evened(p: float, threshold: float) -> float:
    """Return a probability stretched so that its threshold lies at 0.5."""
    return p / (2 * threshold) if p < threshold else 1 - (1 - p) / (2 * (1 - threshold))


def features(situation: Situation) -> tuple[float, float, float]:
    """Return what of the situation counts: angry, abusive, first reply, each 0 or 1."""
    return float(situation.angry), float(situation.abusive), float(situation.customer_turns_only)


def logit(p: float) -> float:
    """Return the log-odds of a probability, bounded so that no rule is ever certain."""
    kept = min(max(p, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
