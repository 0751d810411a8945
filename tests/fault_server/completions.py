"""The bodies that a well-behaved OpenAI-compatible server sends, built from a behaviour."""

import json
from collections.abc import Iterator
from typing import Any

from tests.fault_server.behaviours import Behaviour

Body = dict[str, Any]


def completion(behaviour: Behaviour, request: Body) -> Body:
    """A whole answer with as many choices as were asked for, as far as the behaviour has texts."""
    texts = _texts(behaviour, request)
    choices = [_choice(number, text, behaviour) for number, text in enumerate(texts)]
    answer = {"id": "chatcmpl-1", "object": "chat.completion", "created": 0, "model": request.get("model", "")}
    return {**answer, "choices": choices, **_usage(behaviour)}


def events(behaviour: Behaviour, request: Body) -> Iterator[str]:
    """The events of a streamed answer, one word a piece."""
    yield _event(request, {"role": "assistant", "content": ""})
    for word in _words(_texts(behaviour, request)[0] if behaviour.texts else ""):
        yield _event(request, {"content": word})
    if behaviour.refusal:
        for word in _words(behaviour.refusal):
            yield _event(request, {"refusal": word})
    if behaviour.ending == "error_event":
        yield f"data: {json.dumps({'error': behaviour.error})}\n\n"
    if behaviour.ending != "done":
        return
    yield _event(request, {}, finish_reason=behaviour.finish_reason)
    if (request.get("stream_options") or {}).get("include_usage") and behaviour.usage:
        yield f"data: {json.dumps({**_chunk(request), 'choices': [], **_usage(behaviour)})}\n\n"
    yield "data: [DONE]\n\n"


def _texts(behaviour: Behaviour, request: Body) -> list[str | None]:
    wanted = max(1, int(request.get("n") or 1))
    cycle = [behaviour.texts[number % len(behaviour.texts)] for number in range(wanted)]
    last = (request.get("messages") or [{}])[-1]
    if behaviour.repeats_prefill and last.get("role") == "assistant" and not request.get("stream"):
        return [last["content"] + (text or "") for text in cycle]
    return cycle


def _choice(number: int, text: str | None, behaviour: Behaviour) -> Body:
    message = {"role": "assistant", "content": text, "refusal": behaviour.refusal}
    return {"index": number, "message": message, "finish_reason": behaviour.finish_reason}


def _usage(behaviour: Behaviour) -> Body:
    if behaviour.usage is None:
        return {}
    sent, written = behaviour.usage
    return {"usage": {"prompt_tokens": sent, "completion_tokens": written, "total_tokens": sent + written}}


def _words(text: str | None) -> list[str]:
    words = (text or "").split(" ")
    return [word if number == 0 else f" {word}" for number, word in enumerate(words) if text]


def _chunk(request: Body) -> Body:
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": request.get("model", "")}


def _event(request: Body, delta: Body, finish_reason: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return f"data: {json.dumps({**_chunk(request), 'choices': [choice]})}\n\n"
