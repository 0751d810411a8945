"""What a streamed answer promises: its pieces, how it ended, and no end that is not one."""

import asyncio
import gc
from collections.abc import Callable

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk

from poise.llm import errors
from tests.fault_server import behaviours as server_does
from tests.fault_server.server import FaultServer
from tests.llm.models import model_of

Read = Callable[[BaseChatModel, list[AIMessageChunk]], None]


def _read(model: BaseChatModel, into: list[AIMessageChunk]) -> None:
    for piece in model.stream("Hello"):
        into.append(piece)  # noqa: PERF402 - what came before an error has to be kept


def _read_async(model: BaseChatModel, into: list[AIMessageChunk]) -> None:
    async def read() -> None:
        async for piece in model.astream("Hello"):
            into.append(piece)  # noqa: PERF401 - as above

    asyncio.run(read())


BOTH = pytest.mark.parametrize("read", [_read, _read_async])


def _text(pieces: list[AIMessageChunk]) -> str:
    return "".join(piece.text for piece in pieces)


@BOTH
def test_a_stream_brings_words_usage_and_condition(fault_server: FaultServer, read: Read) -> None:
    fault_server.say("I ordered it rare.")
    pieces: list[AIMessageChunk] = []
    read(model_of(fault_server), pieces)
    whole = sum(pieces[1:], pieces[0])
    assert [piece.text for piece in pieces if piece.text] == ["I", " ordered", " it", " rare."]
    assert whole.response_metadata["condition"] == "complete"
    assert whole.response_metadata["finish_reason"] == "stop"
    assert whole.usage_metadata is not None
    assert whole.usage_metadata["output_tokens"] == 5


@BOTH
def test_a_stream_that_ends_at_its_length_limit_says_so(fault_server: FaultServer, read: Read) -> None:
    fault_server.then(server_does.cut_at_length("I was just about"))
    pieces: list[AIMessageChunk] = []
    read(model_of(fault_server), pieces)
    assert sum(pieces[1:], pieces[0]).response_metadata["condition"] == "cut_at_length"


@BOTH
@pytest.mark.parametrize("behaviour", [server_does.cut(), server_does.stop_without_finish()])
def test_a_stream_without_an_end_is_cut_and_keeps_what_came(
    fault_server: FaultServer, read: Read, behaviour: server_does.Behaviour
) -> None:
    fault_server.always(behaviour)
    pieces: list[AIMessageChunk] = []
    with pytest.raises(errors.StreamCut):
        read(model_of(fault_server, max_retries=1), pieces)
    assert _text(pieces) == "I was just about to"
    assert len(fault_server.completions) == 1, "what may have been shown is not asked for again"


@BOTH
def test_an_error_inside_a_stream_is_an_error(fault_server: FaultServer, read: Read) -> None:
    fault_server.then(server_does.error_event("I was", "the engine died"))
    pieces: list[AIMessageChunk] = []
    with pytest.raises(errors.ServerFault, match="the engine died"):
        read(model_of(fault_server), pieces)
    assert _text(pieces) == "I was"


@BOTH
def test_an_overflow_told_inside_a_stream_is_an_overflow(fault_server: FaultServer, read: Read) -> None:
    fault_server.then(server_does.error_event("", "Context size has been exceeded."))
    with pytest.raises(errors.ContextOverflow):
        read(model_of(fault_server), [])


@BOTH
def test_a_streamed_refusal_keeps_its_words(fault_server: FaultServer, read: Read) -> None:
    fault_server.then(server_does.refuse("I would rather not."))
    with pytest.raises(errors.Refused) as caught:
        read(model_of(fault_server), [])
    assert caught.value.refusal == "I would rather not."


@BOTH
@pytest.mark.parametrize("behaviour", [server_does.empty(), server_does.null_content()])
def test_a_stream_without_a_word_is_an_empty_answer(
    fault_server: FaultServer, read: Read, behaviour: server_does.Behaviour
) -> None:
    fault_server.then(behaviour)
    with pytest.raises(errors.EmptyAnswer):
        read(model_of(fault_server), [])


@BOTH
def test_a_stream_that_drops_before_its_first_word_is_begun_again(fault_server: FaultServer, read: Read) -> None:
    fault_server.then(server_does.drop(), server_does.say("Here I am."))
    pieces: list[AIMessageChunk] = []
    read(model_of(fault_server, max_retries=1), pieces)
    assert _text(pieces) == "Here I am."


def test_a_reader_who_leaves_closes_the_stream(fault_server: FaultServer) -> None:
    fault_server.always(server_does.drip(every_s=0.01))
    model = model_of(fault_server)
    for _ in range(3):
        stream = model.stream("Hello")
        assert next(stream) is not None
        stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert model.invoke("Hello").text.startswith("very slow")
    gc.collect()


def test_a_coroutine_that_leaves_closes_the_stream(fault_server: FaultServer) -> None:
    fault_server.always(server_does.drip(every_s=0.01))
    model = model_of(fault_server)

    async def leave() -> str:
        async for piece in model.astream("Hello"):
            if piece.text:
                return piece.text
        return ""

    assert asyncio.run(leave()) == "very"
    gc.collect()
