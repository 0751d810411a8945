"""The chat model that every room is handed: a LangChain model whose faults are Poise's own and whose answers are checked."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import ConfigDict

from poise.llm.binding import Binding
from poise.llm.call import Call, Models
from poise.llm.deadline import after
from poise.llm.errors import ModelUnknown
from poise.llm.server_models import offered_instead
from poise.llm.streams import async_pieces, pieces
from poise.llm.whole_answers import answer, async_answer


class DoorModel(BaseChatModel):
    """A model behind the door; `poise.llm.chat_model` builds it and says what it raises and what it does not."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    binding: Binding
    models: Any
    timeout_s: float
    first_chunk_s: float
    max_retries: int

    @property
    def _llm_type(self) -> str:
        return "poise"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"provider": self.binding.provider, "model": self.binding.model, "base_url": self.binding.base_url}

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[LanguageModelInput, AIMessage]:
        """The model with these tools, in the form that its provider wants."""
        bound: Any = self.models.for_threads().bind_tools(tools, **kwargs)
        return self.bind(**bound.kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        try:
            return answer(self._call(messages, stop, kwargs, self.timeout_s))
        except ModelUnknown as error:
            raise offered_instead(error, self.binding) from error

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        try:
            return await async_answer(self._call(messages, stop, kwargs, self.timeout_s))
        except ModelUnknown as error:
            raise await asyncio.to_thread(offered_instead, error, self.binding) from error

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        try:
            yield from pieces(self._call(messages, stop, kwargs, self.first_chunk_s))
        except ModelUnknown as error:
            raise offered_instead(error, self.binding) from error

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        try:
            async with aclosing(async_pieces(self._call(messages, stop, kwargs, self.first_chunk_s))) as source:
                async for piece in source:
                    yield piece
        except ModelUnknown as error:
            raise await asyncio.to_thread(offered_instead, error, self.binding) from error

    def _call(self, messages: list[BaseMessage], stop: list[str] | None, given: dict[str, Any], silence: float) -> Call:
        models: Models = self.models
        return Call(
            binding=self.binding,
            models=models,
            messages=messages,
            stop=stop,
            given=given,
            deadline=after(self.timeout_s),
            timeout_s=self.timeout_s,
            silence_s=silence,
            max_retries=self.max_retries,
        )
