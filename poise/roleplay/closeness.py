"""How close a text comes to the wordings of several things, word by word: the third way of hearing. Pure given the encoder.

Every word of a wording looks for the word of the text that is most like it, the same word or one of like meaning; what all
of them find, by weight, is how far the wording is `covered`. The other way round, what the words of the text find among all
words about the thing is how far the text is `explained` by it.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from poise.roleplay.cues import LIGHT_VERBS
from poise.roleplay.encoder import Encoder
from poise.roleplay.fields import SILENT, Things, fields, speaks_for
from poise.roleplay.meanings import meaning, meant_wording
from poise.roleplay.words import STOP_WORDS, Word, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ASKING = frozenset(["what", "who", "when", "where", "why", "how", "which", "whose", "long", "many", "much", "often"])
_SAID, _ASKED, _GENERAL, _LEAST = 0.06, 0.3, 0.4, 0.5
"""What a word weighs that only carries the sentence, that asks, that stands in any talk, and the least of the others: they weigh
more (up to 1) the fewer things share them.
"""
_FLOOR = 0.3
"""A likeness (cosine) up to which two words have nothing in common."""
_TEXTS, _INDICES = 4096, 256
_EXPLAINED, _LIKE, _BY_FIELD, _BY_STEMS = 0.5, 0.5, 0.2, 0.3
"""Beside how far the best wording is covered: what the rest adds. Set on tests/data/hearing/replies.jsonl."""


class Close(NamedTuple):
    """How close a text comes to one thing, all 0–1."""

    covered: float
    """Of its best wording, the share that the text holds."""
    explained: float
    """Of the text, the share that the thing's words hold."""
    like: float
    """The likeness of the text as a whole to the most like wording."""
    shared: float
    """Of one of its wordings, the most stems that stand in the text just so."""


class Near(NamedTuple):
    """A thing that comes close to a text: how much speaks for it in all (0–2.5), and how much more than for the best other."""

    id: str
    score: float
    lead: float
    close: Close
    field: float
    """How much the text's stems speak for it."""


