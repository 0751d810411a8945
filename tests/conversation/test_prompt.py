from pathlib import Path

import pytest

from poise.conversation.errors import ContentError
from poise.conversation.prompt import Prompt, load_prompt
from tests.conversation.files import message, write

HEADER = "---\nid: scene\nversion: 3\nrole: customer\nvariables: [name, act]\n---\n"


def load(folder: Path, text: str) -> Prompt:
    return load_prompt(write(folder, "scene.md", text))


def fault(folder: Path, text: str) -> str:
    with pytest.raises(ContentError) as caught:
        load(folder, text)
    return message(caught, folder)


def test_the_body_is_filled_and_trimmed(tmp_path: Path) -> None:
    prompt = load(tmp_path, HEADER + "\n$name is told to ${act}ed, for $$5.\n\n")
    assert prompt.render(name="Ines", act="press") == "Ines is told to pressed, for $5."


def test_values_are_filled_in_one_pass(tmp_path: Path) -> None:
    assert load(tmp_path, HEADER + "$name $act").render(name="$act", act="$name") == "$act $name"


def test_missing_and_unknown_variables_are_one_error_that_names_them_all(tmp_path: Path) -> None:
    prompt = load(tmp_path, HEADER + "$name $act")
    with pytest.raises(ContentError) as caught:
        prompt.render(stage="vent", mood="sour")
    assert "missing: ['act', 'name'], unknown: ['mood', 'stage']" in str(caught.value)


def test_header_and_body_must_name_the_same_variables(tmp_path: Path) -> None:
    said = fault(tmp_path, HEADER + "$name and $stage")
    assert (
        said
        == "scene.md: variables: header and body differ: variables missing: ['act'], unknown: ['stage']. List what the body uses"
    )


def test_a_lone_dollar_is_refused_with_the_way_to_write_it(tmp_path: Path) -> None:
    assert fault(tmp_path, HEADER + "$name $act pays $5").endswith("Write $$ for a dollar sign")


@pytest.mark.parametrize("text", ["", "Just words.", "Words before\n" + HEADER, "---\nid: scene\n"])
def test_a_prompt_without_header_is_told_what_to_begin_with(tmp_path: Path, text: str) -> None:
    assert "the header is missing. Begin the file with ---" in fault(tmp_path, text)


def test_a_wrong_field_of_the_header_is_named(tmp_path: Path) -> None:
    assert fault(tmp_path, HEADER.replace("customer", "guest") + "$name $act").startswith("scene.md:4: role: ")
    assert "colour: unknown field" in fault(tmp_path, HEADER.replace("version: 3", "version: 3\ncolour: red"))


def test_a_change_of_wording_is_another_version(tmp_path: Path) -> None:
    first, second = load(tmp_path, HEADER + "$name, $act!").version, load(tmp_path, HEADER + "$name, $act.").version
    assert first.startswith("scene@3#")
    assert second.startswith("scene@3#")
    assert first != second
