"""A file that a command writes."""

from pathlib import Path

import typer

from poise.conversation.errors import ContentError


def write_file(file: Path, body: bytes) -> None:
    """Write the file, with its folder where there is none, and say so. Raises ContentError where it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    except OSError as error:
        raise ContentError(file, f"cannot be written ({error.strerror})", "Check the path and its rights") from error
    typer.echo(f"written: {file}")
