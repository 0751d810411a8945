"""Transcripts read from JSON, JSONL and YAML files."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from poise.conversation.errors import ContentError
from poise.conversation.transcript import Transcript
from poise.conversation.yaml_file import read_text, validated, yaml_mapping

SUFFIXES = (".json", ".jsonl", ".yaml", ".yml")


def transcript_files(path: Path) -> list[Path]:
    """Return the transcript files at `path`: itself, or everything of a known suffix below a folder, sorted.

    Raises ContentError where there is nothing to read.
    """
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES)
        if not found:
            raise ContentError(path, "holds no transcripts", f"Put files ending in {', '.join(SUFFIXES)} there")
        return found
    if not path.exists():
        raise ContentError(path, "there is no such file or folder", "Check the name")
    if path.suffix not in SUFFIXES:
        raise ContentError(path, "is no transcript file", f"Give a file ending in {', '.join(SUFFIXES)}")
    return [path]


def read_transcripts(path: Path) -> Iterator[Transcript]:
    """Yield the transcripts of one file, in order. Raises ContentError with file, line and field of the first fault."""
    text = read_text(path)
    if path.suffix == ".jsonl":
        yield from _from_lines(path, text)
    elif path.suffix == ".json":
        yield validated(Transcript, _json(path, text), path)
    else:
        yield validated(Transcript, yaml_mapping(path, text), path, text)


def _from_lines(path: Path, text: str) -> Iterator[Transcript]:
    # Only "\n" ends a line of JSONL: splitlines would cut at U+2028 and its kin, which may stand inside a text.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield validated(Transcript, _json(path, line, number), f"{path}:{number}")


def _json(path: Path, text: str, line: int | None = None) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = line or error.lineno
        raise ContentError(path, f"no valid JSON: {error.msg}", "Mend or remove it", line=place) from error
