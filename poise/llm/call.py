"""One call of a model: what is asked, of whom, and in what time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from poise.llm.binding import Binding
from poise.llm.deadline import Deadline
from poise.llm.errors import DoorError
from poise.llm.translation import translated


class Models(Protocol):
    """The provider's own models behind one binding."""

    @property
    def says_how_it_finished(self) -> bool:
        """Whether every whole answer of this provider names how it finished."""

    def for_threads(self) -> BaseChatModel:
        """The model for synchronous calls, from any thread."""

    async def for_this_loop(self) -> BaseChatModel:
        """The model for calls from the running event loop."""

    def arguments(self, given: Mapping[str, Any], deadline: Deadline, silence_s: float) -> dict[str, Any]:
        """The caller's arguments as the provider's model takes them, with the time that is left."""


@dataclass(frozen=True)
class Call:
    """One call; `timeout_s` is the whole time it may take, `silence_s` how long nothing may come."""

    binding: Binding
    models: Models
    messages: list[BaseMessage]
    stop: list[str] | None
    given: Mapping[str, Any]
    deadline: Deadline
    timeout_s: float
    silence_s: float
    max_retries: int

    def arguments(self) -> dict[str, Any]:
        """What the provider's model is called with."""
        return {"stop": self.stop, **self.models.arguments(self.given, self.deadline, self.silence_s)}

    def fault(self, error: Exception, streaming: bool = False) -> DoorError:
        """The error as one of ours."""
        seconds = self.timeout_s if not self.deadline.left() else self.silence_s
        return translated(error, self.binding, seconds, streaming)
