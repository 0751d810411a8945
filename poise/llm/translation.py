"""Turns what LangChain, the OpenAI client and the HTTP library raise into the errors of `poise.llm.errors`.

Classes are recognised by what they carry (a status, a code) and by the names of their ancestors, so that other providers'
clients, which Poise does not import, are understood as well.
"""

import re
from typing import Any

from poise.llm.binding import EMBEDDED, OPENAI, Binding
from poise.llm.errors import (
    ContextOverflow,
    DoorError,
    KeyRejected,
    ModelUnknown,
    QuotaUsedUp,
    RateLimited,
    Refused,
    RequestRefused,
    ServerFault,
    ServerSilent,
    ServerUnreachable,
    StreamCut,
)

# Of llama.cpp, OpenAI, vLLM and Anthropic; the wording is all that some of them send.
OVERFLOW_CODES = {"context_length_exceeded", "exceed_context_size_error"}
OVERFLOW_WORDS = re.compile(
    r"maximum context length|context size has been exceeded|exceeds? the (available )?context (size|window|length)"
    r"|context_length_exceeded|exceed_context_size|prompt is too long|input tokens exceed",
    re.IGNORECASE,
)
STATUS_OF_CLASS = {
    "ModelAuthenticationError": 401,
    "ModelPermissionDeniedError": 403,
    "ModelNotFoundError": 404,
    "ModelInvalidRequestError": 400,
    "ModelRateLimitError": 429,
    "ModelAPIError": 500,
}
TIMEOUTS = {"APITimeoutError", "ModelTimeoutError", "TimeoutException", "TimeoutError"}
CONNECTIONS = {"APIConnectionError", "ModelConnectionError", "TransportError", "ConnectionError", "OSError"}
CONNECTIONS |= {"WebSocketConnectionClosedError"}
REFUSALS = {"ContentFilterFinishReasonError", "OpenAIRefusalError"}
DETAIL_CHARACTERS = 200


def translated(error: Exception, binding: Binding, timeout_s: float, streaming: bool = False) -> DoorError:
    """The leaf of ModelError that says what happened; `streaming` where a stream had already begun."""
    if isinstance(error, DoorError):
        return error
    names = {ancestor.__name__ for ancestor in type(error).__mro__}
    detail = _detail(error, binding)
    if _is_overflow(error, names):
        return _overflow(binding)
    if names & REFUSALS:
        return Refused(f"{binding.label} refused to answer. Try again, or bind another model", detail)
    if names & TIMEOUTS or _status(error, names) == 408:
        return silent(binding, timeout_s)
    if names & CONNECTIONS:
        return cut(binding) if streaming else _unreachable(binding, error)
    if (status := _status(error, names)) is not None:
        return _from_status(status, error, binding, detail)
    if "Missing credentials" in str(error):
        return _key_rejected(binding, "needs a key and has none")
    return fault(binding, detail if hasattr(error, "body") else "its answer is no chat completion")


def silent(binding: Binding, timeout_s: float) -> ServerSilent:
    """The error of an answer that did not come, or was not whole, in time."""
    fix = "Try again, or choose a faster model or a longer timeout"
    return ServerSilent(f"{binding.label} did not answer within {timeout_s:g} s. {fix}")


def cut(binding: Binding) -> StreamCut:
    """The error of a stream that stopped before its end."""
    return StreamCut(f"{binding.label} stopped in the middle of its answer. Try again")


def key_hint(provider: str) -> str:
    """The setting that usually holds the key of this provider."""
    return f"{provider.upper().split('_')[0]}_API_KEY"


def _from_status(status: int, error: Exception, binding: Binding, detail: str) -> DoorError:
    if status in (401, 403):
        reason = "does not accept the key" if status == 401 else "does not let this key use the model"
        return _key_rejected(binding, reason)
    if status == 404:
        return unknown_model(binding, ())
    if status == 429:
        return _rate_limited(error, binding)
    if status < 500:
        fix = "Check the model's name and settings, or bind another model"
        return RequestRefused(f"{binding.label} does not accept the request ({status}: {detail}). {fix}", detail)
    return fault(binding, f"status {status}")


def unknown_model(binding: Binding, available: tuple[str, ...]) -> ModelUnknown:
    """The error of a model that the server does not have, with the names it offers where they are known."""
    problem = f"{binding.where} has no model {binding.model!r}"
    if available:
        return ModelUnknown(f"{problem}. Name one of those it has: {', '.join(available)}", available)
    if binding.base_url:
        problem = f"{problem}, or nothing answers at this address"
        return ModelUnknown(f"{problem}. Check the model's name and that the base URL is right (most end in /v1)")
    return ModelUnknown(f"{problem}. Check the model's name")


def _key_rejected(binding: Binding, reason: str) -> KeyRejected:
    fix = f"Set {key_hint(binding.provider)} to a key that may use {binding.model!r}"
    return KeyRejected(f"{binding.where} {reason}. {fix}")


def _overflow(binding: Binding) -> ContextOverflow:
    return ContextOverflow(
        f"The conversation is longer than {binding.label} can read. Bind a model with a longer window, or start afresh"
    )


def _rate_limited(error: Exception, binding: Binding) -> RateLimited:
    if _field(error, "code") == "insufficient_quota":
        return QuotaUsedUp(f"The quota of {binding.where} is used up. Check the account's plan, or bind another model")
    seconds = _retry_after(error)
    wait = "a little" if seconds is None else f"{seconds:g} s"
    return RateLimited(f"{binding.where} takes no more requests for now. Wait {wait} and try again", seconds)


def _unreachable(binding: Binding, error: Exception) -> ServerUnreachable:
    if binding.provider == EMBEDDED:
        return ServerUnreachable("The embedded model's server does not answer. Try again; it is started anew")
    setting = "OPENAI_BASE_URL" if binding.provider == OPENAI and binding.base_url else "the network"
    return ServerUnreachable(
        f"No answer from {binding.label}: the connection failed. Start the server, or check {setting}"
    )


def fault(binding: Binding, detail: str) -> ServerFault:
    """The error of a server that failed, or answered with something else than was asked for."""
    return ServerFault(f"{binding.label} answered with a fault ({detail}). Try again; if it stays, look at the server")


def _is_overflow(error: Exception, names: set[str]) -> bool:
    if "ContextOverflowError" in names or {_field(error, "code"), _field(error, "type")} & OVERFLOW_CODES:
        return True
    return bool(OVERFLOW_WORDS.search(f"{error} {getattr(error, 'body', '')}"))


def _field(error: Exception, name: str) -> str:
    """A field of the error's body, wherever the client put it; empty where there is none."""
    value: Any = getattr(error, name, None)
    body = getattr(error, "body", None)
    if value is None and isinstance(body, dict):
        value = body.get(name)
    return value if isinstance(value, str) else ""


def _status(error: Exception, names: set[str]) -> int | None:
    found = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(found, int) and found >= 400:
        return found
    known = [status for name, status in STATUS_OF_CLASS.items() if name in names]
    return known[0] if known else None


def _retry_after(error: Exception) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None


def _detail(error: Exception, binding: Binding) -> str:
    """What was said, on one line, cut short, and without the key should a server repeat it."""
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    text = " ".join(str(said or error).split()) or type(error).__name__
    if binding.api_key and (key := binding.api_key.get_secret_value()):
        text = text.replace(key, "[key]")
    return text if len(text) <= DETAIL_CHARACTERS else text[: DETAIL_CHARACTERS - 1] + "…"
