"""The gate before the app: a token for every browser, and with a passphrase nothing of the app before it was said."""

import asyncio
import re
from typing import Any
from urllib.parse import urlencode

import pytest

from poise.ui.gate import PATH, Gate, Scope

SECRET = "four quiet <words>"
DOORS = [
    "/",
    "/talk",
    "/_stcore/health",
    "/_stcore/host-config",
    "/media/abc.png",
    "/static/js/main.js",
    "/component/x",
]


class Visit:
    """A browser before the gate: what it asks, what it is answered, which cookies it keeps, whether the app was reached."""

    def __init__(self, secret: str | None) -> None:
        self.now, self.cookies, self.reached = 0.0, dict[str, str](), 0
        self.gate = Gate(self._app, lambda: secret, lambda: self.now)

    async def _app(self, scope: Scope, receive: Any, send: Any) -> None:
        self.reached += 1
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"the app"})

    def ask(
        self, path: str, said: dict[str, str] | None = None, kind: str = "http", query: str = ""
    ) -> tuple[int, str]:
        """Return status and body of an answer; the code of a closed connection."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        scope: Scope = {
            "type": kind, "method": "GET" if said is None else "POST", "path": path, "scheme": "http",
            "query_string": query.encode(), "headers": [(b"cookie", cookies.encode())], "client": ("10.0.0.7", 1),
        }  # fmt: skip
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": urlencode(said or {}).encode()}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.gate(scope, receive, send))
        if sent[0]["type"] == "websocket.close":
            return int(sent[0]["code"]), ""
        self.headers = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
        for name, value in self.headers:
            if name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return int(sent[0]["status"]), sent[1]["body"].decode()

    def say(self, passphrase: str, to: str = "/") -> tuple[int, str]:
        return self.ask(PATH, {"passphrase": passphrase, "to": to})


@pytest.mark.parametrize("path", DOORS)
def test_nothing_of_the_app_is_reached_before_the_passphrase(path: str) -> None:
    visit = Visit(SECRET)
    status, body = visit.ask(path)
    assert (status, visit.reached) == (401, 0)
    assert "The passphrase for this Poise" in body
    assert SECRET not in body
    assert visit.ask("/_stcore/stream", kind="websocket") == (1008, "")
    assert visit.reached == 0


def test_a_wrong_one_is_one_line_and_the_right_one_opens_this_browser_alone() -> None:
    visit = Visit(SECRET)
    status, body = visit.say("four loud words")
    assert (status, body.count("That is not the passphrase.")) == (401, 1)
    assert visit.say(SECRET, "/talk?session=1") == (303, "")
    assert ("location", "/talk?session=1") in visit.headers
    assert visit.ask("/talk")[1] == "the app"
    proof = visit.cookies.pop("poise_access")
    assert visit.ask("/")[0] == 401
    visit.cookies |= {"poise_access": proof, "poise_browser": "5e" * 16}
    assert visit.ask("/")[0] == 401


def test_too_many_wrong_ones_wait_also_the_right_one() -> None:
    visit = Visit(SECRET)
    for _ in range(3):
        assert visit.say("no")[0] == 401
    status, body = visit.say(SECRET)
    assert status == 429
    assert "Wait 2 seconds" in body
    visit.now = 2.0
    assert visit.say(SECRET)[0] == 303


def test_a_changed_passphrase_shuts_out_who_said_the_old_one() -> None:
    visit, later = Visit(SECRET), Visit(SECRET + "!")
    visit.say(SECRET)
    later.cookies = visit.cookies
    assert later.ask("/")[0] == 401


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil", "/a\r\nset-cookie: x", PATH, ""])
def test_nobody_is_sent_elsewhere(to: str) -> None:
    visit = Visit(SECRET)
    visit.say(SECRET, to)
    assert ("location", "/") in visit.headers


def test_what_stands_in_the_address_is_escaped_in_the_page() -> None:
    _status, body = Visit(SECRET).ask("/x", query='"><b>x</b>')
    assert "<b>" not in body
    assert "<script" not in body


def test_every_browser_gets_a_random_token_that_no_script_reads() -> None:
    tokens = set()
    for _ in range(50):
        visit = Visit(None)
        assert visit.ask("/")[1] == "the app"
        (kept,) = [value for name, value in visit.headers if name == "set-cookie"]
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in kept.split(";")}
        tokens.add(visit.cookies["poise_browser"])
        visit.ask("/")
        assert not [name for name, _ in visit.headers if name == "set-cookie"]
    assert len(tokens) == 50
    assert all(re.fullmatch("[0-9a-f]{32}", token) for token in tokens)


@pytest.mark.parametrize("token", ["you", "5E" * 16, "5e" * 15, "; x"])
def test_a_token_of_ones_own_making_is_replaced(token: str) -> None:
    visit = Visit(None)
    visit.cookies = {"poise_browser": token}
    visit.ask("/")
    assert re.fullmatch("[0-9a-f]{32}", visit.cookies["poise_browser"])
