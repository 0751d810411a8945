"""A trainer's own customers: new draft files in the data folder, which lie over the customers that are shipped."""

import json
import re
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from poise.conversation.content import Content
from poise.conversation.errors import ContentError, SettingsError
from poise.conversation.persona import Id, persona_schema
from poise.conversation.yaml_file import read_text

TEMPLATE = "personas/templates/draft.yaml"
_TOP = re.compile(r"^(\w+):")
_ID: TypeAdapter[str] = TypeAdapter(Id)


def new_draft(content: Content, id_: str, source: str = "") -> Path:
    """Write a draft customer into the trainer's own folder and return its file.

    It is the commented template, or with `source` a copy of that customer under the template's comments. Raises ContentError
    where the id cannot be used, is taken, or `source` is not there.
    """
    template = read_text(content.file(TEMPLATE))
    if not source:
        return write_draft(content, id_, renamed(template, id_))
    content.persona(source)
    copied = read_text(content.file(f"personas/{source}.yaml"))
    return write_draft(content, id_, renamed(commented(copied, template), id_))


def write_draft(content: Content, id_: str, text: str) -> Path:
    """Write a persona file of the trainer's own, with the schema beside it, and return it. Never overwrites.

    Raises ContentError where the id cannot be used or is taken, or the folder cannot be written.
    """
    path = free_place(content, id_)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        schema = json.dumps(persona_schema(), indent=2, ensure_ascii=False) + "\n"
        (path.parent / "schema.json").write_text(schema, encoding="utf-8")
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        if path.is_file():
            raise _taken(path, id_) from error
        raise ContentError(path, f"cannot be written ({error.strerror})", "Check the folder and its rights") from error
    return path


def free_place(content: Content, id_: str) -> Path:
    """Return where a new persona of this id goes. Raises ContentError where the id cannot be used or is taken."""
    try:
        _ID.validate_python(id_)
    except ValidationError as error:
        fix = "Use small letters, digits and hyphens, 60 at most: late-parcel"
        raise ContentError("personas", f"{id_!r} cannot be an id", fix) from error
    if content.overlay is None:
        raise SettingsError("POISE_DATA_DIR: there is no folder for your own customers. Set one")
    if (file := content.file(f"personas/{id_}.yaml")).exists():
        raise _taken(file, id_)
    return content.overlay / "personas" / f"{id_}.yaml"


def renamed(text: str, id_: str) -> str:
    """Return the file's text as a first draft of its own: another id, version 1, `draft: true`."""
    marked = any(line.startswith("draft:") for line in text.splitlines())
    fresh = {"id:": [f"id: {id_}"], "draft:": ["draft: true"]}
    fresh["version:"] = ["version: 1"] if marked else ["version: 1", "draft: true"]
    lines: list[str] = []
    for line in text.splitlines():
        lines += next((new for field, new in fresh.items() if line.startswith(field)), [line])
    return "\n".join(lines) + "\n"


def commented(text: str, template: str) -> str:
    """Return the text with the template's comments above its fields, where it has none of its own there."""
    comments, head = _comments(template)
    body = text.splitlines()
    schema = body.pop(0) if body and body[0].startswith("# yaml-language-server") else head[0]
    lines = [schema, *head[1:], ""]
    for line in body:
        field = _TOP.match(line)
        if field and not lines[-1].startswith("#"):
            lines += comments.get(field.group(1), [])
        lines.append(line)
    return "\n".join(lines) + "\n"


def _comments(template: str) -> tuple[dict[str, list[str]], list[str]]:
    """Return the comments above each field of the template, and those at its head."""
    head, _, rest = template.partition("\n\n")
    found: dict[str, list[str]] = {}
    waiting: list[str] = []
    for line in rest.splitlines():
        if field := _TOP.match(line):
            found[field.group(1)] = waiting
        waiting = [*waiting, line] if line.startswith("#") else []
    return found, head.splitlines()


def _taken(file: Path, id_: str) -> ContentError:
    return ContentError(file, f"there is a customer {id_!r} already", "Choose another id; nothing was written")
