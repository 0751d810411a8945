"""What the fault server does with one request: one constructor for each fault that a real server has shown."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal

Ending = Literal["done", "no_finish", "cut", "error_event"]
JSON_TYPE = {"content-type": "application/json"}


@dataclass(frozen=True)
class Behaviour:
    """One scripted answer. `texts` are the choices of a completion; a `body` is sent as it stands instead of one.

    `delay_s` passes before the first byte, `gap_s` before every further piece of a stream or of a body.
    """

    texts: tuple[str | None, ...] = ("All right.",)
    finish_reason: str = "stop"
    refusal: str | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    delay_s: float = 0.0
    gap_s: float = 0.0
    pings: bool = False
    ending: Ending = "done"
    error: dict[str, Any] = field(default_factory=dict)
    repeats_prefill: bool = False
    usage: tuple[int, int] | None = (20, 5)


def say(*texts: str, **details: Any) -> Behaviour:
    """A good answer; several texts are the choices of one answer (`n`)."""
    return Behaviour(texts=texts, **details)


def structured(value: Any) -> Behaviour:
    """A good answer that is this value as JSON."""
    return say(json.dumps(value))


def cut_at_length(text: str) -> Behaviour:
    """An answer that ends at its length limit."""
    return say(text, finish_reason="length")


def refuse(words: str = "I cannot help with that.") -> Behaviour:
    """A refusal as OpenAI sends it: no content, the words in a field of their own."""
    return Behaviour(texts=(None,), refusal=words)


def empty() -> Behaviour:
    """An answer whose content is the empty string."""
    return say("")


def null_content() -> Behaviour:
    """An answer whose content is null."""
    return Behaviour(texts=(None,))


def filtered() -> Behaviour:
    """An answer that the provider's filter held back."""
    return say("", finish_reason="content_filter")


def fail(status: int, message: str = "", **fields: Any) -> Behaviour:
    """An error in OpenAI's form; `fields` (code, type, param) go into it beside the message."""
    headers = fields.pop("headers", {})
    error = {"message": message or f"status {status}", "type": "error", "param": None, "code": None, **fields}
    return Behaviour(status=status, body=json.dumps({"error": error}), headers={**JSON_TYPE, **headers})


def wrong_key() -> Behaviour:
    """401 as OpenAI words it."""
    return fail(401, "Incorrect API key provided.", code="invalid_api_key")


def unknown_model() -> Behaviour:
    """404 as OpenAI words it."""
    return fail(404, "The model does not exist or you do not have access to it.", code="model_not_found")


def rate_limited(retry_after: float | None = None) -> Behaviour:
    """429, with Retry-After in seconds where given."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return fail(429, "Rate limit reached.", code="rate_limit_exceeded", headers=headers)


def quota_used_up() -> Behaviour:
    """429 that waiting does not cure."""
    return fail(429, "You exceeded your current quota.", code="insufficient_quota", type="insufficient_quota")


def unavailable() -> Behaviour:
    """503 with a page of HTML, as a proxy sends it."""
    page = "<html><body><h1>503 Service Unavailable</h1></body></html>"
    return Behaviour(status=503, body=page, headers={"content-type": "text/html"})


def overflow_openai() -> Behaviour:
    """Context overflow as OpenAI sends it."""
    message = "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens."
    return fail(400, message, code="context_length_exceeded", type="invalid_request_error", param="messages")


def overflow_vllm() -> Behaviour:
    """Context overflow as vLLM sends it: the wording alone says so."""
    return fail(400, "This model's maximum context length is 4096 tokens. Please reduce the length.", code=400)


def overflow_llama() -> Behaviour:
    """Context overflow as llama.cpp sends it."""
    message = "the request exceeds the available context size, try increasing it"
    return fail(400, message, code=400, type="exceed_context_size_error", n_prompt_tokens=9001, n_ctx=8192)


def overflow_old_llama() -> Behaviour:
    """Context overflow as older llama.cpp servers send it."""
    return fail(500, "Context size has been exceeded.", code=500, type="server_error")


def hang(seconds: float = 60.0) -> Behaviour:
    """Nothing at all for that long."""
    return Behaviour(delay_s=seconds)


def drip(text: str = "very slow words that never seem to come to an end", every_s: float = 0.2) -> Behaviour:
    """A good answer in small pieces with pauses between them, streamed or not."""
    return say(text, gap_s=every_s)


def ping_for_ever(every_s: float = 0.1) -> Behaviour:
    """A stream of comments that keep the connection alive and say nothing."""
    return Behaviour(pings=True, gap_s=every_s)


def cut(text: str = "I was just about to") -> Behaviour:
    """The connection drops after these words."""
    return say(text, ending="cut")


def drop() -> Behaviour:
    """The connection drops before any words."""
    return Behaviour(texts=(), ending="cut")


def stop_without_finish(text: str = "I was just about to") -> Behaviour:
    """A stream that ends properly as far as HTTP goes, with neither finish_reason nor [DONE]."""
    return say(text, ending="no_finish")


def error_event(text: str = "I was", message: str = "the engine died", **fields: Any) -> Behaviour:
    """A stream that holds an error after these words."""
    return say(text, ending="error_event", error={"message": message, "type": "server_error", "code": None, **fields})


def malformed_json() -> Behaviour:
    """A body that says it is JSON and breaks off."""
    return Behaviour(body='{"id": "x", "choices": [{"mess', headers=JSON_TYPE)


def other_json(value: Any) -> Behaviour:
    """A body that is JSON and no completion."""
    return Behaviour(body=json.dumps(value), headers=JSON_TYPE)
