"""Getting the embedded model's file once: from whichever mirror answers, resumable, verified, by one process at a time.

The pieces are appended to `<file>.part` as they arrive, each checked against its own hash, so an interrupted fetch goes on
at the piece where it stopped. The whole file is hashed before it gets its name; a wrong one never does.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel

from poise.llm.embedded import verification
from poise.llm.embedded.manifest import Manifest, Piece
from poise.llm.embedded.mirrors import Mirror, MirrorFailed
from poise.llm.errors import ModelMissing

LOCK_POLL_S = 0.5
TRIES_PER_PIECE = 2
SPARE_BYTES = 64 << 20


class Progress(BaseModel, frozen=True):
    """How far it is, in bytes; `source` is a mirror's name, `another process` or `check of the whole file`."""

    done: int
    total: int
    source: str


Report = Callable[[Progress], None]


def find_model(manifest: Manifest, cache_dir: Path) -> Path | None:
    """The model's file if it is in the cache and right, else None; hashes it only if nobody has before."""
    path = manifest.path_in(cache_dir)
    if verification.is_marked(path, manifest):
        return path
    if not verification.matches(path, manifest):
        return None
    verification.mark(path, manifest)
    return path


def fetch_model(
    manifest: Manifest,
    cache_dir: Path,
    mirrors: Sequence[Mirror],
    report: Report = lambda _: None,
    free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
) -> Path:
    """The model's file, from the cache or else from the mirrors in their order; returns its path.

    A second process that wants it meanwhile waits for the first. Raises ModelMissing with what each mirror said, or where
    the disk has no room; what was fetched until then is kept and used the next time.
    """
    path = manifest.path_in(cache_dir)
    if verification.is_marked(path, manifest):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(path, manifest, report):
            if not find_model(manifest, cache_dir):
                path.unlink(missing_ok=True)
                _fetch(path, manifest, mirrors, report, free_bytes)
    except OSError as error:
        problem = f"Cannot write the model file in {path.parent}: {error.strerror or error}"
        raise ModelMissing(f"{problem}. Free the folder, or set another cache folder") from error
    return path


@contextmanager
def _one_at_a_time(path: Path, manifest: Manifest, report: Report) -> Iterator[None]:
    lock = FileLock(path.with_name(path.name + ".lock"))
    while True:
        try:
            lock.acquire(timeout=LOCK_POLL_S)
            break
        except Timeout:
            report(Progress(done=_size(_part(path)), total=manifest.size, source="another process"))
    try:
        yield
    finally:
        lock.release()


def _fetch(
    path: Path, manifest: Manifest, mirrors: Sequence[Mirror], report: Report, free: Callable[[Path], int]
) -> None:
    part = _part(path)
    for _ in range(2):
        kept = _cut_to_whole_pieces(part, manifest)
        _check_room(path.parent, manifest, kept * manifest.pieces.size, free)
        _append_pieces(part, manifest, kept, mirrors, report)
        if verification.matches(part, manifest, _reporter(report, manifest, "check of the whole file")):
            os.replace(part, path)
            verification.mark(path, manifest)
            return
        part.unlink()
    raise ModelMissing(f"The pieces of {path.name} do not make the right file. {_fix(path)}")


def _append_pieces(part: Path, manifest: Manifest, kept: int, mirrors: Sequence[Mirror], report: Report) -> None:
    order = list(mirrors)
    brought = part.with_name(part.name + "-piece")
    for left_by_a_killed_fetch in part.parent.glob(f"{brought.name}-*"):
        shutil.rmtree(left_by_a_killed_fetch, ignore_errors=True)
    for piece in manifest.all_pieces()[kept:]:
        _bring(piece, order, brought, manifest, report)
        with part.open("ab") as sink, brought.open("rb") as source:
            shutil.copyfileobj(source, sink)
            sink.flush()
            os.fsync(sink.fileno())
        brought.unlink()


def _bring(piece: Piece, order: list[Mirror], target: Path, manifest: Manifest, report: Report) -> None:
    """Bring one piece and check it; a mirror that fails goes to the end of `order` for the pieces to come."""
    problems = []
    for mirror in tuple(order):
        for _ in range(TRIES_PER_PIECE):
            try:
                mirror.bring(piece, target, _reporter(report, manifest, mirror.name, piece.offset))
            except MirrorFailed as failure:
                problems.append(f"{mirror.name}: {failure}")
                break
            if _size(target) == piece.size and verification.sha256_of(target) == piece.sha256:
                return
            target.unlink()
            problems.append(f"{mirror.name}: piece {piece.number} is not the right one")
        order.append(order.pop(order.index(mirror)))
    raise ModelMissing(f"The model file cannot be fetched ({'; '.join(problems)}). {_fix(target)}")


def _reporter(report: Report, manifest: Manifest, source: str, offset: int = 0) -> Callable[[int], None]:
    return lambda done: report(Progress(done=offset + done, total=manifest.size, source=source))


def _cut_to_whole_pieces(part: Path, manifest: Manifest) -> int:
    """Drop what was half written when a fetch ended; returns the number of whole pieces kept."""
    size = _size(part)
    if size > manifest.size:
        part.unlink()
        return 0
    kept = len(manifest.pieces.sha256) if size == manifest.size else size // manifest.pieces.size
    if part.exists():
        os.truncate(part, min(size, kept * manifest.pieces.size))
    return kept


def _check_room(folder: Path, manifest: Manifest, kept_bytes: int, free: Callable[[Path], int]) -> None:
    needed = max(0, manifest.size - kept_bytes) + 2 * manifest.pieces.size + SPARE_BYTES
    if free(folder) < needed:
        room = f"{needed / 1e9:.1f} GB are needed and {free(folder) / 1e9:.1f} GB are free"
        raise ModelMissing(f"No room for the model file in {folder}: {room}. Free some, or set another cache folder")


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _fix(path: Path) -> str:
    return (
        f"Check the network and run `poise models pull` again (what is already in {path.parent} is kept), "
        "or name another GGUF file or an OpenAI-compatible server"
    )
