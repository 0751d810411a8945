"""Every language of the interface is whole: the same keys and variables as English in every file of words."""

import re
from pathlib import Path

import pytest

from evaluator.rubric import load_rubric
from evaluator.rubric_words import RubricWords
from evaluator.scoring_table import Scoring
from poise.conversation.errors import SettingsError
from poise.conversation.ids import AFTER_STRATEGIES, MISTAKES, REPLY_STRATEGIES
from poise.conversation.texts import gaps, read_texts
from poise.conversation.yaml_file import load_yaml
from poise.practice.languages import languages, nearest_language
from poise.practice.settings import load_settings

ROOT = Path(__file__).parents[2]
RUBRIC = ROOT / "prompts/rubric"
OTHERS = [code for code in languages() if code != "en"]
FILES = [
    "poise/ui/texts/{}.yaml",
    "poise/practice/texts/{}.yaml",
    "poise/cli/texts/play_{}.yaml",
    "evaluator/texts/{}.yaml",
]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("code", OTHERS)
def test_every_text_stands_in_every_language_with_the_variables_of_english(code: str, file: str) -> None:
    found = gaps(read_texts(ROOT / file.format("en")), read_texts(ROOT / file.format(code)))
    assert not found, "\n".join(["Words to add or mend (docs/languages.md says how):", *found])


@pytest.mark.parametrize("file", FILES)
def test_no_file_of_words_is_in_a_language_that_is_not_offered(file: str) -> None:
    folder = (ROOT / file).parent
    codes = {path.stem.rpartition("_")[2] for path in folder.glob("*.yaml")}
    assert codes == set(languages()), f"{folder} and poise/practice/languages.yaml name different languages"


@pytest.mark.parametrize("code", OTHERS)
def test_every_strategy_mistake_and_cap_has_words_in_every_language(code: str) -> None:
    words = load_yaml(RubricWords, RUBRIC / f"{code}.yaml")
    assert {*words.strategies} == {*REPLY_STRATEGIES, *AFTER_STRATEGIES}
    assert {*words.mistakes} == {*MISTAKES}
    assert words.presence is not None
    assert {*words.blockers} == {*load_yaml(Scoring, RUBRIC / "scoring.yaml").blockers}


@pytest.mark.parametrize("code", OTHERS)
def test_another_language_changes_words_and_no_number_example_source_or_version(code: str) -> None:
    english, other = load_rubric(RUBRIC), load_rubric(RUBRIC, code)
    for id_, entry in english.entries.items():
        there = other.entry(id_)
        assert (there.counts, there.contrasts, there.sources) == (entry.counts, entry.contrasts, entry.sources)
        assert there.name
        assert there.does != entry.does
        assert there.why != entry.why
        assert there.missed != entry.missed
    assert other.version == english.version
    assert other.scoring.model_dump(exclude={"blockers"}) == english.scoring.model_dump(exclude={"blockers"})
    caps = {id_: blocker.cap for id_, blocker in english.scoring.blockers.items()}
    assert {id_: blocker.cap for id_, blocker in other.scoring.blockers.items()} == caps


def test_figures_are_written_as_the_language_writes_them() -> None:
    assert (load_rubric(RUBRIC).figure(12.5), load_rubric(RUBRIC, "de").figure(12.5)) == ("12.5", "12,5")


def test_every_cause_of_a_mood_has_a_name() -> None:
    german = load_rubric(RUBRIC, "de")
    assert german.cause("listen") == "Aktives Zuhören"
    assert german.cause("broken_promise") == "Gebrochenes Versprechen"
    assert german.cause("something_new") == "Something new"


@pytest.mark.parametrize(("asked", "code"), [("de", "de"), ("de-AT", "de"), ("EN_us", "en"), ("fr", None), ("", None)])
def test_a_browser_s_language_is_taken_where_the_interface_speaks_it(asked: str, code: str | None) -> None:
    assert nearest_language(asked) == code


def test_the_setting_takes_a_language_of_the_interface(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path).language is None
    assert load_settings({"POISE_LANGUAGE": "de"}, tmp_path).language == "de"
    (tmp_path / "poise.toml").write_text('language = "de-CH"')
    assert load_settings({}, tmp_path).language == "de"


def test_a_setting_without_words_is_refused_with_the_languages_that_there_are(tmp_path: Path) -> None:
    there = re.escape(
        "POISE_LANGUAGE: there is no interface in it; there are en (English), de (Deutsch); given was 'fr'"
    )
    with pytest.raises(SettingsError, match=there):
        load_settings({"POISE_LANGUAGE": "fr"}, tmp_path)
