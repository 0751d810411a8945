"""The case note held against what was really said: what is missing, what contradicts, with the words that prove it. Pure.

Only facts are checked: the concern, each agreed remedy, each promise with its date, what is left to do, amounts and the
outcome. How well the note is worded is a question for a capable model, and nobody answers it here.
"""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from poise.practice.steps.naming import (
    Note,
    names_concern,
    names_promise,
    names_remedy,
    note,
    nothing_left,
    segments,
    surest_remedy,
    to_do,
)
from poise.practice.steps.said import Said

About = Literal["concern", "remedy", "promise", "date", "next", "amount", "outcome"]
_AMOUNT = re.compile(r"[£$€]\s?(\d+(?:[.,]\d\d)?)|\b(\d+(?:[.,]\d\d)?)\s?(?:pounds|quid|euros?|dollars)\b", re.I)
_GIVES = re.compile(r"\b(?:refund\w*|back|off|credit\w*|pa(?:y|id)|voucher|compensat\w*|waive\w*|free)\b", re.I)
_DENIED = re.compile(
    r"\b(?:no|not|never|nor|without|refused|declined|denied|rejected|turned down|can'?t|cannot|couldn'?t|didn'?t|wanted|asked for"
    r"|asks for|demanded|wished)\b|n['’]t\b",
    re.I,
)
_AGREED = re.compile(r"\b(?:agreed|accepted|booked|arranged|confirmed|settled|took|takes|chose|granted)\b", re.I)
_SETTLED = re.compile(r"\b(?:solved|resolved|settled|sorted|happy|satisfied|all good|content)\b", re.I)
_BROKEN_OFF = re.compile(r"\b(?:walked out|stormed off|hung up|left angry|broke off)\b", re.I)


class Finding(BaseModel):
    """One thing that is missing from the note or contradicts what was said.

    `id` names the remedy, or the number of the promise from 1; `said` are the words of the conversation that prove it, `noted`
    the note's own words where it has any.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["missing", "contradicts"]
    about: About
    id: str = ""
    said: str = ""
    noted: str = ""


def check_note(text: str, said: Said) -> tuple[Finding, ...]:
    """Return what is missing from a case note and what in it contradicts the conversation."""
    written = note(text)
    concern = () if names_concern(written, said) else (Finding(kind="missing", about="concern", said=said.concern),)
    return (
        *concern,
        *_remedies(written, said),
        *_never_given(written, said),
        *_promises(written, said),
        *_next(written, said),
        *_amounts(written, said),
        *_outcome(written, said),
    )


def _remedies(written: Note, said: Said) -> Iterator[Finding]:
    for spoken in said.agreed:
        if not any(names_remedy(part, said.persona, spoken.remedy) for part in (*written.sentences, *written.segments)):
            yield Finding(kind="missing", about="remedy", id=spoken.remedy, said=spoken.quote)


def _never_given(written: Note, said: Said) -> Iterator[Finding]:
    """Yield the remedies that the note gives although they were refused, never offered, or offered and not agreed."""
    agreed = {spoken.remedy for spoken in said.agreed}
    told: set[str] = set()
    for sentence in written.sentences:
        for part in (*segments(sentence), sentence):
            remedy = surest_remedy(part, said.persona)
            if remedy is None or remedy in agreed | told or _denied(part, sentence):
                continue
            if any(names_remedy(part, said.persona, one) for one in agreed):
                continue
            if (proof := _against(remedy, sentence, said)) is not None:
                told.add(remedy)
                yield Finding(kind="contradicts", about="remedy", id=remedy, said=proof, noted=part)


def _against(remedy: str, sentence: str, said: Said) -> str | None:
    """Return the words that speak against a remedy in the note, empty where it was never spoken of; None where none do."""
    for spoken in said.refused:
        if spoken.remedy == remedy:
            return spoken.quote
    if remedy not in {spoken.remedy for spoken in said.offered}:
        return ""
    return said.last if _AGREED.search(sentence) else None


def _denied(part: str, sentence: str) -> bool:
    if _DENIED.search(part):
        return True
    parts = segments(sentence)
    place = parts.index(part) if part in parts else -1
    after = parts[place + 1] if 0 <= place < len(parts) - 1 else ""
    return (
        re.match(r"(?:not|but not|refused|declined|(?:he|she|they) (?:\w+n['’]t|did not|refused))\b", after, re.I)
        is not None
    )


def _promises(written: Note, said: Said) -> Iterator[Finding]:
    for number, promise in enumerate(said.promises, start=1):
        when = names_promise(written, promise, said)
        if when is None:
            yield Finding(kind="missing", about="promise", id=str(number), said=promise.quote)
        elif promise.times and when == "none":
            yield Finding(kind="missing", about="date", id=str(number), said=promise.quote)
        elif when == "other":
            noted = next((one for one in written.sentences if names_promise(note(one), promise, said) == "other"), "")
            yield Finding(kind="contradicts", about="date", id=str(number), said=promise.quote, noted=noted)


def _next(written: Note, said: Said) -> Iterator[Finding]:
    left = [promise for promise in said.promises if promise.later]
    if claim := nothing_left(written.text):
        if left:
            yield Finding(kind="contradicts", about="next", said=left[0].quote, noted=claim)
        return
    named = any(names_promise(written, promise, said) for promise in left)
    if not named and not any(to_do(sentence) for sentence in written.sentences):
        yield Finding(kind="missing", about="next", said=left[0].quote if left else "")


def _amounts(written: Note, said: Said) -> Iterator[Finding]:
    """Yield amounts that are given away in the note and were never named for that in the conversation."""
    persona, wrong = said.persona, {finding.noted for finding in _never_given(written, said)}
    limits = [remedy.limit for spoken in said.agreed if (remedy := persona.remedy(spoken.remedy))]
    named = _amounts_in(" ".join((*said.replies, *limits)))
    known = named | _amounts_in(" ".join((*said.lines, *persona.briefing.history)))
    for sentence in written.sentences:
        gives = _GIVES.search(sentence) is not None
        for amount in _amounts_in(sentence) - (named if gives and named else known):
            if not any(part in sentence for part in wrong):
                proof = next((reply for reply in said.replies if _amounts_in(reply)), "")
                yield Finding(kind="contradicts", about="amount", id=amount, said=proof, noted=sentence)


def _amounts_in(text: str) -> set[str]:
    found = (next(filter(None, parts)).replace(",", ".") for parts in _AMOUNT.findall(text))
    return {amount.removesuffix(".00") for amount in found}


def _outcome(written: Note, said: Said) -> Iterator[Finding]:
    claims = _BROKEN_OFF if said.outcome == "resolved" else _SETTLED
    for part in written.segments:
        if claims.search(part) and not _DENIED.search(part):
            yield Finding(kind="contradicts", about="outcome", said=said.last, noted=part)
            return
