import json
import subprocess
import sys
from pathlib import Path

import pytest

from poise.llm.embedded.fetch import Progress, fetch_model, find_model
from poise.llm.embedded.hub_mirror import HubMirror
from poise.llm.embedded.manifest import Manifest
from poise.llm.errors import ModelMissing
from tests.llm.embedded.small_model import CONTENT, Mirrored, mirrored, small_manifest

PLENTY = 10**12


def _fetch(hub: Mirrored, cache: Path, *more: HubMirror, seen: list[Progress] | None = None) -> Path:
    mirrors = (HubMirror(f"{hub.url}/model"), *more)
    report = (lambda _: None) if seen is None else seen.append
    return fetch_model(small_manifest(), cache, mirrors, report, lambda _: PLENTY)


def test_the_file_lands_whole_and_nothing_else_stays(hub: Mirrored, tmp_path: Path) -> None:
    path = _fetch(hub, tmp_path)
    assert path == tmp_path / "models" / "small.gguf"
    assert path.read_bytes() == CONTENT
    left = {entry.name.removeprefix("small.gguf") for entry in path.parent.iterdir()}
    assert left <= {"", ".verified.json", ".lock"}


def test_the_second_time_nothing_is_fetched(hub: Mirrored, tmp_path: Path) -> None:
    _fetch(hub, tmp_path)
    asked = len(hub.asked)
    assert _fetch(hub, tmp_path).read_bytes() == CONTENT
    assert len(hub.asked) == asked


def test_progress_is_told_in_bytes_up_to_the_whole(hub: Mirrored, tmp_path: Path) -> None:
    seen: list[Progress] = []
    _fetch(hub, tmp_path, seen=seen)
    brought = [progress.done for progress in seen if progress.source == "publisher"]
    assert brought == sorted(brought)
    assert brought[-1] == len(CONTENT)
    assert {progress.total for progress in seen} == {len(CONTENT)}
    assert seen[-1].source == "check of the whole file"


def test_a_cut_connection_is_taken_up_where_it_broke(hub: Mirrored, tmp_path: Path) -> None:
    hub.cuts = [300, 200]
    assert _fetch(hub, tmp_path).read_bytes() == CONTENT
    assert hub.asked[:3] == ["bytes=0-999", "bytes=300-999", "bytes=500-999"]


def test_an_interrupted_fetch_goes_on_at_the_piece_where_it_stopped(hub: Mirrored, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "small.gguf.part").write_bytes(CONTENT[:1000] + b"torn")
    (models / "small.gguf.part-piece-x1").mkdir()
    assert _fetch(hub, tmp_path).read_bytes() == CONTENT
    assert not list(models.glob("*.part*")), "what a killed fetch left behind is cleared away"
    assert hub.asked == ["bytes=1000-1999", "bytes=2000-2499"]


def test_what_was_kept_and_is_wrong_is_fetched_again(hub: Mirrored, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "small.gguf.part").write_bytes(b"x" * 2000)
    assert _fetch(hub, tmp_path).read_bytes() == CONTENT


def test_a_wrong_file_in_its_place_is_replaced(hub: Mirrored, tmp_path: Path) -> None:
    path = tmp_path / "models" / "small.gguf"
    path.parent.mkdir()
    path.write_bytes(b"x" * len(CONTENT))
    assert find_model(small_manifest(), tmp_path) is None
    assert _fetch(hub, tmp_path).read_bytes() == CONTENT


def test_a_file_that_changed_after_its_check_is_checked_again(hub: Mirrored, tmp_path: Path) -> None:
    path = _fetch(hub, tmp_path)
    path.write_bytes(b"x" * len(CONTENT))
    assert find_model(small_manifest(), tmp_path) is None


def test_a_right_file_put_there_by_hand_is_found_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "models" / "small.gguf"
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    assert find_model(small_manifest(), tmp_path) == path
    mark = json.loads(path.with_name("small.gguf.verified.json").read_text())
    assert mark["sha256"] == small_manifest().sha256


def test_a_marked_file_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "models" / "small.gguf"
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    find_model(small_manifest(), tmp_path)
    before = path.stat().st_atime_ns
    path.chmod(0)
    assert find_model(small_manifest(), tmp_path) == path
    assert path.stat().st_atime_ns == before


def test_a_mirror_with_wrong_bytes_is_refused_and_the_next_one_asked(hub: Mirrored, tmp_path: Path) -> None:
    with mirrored({"/model": b"x" * len(CONTENT)}) as liar:
        path = _fetch(liar, tmp_path, HubMirror(f"{hub.url}/model", name="other"))
    assert path.read_bytes() == CONTENT
    assert len(liar.asked) == 2, "it is asked twice for one piece, then no more"


@pytest.mark.parametrize(
    ("fault", "words"),
    [({"status": 404}, "it answered 404"), ({"ranges": False}, "serves no ranges"), ({"cuts": [0] * 9}, "publisher: ")],
)
def test_a_fetch_that_fails_says_why_keeps_its_pieces_and_names_the_fix(
    hub: Mirrored, tmp_path: Path, fault: dict[str, object], words: str
) -> None:
    part = tmp_path / "models" / "small.gguf.part"
    part.parent.mkdir()
    part.write_bytes(CONTENT[:1000])
    for name, value in fault.items():
        setattr(hub, name, value)
    with pytest.raises(ModelMissing, match=rf"{words}.*poise models pull"):
        _fetch(hub, tmp_path)
    assert part.read_bytes() == CONTENT[:1000]


def test_pieces_that_are_right_and_make_the_wrong_file_never_get_its_name(hub: Mirrored, tmp_path: Path) -> None:
    manifest = Manifest.model_validate({**small_manifest().model_dump(), "sha256": "0" * 64})
    with pytest.raises(ModelMissing, match="do not make the right file"):
        fetch_model(manifest, tmp_path, [HubMirror(f"{hub.url}/model")], free_bytes=lambda _: PLENTY)
    assert not manifest.path_in(tmp_path).exists()


def test_a_full_disk_is_said_before_anything_is_fetched(hub: Mirrored, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"No room .* are needed and 0\.0 GB are free"):
        fetch_model(small_manifest(), tmp_path, [HubMirror(f"{hub.url}/model")], free_bytes=lambda _: 1000)
    assert hub.asked == []


def test_a_folder_that_cannot_be_made_is_one_line(hub: Mirrored, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file in the way")
    with pytest.raises(ModelMissing, match="Cannot write the model file"):
        _fetch(hub, tmp_path)


def test_of_two_processes_one_fetches_and_both_have_the_file(hub: Mirrored, tmp_path: Path) -> None:
    hub.delay_s = 0.4
    script = (
        "import sys; from pathlib import Path\n"
        "from poise.llm.embedded.fetch import fetch_model\n"
        "from poise.llm.embedded.hub_mirror import HubMirror\n"
        "from tests.llm.embedded.small_model import small_manifest\n"
        "url, cache = sys.argv[1:]\n"
        "seen = []\n"
        "report = lambda progress: seen.append(progress.source)\n"
        "path = fetch_model(small_manifest(), Path(cache), [HubMirror(url)], report, lambda _: 10**12)\n"
        "print(len(path.read_bytes()), 'another process' in seen)\n"
    )
    command = [sys.executable, "-c", script, f"{hub.url}/model", str(tmp_path)]
    root = Path(__file__).parents[3]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(2)]
    said = sorted(process.communicate(timeout=60)[0].split()[0] for process in both)
    assert said == ["2500", "2500"]
    assert len(hub.asked) == 3, "each piece is asked for once"
