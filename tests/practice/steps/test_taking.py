"""The three steps after the end, on the real store: each once, each skippable, none of them a change of the conversation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from poise.conversation.errors import SessionError
from poise.practice.events import event_from_json
from poise.practice.services import Services
from poise.practice.session import SessionView, debrief, end, load, view
from poise.practice.step_events import MOST_NOTES, StepEvent, Ticks
from poise.practice.steps.follow_up import answered, setting
from poise.practice.steps.taking import (
    ask_trainer,
    case_note_findings,
    follow_up_setting,
    keep_notes,
    reflect,
    send_follow_up,
    skip,
    steps_left,
    write_case_note,
)
from tests.practice.conftest import Build
from tests.practice.talk import ASK, OFFER, RUDE, SORRY, begin, say

pytestmark = pytest.mark.both_databases

CALLING = "I'll ring you on Friday to hear whether the steak was right."
KIND = "Hello Denise, I said I'd ring: was the steak right in the end? I'm so sorry again that it came out pink twice."


def _over(services: Services, *replies: str) -> SessionView:
    session = begin(services)
    for text in replies:
        if view(services, session.id).outcome is None:
            say(services, session.id, text)
    return view(services, session.id) if view(services, session.id).outcome else end(services, session.id)


def test_notes_are_kept_with_the_session_and_come_back_after_a_restart(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session = begin(services)
    keep_notes(services, session.id, "steak, twice")
    say(services, session.id, SORRY)
    keep_notes(services, session.id, "steak, twice\nAlan's knife")
    assert view(build(customer_model=lambda: None), session.id).notes == "steak, twice\nAlan's knife"


def test_notes_that_did_not_change_are_not_stored_again(services: Services) -> None:
    session = begin(services)
    for _ in range(3):
        keep_notes(services, session.id, "steak")
    assert len(services.store.events(session.id)) == 2


def test_notes_too_long_are_refused_with_the_limit(services: Services) -> None:
    with pytest.raises(SessionError, match="4,000 are the most"):
        keep_notes(services, begin(services).id, "x" * (MOST_NOTES + 1))


def test_notes_move_neither_the_conversation_nor_its_transcript(services: Services) -> None:
    session = begin(services)
    before = view(services, session.id)
    keep_notes(services, session.id, "steak")
    after = view(services, session.id)
    assert (after.transcript, after.mood, after.exchanges) == (before.transcript, before.mood, before.exchanges)


def test_the_steps_wait_for_the_end(services: Services) -> None:
    session = begin(services)
    with pytest.raises(SessionError, match="still goes on"):
        write_case_note(services, session.id, "Steak pink twice.")


def test_every_step_can_be_skipped_and_is_offered_no_more(services: Services) -> None:
    session = _over(services, SORRY)
    for step in steps_left(services, session.id):
        skip(services, session.id, step)
    assert steps_left(services, session.id) == ()
    assert case_note_findings(services, session.id) is None


def test_a_step_is_taken_once(services: Services) -> None:
    session = _over(services, SORRY)
    write_case_note(services, session.id, "Steak pink twice.")
    with pytest.raises(SessionError, match="done already"):
        write_case_note(services, session.id, "Something else.")
    with pytest.raises(SessionError, match="done already"):
        skip(services, session.id, "case_note")
    assert view(services, session.id).steps["case_note"].text == "Steak pink twice."


def test_an_empty_note_is_refused(services: Services) -> None:
    with pytest.raises(SessionError, match="empty"):
        write_case_note(services, _over(services, SORRY).id, "  \n")


def test_a_note_that_says_too_little_is_told_what_it_lacks_with_the_words_that_prove_it(services: Services) -> None:
    session = _over(services, SORRY, ASK, CALLING)
    write_case_note(services, session.id, "Customer complained, solved.")
    findings = case_note_findings(services, session.id) or ()
    about = {finding.about: finding for finding in findings}
    assert {"concern", "promise", "outcome"} <= set(about)
    assert about["promise"].said == CALLING.rstrip(".")
    assert about["concern"].said == session.transcript.turns[0].text


def test_a_step_changes_no_score_and_no_mood(services: Services) -> None:
    session = _over(services, SORRY, ASK, OFFER)
    before = debrief(services, session.id)
    write_case_note(services, session.id, "x")
    send_follow_up(services, session.id, RUDE, "message", None)
    reflect(services, session.id, "", Ticks(shown=("listen",)))
    assert debrief(services, session.id) == before
    assert view(services, session.id).mood == session.mood


def test_a_kind_follow_up_keeps_its_promise_and_is_answered_mildly(services: Services) -> None:
    session = _over(services, SORRY, ASK, CALLING)
    sent = send_follow_up(services, session.id, KIND, "call", None).steps["follow_up"].follow_up
    assert sent is not None
    assert sent.kept == (CALLING.rstrip("."),)
    assert sent.forgotten == ()
    assert "apology" in sent.observations.decided()
    assert sent.answer.act in ("thank", "soften", "press")
    assert sent.answer.text


def test_a_rude_follow_up_is_answered_in_kind(services: Services) -> None:
    session = _over(services, SORRY, CALLING)
    sent = send_follow_up(services, session.id, RUDE, "message", None).steps["follow_up"].follow_up
    assert sent is not None
    assert sent.answer.act == "challenge"
    assert sent.answer.text in session.persona.afterwards["hurt"]
    assert sent.forgotten == (CALLING.rstrip("."),)


def test_only_goodwill_that_the_policy_allows_goes_with_it(services: Services) -> None:
    session = _over(services, SORRY)
    offered = follow_up_setting(services, session.id)
    assert offered is not None
    assert {remedy.agent for remedy in offered.goodwill} == {"may"}
    with pytest.raises(SessionError, match="policy does not allow"):
        send_follow_up(services, session.id, KIND, "message", "whole-bill")
    sent = send_follow_up(services, session.id, KIND, "message", "voucher").steps["follow_up"].follow_up
    assert sent is not None
    assert "voucher" in {offer.remedy for offer in sent.hearing.offers}


def test_after_a_walk_out_it_is_an_apology(services: Services) -> None:
    session = begin(services)
    end(services, session.id, "walked_out")
    offered = follow_up_setting(services, session.id)
    assert offered is not None
    assert offered.purpose == "apology"
    sent = send_follow_up(services, session.id, "We're back on Monday.", "message", None).steps["follow_up"].follow_up
    assert sent is not None
    assert sent.answer.act == "press"
    assert sent.answer.text in session.persona.afterwards["no_apology"]


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("Sorry for that, Denise. We're open again on Monday.", "bare_apology"),
        (SORRY, "owned_apology"),
    ],
)
def test_an_apology_is_answered_by_whether_it_owns_anything(services: Services, text: str, situation: Any) -> None:
    session = begin(services)
    end(services, session.id, "walked_out")
    sent = send_follow_up(services, session.id, text, "letter", None).steps["follow_up"].follow_up
    assert sent is not None
    assert sent.answer.text in session.persona.afterwards[situation]


def test_a_message_is_heard_with_the_encoder_as_replies_are(services: Services) -> None:
    session = load(services, _over(services, SORRY).id)
    offered, heard = setting(session), []
    assert offered is not None

    def encode(texts: Sequence[str]) -> Any:
        heard.extend(texts)
        return services.encode(texts)

    answered(session, offered, KIND, "call", None, replace(services, load_encode=lambda: encode))
    assert heard


def test_a_promise_passed_over_is_asked_for(services: Services) -> None:
    session = _over(services, SORRY, CALLING)
    text = "Hello Denise, we hope to see you again soon."
    sent = send_follow_up(services, session.id, text, "message", None).steps["follow_up"].follow_up
    assert sent is not None
    assert sent.answer.text in session.persona.afterwards["forgotten"]


def test_a_session_begun_before_customers_had_such_lines_is_answered_as_anybody_would(services: Services) -> None:
    session = load(services, _over(services, SORRY, CALLING).id)
    older = replace(session, persona=session.persona.model_copy(update={"afterwards": {}}))
    offered = setting(older)
    assert offered is not None
    sent = answered(older, offered, RUDE, "message", None, services)
    assert sent.answer.text in services.prompts.afterwards.lines["hurt"]


def test_a_step_that_an_earlier_poise_stored_is_read_as_it_was() -> None:
    stored = event_from_json('{"kind":"step","step":"follow_up","text":"Hello."}')
    assert stored == StepEvent(step="follow_up", text="Hello.")


def test_a_question_shares_the_session_and_is_asked_once(services: Services) -> None:
    session = _over(services, SORRY)
    assert (
        ask_trainer(services, session.id, "Was my apology too early?").asked[0].question == "Was my apology too early?"
    )
    assert services.store.session_ids("ask") == [session.id]
    with pytest.raises(SessionError, match="asked this already"):
        ask_trainer(services, session.id, "Was my apology too early?")
    with pytest.raises(SessionError, match="10 to 500"):
        ask_trainer(services, session.id, "Hm?")
