"""What the model answered, read strictly: a verdict for every id or a word about what is wrong with it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from evaluator.contradictions import Contradiction
from evaluator.evidence import find
from evaluator.llm_critic.fencing import spoken
from poise.conversation.ids import MISTAKES, OBSERVED, OMISSIONS, REPLY_STRATEGIES
from poise.conversation.observation import Observations

NOT_ANSWERED = "not_answered"
LISTED = "contradictions"
_FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


class Verdict(BaseModel):
    """The answer about one id. Only true and false are answers: no number and no word is read as one."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    shown: bool
    quote: str = ""
    provoked_by: str = ""


@dataclass(frozen=True)
class Answer:
    """Verdicts by id, contradictions as listed (an unreadable one is empty), and what is wrong: empty where nothing is."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    listed: tuple[Contradiction, ...] = ()
    problem: str = ""


def response_schema(ids: Sequence[str], contradictions: bool) -> dict[str, Any]:
    """Return the JSON Schema of an answer about these ids, as servers with strict structured output want it."""
    verdict = _object({"shown": {"type": "boolean"}, "quote": {"type": "string"}, "provoked_by": {"type": "string"}})
    properties: dict[str, Any] = dict.fromkeys(ids, verdict)
    if contradictions:
        listed = _object({"quote": {"type": "string"}, "fact": {"type": "string"}})
        properties[LISTED] = {"type": "array", "items": listed}
    return _object(properties)


def read_answer(text: str, ids: Sequence[str]) -> Answer:
    """Return what the text answers about these ids. Whatever else stands in it is left alone."""
    try:
        value = json.loads(_bare(text), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        return Answer(problem=f"it is no valid JSON ({error.msg} at character {error.pos})")
    except RecursionError:
        return Answer(problem="it is nested too deeply")
    if not isinstance(value, dict):
        return Answer(problem="it is no JSON object")
    verdicts, wrong = {}, []
    for id_ in ids:
        try:
            verdicts[id_] = Verdict.model_validate(value.get(id_))
        except ValidationError:
            wrong.append(id_)
    problem = f"these ids have no usable answer: {', '.join(wrong)}" if wrong else ""
    return Answer(verdicts, _listed(value.get(LISTED)), problem)


def observations_of(
    verdicts: Mapping[str, Verdict], threshold: float, reply: str, silent: Mapping[str, str]
) -> Observations:
    """Return the verdicts as observations: 1 or 0, and not assessed for an id without an answer, for its reason in `silent`.

    A quote that stands only in a part of the reply that is not said to the customer is no proof and is left out.
    """
    given = {id_: float(verdicts[id_].shown) if id_ in verdicts else None for id_ in OBSERVED}
    shown = {id_: verdict for id_, verdict in verdicts.items() if verdict.shown}
    return Observations(
        strategies={id_: given[id_] for id_ in REPLY_STRATEGIES},
        mistakes={id_: given[id_] for id_ in MISTAKES},
        evidence={id_: v.quote for id_, v in shown.items() if v.quote.strip() and not _only_aside(v.quote, reply)},
        provoked_by={
            id_: verdict.provoked_by
            for id_, verdict in shown.items()
            if id_ in OMISSIONS and verdict.provoked_by.strip()
        },
        thresholds=dict.fromkeys(OBSERVED, threshold),
        not_assessed={id_: silent.get(id_, NOT_ANSWERED) for id_ in OBSERVED if given[id_] is None},
    )


def _only_aside(quote: str, reply: str) -> bool:
    return find(quote, reply) is not None and find(quote, spoken(reply)) is None


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": dict(properties), "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object in which a key that stood twice has no value: which of the two was meant cannot be known."""
    keys = [key for key, _ in pairs]
    return {key: value if keys.count(key) == 1 else None for key, value in pairs}


def _listed(value: Any) -> tuple[Contradiction, ...]:
    return tuple(map(_contradiction, value)) if isinstance(value, list) else ()


def _contradiction(value: Any) -> Contradiction:
    try:
        return Contradiction.model_validate(value)
    except ValidationError:
        return Contradiction(quote="", fact="")


def _bare(text: str) -> str:
    """Return the text without a code fence, and without words before or after the object."""
    fenced = _FENCED.search(text)
    inner = (fenced.group(1) if fenced else text).strip()
    start, end = inner.find("{"), inner.rfind("}")
    return inner[start : end + 1] if 0 <= start < end else inner
