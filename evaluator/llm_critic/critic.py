"""The LLM critic: a LangChain chain that answers yes or no for every id, from a server that takes whatever form it takes."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from evaluator.llm_critic.answer import observations_of, read_answer
from evaluator.llm_critic.forms import FORMS, Form, arguments
from evaluator.llm_critic.prompting import ask, repair, split_prompt
from evaluator.llm_critic.reading import Read, prompt_fell_short, read_message
from evaluator.rubric import Rubric
from poise.conversation.errors import ModelError, PoiseError
from poise.conversation.ids import Stage
from poise.conversation.observation import Observations, not_assessed
from poise.conversation.persona import Persona
from poise.conversation.prompt import Prompt
from poise.conversation.transcript import Turn

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage


class CriticAnswer(BaseModel):
    """What came of one question. `observations` are not yet verified (`evaluator.evidence.verify`).

    `reason` is empty where the answer was whole, else says in words what went wrong; `form` is the answer form that the server
    took; `usage` its own token counts (empty where it sends none); `calls` how many requests were made; `prompt_cut` that the
    server read far fewer tokens than were sent, so that the judgement may rest on part of the conversation.
    """

    model_config = ConfigDict(frozen=True)

    observations: Observations
    raw_text: str = ""
    finish_reason: str = ""
    reason: str = ""
    usage: dict[str, int] = {}
    form: Form = "json_schema"
    calls: int = 0
    prompt_cut: bool = False


class LLMCritic:
    """Observes replies with a language model that is handed in.

    `forms` are the answer forms to try, best first; the first that the server accepts is remembered. The model is expected to
    raise ModelError for whatever it cannot do.
    """

    def __init__(self, model: BaseChatModel, rubric: Rubric, prompt: Prompt, *, forms: Sequence[Form] = FORMS) -> None:
        self._model, self._rubric, self._prompt = model, rubric, split_prompt(prompt)
        self._forms = list(forms)
        self._thresholds = dict.fromkeys((e.id for e in rubric.observed()), rubric.scoring.critic_threshold)

    @property
    def version(self) -> str:
        """Return the prompt's id, version and hash, for results."""
        return self._prompt.version

    def observe(
        self, context: Sequence[Turn], reply: str, persona: Persona | None = None, stage: Stage = "vent"
    ) -> CriticAnswer:
        """Return what the model says about a reply after `context`. Never raises for a model's fault."""
        steps = self._steps(context, reply, persona, stage)
        messages = next(steps)
        while True:
            try:
                outcome: Any = self._chain().invoke(messages)
            except PoiseError as error:
                outcome = error
            try:
                messages = steps.send(outcome)
            except StopIteration as end:
                answer: CriticAnswer = end.value
                return answer

    async def aobserve(
        self, context: Sequence[Turn], reply: str, persona: Persona | None = None, stage: Stage = "vent"
    ) -> CriticAnswer:
        """The same, in an event loop."""
        steps = self._steps(context, reply, persona, stage)
        messages = next(steps)
        while True:
            try:
                outcome: Any = await self._chain().ainvoke(messages)
            except PoiseError as error:
                outcome = error
            try:
                messages = steps.send(outcome)
            except StopIteration as end:
                answer: CriticAnswer = end.value
                return answer

    def _chain(self) -> Any:
        from langchain_core.runnables import RunnableLambda  # noqa: PLC0415 - the evaluator must load without LangChain

        return self._model.bind(**arguments(self._forms[0])) | RunnableLambda(read_message)

    def _steps(
        self, context: Sequence[Turn], reply: str, persona: Persona | None, stage: Stage
    ) -> Generator[list[BaseMessage], Read | PoiseError, CriticAnswer]:
        """Yield the messages of each request, be sent what came of it, and return the answer."""
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage  # noqa: PLC0415 - as above

        asked = ask(self._prompt, self._rubric, context, reply, persona, stage)
        messages: list[BaseMessage] = [SystemMessage(asked.system), HumanMessage(asked.user)]
        calls, repaired = 0, False
        while True:
            form, outcome = self._forms[0], (yield messages)
            calls += 1
            if isinstance(outcome, PoiseError):
                if self._steps_down(outcome, form):
                    continue
                return self._silent(_code(outcome), str(outcome), form, calls)
            if outcome.condition != "complete":
                return self._silent(outcome.condition, outcome.problem, form, calls, outcome)
            verdicts, problem = read_answer(outcome.text)
            if problem and not repaired:
                repaired = True
                messages = [*messages, AIMessage(outcome.text), HumanMessage(repair(self._prompt, problem))]
                continue
            if not verdicts:
                return self._silent("malformed", f"The answer could not be used: {problem}", form, calls, outcome)
            observations = observations_of(verdicts, self._rubric.scoring.critic_threshold)
            return CriticAnswer(
                observations=observations, reason=problem, form=form, calls=calls,
                prompt_cut=prompt_fell_short(outcome.usage, asked.system + asked.user), **_kept(outcome),
            )  # fmt: skip

    def _steps_down(self, error: PoiseError, form: Form) -> bool:
        """Whether another answer form is to be tried: the request itself was refused (`detail` holds the server's words)."""
        if not isinstance(error, ModelError) or not hasattr(error, "detail") or len(self._forms) == 1:
            return False
        if self._forms[0] == form:
            self._forms.pop(0)
        return True

    def _silent(self, code: str, reason: str, form: Form, calls: int, read: Read | None = None) -> CriticAnswer:
        kept = _kept(read) if read else {}
        return CriticAnswer(
            observations=not_assessed(code, self._thresholds), reason=reason, form=form, calls=calls, **kept
        )


def _kept(read: Read) -> Mapping[str, Any]:
    return {"raw_text": read.text, "finish_reason": read.finish_reason, "usage": read.usage}


def _code(error: PoiseError) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()
