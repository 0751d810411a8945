"""Getting ready while the learner reads."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from poise.conversation.errors import ModelError
from poise.conversation.transcript import CustomerTurn
from poise.practice.embedded_host import EmbeddedHost
from poise.practice.pool import Pool
from poise.practice.session import SessionView, load
from poise.practice.warm import cast, warm, warm_after
from tests.fault_server.server import FaultServer
from tests.practice import talk
from tests.practice.conftest import Build


def test_the_embedded_model_is_prompted_as_a_playwright_and_others_in_chat(build: Build) -> None:
    assert build().settings.form == "playwright"
    assert build({"POISE_CUSTOMER": "openai:big"}).settings.form == "chat"
    wanted = build({"POISE_CUSTOMER": "openai:big", "POISE_ACTOR_FORM": "playwright"})
    assert wanted.settings.form == "playwright"


def test_the_actor_is_told_persona_level_and_window(build: Build) -> None:
    services = build({"POISE_CONTEXT_TOKENS": "4096"})
    session = talk.begin(services)
    players = cast(services, session.persona, "hard")
    assert (players.persona, players.level, players.window) == (session.persona, "hard", 4096)
    assert players.count_tokens("two words") > 0


def test_warming_up_for_a_server_sends_nothing_but_finds_its_model(build: Build, fault_server: FaultServer) -> None:
    services = build({"OPENAI_BASE_URL": fault_server.url, "POISE_CRITIC": "none"})
    warm(services, "irate-diner", "easy")
    services.pool.close(10)
    assert [asked.path for asked in fault_server.requests] == ["/v1/models"]


def test_a_model_that_is_not_there_fails_no_warming_up_and_is_told_with_the_first_line(build: Build) -> None:
    services = build({"POISE_CACHE_DIR": "empty"})
    session = talk.begin(services)
    warm(services, "irate-diner", "easy")
    with pytest.raises(ModelError, match="poise models pull"):
        talk.say(services, session.id, talk.SORRY)


class _Host:
    """An embedded model's host that only notes what it is asked to read ahead: scene and script."""

    def __init__(self) -> None:
        self.ahead, self.read = threading.Lock(), list[tuple[str, str]]()

    def server(self) -> "_Host":
        return self

    def warm(self, scene: str, script: str) -> None:
        self.read.append((scene, script))

    def close(self) -> None:
        pass


def _last(session: SessionView) -> str:
    turn = session.transcript.turns[-1]
    assert isinstance(turn, CustomerTurn)
    return turn.text


def test_a_line_that_came_without_asking_the_model_is_read_on_beside_the_page(build: Build) -> None:
    host = _Host()
    services = build(host=host, customer_model=object)
    session = talk.say(services, talk.begin(services).id, talk.RUDE)
    services.pool.close(10)
    ((scene, script),) = host.read
    assert "Denise" in scene
    assert talk.RUDE in script
    assert _last(session) in script


def test_a_line_that_the_model_wrote_is_read_again_only_where_the_script_was_cut(build: Build) -> None:
    host = _Host()
    services = build(host=host, customer_model=lambda: None)
    before = load(services, talk.begin(services).id)
    talk.say(services, before.id, talk.SORRY)
    now, reading = load(services, before.id), replace(services, customer_model=object)
    warm_after(reading, before, now, unread=False)
    warm_after(reading, before, now, unread=True)
    services.pool.close(10)
    assert len(host.read) == 1


def test_a_model_in_chat_form_reads_nothing_ahead(build: Build) -> None:
    host = _Host()
    services = build({"POISE_ACTOR_FORM": "chat"}, host=host, customer_model=lambda: None)
    before = load(services, talk.begin(services).id)
    talk.say(services, before.id, talk.SORRY)
    warm_after(replace(services, customer_model=object), before, load(services, before.id), unread=True)
    services.pool.close(10)
    assert host.read == []


def test_a_host_without_its_file_says_how_to_get_it_and_stays_closed(tmp_path: Path) -> None:
    host = EmbeddedHost(tmp_path)
    assert host.file() is None
    with pytest.raises(ModelError, match="poise models pull"):
        host.endpoint()
    host.close()
    with pytest.raises(ModelError, match="closing"):
        host.endpoint()


def test_the_pool_does_its_work_and_takes_none_after_closing() -> None:
    pool, done = Pool(2), []
    futures = [pool.submit(done.append, number) for number in range(20)]
    for future in futures:
        future.result(5)
    assert sorted(done) == list(range(20))
    pool.close()
    assert pool.submit(done.append, 99).cancelled()


def test_work_that_fails_stops_no_other_work() -> None:
    pool, done = Pool(1), []

    def fail() -> None:
        raise ModelError("gone")

    failed = pool.submit(fail)
    pool.submit(done.append, 1).result(5)
    assert isinstance(failed.exception(5), ModelError)
    assert done == [1]
    pool.close()


def test_closing_the_pool_does_not_wait_for_work_that_hangs() -> None:
    pool = Pool(1)
    pool.submit(time.sleep, 5)
    began = time.monotonic()
    pool.close(0.05)
    assert time.monotonic() - began < 2
