"""Whether a file on disk is the embedded model, hashed once and then remembered beside it.

The mark `<file>.verified.json` holds size, time of last change and SHA-256 as they were when the file was hashed. As long
as size and time still agree the file is not hashed again, so later starts take no time over it.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ValidationError

from poise.llm.embedded.manifest import Manifest

BLOCK = 1 << 20


class Mark(BaseModel, frozen=True):
    """What was true of the file when it was hashed; `modified_ns` is nanoseconds since the epoch."""

    size: int
    modified_ns: int
    sha256: str


def mark_path(path: Path) -> Path:
    """Where the mark of this file stands."""
    return path.with_name(path.name + ".verified.json")


def is_marked(path: Path, manifest: Manifest) -> bool:
    """Whether the file is there and its mark says that it is the embedded model; reads no more than the mark."""
    try:
        state = path.stat()
        found = Mark.model_validate_json(mark_path(path).read_bytes())
    except (OSError, ValidationError):
        return False
    expected = Mark(size=manifest.size, modified_ns=state.st_mtime_ns, sha256=manifest.sha256)
    return state.st_size == manifest.size and found == expected


def matches(path: Path, manifest: Manifest, report: Callable[[int], None] = lambda _: None) -> bool:
    """Hash the file and compare size and SHA-256 with the manifest. `report` gets the bytes read so far."""
    if not path.is_file() or path.stat().st_size != manifest.size:
        return False
    return sha256_of(path, report) == manifest.sha256


def mark(path: Path, manifest: Manifest) -> None:
    """Leave the mark beside a file that has just been found to match."""
    record = Mark(size=manifest.size, modified_ns=path.stat().st_mtime_ns, sha256=manifest.sha256)
    mark_path(path).write_text(record.model_dump_json(indent=2) + "\n", "utf-8")


def sha256_of(path: Path, report: Callable[[int], None] = lambda _: None) -> str:
    """The SHA-256 of the file in hexadecimal digits."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            done += len(block)
            report(done)
    return digest.hexdigest()
