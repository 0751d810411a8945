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
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ContentError(path, "there is no such file", "Check the name") from error
    except UnicodeDecodeError as error:
        raise ContentError(path, f"not UTF-8 at byte {error.start}", "Save the file as UTF-8") from error
    except OSError as error:
        raise ContentError(path, f"cannot be read ({error.strerror})", "Check the path and its rights") from error


def yaml_mapping(path: Path, text: str) -> dict[str, Any]:
    """Return the mapping that the YAML text holds.

    Raises ContentError with the line of the fault; a field that stands twice is one, of which YAML would keep the last.
    """
    try:
        _refuse_doubles(path, yaml.compose(text, Loader=_Loader))
        value = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ContentError(
            path, f"no valid YAML: {error.problem}", "Check indent, colons and quotes", line=line
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ContentError(path, "holds a character that YAML does not allow", "Remove it", line=line) from error
    if not isinstance(value, dict):
        raise ContentError(path, "holds no fields", "Write `field: value` lines")
    return value


def _refuse_doubles(path: Path, root: yaml.Node | None) -> None:
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            _refuse_double_field(path, node)
            waiting += [value for _, value in node.value]


def _refuse_double_field(path: Path, node: yaml.MappingNode) -> None:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in lines:
            problem = f"the field stands twice, first in line {lines[name]}"
            raise ContentError(path, problem, "Keep one", field=name, line=line)
        lines[name] = line


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
        place = _place(first["loc"], value)
        field = ".".join(str(part) for part in place)
        raise ContentError(path, _problem(first), _fix(first), field=field, line=line_of(text, place)) from error


def _place(location: tuple[str | int, ...], value: Any) -> tuple[str | int, ...]:
    """Return where in the file the fault stands: pydantic's location without the names of models and validators."""
    kept: list[str | int] = []
    for depth, part in enumerate(location, start=1):
        if isinstance(value, list) and isinstance(part, int):
            value = value[part] if part < len(value) else None
        elif isinstance(value, dict) and part in {str(key) for key in value}:
            value = next(inner for key, inner in value.items() if str(key) == part)
        elif depth < len(location) or not str(part).isidentifier():
            continue
        kept.append(part)
    return tuple(kept)


def line_of(text: str, place: tuple[str | int, ...]) -> int | None:
    """Return the line of the field at `place` in the YAML text, or of its nearest parent; None without text or place."""
    if not text or not place:
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
    match error["type"]:
        case "extra_forbidden":
            return "unknown field"
        case "missing":
            return "the field is missing"
        case "model_type":
            return "holds no fields"
        case "union_tag_not_found":
            return f"the field {error['ctx']['discriminator']} is missing"
        case "union_tag_invalid":
            context = error["ctx"]
            return f"{context['discriminator']} is {context['tag']!r}; it takes {context['expected_tags']}"
        case _:
            message = str(error["msg"]).removeprefix("Value error, ")
            return message[:1].lower() + message[1:]


def _fix(error: Any) -> str:
    match error["type"]:
        case "extra_forbidden":
            return "Remove it or check its spelling"
        case "missing" | "union_tag_not_found":
            return "Add it"
        case "value_error" | "union_tag_invalid":
            return "Change it accordingly"
        case _:
            return f"Given was {str(error['input'])[:60]!r}"