@dataclass(frozen=True, eq=False)
class _Wordings:
    """The weights of the words of many wordings, in one row: where each word stands, and where wordings begin."""

    places: "NDArray[np.intp]"
    weights: "NDArray[np.float32]"
    begins: "NDArray[np.intp]"

    def found(self, by_word: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return for every wording the sum of what its words find, by their weights."""
        import numpy as np  # noqa: PLC0415 - as in `_closeness`

        return np.add.reduceat(by_word[self.places] * self.weights, self.begins)


@dataclass(frozen=True, eq=False)
class _Index:
    """All words about several things: their stems and vectors, the weights in every wording, and where each one's begin."""

    ids: tuple[str, ...]
    places: Mapping[str, int]
    vectors: "NDArray[np.float32]"
    wordings: _Wordings
    begins: tuple[int, ...]
    about: "NDArray[np.intp]"
    about_begins: tuple[int, ...]
    weights: Mapping[str, float]
    wholes: "NDArray[np.float32]"
    stems: _Wordings
    content: _Wordings


def nearest_of(encode: Encoder, text: str, things: Things) -> Near | None:
    """Return the thing that comes closest to `text`; None where none has wordings."""
    return next(iter(nearest_few(encode, text, things, 1)), None)


def nearest_few(encode: Encoder, text: str, things: Things, most: int) -> list[Near]:
    """Return the things that come closest to `text`, the closest first; only those that have wordings."""
    found, spoken = closeness(encode, text, things), speaks_for(fields(things), text)
    ranked = sorted(((_in_all(close, spoken[id_]), id_) for id_, close in found.items()), reverse=True)
    highest = [score for score, _ in ranked[:2]] + [0.0, 0.0]
    return [
        Near(id_, score, score - highest[1 if place == 0 else 0], found[id_], spoken[id_])
        for place, (score, id_) in enumerate(ranked[:most])
    ]


def _in_all(close: Close, field: float) -> float:
    return (
        close.covered
        + _EXPLAINED * close.explained
        + _LIKE * close.like
        + _BY_FIELD * min(1.0, field)
        + _BY_STEMS * close.shared
    )


def closeness(encode: Encoder, text: str, things: Things) -> Mapping[str, Close]:
    """Return how close `text` comes to every thing that has wordings."""
    return _closeness(encode, text, tuple(thing for thing in things if thing[1]))


@lru_cache(maxsize=_TEXTS)
def _closeness(encode: Encoder, text: str, things: Things) -> Mapping[str, Close]:
    import numpy as np  # noqa: PLC0415 - only who hears with an encoder pays for it

    found = words(meaning(text))
    if not things or not found:
        return {id_: Close(0.0, 0.0, 0.0, 0.0) for id_, _, _ in things}
    index = _index(encode, things)
    alike = np.stack([_alike(encode, index, word.plain, word.stem) for word in found])
    covered = index.wordings.found(alike.max(0))
    own = np.array([index.weights.get(word.stem, _weight(word, 1, 1)) for word in found], np.float32)
    by_thing = np.maximum.reduceat(alike[:, index.about], index.about_begins, axis=1)
    explained = (by_thing * own[:, None]).sum(0) / own.sum()
    just = np.zeros(len(index.places), np.float32)
    just[[index.places[word.stem] for word in found if word.stem in index.places]] = 1
    shared = index.stems.found(just) * (index.content.found(just) > 0)
    (whole,) = encode([text])
    like = index.wholes @ np.array(whole, np.float32)
    best = np.maximum.reduceat(np.stack([covered, like, shared], dtype=np.float64), index.begins, axis=1)
    return {
        id_: Close(*map(float, (best[0, number], explained[number], best[1, number], best[2, number])))
        for number, id_ in enumerate(index.ids)
    }


@lru_cache(maxsize=_TEXTS)
def _alike(encode: Encoder, index: _Index, plain: str, stem: str) -> "NDArray[np.float32]":
    """Return how like a word is to every word of the index, 0–1."""
    import numpy as np  # noqa: PLC0415 - as above

    if plain in _ASKING:
        found = np.zeros(len(index.places), np.float32)
    else:
        found = np.maximum(index.vectors @ _vector(encode, plain) - _FLOOR, 0) / (1 - _FLOOR)
    if (place := index.places.get(stem)) is not None:
        found[place] = 1
    return found


@lru_cache(maxsize=_INDICES)
def _index(encode: Encoder, things: Things) -> _Index:
    import numpy as np  # noqa: PLC0415 - as above

    spoken = [[words(meaning(text)) for text in texts] for _, texts, _ in things]
    told = [
        [*(word for one in texts for word in one), *words(meaning(about))]
        for texts, (_, _, about) in zip(spoken, things, strict=True)
    ]
    known = {word.stem: word for one in told for word in one}
    places = {stem: place for place, stem in enumerate(known)}
    spread = Counter(stem for one in told for stem in {word.stem for word in one})
    weights = {stem: _weight(word, spread[stem], len(things)) for stem, word in known.items()}
    wordings: list[Mapping[str, float]] = []
    begins: list[int] = []
    about: list[int] = []
    about_begins: list[int] = []
    for number, texts in enumerate(spoken):
        begins.append(len(wordings))
        about_begins.append(len(about))
        about += sorted({places[word.stem] for word in told[number]})
        for one in texts:
            whole = sum(weights[stem] for stem in {word.stem for word in one}) or 1
            wordings.append({word.stem: weights[word.stem] / whole for word in one})
    meanings = [meant_wording(text) for _, texts, _ in things for text in texts]
    wholes = np.array([vector for _, texts, _ in things for vector in encode(texts)], np.float32)
    return _Index(
        tuple(id_ for id_, _, _ in things),
        places,
        _vectors(encode, tuple(known.values())),
        _in_one_row(wordings, places),
        tuple(begins),
        np.array(about, np.intp),
        tuple(about_begins),
        weights,
        wholes,
        _in_one_row([dict.fromkeys(one.stems, 1 / len(one.stems)) for one in meanings], places),
        _in_one_row([dict.fromkeys(one.content, 1.0) for one in meanings], places),
    )


def _in_one_row(wordings: Sequence[Mapping[str, float]], places: Mapping[str, int]) -> _Wordings:
    import numpy as np  # noqa: PLC0415 - as above

    # A wording without a known word keeps a place that weighs nothing: every one has to begin somewhere.
    known = [[(places[s], w) for s, w in sorted(one.items()) if s in places] or [(0, 0.0)] for one in wordings]
    return _Wordings(
        np.array([place for one in known for place, _ in one], np.intp),
        np.array([weight for one in known for _, weight in one], np.float32),
        np.cumsum([0, *map(len, known[:-1])]),
    )


def _vectors(encode: Encoder, found: Sequence[Word]) -> "NDArray[np.float32]":
    import numpy as np  # noqa: PLC0415 - as above

    return np.stack([_vector(encode, word.plain) for word in found])


@lru_cache(maxsize=_TEXTS)
def _vector(encode: Encoder, plain: str) -> "NDArray[np.float32]":
    import numpy as np  # noqa: PLC0415 - as above

    return np.array(encode([plain])[0], np.float32)


def _weight(word: Word, spread: int, things: int) -> float:
    if word.plain in _ASKING:
        return _ASKED
    if word.plain in STOP_WORDS:
        return _SAID
    if word.stem in SILENT or word.stem in LIGHT_VERBS:
        return _GENERAL
    return _LEAST + (1 - _LEAST) * math.log((things + 1) / spread) / math.log(things + 1)
