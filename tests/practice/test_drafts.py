"""A draft of one's own: written from the template, filled in, and talked to."""

import re
from pathlib import Path

import pytest

from poise.conversation.content import Content
from poise.conversation.errors import ContentError
from poise.practice.drafts import TEMPLATE, new_draft
from poise.practice.services import Services
from tests.content.shipped import CONTENT, ROOT
from tests.practice.talk import begin, say

README = (ROOT / "personas/README.md").read_text(encoding="utf-8")


def places(text: str) -> list[str]:
    """The TODOs that are fields, not those in comments."""
    return [line for line in text.splitlines() if "TODO: " in line and not line.lstrip().startswith("#")]


def test_a_fresh_draft_can_be_talked_to_at_once(services: Services) -> None:
    new_draft(services.content, "late-thing")
    after = say(services, begin(services, "late-thing").id, "I'm so sorry. What happened?")
    assert after.exchanges == 1
    assert after.persona.draft


def test_the_readme_counts_what_is_to_be_written() -> None:
    written = re.search(r"in place of each `TODO`: (\d+) of them", README)
    assert written is not None
    assert len(places((ROOT / TEMPLATE).read_text(encoding="utf-8"))) == int(written.group(1))


def test_the_template_is_no_customer() -> None:
    assert "draft" not in CONTENT.persona_ids()


def test_a_trainers_own_template_wins(tmp_path: Path) -> None:
    own = tmp_path / TEMPLATE
    own.parent.mkdir(parents=True)
    own.write_text((ROOT / TEMPLATE).read_text(encoding="utf-8").replace("channel: chat", "channel: phone"))
    assert "channel: phone" in new_draft(Content(ROOT, tmp_path), "late-thing").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "personas").write_text("a file, not a folder")
    with pytest.raises(ContentError, match="cannot be written"):
        new_draft(Content(ROOT, tmp_path), "late-thing")
