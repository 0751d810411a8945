"""The forms in which a server can be asked for an answer, from the strictest to the plainest."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from evaluator.llm_critic.answer import response_schema

Form = Literal["json_schema", "json_object", "plain", "bare"]
FORMS: tuple[Form, ...] = ("json_schema", "json_object", "plain", "bare")
"""`plain` asks in words only; `bare` leaves the temperature out as well, for models that take none."""


def arguments(form: Form, ids: Sequence[str], contradictions: bool) -> Mapping[str, Any]:
    """Return what a call in this form hands to the model, to be answered for these ids, with contradictions listed or not."""
    if form == "bare":
        return {}
    if form == "plain":
        return {"temperature": 0}
    if form == "json_object":
        return {"temperature": 0, "response_format": {"type": "json_object"}}
    schema = {"name": "observations", "strict": True, "schema": response_schema(ids, contradictions)}
    return {"temperature": 0, "response_format": {"type": "json_schema", "json_schema": schema}}
