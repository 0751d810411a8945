from pathlib import Path

import pytest

from evaluator.calibration.keywords import KEYWORDS, load_keywords
from poise.conversation.errors import ContentError
from poise.conversation.ids import OBSERVED


def test_an_id_is_there_when_one_of_its_words_is() -> None:
    rule = load_keywords()
    assert "apology" in rule("I am SORRY.")
    assert "apology" not in rule("The lorry is late.")
    assert "clarify" in rule("Which one?")
    assert rule("") == frozenset()


def test_it_sees_words_and_not_acts() -> None:
    assert "apology" in load_keywords()("Sorry, but that is not our problem.")


def test_every_id_must_have_its_entry(tmp_path: Path) -> None:
    (tmp_path / "keywords.yaml").write_text(KEYWORDS.read_text().replace("  jargon:", "  slang:"))
    with pytest.raises(ContentError, match="slang"):
        load_keywords(tmp_path / "keywords.yaml")


def test_no_id_is_without_words() -> None:
    text = KEYWORDS.read_text()
    assert all(f"  {id_}: [" in text for id_ in OBSERVED)
