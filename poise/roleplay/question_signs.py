"""What can be seen in a question and in the fact that comes closest to it: the signs from which `weighing` tells whether the
question asks for that fact. Pure given the encoder.
"""

from collections.abc import Iterator

from poise.roleplay.clauses import Clause, alternatives, questions
from poise.roleplay.closeness import nearest_few
from poise.roleplay.cues import any_of
from poise.roleplay.encoder import Encoder
from poise.roleplay.fields import Things
from poise.roleplay.near_signs import Candidate, Signs, Worth, always_worth, near_signs
from poise.roleplay.offer_cues import WONDERS
from poise.roleplay.offer_signs import cued
from poise.roleplay.settled_cues import asks_whether_settled
from poise.roleplay.speech_cues import ABOUT_THE_TALK, ASKS

_MOST_NEAR = 3
"""So many facts are looked at beside a question."""
_WOULD = any_of(r"(?:would|will|shall|may|can|could) (?:you|i|we|that|it)\b")


def asked_for(sentence: Clause, things: Things, encode: Encoder, worth: Worth = always_worth) -> Iterator[Candidate]:
    """Yield what a sentence may ask for: for each of its questions that are `worth` it the closest facts."""
    asks = ASKS.match(sentence.text) is not None
    for part, whole in _parts(sentence):
        seen = _of_part(part, sentence.question, asks)
        if worth(part, seen):
            for near in nearest_few(encode, part.text, things, _MOST_NEAR):
                yield Candidate(part, near.id, {**seen, **near_signs(part, whole, near)}, seen)


def _of_part(part: Clause, marked: bool, asks: bool) -> Signs:
    return {
        "marked": marked,
        "asks": asks,
        "unmarked": not (marked or asks),
        "about the talk": ABOUT_THE_TALK.search(part.text) is not None,
        "settled": asks_whether_settled(part.text),
        "offers": cued(part.text),
        "wonders": WONDERS.match(part.text) is not None,
        "would": _WOULD.match(part.text) is not None,
    }


def _parts(sentence: Clause) -> Iterator[tuple[Clause, bool]]:
    """Yield every question of a sentence, and where it asks for several things each of them."""
    for question in questions(sentence):
        yield question, True
        several = alternatives(question)
        if len(several) > 1:
            yield from ((part, False) for part in several)
