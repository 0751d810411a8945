"""One question put to a model until it is answered or cannot be: a repair, a plainer form of answer, an end."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluator.llm_critic.answer import NOT_ANSWERED, Answer, read_answer
from evaluator.llm_critic.forms import Form
from evaluator.llm_critic.prompting import Asked, repair
from evaluator.llm_critic.reading import Read, prompt_fell_short
from evaluator.llm_critic.sections import CriticPrompt
from poise.conversation.errors import ModelError, PoiseError

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage


@dataclass(frozen=True)
class Request:
    """One call: its messages and the form in which it is to be answered."""

    messages: list[BaseMessage]
    asked: Asked
    form: Form


@dataclass(frozen=True)
class PartAnswer:
    """What came of one question. Ids without a verdict are not assessed for `code`; `reason` says it in words."""

    asked: Asked
    answer: Answer
    form: Form
    calls: int
    code: str = NOT_ANSWERED
    reason: str = ""
    read: Read | None = None
    prompt_cut: bool = False


def put(prompt: CriticPrompt, asked: Asked, forms: list[Form]) -> Generator[Request, Read | PoiseError, PartAnswer]:
    """Yield each request, be sent what came of it, and return the answer.

    `forms` are the answer forms that the server may take, best first; one that it refuses is taken out for all questions.
    """
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage  # noqa: PLC0415 - load without LangChain

    messages: list[BaseMessage] = [SystemMessage(asked.system), HumanMessage(asked.user)]
    calls, repaired = 0, False
    while True:
        form = forms[0]
        outcome = yield Request(messages, asked, form)
        calls += 1
        if isinstance(outcome, PoiseError):
            if _steps_down(outcome, form, forms):
                continue
            return PartAnswer(asked, Answer(), form, calls, _code(outcome), str(outcome))
        if outcome.condition != "complete":
            return PartAnswer(asked, Answer(), form, calls, outcome.condition, outcome.problem, outcome)
        answer = read_answer(outcome.text, asked.ids)
        if answer.problem and not repaired:
            repaired = True
            again = repair(prompt, answer.problem, asked.ids)
            messages = [*messages, AIMessage(outcome.text), HumanMessage(again)]
            continue
        return _read(asked, answer, form, calls, outcome)


def _read(asked: Asked, answer: Answer, form: Form, calls: int, read: Read) -> PartAnswer:
    code = NOT_ANSWERED if answer.verdicts else "malformed"
    reason = answer.problem if answer.verdicts or not answer.problem else _unusable(answer)
    cut = prompt_fell_short(read.usage, asked.system + asked.user)
    return PartAnswer(asked, answer, form, calls, code, reason, read, cut)


def _unusable(answer: Answer) -> str:
    return f"The answer could not be used: {answer.problem}"


def _steps_down(error: PoiseError, form: Form, forms: list[Form]) -> bool:
    """Whether another answer form is to be tried: the request itself was refused (`detail` holds the server's words)."""
    if not isinstance(error, ModelError) or not hasattr(error, "detail") or len(forms) == 1:
        return False
    if forms[0] == form:
        forms.pop(0)
    return True


def _code(error: PoiseError) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()
