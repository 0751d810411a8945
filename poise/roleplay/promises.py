"""What a reply promises: the clauses that state what will be done, by wordings of promising and by times. Pure."""

import re
from collections.abc import Iterator, Sequence

from poise.conversation.hearing import Promise
from poise.roleplay.clauses import Clause, clauses
from poise.roleplay.cues import OFFERS, VAGUE
from poise.roleplay.offer_signs import refuses
from poise.roleplay.speech_cues import ENDS, GOES_OUT, NO_PROMISE, ONLY_POSSIBLE, PROMISES
from poise.roleplay.times import ONLY_WHEN, TELLS, TIMES, VAGUE_TIMES

_AND = re.compile(r",?\s+and\s+(?=(?:i|we)\b)", re.I)
"""Where a second promise begins: a hedge there makes the first no vaguer."""
_BEFORE_QUESTION = re.compile(
    r"(?:i|we)(?:['’]ll| will) [^?]*?(?=, (?:if (?:that|it)|could|can|may|would|is|are|does|do|did|what|where|when|which)\b)",
    re.I,
)
_ELLIPTIC_WORDS = 12
"""A sentence that only says when ("About ten minutes.") is short."""


def heard_promises(sentences: Sequence[Clause]) -> tuple[Promise, ...]:
    """Return what the sentences of a reply promise, in their order; `firm` where no hedge and no vague time stands there."""
    return tuple(_promise(part, cue) for sentence in sentences for part, cue in _promising(_stated(sentence)))


def _promising(stated: Clause) -> Iterator[tuple[Clause, re.Match[str] | None]]:
    """Yield every clause that promises something, with the wording of a promise in it; None where it only says when."""
    for part in clauses(stated):
        late = TIMES.search(part.text) or VAGUE_TIMES.search(part.text)
        cue = _cue(part, late)
        if (cue or (late and _only_when(part.text))) and not _denied(part.text):
            yield part, cue


def _only_when(text: str) -> bool:
    return len(text.split()) <= _ELLIPTIC_WORDS and ONLY_WHEN.match(text) is not None and TELLS.search(text) is None


def _denied(text: str) -> bool:
    return any(one.search(text) for one in (ENDS, NO_PROMISE)) or refuses(text)


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
