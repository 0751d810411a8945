import pytest
from pydantic import ValidationError

from poise.llm.embedded.manifest import Manifest, Pieces, load_manifest
from tests.llm.embedded.small_model import small_manifest


def test_the_shipped_manifest_names_the_publishers_file() -> None:
    manifest = load_manifest()
    assert manifest.size == 1_117_320_768
    assert manifest.sha256 == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    assert manifest.licence == "Apache-2.0"
    assert len(manifest.all_pieces()) == 22


def test_the_pieces_make_the_whole_file_without_gap() -> None:
    pieces = load_manifest().all_pieces()
    assert [piece.number for piece in pieces] == list(range(1, 23))
    ends = [piece.offset + piece.size for piece in pieces]
    assert [piece.offset for piece in pieces] == [0, *ends[:-1]]
    assert ends[-1] == load_manifest().size


def test_pieces_that_cannot_make_the_file_are_refused() -> None:
    good = small_manifest().model_dump()
    pieces = Pieces(size=1000, sha256=tuple(good["pieces"]["sha256"][:2])).model_dump()
    with pytest.raises(ValidationError, match="2 pieces of 1000 bytes do not make"):
        Manifest.model_validate({**good, "pieces": pieces})
