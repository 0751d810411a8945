"""What can be seen in a question and in the fact that comes closest to it: the signs from which `weighing` tells whether the
question asks for that fact. Pure given the encoder.
"""

from collections.abc import Iterator

from poise.roleplay.clauses import Clause, alternatives, questions
from poise.roleplay.closeness import nearest_of
from poise.roleplay.cues import any_of
from poise.roleplay.encoder import Encoder
from poise.roleplay.fields import Things
from poise.roleplay.near_signs import Candidate, near_signs
from poise.roleplay.offer_cues import WONDERS
from poise.roleplay.offer_signs import cued
from poise.roleplay.settled_cues import asks_whether_settled
from poise.roleplay.speech_cues import ABOUT_THE_TALK, ASKS

_LEAST_NEAR = 0.7
"""Below that, nothing else could make it a question for the fact."""
_WOULD = any_of(r"(?:would|will|shall|may|can|could) (?:you|i|we|that|it)\b")


def asked_for(sentence: Clause, things: Things, encode: Encoder) -> Iterator[Candidate]:
    """Yield what a sentence may ask for: for each of its questions the closest fact."""
    asks = ASKS.match(sentence.text) is not None
    if not (sentence.question or asks):
        return
    for part, whole in _parts(sentence):
        near = nearest_of(encode, part.text, things)
        if near is None or near.score < _LEAST_NEAR:
            continue
        about_the_talk = ABOUT_THE_TALK.search(part.text) is not None
        wonders = WONDERS.match(part.text) is not None
        yield Candidate(
            part,
            near.id,
            {
                **near_signs(part, whole, near),
                "marked": sentence.question,
                "asks": asks,
                "about the talk": about_the_talk,
                "settled": asks_whether_settled(part.text),
                "offers": cued(part.text),
                "wonders": wonders,
                "would": _WOULD.match(part.text) is not None,
            },
        )


def _parts(sentence: Clause) -> Iterator[tuple[Clause, bool]]:
    """Yield every question of a sentence, and where it asks for several things each of them."""
    for question in questions(sentence):
        yield question, True
        several = alternatives(question)
        if len(several) > 1:
            yield from ((part, False) for part in several)
