"""The chat model that answers from recordings; `poise.llm.recordings` builds it and says what it does."""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing, closing, suppress
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, message_to_dict, messages_from_dict
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ConfigDict

from poise.conversation.errors import ModelError
from poise.llm.recordings import Recorded, Recordings, Request


class RecordedModel(BaseChatModel):
    """Answers from `recordings`; where `inner` is a model, what is not there is asked of it and written down."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    inner: Any
    recordings: Any
    known_as: str

    @property
    def _llm_type(self) -> str:
        return "poise-recorded"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model": self.known_as}

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[LanguageModelInput, AIMessage]:
        """The model with these tools, in the form that OpenAI's protocol wants, with or without a model behind it."""
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        request = self._request(messages, stop, kwargs)
        if (recorded := self._recorded(request)) is not None:
            return _whole(recorded)
        result: ChatResult = self.inner._generate(messages, stop=stop, **kwargs)
        self._keep(request, _of_result(result))
        return result

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        request = self._request(messages, stop, kwargs)
        if (recorded := self._recorded(request)) is not None:
            return _whole(recorded)
        result: ChatResult = await self.inner._agenerate(messages, stop=stop, **kwargs)
        self._keep(request, _of_result(result))
        return result

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        request = self._request(messages, stop, kwargs)
        if (recorded := self._recorded(request)) is not None:
            yield from _pieces(recorded)
            return
        came: list[ChatGenerationChunk] = []
        with closing(self.inner._stream(messages, stop=stop, **kwargs)) as source:
            try:
                for piece in source:
                    came.append(piece)
                    yield piece
            except GeneratorExit:
                # The caller has read enough; the recording shall hold the whole answer.
                with suppress(ModelError):
                    came.extend(source)
                    self._keep(request, _of_pieces(came))
                raise
        self._keep(request, _of_pieces(came))

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        request = self._request(messages, stop, kwargs)
        if (recorded := self._recorded(request)) is not None:
            for piece in _pieces(recorded):
                yield piece
            return
        came: list[ChatGenerationChunk] = []
        async with aclosing(self.inner._astream(messages, stop=stop, **kwargs)) as source:
            try:
                async for piece in source:
                    came.append(piece)
                    yield piece
            except GeneratorExit:
                with suppress(ModelError):
                    came.extend([piece async for piece in source])
                    self._keep(request, _of_pieces(came))
                raise
        self._keep(request, _of_pieces(came))

    def _request(self, messages: Sequence[BaseMessage], stop: list[str] | None, given: dict[str, Any]) -> Request:
        request = {"model": self.known_as, "messages": list(map(_asked, messages)), "stop": stop, "parameters": given}
        try:
            plain: Request = json.loads(json.dumps(request))
        except (TypeError, ValueError) as error:
            raise ModelError(f"This request cannot be recorded ({error}). Give its parameters as plain JSON") from error
        return plain

    def _recorded(self, request: Request) -> Recorded | None:
        recordings: Recordings = self.recordings
        return recordings.answer(request) if self.inner is None else recordings.known(request)

    def _keep(self, request: Request, answer: dict[str, Any]) -> None:
        recordings: Recordings = self.recordings
        recordings.add(request, answer)


def _asked(message: BaseMessage) -> dict[str, Any]:
    """Return what a model is told by a message: ids and accounts of earlier answers are none of it."""
    told: dict[str, Any] = {"role": message.type, "content": message.content}
    for field in ("name", "tool_calls", "tool_call_id"):
        if value := getattr(message, field, None):
            told[field] = value
    return told


def _of_result(result: ChatResult) -> dict[str, Any]:
    generations = [{"message": message_to_dict(one.message), "info": one.generation_info} for one in result.generations]
    return {"generations": generations, "output": result.llm_output}


def _of_pieces(pieces: Sequence[ChatGenerationChunk]) -> dict[str, Any]:
    return {"pieces": [{"message": message_to_dict(one.message), "info": one.generation_info} for one in pieces]}


def _whole(recorded: Recorded) -> ChatResult:
    """Return the recorded answer in one piece."""
    answer = recorded.answer
    if "pieces" in answer:
        return generate_from_stream(_pieces(recorded))
    messages = messages_from_dict([one["message"] for one in answer["generations"]])
    infos = [one["info"] for one in answer["generations"]]
    generations = [
        ChatGeneration(message=message, generation_info=info) for message, info in zip(messages, infos, strict=True)
    ]
    return ChatResult(generations=generations, llm_output=answer.get("output"))


def _pieces(recorded: Recorded) -> Iterator[ChatGenerationChunk]:
    """Yield the recorded answer piece by piece; one that came whole is one piece, the first of several answers."""
    answer = recorded.answer
    if "pieces" in answer:
        for one in answer["pieces"]:
            message = messages_from_dict([one["message"]])[0]
            assert isinstance(message, AIMessageChunk)
            yield ChatGenerationChunk(message=message, generation_info=one["info"])
        return
    whole = _whole(recorded).generations[0]
    yield ChatGenerationChunk(message=_as_chunk(whole.message), generation_info=whole.generation_info)


def _as_chunk(message: BaseMessage) -> AIMessageChunk:
    assert isinstance(message, AIMessage)
    calls = [
        {"name": call["name"], "args": json.dumps(call["args"]), "id": call["id"], "index": index}
        for index, call in enumerate(message.tool_calls)
    ]
    return AIMessageChunk(
        content=message.content,
        additional_kwargs=message.additional_kwargs,
        response_metadata=message.response_metadata,
        usage_metadata=message.usage_metadata,
        id=message.id,
        tool_call_chunks=calls,
    )
