"""A persona file that is edited while the app runs."""

from pathlib import Path

import pytest

from poise.practice.drafts import new_draft
from tests.ui.story import Story


@pytest.fixture
def file(story: Story) -> Path:
    """A trainer's own copy of the diner, at whom the app has been looking."""
    written = new_draft(story.services.content, "my-diner", "irate-diner")
    story.app.run()
    return written


def edit(file: Path, old: str, new: str) -> int:
    """Replace a text in the file and return the line where it stands."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def test_an_edit_shows_when_the_page_is_drawn_next(story: Story, file: Path) -> None:
    assert "meet-my-diner" in story.buttons()
    edit(file, "situation: A steak ordered well done", "situation: A goose ordered well done")
    assert "A goose ordered well done" not in story.words()
    story.app.run()
    assert "A goose ordered well done" in story.words()
    story.press("meet-my-diner")
    edit(file, "nobody pays out cash", "nobody pays out gold")
    story.app.run()
    assert "nobody pays out gold" in story.words()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("fault: company", "fault: goose", "fault"),
        ("    customer: accepts", "    customer: adores", "remedies.0.customer"),
    ],
)
def test_a_mistake_is_one_line_with_file_line_and_field_and_the_others_go_on(
    story: Story, file: Path, old: str, new: str, field: str
) -> None:
    line = edit(file, old, new)
    story.app.run()
    assert story.is_sound()
    assert f"{file}:{line}: {field}: " in story.words()
    assert "meet-my-diner" not in story.buttons()
    story.meet("irate-diner")
    assert story.is_sound()
    assert story.session.persona.id == "irate-diner"


def test_a_mistake_that_is_mended_brings_the_customer_back(story: Story, file: Path) -> None:
    edit(file, "fault: company", "fault: [")
    story.app.run()
    assert "meet-my-diner" not in story.buttons()
    edit(file, "fault: [", "fault: company")
    story.app.run()
    assert "meet-my-diner" in story.buttons()


def test_a_conversation_that_has_begun_keeps_the_customer_it_began_with(story: Story, file: Path) -> None:
    story.meet("my-diner")
    edit(file, "name: Denise Kershaw", "name: Denise Goose")
    story.app.run()
    assert story.session.persona.identity.name == "Denise Kershaw"
    assert "Denise Goose" not in story.words()
