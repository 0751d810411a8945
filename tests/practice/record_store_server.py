"""A learning record store on loopback that answers as a test tells it to, and counts a statement once however often it comes."""

import base64
import json
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class RecordStoreServer:
    """`then` queues what the next requests meet: a status, or a number of seconds of silence after taking the statements."""

    def __init__(self, key: str = "key", secret: str = "secret") -> None:
        self.statements: dict[str, dict[str, Any]] = {}
        self.requests: list[dict[str, str]] = []
        self._queue: deque[int | float] = deque()
        self._expected = "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/xapi/"

    def then(self, *answers: float) -> None:
        self._queue.extend(answers)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> int:
        self.requests.append({"path": path, **headers})
        if headers.get("Authorization") != self._expected:
            return 401
        told = self._queue.popleft() if self._queue else 200
        if isinstance(told, int) and told != 200:
            return told
        if path != "/xapi/statements" or headers.get("X-Experience-API-Version") != "1.0.3":
            return 400
        for statement in json.loads(body):
            if self.statements.setdefault(statement["id"], statement) != statement:
                return 409
        time.sleep(told if isinstance(told, float) else 0)
        return 200

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(server.answer(self.path, dict(self.headers), body))
                self.end_headers()
                self.wfile.write(b"[]")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def handle(self) -> None:
                try:
                    super().handle()
                except (BrokenPipeError, ConnectionResetError):
                    """The other side did not wait, as a test wants it."""

        return Handler
