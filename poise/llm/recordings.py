"""Recordings of a model's answers: kept by a hash of messages, model and parameters, and given again without the model.

A file holds one recorded answer a line (JSON). `recording` wraps a model: what is in the file is answered from it, what is
new is asked for and written down. `replaying` needs no model: what is not in the file is an error that shows the nearest
recorded request and where it differs.
"""

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poise.conversation.errors import ContentError, ModelError
from poise.conversation.yaml_file import read_text
from poise.llm.nearest import difference, nearest

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Request = dict[str, Any]
"""What was asked: `model`, `messages`, `stop` and `parameters`, as JSON."""
_AGAIN = "Record it again with the model that is meant"


class NotRecorded(ModelError):  # noqa: N818 - named for what happened, as the other errors of this room
    """No answer was recorded for a request, or recordings were not asked for: the recordings are stale."""


@dataclass(frozen=True)
class Recorded:
    """One recorded answer: the line in the file (from 1), what was asked, and what came, whole or in pieces."""

    line: int
    request: Request
    answer: dict[str, Any]


@dataclass
class Recordings:
    """The recorded answers of one file, by key; safe to use from several threads."""

    file: Path
    by_key: dict[str, Recorded]
    asked: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self, request: Request) -> Recorded | None:
        """Return what was recorded for this request, None where nothing was."""
        key = request_key(request)
        with self.lock:
            self.asked.add(key)
            return self.by_key.get(key)

    def answer(self, request: Request) -> Recorded:
        """Return what was recorded for this request. Raises NotRecorded with the nearest recorded request's difference."""
        if (found := self.known(request)) is not None:
            return found
        raise NotRecorded(self._missing(request))

    def add(self, request: Request, answer: dict[str, Any]) -> None:
        """Write an answer down, at the end of the file. Raises ModelError where the file cannot be written."""
        key = request_key(request)
        with self.lock:
            if key in self.by_key:
                return
            self.by_key[key] = Recorded(len(self.by_key) + 1, request, answer)
            text = json.dumps({"key": key, "request": request, **answer}, ensure_ascii=False)
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                with self.file.open("a", encoding="utf-8") as target:
                    target.write(text + "\n")
            except OSError as error:
                raise ModelError(f"{self.file} cannot be written ({error.strerror}). Check the folder") from error

    def require_all_asked(self) -> None:
        """Raise NotRecorded that names the recordings for which nobody asked: they are stale."""
        with self.lock:
            left = [one.line for key, one in self.by_key.items() if key not in self.asked]
        if left:
            lines = ", ".join(map(str, left[:10])) + (" …" if len(left) > 10 else "")
            raise NotRecorded(f"{self.file}: {len(left)} recorded answers were not asked for (lines {lines}). {_AGAIN}")

    def _missing(self, request: Request) -> str:
        start = f"{self.file}: no answer was recorded for this request (key {request_key(request)})"
        closest = nearest(request, [one.request for one in self.by_key.values()])
        if closest is None:
            return f"{start}; the file holds none. {_AGAIN}"
        line = list(self.by_key.values())[closest].line
        shown = "\n".join(difference(list(self.by_key.values())[closest].request, request))
        return f"{start}. {_AGAIN}. The nearest recorded one, line {line}, differs (- recorded, + asked):\n{shown}"


def load_recordings(file: Path) -> Recordings:
    """Read the recorded answers of a file. Raises ContentError, with the line, where one cannot be used or is stale."""
    found: dict[str, Recorded] = {}
    for number, text in enumerate(read_text(file).splitlines(), start=1):
        if text.strip():
            key, recorded = _recorded(file, number, text)
            found.setdefault(key, recorded)
    return Recordings(file, found)


def recording(model: "BaseChatModel", file: Path, name: str) -> "BaseChatModel":
    """Return a chat model that answers what `file` holds from it, asks `model` for the rest and writes that down.

    `name` says which model it is, in the key and the file: a replay under another name finds nothing. The model may be called in
    every way: whole or streamed, in threads or coroutines, for one answer or several (`n`). A stream that its caller leaves early
    is read to its end before it is written down. Errors of the model pass through and leave no trace.
    """
    from poise.llm.recorded_model import RecordedModel  # noqa: PLC0415 - LangChain takes a second to import

    recordings = load_recordings(file) if file.exists() else Recordings(file, {})
    return RecordedModel(inner=model, recordings=recordings, known_as=name)


def replaying(file: Path, name: str) -> "BaseChatModel":
    """Return a chat model that gives the recorded answers again and nothing else; its `recordings` know which were asked for.

    Raises ContentError where the file cannot be used; the model raises NotRecorded for a request that was not recorded.
    """
    from poise.llm.recorded_model import RecordedModel  # noqa: PLC0415 - as above

    return RecordedModel(inner=None, recordings=load_recordings(file), known_as=name)


def request_key(request: Mapping[str, Any]) -> str:
    """Return the first 16 hex digits of the SHA-256 of the request as JSON with sorted names."""
    text = json.dumps(request, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _recorded(file: Path, number: int, text: str) -> tuple[str, Recorded]:
    try:
        value = json.loads(text)
        key, request = value.pop("key"), value.pop("request")
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ContentError(file, "no recorded answer", _AGAIN, line=number) from error
    if not ("generations" in value or "pieces" in value) or not isinstance(request, dict):
        raise ContentError(file, "holds no answer", _AGAIN, line=number)
    if key != request_key(request):
        raise ContentError(file, "the key does not belong to its request: stale or edited", _AGAIN, line=number)
    return key, Recorded(number, request, value)
