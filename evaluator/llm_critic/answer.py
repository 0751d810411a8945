"""What the model answered, read strictly: a verdict for every id or a word about what is wrong with it."""

import json
import re
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from poise.conversation.ids import MISTAKES, OBSERVED, OMISSIONS, REPLY_STRATEGIES
from poise.conversation.observation import Observations

NOT_ANSWERED = "not_answered"
_FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


class Verdict(BaseModel):
    """The answer about one id. Only true and false are answers: no number and no word is read as one."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    shown: bool
    quote: str = ""
    provoked_by: str = ""


def response_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, as servers with strict structured output want it."""
    verdict = {
        "type": "object",
        "properties": {"shown": {"type": "boolean"}, "quote": {"type": "string"}, "provoked_by": {"type": "string"}},
        "required": ["shown", "quote", "provoked_by"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": dict.fromkeys(OBSERVED, verdict),
        "required": list(OBSERVED),
        "additionalProperties": False,
    }


def read_answer(text: str) -> tuple[dict[str, Verdict], str]:
    """Return the verdicts that the text holds and, where something is wrong with it, what; an empty string where nothing is."""
    try:
        value = json.loads(_bare(text))
    except json.JSONDecodeError as error:
        return {}, f"it is no valid JSON ({error.msg} at character {error.pos})"
    if not isinstance(value, dict):
        return {}, "it is no JSON object"
    verdicts, wrong = {}, []
    for id_ in OBSERVED:
        try:
            verdicts[id_] = Verdict.model_validate(value.get(id_))
        except ValidationError:
            wrong.append(id_)
    return verdicts, f"these ids have no usable answer: {', '.join(wrong)}" if wrong else ""


def observations_of(verdicts: dict[str, Verdict], threshold: float) -> Observations:
    """Return the verdicts as observations: 1 or 0, and not assessed for an id without an answer."""
    given = {id_: float(verdicts[id_].shown) if id_ in verdicts else None for id_ in OBSERVED}
    shown = {id_: verdict for id_, verdict in verdicts.items() if verdict.shown}
    return Observations(
        strategies={id_: given[id_] for id_ in REPLY_STRATEGIES},
        mistakes={id_: given[id_] for id_ in MISTAKES},
        evidence={id_: verdict.quote for id_, verdict in shown.items() if verdict.quote.strip()},
        provoked_by={
            id_: verdict.provoked_by
            for id_, verdict in shown.items()
            if id_ in OMISSIONS and verdict.provoked_by.strip()
        },
        thresholds=dict.fromkeys(OBSERVED, threshold),
        not_assessed={id_: NOT_ANSWERED for id_ in OBSERVED if given[id_] is None},
    )


def _bare(text: str) -> str:
    """Return the text without a code fence, and without words before or after the object."""
    fenced = _FENCED.search(text)
    inner = (fenced.group(1) if fenced else text).strip()
    start, end = inner.find("{"), inner.rfind("}")
    return inner[start : end + 1] if 0 <= start < end else inner
