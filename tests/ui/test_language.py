"""The interface in another language: chosen by a setting, by the browser or in the sidebar, and whole on every page."""

import pytest
from streamlit.testing.v1 import AppTest

from poise.conversation.texts import read_texts
from poise.practice.words import FOLDER as TOLD
from poise.ui.texts_file import FOLDER as SHOWN
from tests.ui.story import RUDE, SORRY, Story

RUBRIC = "Einfühlung"


@pytest.fixture
def german_story(story: Story) -> Story:
    """A learner who chose German in the sidebar."""
    return story.press("language-de")


def labels(app: AppTest) -> str:
    """Return the words of widgets, which stand in no markup."""
    kinds = ("button", "expander", "popover", "text_area", "text_input", "radio", "selectbox", "chat_input")
    found = [
        getattr(one, "label", "") or getattr(one, "placeholder", "") or "" for kind in kinds for one in app.get(kind)
    ]
    return " · ".join(found)


def english_in(story: Story) -> set[str]:
    """Return the sentences of the English files that stand on the page and are said otherwise in German."""
    page = f"{story.words()} {labels(story.app)}"
    found = set()
    for folder in (SHOWN, TOLD):
        english, german = read_texts(folder / "en.yaml"), read_texts(folder / "de.yaml")
        plain = {english(key): german(key) for key in sorted(english.keys()) if not english.variables(key)}
        found |= {said for said, other in plain.items() if said != other and len(said) > 9 and said in page}
    return found


def test_the_page_speaks_english_where_nothing_says_otherwise(story: Story) -> None:
    assert "Who would you like to meet?" in story.words()
    assert "speak English" not in story.words()


def test_the_setting_chooses_the_language(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, story: Story
) -> None:
    monkeypatch.setenv("POISE_LANGUAGE", "de")
    story.close()
    assert "Mit wem möchten Sie sprechen?" in story.again().words()


def test_the_sidebar_chooses_the_language_and_leads_back(german_story: Story) -> None:
    assert "Mit wem möchten Sie sprechen?" in german_story.words()
    assert "Ihre Kundschaft spricht Englisch" in german_story.words()
    german_story.press("meet-irate-diner")
    assert "Was Sie dürfen" in german_story.words()
    german_story.press("language-en")
    assert "What you may do" in german_story.words()


def test_the_browser_is_told_the_language_and_keeps_the_choice(story: Story) -> None:
    def told() -> list[str]:
        return [html.body for html in story.app.html if "document.documentElement.lang" in html.body]

    assert told() == []
    story.press("language-de")
    assert [('lang = "de"' in body, "poise_language=de;" in body) for body in told()] == [(True, True)]
    story.press("language-en")
    assert [('lang = "en"' in body, "poise_language=en;" in body) for body in told()] == [(True, True)]


def test_two_learners_speak_two_languages_at_once(german_story: Story) -> None:
    other = german_story.again()
    german_story.app.run()
    assert "Who would you like to meet?" in other.words()
    assert "Mit wem möchten Sie sprechen?" in german_story.words()


def test_a_critique_is_in_the_language_of_whoever_looks_at_it(german_story: Story) -> None:
    german_story.meet().say(SORRY).say(RUDE)
    assert RUBRIC in german_story.words()
    other = german_story.again().open("talk", session=german_story.session_id)
    assert "Empathy" in other.words()
    assert RUBRIC not in other.words()
    german_story.app.run()
    assert RUBRIC in german_story.words()


def test_what_goes_wrong_is_said_in_the_language_of_the_page(german_story: Story) -> None:
    assert "Dieses Gespräch gibt es hier nicht" in german_story.open("talk", session="0" * 32).words()
    assert "There is no such conversation" not in german_story.words()


def test_every_page_is_whole_in_german(german_story: Story) -> None:
    assert english_in(german_story) == set()
    german_story.press("meet-irate-diner")
    assert english_in(german_story) == set()
    german_story.press("begin").say(SORRY).say(RUDE)
    assert english_in(german_story) == set()
    session = german_story.session_id
    german_story.unfold("end-door").press("end").press("to-steps")
    for step in ("case_note", "follow_up", "reflection"):
        assert english_in(german_story) == set()
        german_story.press(f"skip-{step}")
    german_story.open("debrief", session=session)
    assert "Punkten, die dieser Moment verlangt hat" in german_story.words()
    assert english_in(german_story) == set()
    for page in ("sessions", "progress"):
        assert english_in(german_story.open(page)) == set()
    assert german_story.is_sound()
