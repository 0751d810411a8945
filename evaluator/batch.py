"""Many recorded conversations judged: a file that cannot be used is a row of the result, the others are still judged."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluator.judge import Judgement
from poise.conversation.errors import ContentError, PoiseError
from poise.conversation.transcript import Transcript
from poise.conversation.transcript_file import read_transcripts, transcript_files
from poise.conversation.yaml_file import read_text, validated


@dataclass(frozen=True)
class Unusable:
    """A conversation that could not be judged: where it stands and the one line that says why."""

    name: str
    problem: str


Row = Judgement | Unusable


def read_all(paths: Iterable[Path]) -> Iterator[Transcript | Unusable]:
    """Yield every conversation below the paths, in order. A broken file, or line of a JSONL file, is an Unusable."""
    for path in paths:
        try:
            files = transcript_files(path)
        except ContentError as error:
            yield Unusable(str(path), str(error))
            continue
        for file in files:
            yield from _lines(file) if file.suffix == ".jsonl" else _file(file)


async def judge_all(
    transcripts: Iterable[Transcript | Unusable],
    judge_one: Callable[[Transcript], Awaitable[Judgement]],
    done: Callable[[Row], None],
    workers: int,
) -> list[Row]:
    """Return the rows in the order of the input; at most `workers` conversations are held at a time.

    `done` is called with each row as it is finished. A PoiseError of one conversation becomes its row.
    """
    source = enumerate(transcripts)
    rows: dict[int, Row] = {}

    async def work() -> None:
        for place, one in source:
            rows[place] = one if isinstance(one, Unusable) else await _row(one, judge_one)
            done(rows[place])

    async with asyncio.TaskGroup() as group:
        for _ in range(max(1, workers)):
            group.create_task(work())
    return [rows[place] for place in sorted(rows)]


async def _row(transcript: Transcript, judge_one: Callable[[Transcript], Awaitable[Judgement]]) -> Row:
    try:
        return await judge_one(transcript)
    except PoiseError as error:
        return Unusable(transcript.id, str(error))


def _file(path: Path) -> Iterator[Transcript | Unusable]:
    try:
        yield from list(read_transcripts(path))
    except ContentError as error:
        yield Unusable(str(path), str(error))


def _lines(path: Path) -> Iterator[Transcript | Unusable]:
    try:
        lines = read_text(path).split("\n")
    except ContentError as error:
        yield Unusable(str(path), str(error))
        return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _line(line, f"{path}:{number}")


def _line(line: str, place: str) -> Transcript | Unusable:
    try:
        value: Any = json.loads(line)
        return validated(Transcript, value, place)
    except json.JSONDecodeError as error:
        return Unusable(place, f"{place}: no valid JSON: {error.msg}. Mend or remove the line")
    except ContentError as error:
        return Unusable(place, str(error))
