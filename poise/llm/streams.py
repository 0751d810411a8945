"""Calls whose answer comes in pieces.

A passing fault before the first piece is tried again; after it nothing is, because the piece may have been shown.
"""

import asyncio
from collections.abc import AsyncGenerator, Generator, Iterator
from typing import Any

from langchain_core.outputs import ChatGenerationChunk

from poise.llm.answers import StreamWatch
from poise.llm.call import Call
from poise.llm.deadline import until
from poise.llm.retries import with_async_retries, with_retries
from poise.llm.translation import silent

Opened = tuple[ChatGenerationChunk | None, Generator[ChatGenerationChunk, None, None]]
AsyncOpened = tuple[ChatGenerationChunk | None, AsyncGenerator[ChatGenerationChunk, None]]


def pieces(call: Call) -> Iterator[ChatGenerationChunk]:
    """The pieces and a closing chunk with the condition; raises a DoorError where the stream is not whole."""
    watch = StreamWatch()
    piece, source = with_retries(lambda: _open(call), call.deadline, call.max_retries)
    try:
        while piece is not None:
            watch.see(piece)
            yield piece
            if not call.deadline.left():
                raise silent(call.binding, call.timeout_s)
            piece = _next(call, source)
    finally:
        source.close()
    yield _closing(call, watch)


async def async_pieces(call: Call) -> AsyncGenerator[ChatGenerationChunk, None]:
    """The same for a coroutine."""
    watch = StreamWatch()
    piece, source = await with_async_retries(lambda: _async_open(call), call.deadline, call.max_retries)
    try:
        while piece is not None:
            watch.see(piece)
            yield piece
            piece = await _async_next(call, source, streaming=True)
    finally:
        await source.aclose()
    yield _closing(call, watch)


def _open(call: Call) -> Opened:
    source: Any = call.models.for_threads()._stream(call.messages, **call.arguments())
    try:
        with until(call.deadline):
            return next(source, None), source
    except Exception as error:
        raise call.fault(error) from error


def _next(call: Call, source: Iterator[ChatGenerationChunk]) -> ChatGenerationChunk | None:
    try:
        return next(source, None)
    except Exception as error:
        raise call.fault(error, streaming=True) from error


async def _async_open(call: Call) -> AsyncOpened:
    model = await call.models.for_this_loop()
    source: Any = model._astream(call.messages, **call.arguments())
    try:
        return await _async_next(call, source, streaming=False), source
    except BaseException:
        await source.aclose()
        raise


async def _async_next(
    call: Call, source: AsyncGenerator[ChatGenerationChunk, None], streaming: bool
) -> ChatGenerationChunk | None:
    try:
        async with asyncio.timeout(min(call.silence_s, call.deadline.left())):
            return await anext(source, None)
    except Exception as error:
        raise call.fault(error, streaming) from error


def _closing(call: Call, watch: StreamWatch) -> ChatGenerationChunk:
    if fault := watch.fault(call.binding, call.models.says_how_it_finished):
        raise fault
    return watch.closing_chunk()
