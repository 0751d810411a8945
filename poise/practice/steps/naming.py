"""Whether a note or a message names the concern, a remedy or a promise, in whatever words. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from poise.conversation.persona import Persona
from poise.practice.steps.said import TIME_STEMS, Promised, Said, chief, promise_stems, remedy_stems
from poise.practice.steps.when import Agreement, Times, agreement, times
from poise.roleplay.meanings import meant, meant_wording
from poise.roleplay.words import STOP_WORDS, Wording, all_stems, content_stems, coverage, shared_stems

_SENTENCE = re.compile(r"(?<!\d)[.!?]+(?=\s|$)|(?<=\d)\.(?=\s+[A-Z])|[;\n]+")
_SEGMENT = re.compile(r",(?!\d)|:\s|\s[-–—]\s|\band\b|\bplus\b", re.I)
_REMEDY_COVERED = 0.65
_REMEDY_SURE = 0.8
_PROMISE_COVERED = 0.5
_LEAST_CONCERN = 2
_CONTACT = (
    frozenset({"writ", "mail", "email", "text", "messag", "not", "lett"}),
    frozenset({"call", "phon", "ring", "callback"}),
)
_NOT_OURS = frozenset(
    stem
    for line in (
        "customer client guest caller complaint complain complained angry upset cross furious shouted unhappy problem issue",
        "matter case solved resolved sorted happy satisfied agreed accepted offered promised call called phone ring write",
        "wrote left ended walked thing something want wanted say said tell told come good bad fine everything nothing",
    )
    for stem in all_stems(line)
)
"""Words of any complaint: they say nothing of this one."""
_TO_DO = re.compile(
    r"\bto do\b|\bnext(?: step)?:|\bfollow[- ]?up\b|\bremind|\bpending\b|\bopen:|\b(?:we|i)['’]ll\b|\bwill\b|\bcall ?back\b"
    r"|\bdue\b"
    r"|\b(?:i|we) (?:ring|call|write|check|tell|mail|ask|phone|contact|look)\b"
    r"|\bto (?:ring|call|write|check|tell|mail|ask|phone|contact)\b"
    r"|\bneeds? to\b|\bmust\b|\bhas to\b",
    re.I,
)
_NOTHING_LEFT = re.compile(
    r"\b(?:nothing|no)\s+(?:further|more|else|other|follow[- ]?up|open|next|left)\b|\bnothing to do\b"
    r"|\bcase closed\b|\bno action\b",
    re.I,
)


@dataclass(frozen=True)
class Note:
    """A text by sentences, and each sentence by its segments."""

    text: str
    sentences: tuple[str, ...]

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of all sentences between commas, colons and "and"."""
        return tuple(part for sentence in self.sentences for part in segments(sentence))


def note(text: str) -> Note:
    """Return a text taken apart."""
    return Note(text, tuple(part.strip() for part in _SENTENCE.split(text) if part.strip()))


def segments(sentence: str) -> tuple[str, ...]:
    """Return the parts of a sentence between commas, colons and "and"."""
    return tuple(part.strip() for part in _SEGMENT.split(sentence) if part.strip())


def names_concern(written: Note, said: Said) -> bool:
    """Whether the note says what the customer complained of: two of their own words, one of which is no word of a remedy."""
    persona = said.persona
    texts = (persona.situation, persona.title, *(fact.words for fact in persona.facts.known), *said.lines)
    theirs = frozenset().union(*(meant(text) & _content(text) for text in texts))
    promised = frozenset().union(*(promise_stems(promise.quote) for promise in said.promises))
    remedies = frozenset().union(*(remedy_stems(persona, one.id) for one in persona.remedies))
    names = frozenset().union(*(all_stems(form) for form in persona.identity.called))
    hits = (_content(written.text) & theirs) - TIME_STEMS - _NOT_OURS - names
    return len(hits) >= _LEAST_CONCERN and bool(hits - promised - remedies)


def names_remedy(text: str, persona: Persona, remedy: str) -> bool:
    """Whether a text names a remedy of the persona."""
    return _share(text, persona, remedy) >= _REMEDY_COVERED


def surest_remedy(text: str, persona: Persona) -> str | None:
    """Return the remedy that a text names beyond doubt, better than any other; None where there is none."""
    ranked = sorted(
        ((_share(text, persona, one.id), _hits(text, chief(one.said_as)), one.id) for one in persona.remedies),
        reverse=True,
    )
    if not ranked or ranked[0][0] < _REMEDY_SURE:
        return None
    return max((entry for entry in ranked if entry[0] >= _REMEDY_SURE), key=lambda entry: (entry[1], entry[0]))[2]


