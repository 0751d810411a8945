"""Words in files: what another language lacks is named, and English stands in meanwhile."""

from pathlib import Path

import pytest

from poise.conversation.errors import ContentError
from poise.conversation.texts import gaps, read_language, read_texts

ENGLISH = "talk:\n  hello: Hello $name\n  left: $count left\n  end: End\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en.yaml").write_text(ENGLISH)
    (tmp_path / "de.yaml").write_text("talk:\n  hello: Guten Tag\n  left: noch $count\n  over: Schluss\n")
    return tmp_path


def test_missing_keys_keys_too_many_and_other_variables_are_named_with_their_file(folder: Path) -> None:
    found = gaps(read_texts(folder / "en.yaml"), read_texts(folder / "de.yaml"))
    assert found == [
        f"{folder}/de.yaml: talk.end: the words are missing",
        f"{folder}/de.yaml: talk.hello: the variables are none; en.yaml has name",
        f"{folder}/de.yaml: talk.over: en.yaml has no such key",
    ]


def test_the_same_keys_and_variables_leave_no_gap(folder: Path) -> None:
    (folder / "de.yaml").write_text("talk:\n  hello: Guten Tag, $name\n  left: noch $count\n  end: Ende\n")
    assert gaps(read_texts(folder / "en.yaml"), read_texts(folder / "de.yaml")) == []


def test_what_a_language_lacks_is_said_in_english(folder: Path) -> None:
    t = read_language(folder, "de")
    assert (t("talk.left", count=3), t("talk.end")) == ("noch 3", "End")


def test_a_language_without_a_file_is_named(folder: Path) -> None:
    with pytest.raises(ContentError, match=r"fr\.yaml: there is no such file"):
        read_language(folder, "fr")
