"""What a reply promises: its clauses, each weighed by its words and by what can be seen in it. Pure."""

import re
from collections.abc import Iterator, Sequence

from poise.conversation.hearing import Promise
from poise.roleplay.clauses import Clause, clauses
from poise.roleplay.cues import OFFERS, VAGUE
from poise.roleplay.hearing_ngrams import PROMISE as WORDS
from poise.roleplay.hearing_weights import PROMISE
from poise.roleplay.near_signs import Signs
from poise.roleplay.offer_signs import refuses
from poise.roleplay.speech_cues import ENDS, GOES_OUT, NO_PROMISE, ONLY_POSSIBLE, PROMISES
from poise.roleplay.times import ONLY_WHEN, TELLS, TIMES, VAGUE_TIMES
from poise.roleplay.weighing import weigh, weigh_words

_AND = re.compile(r",?\s+and\s+(?=(?:i|we)\b)", re.I)
"""Where a second promise begins: a hedge there makes the first no vaguer."""
_BEFORE_QUESTION = re.compile(
    r"(?:i|we)(?:['’]ll| will) [^?]*?(?=, (?:if (?:that|it)|could|can|may|would|is|are|does|do|did|what|where|when|which)\b)",
    re.I,
)
_ELLIPTIC_WORDS = 12
"""A sentence that only says when ("About ten minutes.") is short."""
_ENOUGH = -0.7
"""What must speak for a promise (log-odds)."""


def heard_promises(sentences: Sequence[Clause]) -> tuple[Promise, ...]:
    """Return what the sentences of a reply promise, in their order; `firm` where no hedge and no vague time stands there."""
    return tuple(
        _promise(part, cue)
        for sentence in sentences
        for part, cue, signs in promise_signs(sentence)
        if signs["only when"] or weigh(signs, PROMISE) + weigh_words(part.text, WORDS) >= _ENOUGH
    )


def promise_signs(sentence: Clause) -> Iterator[tuple[Clause, re.Match[str] | None, Signs]]:
    """Yield every clause that may promise something, with the wording of a promise in it and what else can be seen."""
    stated = _stated(sentence)
    for part in (*clauses(stated), *(one for one in clauses(sentence) if one.start >= stated.end)):
        if ENDS.search(part.text):
            continue
        when, vague = TIMES.search(part.text), VAGUE_TIMES.search(part.text)
        cue = _cue(part, when or vague)
        short = len(part.text.split()) <= _ELLIPTIC_WORDS and ONLY_WHEN.match(part.text) and not TELLS.search(part.text)
        yield (
            part,
            cue,
            {
                "promises": cue is not None,
                "only when": bool(short and (when or vague)),
                "when": when is not None,
                "vaguely when": vague is not None,
                "question": part.question,
                "stated": part.end <= stated.end,
                "refuses": refuses(part.text),
                "hopes": NO_PROMISE.search(part.text) is not None,
            },
        )


def _cue(clause: Clause, late: re.Match[str] | None) -> re.Match[str] | None:
    cue = PROMISES.search(clause.text)
    if cue is None and late and not ONLY_POSSIBLE.search(clause.text):
        cue = OFFERS.search(clause.text) or GOES_OUT.search(clause.text)
    return cue


def _stated(sentence: Clause) -> Clause:
    """Return what a sentence states: of a question only what stands before it ("I'll look it up, may I have the number?")."""
    if not sentence.question:
        return sentence
    before = _BEFORE_QUESTION.match(sentence.text)
    return sentence.part(0, before.end() if before else 0)


def _promise(clause: Clause, cue: re.Match[str] | None) -> Promise:
    when, vague = TIMES.search(clause.text), VAGUE_TIMES.search(clause.text)
    said = clause.part(cue.start() if cue else 0, len(clause.text))
    firm = VAGUE.search(_AND.split(said.text)[0]) is None and vague is None
    late = when or vague
    return Promise(what=said.text.rstrip(" .!"), by=late.group() if late else "", firm=firm, span=said.span)
