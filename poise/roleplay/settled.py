"""Where a reply asks whether that settles the matter. Pure."""

from collections.abc import Iterator, Sequence

from poise.conversation.hearing import Span
from poise.roleplay.clauses import Clause
from poise.roleplay.hearing_ngrams import SETTLED as WORDS
from poise.roleplay.hearing_weights import SETTLED
from poise.roleplay.near_signs import Signs
from poise.roleplay.settled_cues import asks_whether_settled
from poise.roleplay.weighing import weigh, weigh_words

_ENOUGH = -0.7
"""What must speak for it (log-odds)."""


def heard_settled(sentences: Sequence[Clause]) -> Span | None:
    """Return the first sentence that asks whether what was offered or said settles the matter."""
    likely = (
        sentence.span
        for sentence, signs in settled_signs(sentences)
        if weigh(signs, SETTLED) + weigh_words(sentence.text, WORDS) >= _ENOUGH
    )
    return next(likely, None)


def settled_signs(sentences: Sequence[Clause]) -> Iterator[tuple[Clause, Signs]]:
    """Yield every sentence with what can be seen in it."""
    for sentence in sentences:
        yield (
            sentence,
            {
                "asks": asks_whether_settled(sentence.text),
                "question": sentence.question,
                "last": sentence is sentences[-1],
            },
        )
