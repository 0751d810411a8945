"""The fast critic: wording rules and what went before, no model, no network; English. A baseline, and honest about it."""

from collections.abc import Sequence
from pathlib import Path

from evaluator.fast.acts import acts, calm
from evaluator.fast.aside import aside_of, is_english
from evaluator.fast.omissions import omissions
from evaluator.fast.rules import WEIGHTS, Hit, Weights, load_weights
from evaluator.fast.situation import look_at, marks_of
from evaluator.fast.text import Reading, clause, read
from poise.conversation.ids import MARKS, MISTAKES, OBSERVED, OMISSIONS, REPLY_STRATEGIES, Mark
from poise.conversation.observation import Observations, not_assessed
from poise.conversation.transcript import Turn


class FastCritic:
    """Observes replies by rules. The same reply in the same context always gives the same answers."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._aside = aside_of(weights)
        self._thresholds = {id_: weights.replies[id_].threshold for id_ in OBSERVED}

    @property
    def version(self) -> str:
        """Return the name and hash that results carry."""
        return f"fast@1#{self._weights.hash}"

    def observe(self, context: Sequence[Turn], reply: str) -> Observations:
        """Return what a reply shows after `context`: a probability for every id, with verbatim words for each shown one.

        A reply that is not English is not assessed, for the reason `language`.
        """
        if not is_english(reply, self._aside):
            return not_assessed("language", self._thresholds)
        situation = look_at(context, self._weights)
        reading = read(reply, self._aside, self._weights.known)
        found = acts(reading, situation, self._weights)
        found |= omissions(reading, situation, found, self._weights)
        found["calm"] = calm(found, reading, situation)
        return self._observations(found, reading, situation.customer)

    def read_marks(self, text: str) -> dict[Mark, bool | None]:
        """Return the five marks of a customer's line; all None where the text is not English."""
        if not is_english(text, self._aside):
            return dict.fromkeys(MARKS)
        found = marks_of(read(text), self._weights)
        shown = {mark: found[mark].p >= self._weights.marks[mark].threshold for mark in MARKS}
        return {**shown, "angry": shown["angry"] or shown["abusive"]}

    def _observations(self, found: dict[str, Hit], reading: Reading, customer: Reading | None) -> Observations:
        shown = [id_ for id_ in OBSERVED if round(found[id_].p, 2) >= self._thresholds[id_]]
        spans = {id_: span for id_ in shown if (span := found[id_].span) is not None}
        return Observations(
            strategies={id_: found[id_].p for id_ in REPLY_STRATEGIES},
            mistakes={id_: found[id_].p for id_ in MISTAKES},
            evidence={id_: clause(reading, *span) for id_, span in spans.items() if id_ not in OMISSIONS},
            provoked_by={
                id_: clause(customer, *span) for id_, span in spans.items() if id_ in OMISSIONS and customer is not None
            },
            thresholds=self._thresholds,
        )


def load_fast_critic(folder: Path | None = None) -> FastCritic:
    """Return the critic with the rules of a folder, by default those shipped. Raises ContentError for a fault in them."""
    return FastCritic(load_weights(folder or WEIGHTS))
