"""No room on the disk: the page says so in one line, keeps what was typed, and goes on when there is room again."""

from collections.abc import Iterator

import pytest

from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer
from tests.practice.no_room import NoRoom
from tests.ui.story import SORRY, Story

LINE = "We sat down at half past seven and he has had a few chips."
NEXT = "And what about my husband's dinner?"
ASK = "What happened then?"


@pytest.fixture
def talking(story: Story, fault_server: FaultServer) -> Story:
    fault_server.always(fault.say(LINE))
    story.meet().say(SORRY)
    fault_server.always(fault.say(NEXT))
    return story


@pytest.fixture
def room(talking: Story) -> Iterator[NoRoom]:
    room = NoRoom(talking.services.store, talking.session_id)
    yield room
    room.make_room()


def test_a_reply_that_finds_no_room_stands_in_the_box_again(talking: Story, room: NoRoom) -> None:
    said = talking.said()
    room.run_out()
    talking.say(ASK)
    assert talking.is_sound()
    assert "there is no room for it" in talking.words()
    assert "Free some room or raise the limit" in talking.words()
    assert "Your reply was not stored. It stands in the box again" in talking.words()
    assert talking.said() == said
    assert talking.app.chat_input[0].proto.value == ASK
    room.make_room()
    assert talking.say(ASK).said() == [*said, ASK, NEXT]
    assert "no room" not in talking.words()
    assert "not stored" not in talking.words()


def test_a_line_that_finds_no_room_is_said_when_there_is_room(
    talking: Story, room: NoRoom, fault_server: FaultServer
) -> None:
    fault_server.always(lambda _: room.run_out() or fault.say(NEXT))
    talking.say(ASK)
    assert "there is no room for it" in talking.words()
    assert talking.said()[3:] == [ASK]
    assert talking.session.pending == ASK
    fault_server.always(fault.say(NEXT))
    room.make_room()
    assert talking.press("again").said()[3:] == [ASK, NEXT]
    assert talking.said() == [turn.text for turn in talking.session.transcript.turns]


def test_whatever_else_finds_no_room_is_told_and_works_when_there_is_room(talking: Story, room: NoRoom) -> None:
    session_id = talking.session_id
    room.run_out()
    for window in (talking.unfold("end-door").press("end"), talking.again().meet()):
        assert window.is_sound()
        assert "there is no room for it" in window.words()
    assert talking.open("sessions").is_sound()
    room.make_room()
    assert talking.open("talk", session=session_id).unfold("end-door").press("end").press("to-debrief").is_sound()


def test_notes_that_find_no_room_stand_in_the_box_and_are_kept_when_there_is_room(talking: Story, room: NoRoom) -> None:
    key = f"notes-{talking.session_id}"
    room.run_out()
    before = talking.session.notes
    talking.app.text_area(key=key).set_value("steak pink twice").run()
    assert talking.is_sound()
    assert "there is no room for it" in talking.words()
    assert (talking.app.text_area(key=key).value, talking.session.notes) == ("steak pink twice", before)
    room.make_room()
    talking.app.text_area(key=key).set_value("steak pink twice.").run()
    assert talking.session.notes.endswith("steak pink twice.")
    assert "no room" not in talking.words()


def test_a_step_that_finds_no_room_keeps_its_words_in_the_form(talking: Story, room: NoRoom) -> None:
    talking.unfold("end-door").press("end").press("to-steps")
    room.run_out()
    talking.app.text_area(key="case-note").set_value("Steak pink twice.")
    talking.press("keep-case_note")
    assert talking.is_sound()
    assert "there is no room for it" in talking.words()
    assert talking.app.text_area(key="case-note").value == "Steak pink twice."
    assert talking.session.steps == {}
    room.make_room()
    talking.press("keep-case_note")
    assert talking.session.steps["case_note"].text == "Steak pink twice."


def test_a_branch_that_finds_no_room_is_not_half_there(talking: Story, room: NoRoom) -> None:
    session_id = talking.session_id
    talking.unfold("end-door").press("end").press("to-debrief")
    (again,) = [key for key in talking.buttons() if key.startswith("again-")][:1]
    room.run_out()
    talking.press(again)
    assert talking.is_sound()
    assert "there is no room for it" in talking.words()
    assert (talking.session_id, talking.services.store.branches(session_id)) == (session_id, [])
    room.make_room()
    assert talking.press(again).session.branch is not None


def test_what_is_typed_survives_a_store_that_cannot_even_be_read(talking: Story) -> None:
    session_id = talking.session_id
    file = talking.services.settings.data_dir / "poise.db"
    talking.services.store.close()
    kept = file.rename(file.with_suffix(".away"))
    file.mkdir()
    talking.say(ASK)
    assert talking.is_sound()
    assert str(file) in talking.words()
    file.rmdir()
    kept.rename(file)
    talking.app.run()
    assert talking.session_id == session_id
    assert talking.app.chat_input[0].proto.value == ASK
    assert talking.say(ASK).said()[3:] == [ASK, NEXT]
