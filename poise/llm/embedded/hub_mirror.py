"""The publisher's hub as a mirror: one file behind HTTP, read in ranges and gone on with where it stopped."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx2

from poise.llm.embedded.manifest import Piece
from poise.llm.embedded.mirrors import MirrorFailed

CONNECT_S = 10.0
READ_S = 30.0
FRUITLESS_TRIES = 3


@dataclass(frozen=True)
class HubMirror:
    """A server that has the whole file at `url` and answers range requests."""

    url: str
    name: str = "publisher"

    def bring(self, piece: Piece, target: Path, report: Callable[[int], None]) -> None:
        """Read the piece's range; a cut connection is taken up again where it broke. Raises MirrorFailed."""
        tries = 0
        while (held := _held(target, piece)) < piece.size:
            try:
                self._read_on(piece, held, target, report)
                problem = "the connection closed early"
            except httpx2.HTTPError as error:
                problem = str(error) or type(error).__name__
            tries = 0 if _held(target, piece) > held else tries + 1
            if tries == FRUITLESS_TRIES:
                raise MirrorFailed(problem)

    def _read_on(self, piece: Piece, held: int, target: Path, report: Callable[[int], None]) -> None:
        first, last = piece.offset + held, piece.offset + piece.size - 1
        timeout = httpx2.Timeout(READ_S, connect=CONNECT_S)
        wanted = {"Range": f"bytes={first}-{last}"}
        with httpx2.stream("GET", self.url, headers=wanted, timeout=timeout, follow_redirects=True) as response:
            if response.status_code != httpx2.codes.PARTIAL_CONTENT:
                raise MirrorFailed(_refusal(response.status_code))
            with target.open("ab") as sink:
                for block in response.iter_raw():
                    sink.write(block[: piece.size - held])
                    held = min(piece.size, held + len(block))
                    report(held)


def _held(target: Path, piece: Piece) -> int:
    """The bytes of the piece that are here; a file that is too long is dropped."""
    if not target.exists():
        return 0
    if target.stat().st_size > piece.size:
        target.unlink()
        return 0
    return target.stat().st_size


def _refusal(status: int) -> str:
    return "it serves no ranges" if status == httpx2.codes.OK else f"it answered {status}"
