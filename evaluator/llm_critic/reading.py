"""A model's message, as far as the critic reads it: text, how it ended, what it cost."""

from dataclasses import dataclass, field
from typing import Any

_CHARACTERS_PER_TOKEN = 8
"""No tokenizer in use needs fewer tokens for English than one in eight characters; below that the prompt was cut."""
_PROBLEMS = {
    "cut_at_length": "The answer was cut off at its length limit",
    "refused": "The model refused to answer",
    "filtered": "The provider's filter held the answer back",
    "empty": "The answer was empty",
}


@dataclass(frozen=True)
class Read:
    """`condition` is `complete`, or what kept the answer from being whole; `problem` says it in words.

    `model` is what the server says answered, with its fingerprint where it sends one.
    """

    text: str
    finish_reason: str
    condition: str
    problem: str = ""
    usage: dict[str, int] = field(default_factory=dict)
    model: str = ""


def read_message(message: Any) -> Read:
    """Return what an AIMessage holds; how it ended is read from what the door says, else from what the server sent."""
    text = str(message.text)
    metadata = message.response_metadata or {}
    finish_reason = str(metadata.get("finish_reason") or "")
    condition = metadata.get("condition") or _condition(text, finish_reason, message.additional_kwargs)
    if condition == "complete" and not text.strip():
        condition = "empty"
    refusal = message.additional_kwargs.get("refusal")
    problem = _PROBLEMS.get(condition, "") + (f": {refusal}" if refusal else "")
    return Read(text, finish_reason, condition, problem, _usage(message), _model(metadata))


def prompt_fell_short(usage: dict[str, int], prompt: str) -> bool:
    """Return whether the server counted far fewer prompt tokens than such a text can have; False where it counts none."""
    counted = usage.get("input_tokens", 0)
    return 0 < counted < len(prompt) / _CHARACTERS_PER_TOKEN


def _condition(text: str, finish_reason: str, extra: dict[str, Any]) -> str:
    if extra.get("refusal"):
        return "refused"
    if finish_reason in ("length", "max_tokens"):
        return "cut_at_length"
    if finish_reason == "content_filter":
        return "filtered"
    return "complete" if text.strip() else "empty"


def _usage(message: Any) -> dict[str, int]:
    counted = message.usage_metadata or {}
    return {key: value for key, value in counted.items() if isinstance(value, int)}


def _model(metadata: dict[str, Any]) -> str:
    name, fingerprint = (metadata.get(key) or "" for key in ("model_name", "system_fingerprint"))
    return f"{name}#{fingerprint}" if name and fingerprint else str(name)
