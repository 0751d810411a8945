"""Calls whose answer comes in one piece."""

import asyncio

from langchain_core.outputs import ChatResult

from poise.llm.answers import finished
from poise.llm.call import Call
from poise.llm.deadline import until
from poise.llm.retries import with_async_retries, with_retries


def answer(call: Call) -> ChatResult:
    """The checked result; raises a DoorError."""

    def attempt() -> ChatResult:
        try:
            with until(call.deadline):
                return call.models.for_threads()._generate(call.messages, **call.arguments())
        except Exception as error:
            raise call.fault(error) from error

    return finished(with_retries(attempt, call.deadline, call.max_retries), call.messages)


async def async_answer(call: Call) -> ChatResult:
    """The same for a coroutine."""

    async def attempt() -> ChatResult:
        try:
            async with asyncio.timeout(call.deadline.left()):
                model = await call.models.for_this_loop()
                return await model._agenerate(call.messages, **call.arguments())
        except Exception as error:
            raise call.fault(error) from error

    return finished(await with_async_retries(attempt, call.deadline, call.max_retries), call.messages)
