"""Content files read and checked: every fault becomes one line with file, line, field and fix."""

import hashlib
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from poise.conversation.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def fingerprint(text: str) -> str:
    """Return the first 12 hex digits of the text's SHA-256: how versions name a content file."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_text(path: Path) -> str:
    """Return the file's text. Raises ContentError where it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError(path, "there is no such file", "Check the name") from error
    except UnicodeDecodeError as error:
        raise ContentError(path, f"not UTF-8 at byte {error.start}", "Save the file as UTF-8") from error
    except OSError as error:
        raise ContentError(path, f"cannot be read ({error.strerror})", "Check the path and its rights") from error


def yaml_mapping(path: Path, text: str) -> dict[str, Any]:
    """Return the mapping that the YAML text holds. Raises ContentError with the line of the fault."""
    try:
        value = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ContentError(
            path, f"no valid YAML: {error.problem}", "Check indent, colons and quotes", line=line
        ) from error
    except yaml.YAMLError as error:
        raise ContentError(path, f"no valid YAML: {error}", "Check for odd characters") from error
    if not isinstance(value, dict):
        raise ContentError(path, "holds no fields", "Write `field: value` lines")
    return value


def load_yaml(model: type[Model], path: Path) -> Model:
    """Read a YAML file and check it against `model`. Raises ContentError for the first fault."""
    text = read_text(path)
    return validated(model, yaml_mapping(path, text), path, text)


def validated(model: type[Model], value: Any, path: Path | str, text: str = "") -> Model:
    """Return `value` as `model`. Raises ContentError for the first fault, with its line where `text` is YAML."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(part for part in first["loc"] if not str(part).startswith("function-"))
        field = ".".join(str(part) for part in place)
        raise ContentError(path, _problem(first), _fix(first), field=field, line=line_of(text, place)) from error


def line_of(text: str, place: tuple[str | int, ...]) -> int | None:
    """Return the line of the field at `place` in the YAML text, or of its nearest parent; None without text."""
    if not text:
        return None
    node = yaml.compose(text, Loader=_Loader)
    line = node.start_mark.line + 1 if node else None
    for part in place:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def _problem(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "unknown field"
    if error["type"] == "missing":
        return "the field is missing"
    message = str(error["msg"]).removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _fix(error: Any) -> str:
    match error["type"]:
        case "extra_forbidden":
            return "Remove it or check its spelling"
        case "missing":
            return "Add it"
        case "value_error":
            return "Change it accordingly"
        case _:
            return f"Given was {str(error['input'])[:60]!r}"
