"""The learned part of the fast critic: a small encoder that reads a reply beside what the customer said last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluator.fast.alike import Alike
from evaluator.fast.text import Reading
from poise.conversation.errors import ContentError
from poise.conversation.ids import OBSERVED

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = "encoder"
MODEL, WORDS = "model.onnx", "tokenizer.json"
CUSTOMER_TOKENS, REPLY_TOKENS = 16, 128
"""How much is read: the end of the customer's last line, and the start of the reply (the median reply has 43 tokens)."""

_DENIED = -6.0
"""The logit of an act that is named only to be refused."""


@dataclass(frozen=True)
class Pieces:
    """One question to the encoder: token ids, whose they are (1: the reply's), and where each reply token stands in it."""

    ids: list[int]
    owners: list[int]
    places: list[tuple[int, int]]

    @property
    def first(self) -> int:
        """The position of the reply's first token."""
        return len(self.ids) - len(self.places) - 1


@dataclass(frozen=True)
class Signs:
    """What the encoder makes of a reply: a logit for every id, and in `by_word` one for every word at its place in the reply."""

    logits: dict[str, float]
    by_word: Any
    places: list[tuple[int, int]]

    def span(self, id_: str) -> tuple[int, int] | None:
        """Return the words that weighed most for an id, None where the reply has none."""
        return _span(self.by_word[:, OBSERVED.index(id_)], self.places) if self.places else None

    def without(self, ids: Iterable[str], kept: str, voice: str) -> Signs:
        """Return the signs with some ids denied whose words stand in a part of the reply that is blanked in `kept`."""
        if kept == voice:
            return self
        denied = {
            id_ for id_ in ids if (span := self.span(id_)) and kept[span[0] : span[1]] != voice[span[0] : span[1]]
        }
        return replace(self, logits=self.logits | {id_: min(self.logits[id_], _DENIED) for id_ in denied})


class Encoder:
    """Reads one reply at a time on one thread: the same reply gives the same numbers, whatever else is read beside it."""

    def __init__(self, words: Tokenizer, alike: Alike, session: Any, hash_: str) -> None:
        self._words, self._alike, self._session = words, alike, session
        self.hash = hash_

    def read(self, customer: Reading | None, reply: Reading) -> Signs:
        """Return what a reply shows after the customer's last line (None where nobody has spoken)."""
        import numpy as np  # noqa: PLC0415 - only where a reply is read

        pieces = pieces_of(self._words, self._alike, customer, reply)
        ids, owners = (np.array([row], dtype=np.int64) for row in (pieces.ids, pieces.owners))
        logits, by_word = self._session.run(None, {"ids": ids, "owners": owners})
        return Signs(
            logits=dict(zip(OBSERVED, logits[0].tolist(), strict=True)),
            by_word=by_word[0, pieces.first : pieces.first + len(pieces.places)],
            places=pieces.places,
        )


def load_encoder(folder: Path, alike: Alike) -> Encoder:
    """Return the encoder of a folder (`model.onnx`, `tokenizer.json`). Raises ContentError where a file is missing or broken."""
    import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 - untyped; a fifth of a second that only judging needs
    from tokenizers import Tokenizer  # noqa: PLC0415 - as above

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        model, words = (folder / MODEL).read_bytes(), (folder / WORDS).read_bytes()
    except OSError as error:
        raise ContentError(
            folder, f"the encoder cannot be read ({error.strerror})", "Put its two files back"
        ) from error
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        return Encoder(Tokenizer.from_buffer(words), alike, session, hashlib.sha256(model + words).hexdigest()[:12])
    except Exception as error:
        # onnxruntime and tokenizers raise bare exceptions of their own for a broken file.
        raise ContentError(folder, f"the encoder is broken ({error})", "Put its two files back") from error


def pieces_of(words: Tokenizer, alike: Alike, customer: Reading | None, reply: Reading) -> Pieces:
    """Return the question about a reply: the end of the customer's line, then the reply in the agent's own voice."""
    # Every word has a token at least, so that the last words hold the last tokens.
    said = " ".join(alike(customer).text.split()[-CUSTOMER_TOKENS:]) if customer is not None else ""
    text = alike(reply)
    mine = words.encode(text.text, add_special_tokens=False)
    before = words.encode(said, add_special_tokens=False).ids[-CUSTOMER_TOKENS:]
    start, end = (_special(words, name) for name in ("[CLS]", "[SEP]"))
    ids = [start, *before, end, *mine.ids[:REPLY_TOKENS], end]
    places = [text.span(*offsets) for offsets in mine.offsets[:REPLY_TOKENS]]
    return Pieces(ids, [0] * (len(before) + 2) + [1] * (len(places) + 1), places)


def _special(words: Tokenizer, name: str) -> int:
    found = words.token_to_id(name)
    if found is None:
        raise ValueError(f"the tokenizer has no {name}")
    return found


def _span(logits: Any, places: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the run of words around the strongest one that the encoder would mark as proof."""
    best = int(logits.argmax())
    bar = min(0.0, float(logits[best]) - 2.0)
    first = last = best
    while first > 0 and logits[first - 1] >= bar:
        first -= 1
    while last + 1 < len(places) and logits[last + 1] >= bar:
        last += 1
    return places[first][0], places[last][1]
