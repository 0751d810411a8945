import asyncio
import time
from collections.abc import Callable

import pytest
from langchain_core.language_models import BaseChatModel

from poise.llm import errors
from tests.fault_server import behaviours as server_does
from tests.fault_server.server import FaultServer
from tests.llm.models import model_of

BOTH = pytest.mark.parametrize(
    "ask", [lambda model: model.invoke("Hello").text, lambda model: asyncio.run(model.ainvoke("Hello")).text]
)
Ask = Callable[[BaseChatModel], str]


@BOTH
@pytest.mark.parametrize("fault", [server_does.fail(500), server_does.unavailable(), server_does.cut()])
def test_a_passing_fault_is_tried_again(fault_server: FaultServer, ask: Ask, fault: server_does.Behaviour) -> None:
    fault_server.then(fault, server_does.say("Here."))
    assert ask(model_of(fault_server, max_retries=1)) == "Here."


@BOTH
def test_the_wait_that_the_server_asks_for_is_kept(fault_server: FaultServer, ask: Ask) -> None:
    fault_server.then(server_does.rate_limited(0.7), server_does.say("Here."))
    started = time.monotonic()
    assert ask(model_of(fault_server, max_retries=1)) == "Here."
    assert time.monotonic() - started >= 0.7


@BOTH
def test_a_wait_longer_than_the_time_left_is_told_at_once(fault_server: FaultServer, ask: Ask) -> None:
    fault_server.always(server_does.rate_limited(60))
    with pytest.raises(errors.RateLimited):
        ask(model_of(fault_server, max_retries=3))
    assert len(fault_server.completions) == 1


@BOTH
def test_no_more_attempts_are_made_than_allowed(fault_server: FaultServer, ask: Ask) -> None:
    fault_server.always(server_does.fail(500))
    with pytest.raises(errors.ServerFault):
        ask(model_of(fault_server, max_retries=2))
    assert len(fault_server.completions) == 3


@BOTH
@pytest.mark.parametrize(
    "fault", [server_does.wrong_key(), server_does.fail(400), server_does.quota_used_up(), server_does.overflow_llama()]
)
def test_what_does_not_pass_is_not_tried_again(
    fault_server: FaultServer, ask: Ask, fault: server_does.Behaviour
) -> None:
    fault_server.always(fault)
    with pytest.raises(errors.DoorError) as caught:
        ask(model_of(fault_server, max_retries=3))
    assert not caught.value.retryable
    assert len(fault_server.completions) == 1
