"""What is offered, and what is said about what cannot be."""

import time
from pathlib import Path

import pytest
import streamlit as st

from tests.ui.story import Story


def _persona(environment: dict[str, str], name: str, text: str) -> Path:
    folder = Path(environment["POISE_DATA_DIR"]) / "personas"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.yaml"
    file.write_text(text)
    return file


def test_every_persona_is_offered(story: Story) -> None:
    ids = {file.stem for file in story.services.content.persona_files()}
    assert {f"meet-{id_}" for id_ in ids} <= set(story.buttons())
    assert {"irate-diner", "cake-buyer"} <= ids


def test_broken_persona_files_are_named_and_the_others_offered(story: Story, environment: dict[str, str]) -> None:
    files = [_persona(environment, name, "id: [broken") for name in ("one", "two")]
    story.app.run()
    assert story.is_sound()
    assert all(str(file) in story.words() for file in files)
    assert "meet-irate-diner" in story.buttons()


def test_a_persona_with_a_field_missing_names_the_field(story: Story, environment: dict[str, str]) -> None:
    _persona(environment, "half", "id: half\nversion: 1\n")
    assert "title" in Story().words()


def test_an_unknown_persona_is_told_kindly(story: Story) -> None:
    story.open("briefing", persona="nobody")
    assert story.is_sound()
    assert "There is no customer “nobody” here." in story.words()


def test_a_setting_that_is_wrong_is_one_line(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    monkeypatch.setenv("POISE_TURN_LIMIT", "none")
    st.cache_resource.clear()
    story = Story()
    assert story.is_sound()
    assert "POISE_TURN_LIMIT" in story.words()


def test_without_the_embedded_model_the_briefing_can_be_read_but_not_begun(embedded_story: Story) -> None:
    embedded_story.press("meet-irate-diner")
    assert embedded_story.is_sound()
    words = embedded_story.words()
    assert "The customer's voice is on its way" in words
    assert "What you may do" in words
    assert embedded_story.app.button(key="begin").disabled


def test_a_fetch_that_fails_is_one_line_and_is_tried_again_on_request(embedded_story: Story) -> None:
    embedded_story.press("meet-irate-diner")
    deadline = time.monotonic() + 60
    while "fetch-again" not in embedded_story.buttons() and time.monotonic() < deadline:
        time.sleep(0.2)
        embedded_story.app.run()
    assert "poise models pull" in embedded_story.words()
    embedded_story.press("fetch-again")
    assert embedded_story.is_sound()
