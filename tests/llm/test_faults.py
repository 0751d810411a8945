"""Every fault of a server ends in the same error of ours, whichever way the model is called."""

import asyncio
import socket
import time
from collections.abc import Callable

import pytest
from langchain_core.language_models import BaseChatModel

from poise.conversation.errors import ModelError
from poise.llm import errors
from poise.llm.chat_model import chat_model
from tests.fault_server import behaviours as server_does
from tests.fault_server.server import FaultServer
from tests.llm.models import KEY, binding_to, model_of

Way = Callable[[BaseChatModel], object]


async def _all_pieces(model: BaseChatModel) -> list[object]:
    return [piece async for piece in model.astream("Hello")]


WHOLE: dict[str, Way] = {
    "invoke": lambda model: model.invoke("Hello"),
    "ainvoke": lambda model: asyncio.run(model.ainvoke("Hello")),
}
STREAMED: dict[str, Way] = {
    "stream": lambda model: list(model.stream("Hello")),
    "astream": lambda model: asyncio.run(_all_pieces(model)),
}
EVERY = {**WHOLE, **STREAMED}

STATUSES = [
    (server_does.wrong_key(), errors.KeyRejected),
    (server_does.fail(403, "no access"), errors.KeyRejected),
    (server_does.unknown_model(), errors.ModelUnknown),
    (server_does.fail(400, "bad temperature"), errors.RequestRefused),
    (server_does.fail(422, "bad field"), errors.RequestRefused),
    (server_does.rate_limited(), errors.RateLimited),
    (server_does.quota_used_up(), errors.QuotaUsedUp),
    (server_does.fail(500), errors.ServerFault),
    (server_does.unavailable(), errors.ServerFault),
    (server_does.overflow_openai(), errors.ContextOverflow),
    (server_does.overflow_vllm(), errors.ContextOverflow),
    (server_does.overflow_llama(), errors.ContextOverflow),
    (server_does.overflow_old_llama(), errors.ContextOverflow),
    (server_does.malformed_json(), errors.ServerFault),
    (server_does.other_json({"hello": 1}), errors.ServerFault),
    (server_does.other_json([1]), errors.ServerFault),
    (server_does.other_json({"error": {"message": "no"}}), errors.ServerFault),
]


@pytest.mark.parametrize("way", EVERY.values(), ids=EVERY.keys())
@pytest.mark.parametrize(("behaviour", "error"), STATUSES)
def test_a_fault_has_its_own_error(
    fault_server: FaultServer, way: Way, behaviour: server_does.Behaviour, error: type[errors.DoorError]
) -> None:
    fault_server.always(behaviour)
    with pytest.raises(ModelError) as caught:
        way(model_of(fault_server))
    assert type(caught.value) is error
    assert "\n" not in str(caught.value)
    assert str(caught.value).rstrip("0123456789.v/()").count(". ") >= 1, "an error ends with what to do"


@pytest.mark.parametrize("way", EVERY.values(), ids=EVERY.keys())
def test_nobody_listening_is_an_unreachable_server(way: Way) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
        with pytest.raises(errors.ServerUnreachable, match="OPENAI_BASE_URL"):
            way(chat_model(binding_to(url), timeout_s=2, max_retries=0))


@pytest.mark.parametrize("way", WHOLE.values(), ids=WHOLE.keys())
def test_a_connection_that_drops_is_an_unreachable_server(fault_server: FaultServer, way: Way) -> None:
    fault_server.always(server_does.cut())
    with pytest.raises(errors.ServerUnreachable):
        way(model_of(fault_server))


@pytest.mark.parametrize("way", EVERY.values(), ids=EVERY.keys())
@pytest.mark.parametrize("behaviour", [server_does.hang(), server_does.drip(), server_does.ping_for_ever()])
def test_silence_and_a_slow_drip_end_at_the_deadline(
    fault_server: FaultServer, way: Way, behaviour: server_does.Behaviour
) -> None:
    fault_server.always(behaviour)
    started = time.monotonic()
    with pytest.raises(errors.ServerSilent, match=r"within 0\.[56] s"):
        way(model_of(fault_server, timeout_s=0.6, first_chunk_s=0.5))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("way", EVERY.values(), ids=EVERY.keys())
def test_an_unknown_model_is_answered_with_the_names_that_the_server_has(fault_server: FaultServer, way: Way) -> None:
    fault_server.models, fault_server.only_listed = ("llama3", "qwen"), True
    with pytest.raises(errors.ModelUnknown, match=r"'gpt-x'.*llama3, qwen") as caught:
        way(model_of(fault_server, name="gpt-x"))
    assert caught.value.available == ("llama3", "qwen")


@pytest.mark.parametrize("way", EVERY.values(), ids=EVERY.keys())
def test_a_key_that_the_server_repeats_is_not_shown(fault_server: FaultServer, way: Way) -> None:
    fault_server.always(server_does.fail(400, f"the key {KEY} is odd"))
    with pytest.raises(errors.RequestRefused) as caught:
        way(model_of(fault_server, key=KEY))
    assert KEY not in str(caught.value) + caught.value.detail


def test_the_wait_that_a_server_asks_for_is_told(fault_server: FaultServer) -> None:
    fault_server.always(server_does.rate_limited(7))
    with pytest.raises(errors.RateLimited, match="Wait 7 s") as caught:
        model_of(fault_server).invoke("Hello")
    assert caught.value.retry_after == 7
    assert caught.value.retryable
