"""What a rule finds: where, which rule, what is wrong and how to mend it."""

from pathlib import Path
from typing import NamedTuple

from poise.conversation.yaml_file import line_of

Place = tuple[str | int, ...]
"""The path to a field: `("lines", "vent", 2)` is the third line of `vent`."""


class Finding(NamedTuple):
    """One thing to mend: its place in the file, the id of the rule, what is wrong and the fix."""

    place: Place
    rule: str
    problem: str
    fix: str

    @property
    def field(self) -> str:
        """The place as errors write it: `lines.vent.2`."""
        return ".".join(str(part) for part in self.place)


def written(finding: Finding, file: Path | str, text: str) -> str:
    """Return the finding as one line: file, line of `text`, field, rule, what is wrong and the fix."""
    line = line_of(text, finding.place)
    place = str(file) if line is None else f"{file}:{line}"
    subject = f"{place}: {finding.field}" if finding.field else place
    return f"{subject}: {finding.problem} [{finding.rule}]. {finding.fix}"


def short(text: str, most: int = 48) -> str:
    """Return the text in quotes, cut to `most` characters: how a finding says which line it means."""
    return f"“{text if len(text) <= most else text[: most - 1].rstrip() + '…'}”"
