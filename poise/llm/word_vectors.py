"""What words mean, as vectors: the encoder of the hearing. No model runs; a text is the weighted mean of its words.

The file `word_vectors.npz` (SHA-256 in `VECTORS`) holds 16,000 common English words and 972 of the trade in 96 numbers each,
read one by one by all-MiniLM-L6-v2 (Apache-2.0) and reduced; `scripts/hearing/distil_words.py` is how it was made.
"""

import hashlib
import io
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from poise.conversation.errors import ContentError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VECTORS = "1bbf962535a3a6106514b5b55499227ef87f949d77da52ae082aa77f08228baf"
FILE = Path(__file__).with_name("word_vectors.npz")
_WORD = re.compile(r"[a-z]+|\d+")
_HOW = """
    the of and in to was he is as for on with that it his by at from her she you had an were but be this are not my
    they one which or have him me all also their has up who out been when there into its would no what about we
    over then so more can if them only some could where just do than now may will did such being your these those
    how us any again here going very too am im ll ve re don didn doesn won isn wasn wouldn couldn shall should must
    might does done having our ours hers theirs
"""
_SAYING_HOW = frozenset(_HOW.split())
"""Words that say how and not what: they weigh little."""
_LITTLE = 0.15
_KEPT = 4096

Vector = tuple[float, ...]


class WordVectors:
    """Turns texts into vectors of length 1; a text without a known word gives zeros."""

    def __init__(self, words: Sequence[str], vectors: "NDArray[np.float32]") -> None:
        self._rank = {word: rank for rank, word in enumerate(words)}
        self._vectors = vectors
        self._one = lru_cache(maxsize=_KEPT)(self._encode)

    def __call__(self, texts: Sequence[str]) -> list[Vector]:
        """Return one vector for each text."""
        return [self._one(text) for text in texts]

    def _encode(self, text: str) -> Vector:
        plain = text.lower().replace("’", "'").replace("'s", "")
        ranks = [(word, self._rank[word]) for word in _WORD.findall(plain) if word in self._rank]
        weights = [_LITTLE if word in _SAYING_HOW else math.log(2 + rank) / 10 for word, rank in ranks]
        total = sum(
            (w * self._vectors[rank] for w, (_, rank) in zip(weights, ranks, strict=True)), self._vectors[0] * 0
        )
        length = math.sqrt(float(total @ total)) or 1.0
        return tuple((total / length).tolist())


def load_word_vectors(path: Path = FILE) -> WordVectors:
    """Return the encoder with the shipped vectors. Raises ContentError where the file is missing or another one."""
    import numpy as np  # noqa: PLC0415 - a fifth of a second that the command line's help need not wait for

    try:
        blob = path.read_bytes()
    except OSError as error:
        raise ContentError(path, f"cannot be read ({error.strerror})", "Install Poise again") from error
    if hashlib.sha256(blob).hexdigest() != VECTORS:
        raise ContentError(path, "is not the file that was shipped", "Install Poise again")
    with np.load(io.BytesIO(blob)) as stored:
        words = str(stored["words"]).split("\n")
        raw = stored["vectors"].astype(np.float32)
    return WordVectors(words, raw / np.sqrt((raw * raw).sum(1, keepdims=True)))
