"""The gate before the app: gives every browser a random token; where a passphrase is set, nothing passes without it."""

import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, quote

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

PATH = "/access"
BROWSER, PROOF = "poise_browser", "poise_access"
"""The cookies: the random token by which a browser is known, and what shows that it was told the passphrase."""
_MOST_BODY = 8_192
_YEAR_S = 365 * 24 * 3600


class Gate:
    """ASGI middleware. `secret` gives the passphrase, None where none is set; it is asked when the first browser comes."""

    def __init__(self, app: App, secret: Callable[[], str | None], clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._secret, self._clock = app, secret, clock

    @cached_property
    def _door(self) -> Any:
        from poise.practice.access import Door, Tries  # noqa: PLC0415 - beside the start of the app, not before it

        secret = self._secret()
        return None if secret is None else (Door(secret), Tries())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with the page that asks for the passphrase."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        cookies = _cookies(scope)
        browser = _token(cookies.get(BROWSER, ""))
        if self._door is None or (browser and self._door[0].proves(browser, cookies.get(PROOF, ""))):
            await self._app(scope, receive, send if browser else _giving(scope, send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        elif scope["method"] == "POST" and scope["path"] == PATH:
            await self._ask(scope, receive, send, browser)
        else:
            await _page(scope, send, 401, _address(scope), "")

    async def _ask(self, scope: Scope, receive: Receive, send: Send, browser: str) -> None:
        door, tries = self._door
        said = await _form(receive)
        to, client = _inside(said.get("to", "/")), (scope.get("client") or ("",))[0]
        if wait := tries.wait(client, self._clock()):
            await _page(scope, send, 429, to, "wait", wait)
        elif door.opens(said.get("passphrase", "")):
            tries.hit(client)
            token = browser or secrets.token_hex(16)
            headers = [(b"location", to.encode()), *_cookie(scope, BROWSER, token)]
            headers += _cookie(scope, PROOF, door.proof(token))
            await _answer(send, 303, headers, b"")
        else:
            tries.missed(client, self._clock())
            await _page(scope, send, 401, to, "wrong")


def _giving(scope: Scope, send: Send) -> Send:
    """Return a `send` that has the browser keep a new token with the page itself."""

    async def give(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            if any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers):
                message = {**message, "headers": headers + _cookie(scope, BROWSER, secrets.token_hex(16))}
        await send(message)

    return give


async def _page(scope: Scope, send: Send, status: int, to: str, problem: str, wait: int = 0) -> None:
    from poise.ui.gate_page import HEADERS, gate_page  # noqa: PLC0415 - only where a passphrase is asked for

    languages = _header(scope, b"accept-language")
    body = gate_page(PATH, to, problem, wait, languages).encode()
    headers = [*HEADERS, *([(b"retry-after", str(wait).encode())] if wait else [])]
    await _answer(send, status, headers, body)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


async def _form(receive: Receive) -> dict[str, str]:
    body, more = b"", True
    while more and len(body) <= _MOST_BODY:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    found = parse_qs(body[:_MOST_BODY].decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in found.items()}


def _cookie(scope: Scope, name: str, value: str) -> list[tuple[bytes, bytes]]:
    safe = "; Secure" if scope.get("scheme") in ("https", "wss") else ""
    kept = f"{name}={value}; Max-Age={_YEAR_S}; Path=/; HttpOnly; SameSite=Lax{safe}"
    return [(b"set-cookie", kept.encode())]


def _cookies(scope: Scope) -> dict[str, str]:
    try:
        return {name: kept.value for name, kept in SimpleCookie(_header(scope, b"cookie")).items()}
    except CookieError:
        return {}


def _header(scope: Scope, name: bytes) -> str:
    return "; ".join(value.decode("latin-1") for known, value in scope.get("headers", ()) if known.lower() == name)


def _token(text: str) -> str:
    return text if len(text) == 32 and not set(text) - set("0123456789abcdef") else ""


def _address(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return _inside(quote(scope["path"]) + (f"?{query}" if query else ""))


def _inside(to: str) -> str:
    """Return an address of this app, the first page where it is none: nobody is sent elsewhere."""
    safe = to.startswith("/") and not to.startswith(("//", PATH)) and "\\" not in to
    return to if safe and to.isascii() and to.isprintable() else "/"
