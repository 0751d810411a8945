"""A session: started, left, taken up again, ended, looked back on."""

import re

import pytest

from poise.conversation.errors import ContentError, SessionError
from poise.practice.services import Services
from poise.practice.session import debrief, end, start, unfinished, view
from poise.practice.turn import answer, reply
from tests.practice import talk
from tests.practice.conftest import Build

pytestmark = pytest.mark.both_databases


def test_a_session_begins_with_the_customers_opening_line_and_mood(services: Services) -> None:
    session = start(services, "irate-diner", "hard")
    (opening,) = session.transcript.turns
    assert opening.text in session.persona.opening
    assert session.mood.anger == session.persona.temper["hard"].anger
    assert (session.exchanges, session.exchanges_left, session.stage, session.pending) == (0, 12, "vent", None)


def test_session_ids_are_128_random_bits(services: Services) -> None:
    ids = {talk.begin(services).id for _ in range(3)}
    assert len(ids) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", id_) for id_ in ids)


def test_the_transcript_carries_the_versions(services: Services) -> None:
    session = talk.begin(services)
    assert session.transcript.versions == session.versions
    assert session.transcript.id == session.id


def test_an_unknown_persona_is_an_error_that_lists_them(services: Services) -> None:
    with pytest.raises(ContentError, match="irate-diner"):
        start(services, "nobody", "easy")


def test_an_unknown_session_is_a_clear_error(services: Services) -> None:
    with pytest.raises(SessionError, match="no such conversation"):
        view(services, "0" * 32)


def test_after_a_restart_the_session_is_offered_and_goes_on(build: Build) -> None:
    before = build(customer_model=lambda: None)
    session = talk.begin(before)
    stood = talk.say(before, session.id, talk.SORRY)
    before.close()
    anew = build(customer_model=lambda: None)
    (offered,) = unfinished(anew)
    assert (offered.id, offered.persona, offered.exchanges, offered.outcome) == (session.id, "irate-diner", 1, None)
    assert view(anew, session.id) == stood
    assert talk.say(anew, session.id, talk.ASK).exchanges == 2


def test_a_process_that_died_after_the_reply_leaves_it_to_be_answered(build: Build) -> None:
    before = build(customer_model=lambda: None)
    session = talk.begin(before)
    events = reply(before, session.id, talk.SORRY, 1)
    next(events)
    before.close()
    anew = build(customer_model=lambda: None)
    assert view(anew, session.id).pending == talk.SORRY
    assert talk.last(answer(anew, session.id)).exchanges == 1
    events.close()


def test_the_same_seed_and_replies_give_the_same_conversation(build: Build) -> None:
    told = []
    for _ in range(2):
        services = build(customer_model=lambda: None)
        session = talk.begin(services)
        for text in (talk.SORRY, talk.ASK, talk.OFFER):
            now = talk.say(services, session.id, text)
        told.append([turn.text for turn in now.transcript.turns])
    assert told[0] == told[1]


def test_only_the_learners_own_sessions_are_offered(services: Services) -> None:
    start(services, "irate-diner", "easy", learner="somebody")
    assert unfinished(services, "you") == []
    assert len(unfinished(services, "somebody")) == 1


def test_the_learner_can_end_it_once(services: Services) -> None:
    session = talk.begin(services)
    assert end(services, session.id).outcome == "ended_by_agent"
    assert unfinished(services) == []
    with pytest.raises(SessionError, match="has ended"):
        end(services, session.id)


def test_ending_while_a_reply_waits_leaves_it_unanswered_and_judged(services: Services) -> None:
    session = talk.begin(services)
    events = reply(services, session.id, talk.SORRY, 1)
    next(events)
    events.close()
    ended = end(services, session.id)
    assert ended.pending is None
    assert ended.transcript.turns[-1].text == talk.SORRY
    assert 2 in ended.critiques


def test_every_answered_reply_has_its_critique_with_quoted_words(services: Services) -> None:
    session = talk.begin(services)
    for text in (talk.SORRY, talk.ASK):
        now = talk.say(services, session.id, text)
    assert now.critiques.keys() == {2, 4}
    assert any(point.quote and point.quote in talk.SORRY for point in now.critiques[2].shown)


def test_the_debrief_waits_for_the_end(services: Services) -> None:
    session = talk.begin(services)
    talk.say(services, session.id, talk.SORRY)
    with pytest.raises(SessionError, match="End it first"):
        debrief(services, session.id)
    end(services, session.id)
    found = debrief(services, session.id)
    assert found.outcome == "ended_by_agent"
    assert found.went_well


def test_a_persona_that_is_edited_meanwhile_does_not_change_the_session(build: Build, tmp_path: object) -> None:
    services = build(customer_model=lambda: None)
    session = talk.begin(services)
    own = services.settings.overlay / "personas/irate-diner.yaml"
    own.parent.mkdir()
    text = services.content.file("personas/irate-diner.yaml").read_text()
    own.write_text(text.replace("Denise Kershaw", "Doris Kershaw", 1).replace("version: 1", "version: 2", 1))
    assert view(services, session.id).persona == session.persona
    assert start(services, "irate-diner", "easy").persona.version == 2


def test_no_event_ever_changes_once_it_is_stored(services: Services) -> None:
    session = talk.begin(services)
    seen = list(services.store.events(session.id))
    for text in (talk.SORRY, talk.ASK, talk.OFFER):
        talk.say(services, session.id, text)
        now = services.store.events(session.id)
        assert list(now[: len(seen)]) == seen
        seen = list(now)
