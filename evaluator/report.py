"""`docs/evaluation.md`, a page of sections: each written by its own command, the others kept as they are."""

import re
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

from poise.conversation.errors import ContentError
from poise.conversation.yaml_file import read_text

TEMPLATE = Path(__file__).with_name("report.md")
_SECTION = re.compile(r"(<!-- figures: ([a-z-]+) -->\n)(.*?)(\n<!-- end of figures -->)", re.DOTALL)
_LONG = 300


def load_template() -> str:
    """Return the page whose sections are filled with figures."""
    return read_text(TEMPLATE)


def sections(page: str) -> dict[str, str]:
    """Return what stands in every section of a page, by its name."""
    return {found.group(2): found.group(3) for found in _SECTION.finditer(page)}


def fill(template: str, written: str | None, new: dict[str, str]) -> str:
    """Return the template with the sections of the page `written` so far (None: no page yet), the `new` ones replaced.

    Raises ContentError for a section that the template does not have, and for a page that has none.
    """
    known = sections(template)
    if unknown := sorted(set(new) - set(known)):
        raise ContentError("--section", f"there is no section {unknown[0]!r}", f"Take one of {', '.join(known)}")
    kept = {} if written is None else sections(written)
    if written is not None and not kept:
        raise ContentError("--report", "the file is no page of figures", "Name another file; a new one is made")
    bodies = {**kept, **new}
    return _SECTION.sub(
        lambda found: found.group(1) + bodies.get(found.group(2), found.group(3)) + found.group(4), template
    )


def write_report(path: Path, new: dict[str, str]) -> None:
    """Write sections into the page at `path`, which is made from the template where it is not there yet.

    Raises ContentError as `fill` does, and where the file cannot be written.
    """
    page = fill(load_template(), read_text(path) if path.exists() else None, new)
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ContentError(path, f"cannot be written ({error.strerror})", "Check the path and its rights") from error


def code(command: str) -> str:
    """Return a command as a block; a very long one goes over several lines that a shell reads as one."""
    lines = [command] if len(command) <= _LONG else wrap(command, 118, break_long_words=False, break_on_hyphens=False)
    return "```\n" + " \\\n  ".join(lines) + "\n```"


def bullets(lines: Sequence[str]) -> str:
    """Return sentences as a list."""
    return "\n".join(f"- {line}" for line in lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], names: int = 1) -> str:
    """Return a table whose first `names` columns are words and whose others are figures."""
    rule = ["---"] * names + ["---:"] * (len(head) - names)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