def names_promise(written: Note, promise: Promised, said: Said) -> Agreement | None:
    """Return how the note gives a promise's time where it names the promise, None where it does not.

    It is named by the way of contact, by half of its words, by its own time beside one of its words, or else with the remedy that
    it belongs to.
    """
    best = _best(_given(sentence, promise) for sentence in written.sentences)
    if best is None and promise.remedy:
        best = _best(
            agreement(promise.times, times(sentence))
            for sentence in written.sentences
            if names_remedy(sentence, said.persona, promise.remedy)
        )
    return _elsewhere(written, promise, said) if best == "none" and promise.remedy else best


def to_do(text: str) -> bool:
    """Whether a text names something that is still to be done."""
    return _TO_DO.search(text) is not None


def nothing_left(text: str) -> str:
    """Return the words that say that nothing is left to do, empty where there are none."""
    found = _NOTHING_LEFT.search(text)
    return found.group() if found else ""


def _given(sentence: str, promise: Promised) -> Agreement | None:
    """Return how a sentence gives a promise's time: the part that names the promise first, else the whole sentence."""
    parts = [part for part in segments(sentence) if _about(part, promise)]
    if not parts and not _about(sentence, promise):
        return None
    near = (agreement(promise.times, times(part)) for part in parts)
    return next((one for one in near if one in ("same", "other")), agreement(promise.times, times(sentence)))


def _about(text: str, promise: Promised) -> bool:
    own, heard = _contacted(promise_stems(promise.quote)), _contacted(meant(text) | content_stems(text))
    contact = own & {"call", "writ"}
    if agreement(promise.times, times(text)) == "same" and (own & heard or _exact(promise) or to_do(text)):
        return True
    return bool(own) and (coverage(own, heard) >= _PROMISE_COVERED or (bool(contact) and contact <= heard))


def _exact(promise: Promised) -> bool:
    """Whether the time of a promise is so particular that it stands for the promise: a span or a clock time."""
    return bool({"span", "clock"} & set(promise.times))


def _contacted(stems: frozenset[str]) -> frozenset[str]:
    """Return the stems with every way to write, and every way to ring, said in the same word."""
    written, rung = _CONTACT
    found = {word for word, forms in (("writ", written), ("call", rung)) if stems & forms}
    return (stems - written - rung) | found


def _elsewhere(written: Note, promise: Promised, said: Said) -> Agreement:
    """Return how a remedy's time is given apart from the remedy: by a part of the note that speaks of no other promise."""
    others = [one for one in said.promises if one != promise]
    free = [part for part in written.segments if not any(_about(part, one) for one in others)]
    clear: Times = {kind: values for kind, values in promise.times.items() if kind in ("span", "clock")}
    found = [agreement(clear, times(part)) for part in free]
    return next((one for one in ("same", "other") if one in found), "none")


def _best(found: Iterable[Agreement | None]) -> Agreement | None:
    order: tuple[Agreement, ...] = ("none", "given", "other", "same")
    return max((one for one in found if one is not None), key=order.index, default=None)


def _content(text: str) -> frozenset[str]:
    stops = frozenset(stem for word in STOP_WORDS for stem in all_stems(word))
    return (meant(text) | content_stems(text)) - stops


def _share(text: str, persona: Persona, remedy: str) -> float:
    heard, found = meant(text), persona.remedy(remedy)
    if found is None or ((core := _core(chief(found.said_as))) and core.isdisjoint(heard)):
        return 0.0
    common = shared_stems([_together(chief(one.said_as)) for one in persona.remedies])
    return max((one.share(heard, common) for one in _wordings(chief(found.said_as))), default=0.0)


def _core(said_as: tuple[str, ...]) -> frozenset[str]:
    """Return the stems that stand in half of a remedy's wordings: without one of them the remedy is not meant."""
    counts = Counter(stem for one in _wordings(said_as) for stem in one.content)
    return frozenset(stem for stem, count in counts.items() if count * 2 >= len(said_as))


def _hits(text: str, said_as: tuple[str, ...]) -> int:
    heard = meant(text)
    return max((len(one.stems & heard) for one in _wordings(said_as)), default=0)


def _wordings(said_as: tuple[str, ...]) -> list[Wording]:
    return [meant_wording(text) for text in said_as]


def _together(said_as: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem for one in _wordings(said_as) for stem in one.content)
