"""An ended session written to a file: PDF, HTML, Markdown, JSON (the transcript), xAPI statements."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from poise.conversation.transcript import Transcript
from poise.practice.export.document import document
from poise.practice.export.html import html
from poise.practice.export.markdown import markdown
from poise.practice.export.told import Told, told
from poise.practice.export.xapi import statements
from poise.practice.help_words import held_words
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.practice.words import practice_words

Format = Literal["pdf", "html", "md", "json", "xapi"]
FORMATS: tuple[Format, ...] = get_args(Format)
_TYPES: dict[Format, tuple[str, str]] = {
    "pdf": (".pdf", "application/pdf"),
    "html": (".html", "text/html"),
    "md": (".md", "text/markdown"),
    "json": (".json", "application/json"),
    "xapi": (".xapi.json", "application/json"),
}


@dataclass(frozen=True)
class Export:
    """A file as it is written: its name, its media type, its bytes."""

    name: str
    mime: str
    body: bytes


def export(services: Services, session_id: str, form: Format) -> Export:
    """Return an ended session in a format. Raises SessionError while it goes on, ContentError, StoreError."""
    found = told(services, session_id)
    write: dict[Format, Callable[[], bytes]] = {
        "pdf": lambda: _pdf(found),
        "html": lambda: html(document(found, practice_words(found.rubric.language))).encode(),
        "md": lambda: markdown(document(found, practice_words(found.rubric.language))).encode(),
        "json": lambda: _json(_with_help(found).to_json()),
        "xapi": lambda: _json(statements(found, services.settings.xapi_home_page)),
    }
    body = write[form]()
    return Export(file_name(found.view, form), _TYPES[form][1], body)


def file_name(view: SessionView, form: Format) -> str:
    """Return the name of the file: customer, day, and the start of the session's id."""
    day = (view.transcript.turns[-1].timestamp or view.started_at)[:10]
    return f"poise-{view.persona.id}-{day}-{view.id[:8]}{_TYPES[form][0]}"


def _with_help(found: Told) -> Transcript:
    """Return the transcript with the help among its versions: a score is read with what the learner saw on the way to it."""
    how = held_words(found.view.held, found.view.help, practice_words(found.rubric.language))
    versions = {**(found.view.transcript.versions or {}), "help": how}
    return found.view.transcript.model_copy(update={"versions": versions})


def _pdf(found: Told) -> bytes:
    from poise.practice.export.pdf import pdf  # noqa: PLC0415 - a tenth of a second that only a PDF needs

    return pdf(document(found, practice_words(found.rubric.language)))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
