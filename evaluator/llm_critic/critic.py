"""The LLM critic: a LangChain chain that answers yes or no for every id, from a server that takes whatever form it takes."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from evaluator.llm_critic.asking import PartAnswer, Request, put
from evaluator.llm_critic.forms import FORMS, Form, arguments
from evaluator.llm_critic.merging import OVERFLOW, CriticAnswer, merged, no_room
from evaluator.llm_critic.prompting import Asked, Moment, entry_texts, questions
from evaluator.llm_critic.reading import Read, read_message
from evaluator.llm_critic.sections import split_prompt
from evaluator.llm_critic.window import Window
from evaluator.rubric import Rubric
from poise.conversation.errors import PoiseError
from poise.conversation.ids import Stage
from poise.conversation.persona import Persona
from poise.conversation.prompt import Prompt
from poise.conversation.transcript import Turn

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class LLMCritic:
    """Observes replies with a language model that is handed in.

    `forms` are the answer forms to try, best first; the first that the server accepts is remembered. `window` is what the
    model can read and write at a time; without one everything is asked in one call. Where the server says that a question is
    too long, half the window is planned with from then on. `model_name` names the model in results. The model is expected
    to raise ModelError for whatever it cannot do.
    """

    def __init__(
        self,
        model: BaseChatModel,
        rubric: Rubric,
        prompt: Prompt,
        *,
        forms: Sequence[Form] = FORMS,
        window: Window | None = None,
        model_name: str = "",
    ) -> None:
        self._model, self._prompt, self._window = model, split_prompt(prompt), window
        self._forms = list(forms)
        self._entries = entry_texts(self._prompt, rubric)
        self._threshold = rubric.scoring.critic_threshold
        named = {"critic_model": model_name} if model_name else {}
        self._versions = {"critic_prompt": prompt.version, "rubric": rubric.version, **named}

    @property
    def versions(self) -> dict[str, str]:
        """Return ids and hashes of prompt and rubric, and the model's name where it was given, for results."""
        return dict(self._versions)

    def observe(
        self, context: Sequence[Turn], reply: str, persona: Persona | None = None, stage: Stage = "vent"
    ) -> CriticAnswer:
        """Return what the model says about a reply after `context`. Never raises for a model's fault."""
        steps = self._steps(Moment(context, reply, persona, stage))
        outcome: Any = None
        while True:
            try:
                request = steps.send(outcome)
            except StopIteration as end:
                answer: CriticAnswer = end.value
                return answer
            try:
                outcome = self._chain(request).invoke(request.messages)
            except PoiseError as error:
                outcome = error

    async def aobserve(
        self, context: Sequence[Turn], reply: str, persona: Persona | None = None, stage: Stage = "vent"
    ) -> CriticAnswer:
        """The same, in an event loop."""
        steps = self._steps(Moment(context, reply, persona, stage))
        outcome: Any = None
        while True:
            try:
                request = steps.send(outcome)
            except StopIteration as end:
                answer: CriticAnswer = end.value
                return answer
            try:
                outcome = await self._chain(request).ainvoke(request.messages)
            except PoiseError as error:
                outcome = error

    def _chain(self, request: Request) -> Any:
        from langchain_core.runnables import RunnableLambda  # noqa: PLC0415 - the evaluator must load without LangChain

        asked = arguments(request.form, request.asked.ids, request.asked.contradictions)
        return self._model.bind(**asked) | RunnableLambda(read_message)

    def _steps(self, moment: Moment) -> Generator[Request, Read | PoiseError, CriticAnswer]:
        """Yield each request, be sent what came of it, and return the answer."""
        calls = 0
        while True:
            window = self._window
            asked = questions(self._prompt, self._entries, moment, window)
            if window is not None and not asked:
                return no_room(window.tokens, self._threshold, self._versions, calls)
            found = yield from self._all(asked)
            calls += sum(part.calls for part in found)
            if not (any(part.code == OVERFLOW for part in found) and self._shrinks(window)):
                answer = merged(found, moment, self._threshold, self._versions)
                return answer.model_copy(update={"calls": calls})

    def _all(self, asked: Sequence[Asked]) -> Generator[Request, Read | PoiseError, list[PartAnswer]]:
        found: list[PartAnswer] = []
        for one in asked:
            answer = yield from put(self._prompt, one, self._forms)
            found.append(answer)
        return found

    def _shrinks(self, window: Window | None) -> bool:
        """Whether the question is to be asked again, planned with half the window: the server's is smaller than was said."""
        half = window.halved() if window else None
        if half is not None and self._window is window:
            self._window = half
        return half is not None
