"""A language of conversation is offered only where the fast critic was measured in it and the figure is published."""

import re
from pathlib import Path

import pytest

from evaluator.languages import conversation_languages, not_offered
from poise.conversation.errors import ContentError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", conversation_languages())
def test_each_has_its_labelled_file_and_the_kappa_that_is_published_for_it(language: str) -> None:
    found = conversation_languages()[language]
    assert (ROOT / found.calibration).is_file()
    account = (ROOT / found.published).read_text(encoding="utf-8")
    figures = re.findall(r"shipped thresholds: macro κ (\d\.\d\d)", account)
    assert Path(found.calibration).name in account
    assert f"{found.kappa:.2f}" == figures[0], (
        "write the figure of docs/evaluation.md into evaluator/weights/languages.yaml"
    )


def test_today_that_is_english_alone() -> None:
    assert set(conversation_languages()) == {"en"}
    assert not_offered("en") == ""
    assert not_offered("de") == "'de' is not offered: the fast critic is calibrated for en alone"


@pytest.mark.parametrize("lacking", ["calibration", "published", "kappa"])
def test_a_language_without_file_account_or_figure_is_refused(tmp_path: Path, lacking: str) -> None:
    fields = {"calibration": "dev-de.jsonl", "published": "docs/evaluation.md", "kappa": "0.7"}
    lines = [f"  {name}: {value}" for name, value in fields.items() if name != lacking]
    (tmp_path / "languages.yaml").write_text("\n".join(["de:", *lines]))
    with pytest.raises(ContentError, match=f"{lacking}: the field is missing"):
        conversation_languages(tmp_path / "languages.yaml")
