from pathlib import Path

import pytest

from poise.conversation.content import Content
from poise.conversation.errors import ContentError
from tests.conversation.files import PERSONA, write

PROMPT = "---\nid: scene\nversion: 1\nrole: customer\n---\n"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    write(tmp_path, "root/personas/late-guest.yaml", PERSONA)
    write(tmp_path, "root/personas/README.md", "# Customers")
    write(tmp_path, "root/prompts/customer/scene.md", PROMPT + "As shipped.")
    (tmp_path / "own").mkdir()
    return Content(tmp_path / "root", tmp_path / "own")


def add(content: Content, relative: str, text: str) -> None:
    assert content.overlay is not None
    write(content.overlay, relative, text)


def test_without_files_of_their_own_a_trainer_sees_what_is_shipped(content: Content) -> None:
    assert [persona.id for persona in content.personas()] == ["late-guest"]
    assert content.prompt("customer/scene").body.strip() == "As shipped."


def test_a_trainers_file_of_the_same_name_wins(content: Content) -> None:
    add(content, "personas/late-guest.yaml", PERSONA.replace("The room that", "My room, which"))
    add(content, "prompts/customer/scene.md", PROMPT + "As I want it.")
    assert content.persona("late-guest").title.startswith("My room")
    assert len(content.personas()) == 1
    assert content.prompt("customer/scene").body.strip() == "As I want it."


def test_a_trainers_new_persona_stands_beside_those_that_are_shipped(content: Content) -> None:
    add(content, "personas/early-guest.yaml", PERSONA.replace("id: late-guest", "id: early-guest"))
    assert [persona.id for persona in content.personas()] == ["early-guest", "late-guest"]


def test_an_own_file_is_another_version(content: Content) -> None:
    before = content.version("personas/late-guest.yaml")
    add(content, "personas/late-guest.yaml", PERSONA + "\n")
    assert content.version("personas/late-guest.yaml") != before


def test_an_unknown_persona_is_told_which_there_are(content: Content) -> None:
    with pytest.raises(ContentError, match=r"there is no persona 'nobody'\. Choose one of: late-guest"):
        content.persona("nobody")


def test_a_faulty_file_is_named_with_its_own_path(content: Content) -> None:
    add(content, "personas/late-guest.yaml", PERSONA.replace("fault: company", "fault: weather"))
    with pytest.raises(ContentError, match=r"own/personas/late-guest\.yaml:\d+: fault: "):
        content.personas()


def test_an_overlay_that_does_not_exist_changes_nothing(content: Content) -> None:
    assert Content(content.root, content.root / "gone").personas() == content.personas()
