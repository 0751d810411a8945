"""Calls whose answer comes in pieces.

A passing fault before the first piece is tried again; after it nothing is, because the piece may have been shown.
"""

import asyncio
from collections.abc import AsyncGenerator, Generator, Iterator
from itertools import chain
from typing import Any

from langchain_core.outputs import ChatGenerationChunk

from poise.llm.answers import StreamWatch
from poise.llm.call import Call
from poise.llm.deadline import until
from poise.llm.retries import with_async_retries, with_retries
from poise.llm.translation import fault, silent

Opened = tuple[list[ChatGenerationChunk], Generator[ChatGenerationChunk, None, None]]
AsyncOpened = tuple[list[ChatGenerationChunk], AsyncGenerator[ChatGenerationChunk, None]]


def pieces(call: Call) -> Iterator[ChatGenerationChunk]:
    """The pieces and a closing chunk with the condition; raises a DoorError where the stream is not whole."""
    watch = StreamWatch()
    first, source = with_retries(lambda: _open(call), call.deadline, call.max_retries)
    try:
        for piece in chain(first, iter(lambda: _next(call, source), None)):
            watch.see(piece)
            yield piece
            if not call.deadline.left():
                raise silent(call.binding, call.timeout_s)
    finally:
        source.close()
    yield _closing(call, watch)


async def async_pieces(call: Call) -> AsyncGenerator[ChatGenerationChunk, None]:
    """The same for a coroutine."""
    watch = StreamWatch()
    first, source = await with_async_retries(lambda: _async_open(call), call.deadline, call.max_retries)
    try:
        for piece in first:
            watch.see(piece)
            yield piece
        while (piece_or_end := await _async_next(call, source)) is not None:
            watch.see(piece_or_end)
            yield piece_or_end
    finally:
        await source.aclose()
    yield _closing(call, watch)


def _open(call: Call) -> Opened:
    """Read up to the first piece that holds something: servers begin with one that holds nothing."""
    first: list[ChatGenerationChunk] = []
    source: Any = call.models.for_threads()._stream(call.messages, **call.arguments())
    with until(call.deadline):
        while not _holds_something(first[-1:]) and (piece := _next(call, source, bool(first))) is not None:
            first.append(piece)
    if not first:
        raise fault(call.binding, "its answer is no stream")
    return first, source


async def _async_open(call: Call) -> AsyncOpened:
    first: list[ChatGenerationChunk] = []
    model = await call.models.for_this_loop()
    source: Any = model._astream(call.messages, **call.arguments())
    try:
        while not _holds_something(first[-1:]) and (piece := await _async_next(call, source, bool(first))) is not None:
            first.append(piece)
    except BaseException:
        await source.aclose()
        raise
    if not first:
        raise fault(call.binding, "its answer is no stream")
    return first, source


def _holds_something(pieces_so_far: list[ChatGenerationChunk]) -> bool:
    """Whether the piece holds text, a tool call or an ending."""
    watch = StreamWatch()
    for piece in pieces_so_far:
        watch.see(piece)
    return watch.text or watch.calls or bool(watch.reason)


def _next(call: Call, source: Iterator[ChatGenerationChunk], begun: bool = True) -> ChatGenerationChunk | None:
    try:
        return next(source, None)
    except Exception as error:
        raise call.fault(error, streaming=begun) from error


async def _async_next(
    call: Call, source: AsyncGenerator[ChatGenerationChunk, None], begun: bool = True
) -> ChatGenerationChunk | None:
    try:
        async with asyncio.timeout(min(call.silence_s, call.deadline.left())):
            return await anext(source, None)
    except Exception as error:
        raise call.fault(error, streaming=begun) from error


def _closing(call: Call, watch: StreamWatch) -> ChatGenerationChunk:
    if fault := watch.fault(call.binding, call.models.says_how_it_finished):
        raise fault
    return watch.closing_chunk()
