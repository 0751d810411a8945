"""The time that one answer may take, held even against a server that sends something every now and then.

A read timeout only measures silence. The transport here also measures the whole: whoever sends a request says
`with until(deadline)`, and the answer's body stops with a read timeout once that moment has passed.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import httpx2

CONNECT_S = 10.0


@dataclass(frozen=True)
class Deadline:
    """A moment of the monotonic clock, in seconds."""

    at: float

    def left(self) -> float:
        """Seconds until then, never below zero."""
        return max(0.0, self.at - time.monotonic())


def after(seconds: float) -> Deadline:
    """The deadline that many seconds from now."""
    return Deadline(time.monotonic() + seconds)


# The client libraries between a caller and the transport pass nothing of this kind on.
_CURRENT: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def until(deadline: Deadline) -> Iterator[None]:
    """Requests sent in this block have to be answered wholly by then."""
    token = _CURRENT.set(deadline)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def read_timeout(deadline: Deadline, silence_s: float) -> httpx2.Timeout:
    """The timeouts of one request: silence is borne for `silence_s`, and never past the deadline."""
    left = max(0.001, deadline.left())
    return httpx2.Timeout(min(silence_s, left), connect=min(CONNECT_S, left))


class DeadlineTransport(httpx2.BaseTransport):
    """Passes requests to another transport and ends their answers at the deadline."""

    def __init__(self, inner: httpx2.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request; the body of what it returns raises ReadTimeout at the deadline."""
        response = self._inner.handle_request(request)
        deadline = _CURRENT.get()
        if deadline and isinstance(response.stream, httpx2.SyncByteStream):
            timeouts = request.extensions.get("timeout", {})
            timeouts["read"] = min(timeouts.get("read") or deadline.left(), max(0.001, deadline.left()))
            response.stream = _Bounded(response.stream, deadline, request)
        return response

    def close(self) -> None:
        """Close the other transport."""
        self._inner.close()


class _Bounded(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, deadline: Deadline, request: httpx2.Request) -> None:
        self._inner, self._deadline, self._request = inner, deadline, request

    def __iter__(self) -> Iterator[bytes]:
        for block in self._inner:
            if not self._deadline.left():
                raise httpx2.ReadTimeout("the answer was not whole in time", request=self._request)
            yield block

    def close(self) -> None:
        self._inner.close()
