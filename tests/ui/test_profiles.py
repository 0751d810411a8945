"""Several learners on one machine: each has a profile, and nothing of one opens for another."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from poise.practice import learners
from poise.practice.learner_file import learner_file
from poise.practice.learners import FIRST
from poise.practice.session import start
from poise.practice.steps.taking import ask_trainer
from tests.ui.odd_words import ODD
from tests.ui.story import SORRY, Story

REFUSED = "There is no such conversation here"


def _beside(story: Story, name: str = "") -> Story:
    """Return a window in which somebody new practises."""
    story.open("me").press("me-new")
    assert story.is_sound()
    if name:
        story.open("me").app.text_input(key="me-name").set_value(name)
        story.press("me-keep")
    return story.open("gallery")


def _ids(story: Story) -> list[str]:
    return [one.id for one in learners.all_learners(story.services.store.engine)]


def test_one_learner_is_asked_for_nothing(story: Story) -> None:
    assert "Who would you like to meet?" in story.words()
    assert _ids(story) == [FIRST]
    assert not story.app.sidebar.selectbox
    story.again().again()
    assert _ids(story) == [FIRST]


@pytest.mark.parametrize("page", ["talk", "steps", "debrief", "compare"])
def test_a_link_to_anothers_conversation_opens_nothing(story: Story, page: str) -> None:
    story.meet().say(SORRY).end()
    session_id, said = story.session_id, story.session.transcript
    _beside(story).open(page, session=session_id)
    assert story.is_sound()
    assert REFUSED in story.words()
    assert "Denise" not in story.words()
    assert story.session.transcript == said


def test_a_button_drawn_for_ones_own_conversation_does_nothing_to_anothers(story: Story) -> None:
    story.meet()
    strange = story.session_id
    _beside(story)
    own = start(story.services.seen_by(_ids(story)[1]), "irate-diner", "standard").id
    story.open("talk", session=own)
    story.unfold("end-door").app.query_params["session"] = strange
    story.app.button(key="end").click().run()
    assert story.is_sound()
    assert story.session.outcome is None
    assert REFUSED in story.words()


def test_lists_and_progress_are_each_ones_own_and_the_sidebar_switches(story: Story) -> None:
    story.meet().say(SORRY).end()
    first = story.session_id
    _beside(story, "Omar")
    assert "Nothing here yet" in story.open("sessions").words()
    box = story.app.sidebar.selectbox(key="who")
    assert box.options == ["You", "Omar"]
    box.set_value(FIRST).run()
    assert story.is_sound()
    assert f"look-back-{first}" in story.open("sessions").buttons()


def test_a_new_window_asks_who_practises_where_several_do(story: Story) -> None:
    story.meet()
    _beside(story, ODD[:60])
    other = story.again()
    assert "Who is practising?" in other.words()
    assert "You were in the middle" not in other.words()
    other.press(f"who-{FIRST}")
    assert other.is_sound()
    assert "You were in the middle" in other.words()
    before = len(_ids(story))
    story.again().press("who-new")
    assert len(_ids(story)) == before + 1


def test_a_link_from_another_browser_is_confirmed_and_works_once(story: Story) -> None:
    _beside(story, "Omar")
    secret = learners.make_link(story.services.store.engine, _ids(story)[1])
    other = story.again()
    other.app.query_params["me"] = secret
    other.app.run()
    assert "Practise here as Omar?" in other.words()
    other.press("link-yes")
    assert "Who would you like to meet?" in other.words()
    assert other.app.sidebar.selectbox(key="who").value == _ids(story)[1]
    late = story.again()
    late.app.query_params["me"] = secret
    late.app.run()
    assert "This link was used already" in late.words()
    assert "Who is practising?" in late.press("link-back").words()


def test_everything_is_taken_away_and_erased_from_the_profile(story: Story, environment: dict[str, str]) -> None:
    story.meet().say(f"{SORRY} quetzalcoatlus").end()
    story.open("me")
    assert story.app.get("download_button")
    packed = zipfile.ZipFile(io.BytesIO(learner_file(story.services, FIRST).body))
    assert len(json.loads(packed.read("sessions.json"))) == 1
    assert story.app.button(key="me-erase").disabled
    story.app.checkbox(key="me-sure").check().run()
    story.press("me-erase")
    assert story.is_sound()
    assert "Who would you like to meet?" in story.words()
    assert "Nothing here yet" in story.open("sessions").words()
    held = [path.read_bytes() for path in Path(environment["POISE_DATA_DIR"]).rglob("*") if path.is_file()]
    assert not [body for body in held if b"quetzalcoatlus" in body]


def test_a_window_of_an_erased_profile_says_so(story: Story) -> None:
    _beside(story, "Omar")
    omar = _ids(story)[1]
    other = story.again().press(f"who-{omar}")
    story.open("me").app.checkbox(key="me-sure").check().run()
    story.press("me-erase")
    other.press("meet-irate-diner").press("begin")
    assert other.is_sound()
    assert "This profile was erased" in other.words()


def test_a_trainer_reads_a_shared_conversation_and_the_learner_the_answer(story: Story) -> None:
    story.meet().say(f"{SORRY} {ODD}").end()
    session_id, trainer = story.session_id, story.again()
    ask_trainer(story.services, session_id, f"Was that right? {ODD}")
    _beside(trainer, f"Tess {ODD}"[:60])
    tess = _ids(story)[1]
    assert "Only a trainer" in trainer.open("shared").words()
    assert "Only a trainer" in trainer.open("shared", session=session_id).words()
    assert "Nobody here is a trainer yet" in story.press("ask-trainer").words()
    learners.set_role(story.services.store.engine, tess, "trainer")
    story.app.run()
    assert "Nobody here is a trainer yet" not in story.words()
    assert "Every trainer here can then read this conversation" in story.words()
    del trainer.app.query_params["session"]
    trainer.open("shared")
    assert f"Was that right? {ODD}" in trainer.words()
    trainer.press(f"read-{session_id}-1")
    assert ODD in trainer.words()
    assert REFUSED in trainer.again().press(f"who-{tess}").open("debrief", session=session_id).words()
    trainer.open("shared", session=session_id)
    trainer.app.text_area(key="answer-1").set_value(f"Yes. {ODD}")
    trainer.press("send-1")
    assert f"Yes. {ODD}" in trainer.words()
    assert trainer.is_sound()
    story.app.run()
    assert f"Yes. {ODD}" in story.words()
    for window in (story, trainer):
        assert not [html.body for html in window.app.html if "<img" in html.body and "src=x" in html.body]
        assert not [markdown.value for markdown in window.app.markdown if "evil" in markdown.value]
