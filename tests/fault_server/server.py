"""An OpenAI-compatible server on loopback that does what a test tells it to, good or bad, and remembers what it was asked.

with FaultServer() as server:
    server.say("I ordered it rare.")            # one answer for each text, in turn
    server.then(rate_limited(2), say("Well?"))   # then these
    server.always(lambda body: say("Yes."))      # and this, or a fixed behaviour, whenever nothing is queued
"""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.fault_server.behaviours import Behaviour, fail, say, unknown_model, wrong_key
from tests.fault_server.completions import completion, events

Chooser = Callable[[dict[str, Any]], Behaviour]
SECRET_HEADERS = {"authorization", "api-key", "x-api-key"}


@dataclass(frozen=True)
class Asked:
    """One request as it came: secret headers only say that they were there."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class FaultServer:
    """The server; `models` are what it lists, `key` the only key it takes (None: any), `latency_s` passes before each answer.

    `rejects` names the kinds of `response_format` that it answers with 400, such as `json_schema`; `port` 0 is any free one.
    """

    models: tuple[str, ...] = ("fault-model",)
    key: str | None = None
    only_listed: bool = False
    latency_s: float = 0.0
    port: int = 0
    rejects: set[str] = field(default_factory=set)
    requests: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ended = threading.Event()
        self._queue: deque[Behaviour] = deque()
        self._otherwise: Behaviour | Chooser = say("All right.")
        routes = [
            Route("/v1/models", self._list),
            Route("/v1/chat/completions", self._complete, methods=["POST"]),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes), port=self.port, log_level="critical", lifespan="off", ws="none"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="fault-server", daemon=True)

    @property
    def url(self) -> str:
        """The base URL, ending in /v1."""
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}/v1"

    @property
    def completions(self) -> list[Asked]:
        """The requests for a completion, in order."""
        return [asked for asked in self.requests if asked.path.endswith("/completions")]

    def say(self, *texts: str) -> None:
        """Queue a good answer for each text."""
        self._queue.extend(say(text) for text in texts)

    def then(self, *behaviours: Behaviour) -> None:
        """Queue these behaviours."""
        self._queue.extend(behaviours)

    def always(self, behaviour: Behaviour | Chooser) -> None:
        """Do this whenever nothing is queued; a function chooses by the request's body."""
        self._otherwise = behaviour

    def forget(self) -> None:
        """Be as new for the next test: no script, no memory, nothing under way."""
        self._ended.set()
        self.models, self.key, self.only_listed, self.latency_s = ("fault-model",), None, False, 0.0
        self.rejects, self.requests = set(), []
        self._ended, self._queue, self._otherwise = threading.Event(), deque(), say("All right.")

    def start(self) -> Self:
        """Listen on a free loopback port."""
        self._thread.start()
        while not self._server.started:
            self._ended.wait(0.002)
        return self

    def stop(self) -> None:
        """End at once, answers under way included."""
        self._ended.set()
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(10)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def _list(self, request: Request) -> Response:
        self._record(request, {})
        if self._wrong_key(request):
            return _raw(wrong_key())
        return JSONResponse({"object": "list", "data": [{"id": name, "object": "model"} for name in self.models]})

    async def _complete(self, request: Request) -> Response:
        body = await request.json()
        self._record(request, body)
        behaviour = self._behaviour(request, body)
        await self._pause(behaviour.delay_s + self.latency_s)
        if behaviour.body is not None:
            return _raw(behaviour)
        if body.get("stream"):
            return StreamingResponse(self._stream(behaviour, body), media_type="text/event-stream")
        if behaviour.ending == "cut" or behaviour.gap_s:
            return StreamingResponse(self._pieces(behaviour, body), media_type="application/json")
        return JSONResponse(completion(behaviour, body))

    def _record(self, request: Request, body: dict[str, Any]) -> None:
        headers = {name: "[present]" if name in SECRET_HEADERS else value for name, value in request.headers.items()}
        self.requests.append(Asked(request.url.path, headers, body))

    def _wrong_key(self, request: Request) -> bool:
        return self.key is not None and request.headers.get("authorization") != f"Bearer {self.key}"

    def _behaviour(self, request: Request, body: dict[str, Any]) -> Behaviour:
        if self._wrong_key(request):
            return wrong_key()
        if self.only_listed and body.get("model") not in self.models:
            return unknown_model()
        kind = (body.get("response_format") or {}).get("type")
        if kind in self.rejects:
            return fail(400, f"'response_format' of type {kind} is not supported", param="response_format")
        if self._queue:
            return self._queue.popleft()
        return self._otherwise(body) if callable(self._otherwise) else self._otherwise

    async def _stream(self, behaviour: Behaviour, body: dict[str, Any]) -> AsyncIterator[str]:
        ended = self._ended
        while behaviour.pings and not ended.is_set():
            yield ": still here\n\n"
            await self._pause(behaviour.gap_s)
        for event in events(behaviour, body):
            yield event
            await self._pause(behaviour.gap_s)
        if behaviour.ending == "cut":
            await asyncio.sleep(0.05)
            raise ConnectionError("scripted")

    async def _pieces(self, behaviour: Behaviour, body: dict[str, Any]) -> AsyncIterator[str]:
        text = JSONResponse(completion(behaviour, body)).body.decode() if behaviour.texts else "{"
        if behaviour.ending == "cut":
            yield text[: len(text) // 2]
            await asyncio.sleep(0.05)
            raise ConnectionError("scripted")
        for start in range(0, len(text), 8):
            yield text[start : start + 8]
            await self._pause(behaviour.gap_s)

    async def _pause(self, seconds: float) -> None:
        loop, ended = asyncio.get_running_loop(), self._ended
        end = loop.time() + seconds
        while (left := end - loop.time()) > 0 and not ended.is_set():
            await asyncio.sleep(min(left, 0.05))


def _raw(behaviour: Behaviour) -> Response:
    return Response(behaviour.body, behaviour.status, behaviour.headers)
