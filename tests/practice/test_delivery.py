"""Statements reach the record store once, and what it does not take is kept and told."""

from collections.abc import Iterator
from functools import partial

import pytest

from poise.conversation.errors import SessionError, SettingsError
from poise.practice.delivery import deliver, deliver_waiting, delivery, waiting
from poise.practice.export.record_store import send
from poise.practice.services import Services
from poise.practice.session import end, start
from poise.practice.settings import load_settings
from poise.practice.trials import begin_trial
from tests.practice.conftest import Build
from tests.practice.ended import play
from tests.practice.record_store_server import RecordStoreServer

pytestmark = pytest.mark.both_databases

AT_ONCE = partial(send, timeout_s=0.3, sleep=lambda _: None)


@pytest.fixture
def server() -> Iterator[RecordStoreServer]:
    with RecordStoreServer() as running:
        yield running


def _services(build: Build, server: RecordStoreServer, **other: str) -> Services:
    environ = {"POISE_XAPI_URL": server.url, "POISE_XAPI_KEY": "key", "POISE_XAPI_SECRET": "secret", **other}
    return build(environ, customer_model=lambda: None)


def test_the_statements_are_taken_once_and_not_sent_again(build: Build, server: RecordStoreServer) -> None:
    services = _services(build, server)
    session_id = play(services).id
    assert waiting(services) == [session_id]
    assert deliver(services, session_id, AT_ONCE).taken
    assert deliver(services, session_id, AT_ONCE).taken
    assert len(server.requests) == 1
    assert len(server.statements) > 1
    assert waiting(services) == []


def test_a_refused_key_is_told_and_the_statements_are_kept(build: Build, server: RecordStoreServer) -> None:
    services = _services(build, server, POISE_XAPI_SECRET="wrong")
    session_id = play(services).id
    found = deliver(services, session_id, AT_ONCE)
    assert "POISE_XAPI_SECRET" in found.problem
    assert len(server.requests) == 1
    assert delivery(services, session_id) == found
    assert deliver_waiting(_services(build, server), AT_ONCE) == (1, 0, "")
    assert server.statements


@pytest.mark.parametrize("faults", [(500,), (503, 429), (0.8,)])
def test_a_passing_fault_is_tried_again_at_once(
    build: Build, server: RecordStoreServer, faults: tuple[float, ...]
) -> None:
    services = _services(build, server)
    session_id = play(services).id
    server.then(*faults)
    assert deliver(services, session_id, AT_ONCE).taken
    assert len(server.requests) == len(faults) + 1
    asked = delivery(services, session_id).asked
    assert asked is not None
    assert list(server.statements) == [one["id"] for one in asked.statements]


@pytest.mark.parametrize(("faults", "told"), [((500,) * 3, "(500)"), ((0.8,) * 3, "did not answer within 0.3 s")])
def test_a_lasting_fault_is_told_and_what_waits_goes_out_after_a_restart(
    build: Build, server: RecordStoreServer, faults: tuple[float, ...], told: str
) -> None:
    services = _services(build, server)
    session_id = play(services).id
    server.then(*faults)
    assert told in deliver(services, session_id, AT_ONCE).problem
    again = _services(build, server)
    assert waiting(again) == [session_id]
    assert deliver_waiting(again, AT_ONCE) == (1, 0, "")
    assert deliver_waiting(again, AT_ONCE) == (0, 0, "")


def test_a_server_that_is_away_is_named(build: Build, server: RecordStoreServer) -> None:
    services = _services(build, server, POISE_XAPI_URL="http://127.0.0.1:9/xapi")
    assert (
        "http://127.0.0.1:9/xapi/statements cannot be reached" in deliver(services, play(services).id, AT_ONCE).problem
    )


def test_one_session_that_the_store_will_not_take_does_not_hold_up_the_others(
    build: Build, server: RecordStoreServer
) -> None:
    services = _services(build, server)
    first, _second = play(services).id, play(services).id
    server.then(400)
    taken, left, problem = deliver_waiting(services, AT_ONCE)
    assert (taken, left) == (1, 1)
    assert "400" in problem
    assert waiting(services) == [first]


def test_what_waits_goes_with_its_session(build: Build, server: RecordStoreServer) -> None:
    services = _services(build, server)
    session_id = play(services).id
    server.then(500, 500, 500)
    deliver(services, session_id, AT_ONCE)
    services.store.delete(session_id)
    assert waiting(services) == []


def test_the_list_by_last_use_does_not_change(build: Build, server: RecordStoreServer) -> None:
    services = _services(build, server)
    first, second = play(services).id, play(services).id
    deliver(services, first, AT_ONCE)
    assert [summary.id for summary in services.store.sessions("you")] == [second, first]


def test_a_session_that_goes_on_is_not_sent(build: Build, server: RecordStoreServer) -> None:
    services = _services(build, server)
    session_id = start(services, "irate-diner", "easy").id
    with pytest.raises(SessionError, match="still goes on"):
        deliver(services, session_id, AT_ONCE)
    assert deliver_waiting(services, AT_ONCE) == (0, 0, "")


def test_a_trial_is_nobodys_practice_and_is_not_sent(build: Build, server: RecordStoreServer) -> None:
    services = _services(build, server)
    session_id = end(services, begin_trial(services, "irate-diner", "easy").id).id
    assert waiting(services) == []
    assert deliver_waiting(services, AT_ONCE) == (0, 0, "")
    with pytest.raises(SessionError, match="only tried a customer out"):
        deliver(services, session_id, AT_ONCE)
    assert server.requests == []


def test_without_a_record_store_nothing_is_sent_or_noted(services: Services) -> None:
    session_id = play(services).id
    assert deliver(services, session_id, AT_ONCE).asked is None
    assert deliver_waiting(services, AT_ONCE) == (0, 0, "")


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"POISE_XAPI_KEY": "a"}, "POISE_XAPI_URL"),
        ({"POISE_XAPI_URL": "http://s.example", "POISE_XAPI_KEY": "a"}, "POISE_XAPI_SECRET"),
        ({"POISE_XAPI_URL": "ftp://s.example"}, "POISE_XAPI_URL"),
        ({"POISE_XAPI_HOME_PAGE": "somewhere"}, "POISE_XAPI_HOME_PAGE"),
    ],
)
def test_settings_that_cannot_be_used_are_named(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        load_settings(environ)
