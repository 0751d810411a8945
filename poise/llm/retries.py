"""Sending a request again after a passing fault, within the time that the whole answer may take."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from poise.llm.deadline import Deadline
from poise.llm.errors import DoorError, RateLimited, ServerFault, ServerUnreachable, StreamCut

Answer = TypeVar("Answer")

FIRST_PAUSE_S = 0.5


def with_retries(attempt: Callable[[], Answer], deadline: Deadline, most: int) -> Answer:
    """What `attempt` returns, after at most `most` further attempts; raises the last DoorError."""
    for number in range(most):
        try:
            return attempt()
        except DoorError as error:
            time.sleep(_pause_or_raise(error, number, deadline))
    return attempt()


async def with_async_retries(attempt: Callable[[], Awaitable[Answer]], deadline: Deadline, most: int) -> Answer:
    """The same for a coroutine function."""
    for number in range(most):
        try:
            return await attempt()
        except DoorError as error:
            await asyncio.sleep(_pause_or_raise(error, number, deadline))
    return await attempt()


def _pause_or_raise(error: DoorError, number: int, deadline: Deadline) -> float:
    """Seconds to wait before the next attempt; raises the error where another makes no sense or has no time."""
    seconds = FIRST_PAUSE_S * float(2**number)
    if isinstance(error, RateLimited) and error.retry_after is not None:
        seconds = error.retry_after
    passing = isinstance(error, RateLimited | ServerFault | ServerUnreachable | StreamCut) and error.retryable
    if not passing or seconds >= deadline.left():
        raise error
    return seconds
