"""What an answer is worth: whole, cut at its length limit, empty, refused or filtered; the same word for every server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from poise.llm.binding import Binding
from poise.llm.errors import DoorError, EmptyAnswer, Refused
from poise.llm.translation import cut

Condition = Literal["complete", "cut_at_length", "filtered", "refused", "empty"]

FINISH_FIELDS = ("finish_reason", "stop_reason", "done_reason")
LENGTH_REASONS = {"length", "max_tokens", "MAX_TOKENS"}
FILTER_REASONS = {"content_filter", "SAFETY"}
REFUSAL_REASONS = {"refusal"}


def condition(text: str, finish_reason: str | None, refusal: str | None, calls_tools: bool) -> Condition:
    """The one word for how an answer ended; a refusal counts before a length limit, that before an empty text."""
    if refusal or finish_reason in REFUSAL_REASONS:
        return "refused"
    if finish_reason in FILTER_REASONS:
        return "filtered"
    if finish_reason in LENGTH_REASONS:
        return "cut_at_length"
    return "complete" if text.strip() or calls_tools else "empty"


def finished(result: ChatResult, messages: Sequence[BaseMessage]) -> ChatResult:
    """The result with every generation's own text alone and its condition in `response_metadata["condition"]`.

    llama.cpp repeats the beginning of the answer that it was given, in front of what it added; that is taken off.
    """
    given = messages[-1].text if messages and isinstance(messages[-1], AIMessage) else ""
    model_name = (result.llm_output or {}).get("model_name")
    generations = [_finished(generation, given, model_name) for generation in result.generations]
    return ChatResult(generations=generations, llm_output=result.llm_output)


def _finished(generation: ChatGeneration, given: str, model_name: str | None) -> ChatGeneration:
    message, notes = generation.message, generation.generation_info or {}
    calls = bool(getattr(message, "tool_calls", None) or getattr(message, "invalid_tool_calls", None))
    text = message.text.removeprefix(given)
    reason = finish_reason({**notes, **message.response_metadata})
    how = condition(text, reason, message.additional_kwargs.get("refusal"), calls)
    said = {"model_name": model_name} if model_name else {}
    metadata = {**said, **message.response_metadata, "condition": how}
    content = text if isinstance(message.content, str) else message.content
    changed = message.model_copy(update={"content": content, "response_metadata": metadata})
    return ChatGeneration(message=changed, generation_info=notes)


def finish_reason(notes: dict[str, Any]) -> str | None:
    """How the server says that it finished, under whichever name the provider gives it."""
    return next((str(notes[name]) for name in FINISH_FIELDS if notes.get(name)), None)


@dataclass
class StreamWatch:
    """What has been seen of a streamed answer so far."""

    text: bool = False
    calls: bool = False
    reason: str | None = None
    refusal: list[str] = field(default_factory=list)

    def see(self, chunk: ChatGenerationChunk) -> None:
        """Take note of one more chunk."""
        message = chunk.message
        self.text = self.text or bool(message.text.strip())
        self.calls = self.calls or bool(getattr(message, "tool_call_chunks", None))
        notes = {**(chunk.generation_info or {}), **message.response_metadata}
        self.reason = finish_reason(notes) or self.reason
        if refusal := message.additional_kwargs.get("refusal"):
            self.refusal.append(str(refusal))

    def fault(self, binding: Binding, says_how_it_finished: bool) -> DoorError | None:
        """What is wrong with the stream now that it has ended, None where nothing is."""
        if self.reason is None and says_how_it_finished:
            return cut(binding)
        if self.text or self.calls:
            return None
        if self._condition() in ("refused", "filtered"):
            words = "".join(self.refusal)
            return Refused(f"{binding.label} refused to answer. Try again, or bind another model", words)
        return EmptyAnswer(f"{binding.label} answered with nothing. Try again")

    def closing_chunk(self) -> ChatGenerationChunk:
        """An empty last chunk that carries the condition."""
        message = AIMessageChunk(content="", response_metadata={"condition": self._condition()})
        return ChatGenerationChunk(message=message)

    def _condition(self) -> Condition:
        return condition("x" if self.text else "", self.reason, "".join(self.refusal), self.calls)
