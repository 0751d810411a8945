"""Which recorded request is most like one that was not recorded, and where the two differ."""

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

MOST_LINES = 12
_WIDTH = 110
_BEFORE = 30


def nearest(request: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the index of the request that shares the most with `request`, None where there is none."""
    own = _lines(request)
    likeness = [_likeness(own, _lines(other)) for other in others]
    return max(range(len(others)), key=likeness.__getitem__) if others else None


def difference(recorded: Mapping[str, Any], asked: Mapping[str, Any]) -> list[str]:
    """Return the lines in which two requests differ, each with a sign, at most a dozen; long ones from where they part."""
    found = list(_changes(_lines(recorded), _lines(asked)))
    more = len(found) - MOST_LINES
    return found[:MOST_LINES] + ([f"… and {more} lines more"] if more > 0 else [])


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for kind, start, end, start_new, end_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = min(end - start, end_new - start_new)
        for index in range(pairs):
            gone, come = old[start + index], new[start_new + index]
            parted = _parted(gone, come)
            yield f"- {_cut(gone, parted)}"
            yield f"+ {_cut(come, parted)}"
        yield from (f"- {_cut(line, 0)}" for line in old[start + pairs : end])
        yield from (f"+ {_cut(line, 0)}" for line in new[start_new + pairs : end_new])


def _parted(one: str, other: str) -> int:
    same = (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(same, min(len(one), len(other)))


def _cut(line: str, parted: int) -> str:
    start = max(0, parted - _BEFORE)
    shown = line[start : start + _WIDTH]
    return ("…" if start else "") + shown + ("…" if start + _WIDTH < len(line) else "")


def _likeness(own: Sequence[str], other: Sequence[str]) -> tuple[float, float]:
    lines = SequenceMatcher(None, own, other, autojunk=False).ratio()
    return round(lines, 2), SequenceMatcher(None, "\n".join(own)[-2000:], "\n".join(other)[-2000:]).quick_ratio()


def _lines(request: Mapping[str, Any]) -> list[str]:
    """Return the request as lines: one for each parameter, and those of each message after its role."""
    lines = [f"model: {request.get('model')}", f"stop: {json.dumps(request.get('stop'))}"]
    parameters = request.get("parameters") or {}
    lines += [f"{name}: {json.dumps(parameters[name], sort_keys=True)}" for name in sorted(parameters)]
    for message in request.get("messages") or []:
        content = message.get("content")
        text = content if isinstance(content, str) else json.dumps(content, sort_keys=True)
        lines += [f"{message.get('role')}: {line}" for line in text.splitlines() or [""]]
        rest = {name: value for name, value in message.items() if name not in ("role", "content")}
        lines += [f"{message.get('role')}: {json.dumps(rest, sort_keys=True)}"] if rest else []
    return lines
