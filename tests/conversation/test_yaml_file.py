from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poise.conversation.errors import ContentError
from poise.conversation.yaml_file import fingerprint, line_of, read_text, yaml_mapping
from tests.conversation.files import message, write


def fault(folder: Path, text: str) -> str:
    with pytest.raises(ContentError) as caught:
        yaml_mapping(folder / "a.yaml", text)
    return message(caught, folder)


def test_bad_indent_names_the_line(tmp_path: Path) -> None:
    assert fault(tmp_path, "a:\n  b: 1\n c: 2\n").startswith("a.yaml:3: no valid YAML: ")


def test_a_character_that_yaml_forbids_names_the_line_on_one_line(tmp_path: Path) -> None:
    assert fault(tmp_path, "a: 1\nb: \x07\n") == "a.yaml:2: holds a character that YAML does not allow. Remove it"


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n", "# only a comment\n"])
def test_a_file_without_fields_says_so(tmp_path: Path, text: str) -> None:
    assert fault(tmp_path, text) == "a.yaml: holds no fields. Write `field: value` lines"


def test_a_field_that_stands_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    said = fault(tmp_path, "lines:\n  vent: [a]\n  leave: [b]\n  vent: [c]\n")
    assert said == "a.yaml:4: vent: the field stands twice, first in line 2. Keep one"


def test_the_same_field_in_two_places_is_no_double(tmp_path: Path) -> None:
    assert yaml_mapping(tmp_path / "a.yaml", "a: {id: 1}\nb: [{id: 2}, {id: 3}]\n")["b"] == [{"id": 2}, {"id": 3}]


def test_a_file_that_refers_to_itself_over_and_over_is_read_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert len(yaml_mapping(tmp_path / "a.yaml", "\n".join(lines))) == 60


def test_a_file_that_is_missing_or_no_text_says_which(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone\.yaml: there is no such file"):
        read_text(tmp_path / "gone.yaml")
    (tmp_path / "latin.yaml").write_bytes("café".encode("latin-1"))
    with pytest.raises(ContentError, match=r"latin\.yaml: not UTF-8 at byte 3\. Save the file as UTF-8"):
        read_text(tmp_path / "latin.yaml")
    with pytest.raises(ContentError, match="cannot be read"):
        read_text(tmp_path)


def test_the_line_of_a_field_is_where_its_name_stands() -> None:
    text = "a: 1\nb:\n  - c: 2\n  -\n    d: 3\n"
    places: list[tuple[tuple[str | int, ...], int]] = [
        (("a",), 1),
        (("b",), 2),
        (("b", 0, "c"), 3),
        (("b", 1, "d"), 5),
    ]
    assert [line_of(text, place) for place, _ in places] == [line for _, line in places]


def test_a_field_that_is_not_there_has_the_line_of_its_parent() -> None:
    assert line_of("a: 1\nb:\n  c: 2\n", ("b", "missing")) == 2


def test_no_place_and_no_text_have_no_line() -> None:
    assert line_of("a: 1\n", ()) is None
    assert line_of("", ("a",)) is None


@given(st.text(), st.text())
def test_a_fingerprint_names_the_text_and_nothing_else(one: str, other: str) -> None:
    assert len(fingerprint(one)) == 12
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_line_ends_of_other_systems_make_no_other_version(tmp_path: Path) -> None:
    unix, windows = write(tmp_path, "a", "a: 1\nb: 2\n"), tmp_path / "b"
    windows.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert fingerprint(read_text(unix)) == fingerprint(read_text(windows))
