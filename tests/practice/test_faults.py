"""A model that fails: one clear line, the reply kept, the answer given on request."""

import pytest

from poise.conversation.errors import ModelError, SettingsError
from poise.practice.services import Services
from poise.practice.session import view
from poise.practice.turn import Piece, answer, reply
from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer
from tests.practice import talk
from tests.practice.conftest import Build

LINE = "We sat down at half past seven and he has had a few chips."
FAULTS = {
    "wrong key": fault.wrong_key(),
    "unknown model": fault.unknown_model(),
    "bad request": fault.fail(400, "no"),
    "rate limit": fault.rate_limited(600),
    "quota": fault.quota_used_up(),
    "server error": fault.fail(500),
    "html": fault.unavailable(),
    "overflow": fault.overflow_openai(),
    "hang": fault.hang(),
    "drip": fault.drip(every_s=0.5),
    "cut": fault.cut("I was"),
    "dropped": fault.drop(),
    "no finish": fault.stop_without_finish("I was"),
    "error event": fault.error_event("I was"),
    "refusal": fault.refuse(),
    "empty": fault.empty(),
    "malformed": fault.malformed_json(),
}


@pytest.fixture
def remote(build: Build, fault_server: FaultServer) -> Services:
    """Services whose customer is the fault server, and nobody judges."""
    return build(_environ(fault_server))


def test_the_customer_speaks_through_the_server(remote: Services, fault_server: FaultServer) -> None:
    session = talk.begin(remote)
    fault_server.say(LINE)
    assert talk.say(remote, session.id, talk.SORRY).transcript.turns[-1].text == LINE
    assert fault_server.completions[0].body["model"] == "fault-model"


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_one_line_and_the_reply_is_answered_on_request(
    remote: Services, fault_server: FaultServer, name: str
) -> None:
    session = talk.begin(remote)
    fault_server.always(FAULTS[name])
    caught = _fails(remote, session.id)
    assert "\n" not in caught.strip()
    assert view(remote, session.id).pending == talk.SORRY
    assert len(remote.store.events(session.id)) == 2
    fault_server.always(fault.say(LINE))
    after = talk.last(answer(remote, session.id))
    assert (after.transcript.turns[-1].text, after.exchanges, after.pending) == (LINE, 1, None)


@pytest.mark.both_databases
def test_a_server_that_is_not_there_is_said_so_and_found_again(build: Build) -> None:
    services = build({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "POISE_CRITIC": "none", "POISE_COACH": "none"})
    session = talk.begin(services)
    assert "127.0.0.1:9" in _fails(services, session.id)
    assert view(services, session.id).pending == talk.SORRY


@pytest.mark.both_databases
def test_a_line_cut_in_the_middle_is_spoken_again_whole(remote: Services, fault_server: FaultServer) -> None:
    session = talk.begin(remote)
    fault_server.always(fault.cut("The steak came back pink. And then the"))
    pieces: list[str] = []
    with pytest.raises(ModelError):
        pieces.extend(event.text for event in reply(remote, session.id, talk.SORRY, 1) if isinstance(event, Piece))
    fault_server.always(fault.say(LINE))
    turns = talk.last(answer(remote, session.id)).transcript.turns
    assert [turn.text for turn in turns[1:]] == [talk.SORRY, LINE]


def test_a_server_with_several_models_is_asked_to_be_named_one_and_lists_them(build: Build) -> None:
    with FaultServer(models=("small", "large")) as server:
        services = build(_environ(server))
        session = talk.begin(services)
        with pytest.raises(SettingsError, match="large, small") as caught:
            list(reply(services, session.id, talk.SORRY, 1))
        assert "POISE_CUSTOMER=openai:" in str(caught.value)
        assert view(services, session.id).pending == talk.SORRY


def test_reading_the_settings_asks_no_server(build: Build, fault_server: FaultServer) -> None:
    talk.begin(build(_environ(fault_server)))
    assert fault_server.requests == []


def test_a_key_is_sent_and_never_shown(build: Build) -> None:
    with FaultServer(key="sk-right") as server:
        services = build({**_environ(server), "OPENAI_API_KEY": "sk-wrong"})
        session = talk.begin(services)
        with pytest.raises(ModelError) as caught:
            list(reply(services, session.id, talk.SORRY, 1))
        assert "sk-wrong" not in str(caught.value)


def _fails(services: Services, session_id: str) -> str:
    with pytest.raises(ModelError) as caught:
        list(reply(services, session_id, talk.SORRY, 1))
    return str(caught.value)


def _environ(server: FaultServer) -> dict[str, str]:
    return {
        "OPENAI_BASE_URL": server.url,
        "POISE_CRITIC": "none",
        "POISE_COACH": "none",
        "POISE_CUSTOMER_TIMEOUT_S": "1.5",
    }
