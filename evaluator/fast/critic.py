"""The fast critic: wording rules, what went before, and a small encoder that learned from examples; no network; English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluator.fast.acts import acts, calm
from evaluator.fast.alike import FILE as ALIKE
from evaluator.fast.alike import load_alike
from evaluator.fast.aside import aside_of, is_english
from evaluator.fast.blend import FILE as BLEND
from evaluator.fast.blend import Blend
from evaluator.fast.encoder import FOLDER as ENCODER
from evaluator.fast.encoder import Encoder, Signs, load_encoder
from evaluator.fast.omissions import omissions
from evaluator.fast.promises import PROMISES, without_doubts, without_refusals
from evaluator.fast.rules import WEIGHTS, Hit, Weights, load_weights
from evaluator.fast.situation import Situation, look_at, marks_of
from evaluator.fast.text import Reading, clause, read
from poise.conversation.ids import MARKS, MISTAKES, OBSERVED, OMISSIONS, REPLY_STRATEGIES, Mark
from poise.conversation.observation import Observations, not_assessed
from poise.conversation.transcript import Turn
from poise.conversation.yaml_file import fingerprint, load_yaml, read_text

ACTS = tuple(id_ for id_ in OBSERVED if id_ not in OMISSIONS and id_ != "calm")
"""What the reply's own words show. The other four hang on these and on the situation."""


_SURE = 0.8
_UNPROVOKED = 0.67
"""What is left of `calm` where the rules see no anger: the examples are freer with it than the conventions."""


@dataclass(frozen=True)
class Look:
    """A reply as the rules see it: its reading, the situation it answers, and what each rule found."""

    reading: Reading
    situation: Situation
    found: dict[str, Hit]


class FastCritic:
    """Observes replies. The same reply in the same context always gives the same answers.

    `learned` is the encoder with the shares that say how it and the rules decide together; None leaves the rules alone.
    """

    def __init__(self, weights: Weights, learned: tuple[Encoder, Blend] | None, version: str) -> None:
        self._weights, self._learned = weights, learned
        self._aside = aside_of(weights)
        self.version = version
        """Name and hash that results carry."""
        self._thresholds = {
            id_: learned[1].shares[id_].threshold if learned else weights.replies[id_].threshold for id_ in OBSERVED
        }

    def observe(self, context: Sequence[Turn], reply: str) -> Observations:
        """Return what a reply shows after `context`: a probability for every id, with verbatim words for each shown one.

        A reply that is not English is not assessed, for the reason `language`.
        """
        seen = self.look(context, reply)
        if not is_english(seen.reading, self._aside):
            return not_assessed("language", self._thresholds)
        if self._learned is None:
            return self._observations({**seen.found, **self.situational(seen, seen.found)}, seen)
        encoder, blend = self._learned
        signs = encoder.read(seen.situation.customer, seen.reading)
        return self._observations(hits(self, blend, seen, signs), seen)

    def look(self, context: Sequence[Turn], reply: str) -> Look:
        """Return what the rules alone find in a reply after `context`: every act, not yet what the situation tells."""
        situation = look_at(context, self._weights)
        reading = read(reply, self._aside, self._weights.known)
        return Look(reading, situation, acts(reading, situation, self._weights))

    def situational(self, seen: Look, found: Mapping[str, Hit]) -> dict[str, Hit]:
        """Return what only the situation tells, given the acts: the three omissions and `calm`."""
        left_out = omissions(seen.reading, seen.situation, found, self._weights)
        return {**left_out, "calm": calm({**found, **left_out}, seen.reading, seen.situation)}

    def read_marks(self, text: str) -> dict[Mark, bool | None]:
        """Return the five marks of a customer's line; all None where the text is not English."""
        reading = read(text)
        if not is_english(reading, self._aside):
            return dict.fromkeys(MARKS)
        found = marks_of(reading, self._weights)
        shown = {mark: found[mark].p >= self._weights.marks[mark].threshold for mark in MARKS}
        return {**shown, "angry": shown["angry"] or shown["abusive"]}

    def _observations(self, found: Mapping[str, Hit], seen: Look) -> Observations:
        reading, customer = seen.reading, seen.situation.customer
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


def hits(critic: FastCritic, blend: Blend, seen: Look, signs: Signs) -> dict[str, Hit]:
    """Return the hits of every id by rules and encoder: first the acts, then what hangs on them and on the situation."""
    signs = signs.without(PROMISES, without_refusals(seen.reading).voice, seen.reading.voice)
    signs = signs.without(("overpromise",), without_doubts(seen.reading).voice, seen.reading.voice)
    found = _without_doubt(seen.found, blend.decide(ACTS, seen.found, signs, seen.situation))
    hanging = critic.situational(seen, blend.evened(found))
    decided = blend.decide(hanging, hanging, signs, seen.situation)
    if not (seen.situation.angry or seen.situation.abusive):
        decided["calm"] = Hit(round(decided["calm"].p * _UNPROVOKED, 2), decided["calm"].span)
    return found | decided


def _without_doubt(rules: Mapping[str, Hit], found: dict[str, Hit]) -> dict[str, Hit]:
    """Return the hits without what the encoder alone takes a plain apology or a boundary for.

    The examples hold few bare apologies ("I apologise for the delay"), so it sees a condition in the short ones; and of what is
    said to an abusive customer much is rude there, so it hears rudeness in a limit that is set politely.
    """
    doubted = []
    if rules["apology"].p >= _SURE and rules["non_apology"].p < 0.5:
        doubted.append("non_apology")
    if rules["boundary"].p >= _SURE and rules["hostile"].p < 0.5:
        doubted.append("hostile")
    return found | {id_: rules[id_] for id_ in doubted}


def load_fast_critic(folder: Path = WEIGHTS, *, learned: bool = True) -> FastCritic:
    """Return the critic with the weights of a folder, by default those shipped; without `learned` the rules decide alone.

    Raises ContentError for a fault in them.
    """
    weights = load_weights(folder)
    if not learned:
        return FastCritic(weights, None, f"fast@1#{weights.hash}")
    encoder, blend = load_encoder(folder / ENCODER, load_alike(folder)), load_yaml(Blend, folder / BLEND)
    hash_ = fingerprint(weights.hash + encoder.hash + read_text(folder / BLEND) + read_text(folder / ALIKE))
    return FastCritic(weights, (encoder, blend), f"fast@2#{hash_}")
