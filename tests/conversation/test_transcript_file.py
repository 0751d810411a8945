from pathlib import Path

import pytest

from poise.conversation.errors import ContentError
from poise.conversation.transcript_file import read_transcripts, transcript_files
from tests.conversation.files import as_json, message, transcript, write

YAML = (
    "id: one\nturns:\n  - speaker: customer\n    text: Where is my room?\n  - speaker: agent\n    text: I am sorry.\n"
)


def fault(folder: Path, name: str, text: str) -> str:
    path = write(folder, name, text)
    with pytest.raises(ContentError) as caught:
        list(read_transcripts(path))
    return message(caught, folder)


def test_json_jsonl_and_yaml_hold_the_same_transcript(tmp_path: Path) -> None:
    one = {"turns": [{"speaker": "customer", "text": "Where is my room?"}, {"speaker": "agent", "text": "I am sorry."}]}
    texts = {"a.json": as_json(**one), "b.jsonl": as_json(**one) + "\n", "c.yaml": YAML}
    read = [list(read_transcripts(write(tmp_path, name, text))) for name, text in texts.items()]
    assert read[0] == read[1] == read[2]


def test_every_line_of_jsonl_is_one_transcript_and_empty_lines_are_none(tmp_path: Path) -> None:
    path = write(tmp_path, "many.jsonl", f"{as_json(id='a')}\n\n{as_json(id='b')}\n")
    assert [one.id for one in read_transcripts(path)] == ["a", "b"]


def test_a_line_separator_inside_a_text_ends_no_line_of_jsonl(tmp_path: Path) -> None:
    spoken = "First line.\u2028Second line.\u0085Third."
    text = as_json(turns=[{"speaker": "customer", "text": "@"}]).replace("@", spoken)
    (one,) = read_transcripts(write(tmp_path, "a.jsonl", text))
    assert one.turns[0].text == spoken


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert [one.id for one in read_transcripts(write(tmp_path, "a.json", "\ufeff" + as_json()))] == ["one"]


def test_a_fault_in_jsonl_names_file_and_line(tmp_path: Path) -> None:
    assert fault(tmp_path, "a.jsonl", f"{as_json()}\nno json\n").startswith("a.jsonl:2: no valid JSON")


def test_a_wrong_field_in_jsonl_names_file_line_field_and_fix(tmp_path: Path) -> None:
    said = fault(tmp_path, "a.jsonl", f"{as_json()}\n{as_json(mood='sour')}\n")
    assert said == "a.jsonl:2: mood: unknown field. Remove it or check its spelling"


def test_a_wrong_field_in_yaml_names_the_line_of_the_field_itself(tmp_path: Path) -> None:
    said = fault(tmp_path, "a.yaml", YAML.replace("text: I am sorry.", "text: 42"))
    assert said == "a.yaml:6: turns.1.text: input should be a valid string. Given was '42'"


def test_broken_json_names_the_line(tmp_path: Path) -> None:
    assert fault(tmp_path, "a.json", '{\n "id": }').startswith("a.json:2: no valid JSON")


def test_a_file_that_holds_no_object_says_so(tmp_path: Path) -> None:
    assert fault(tmp_path, "a.json", "[]") == "a.json: holds no fields. Given was '[]'"


def test_an_unknown_speaker_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    said = fault(tmp_path, "a.yaml", YAML.replace("speaker: agent", "speaker: clerk"))
    assert said.startswith("a.yaml:5: turns.1: 'speaker' is 'clerk'; it takes 'customer', 'agent'")


def test_a_turn_without_speaker_is_told_to_add_it(tmp_path: Path) -> None:
    text = as_json(turns=[{"text": "hello"}])
    assert fault(tmp_path, "a.json", text) == "a.json: turns.0: the field 'speaker' is missing. Add it"


def test_a_folder_gives_its_transcripts_sorted_and_leaves_other_files(tmp_path: Path) -> None:
    for name in ("b/two.yaml", "a.json", "README.md", "c.jsonl"):
        write(tmp_path, name, as_json())
    found = [path.relative_to(tmp_path).as_posix() for path in transcript_files(tmp_path)]
    assert found == ["a.json", "b/two.yaml", "c.jsonl"]


@pytest.mark.parametrize(
    ("name", "says"),
    [("empty", "holds no transcripts"), ("notes.txt", "is no transcript file"), ("gone.json", "there is no such file")],
)
def test_a_place_without_transcripts_says_what_is_wrong(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, "notes.txt", str(transcript()))
    with pytest.raises(ContentError, match=says):
        transcript_files(tmp_path / name)
