"""The critic's prompt file in its sections: the instructions first, then one section for each `=== name ===` line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from poise.conversation.errors import ContentError
from poise.conversation.ids import STAGES
from poise.conversation.prompt import Prompt

SYSTEM = "system"
_MARKER = re.compile(r"^=== ([a-z ]+) ===\n", re.MULTILINE)
_NEEDED = (
    "entry", "example", "example in one piece", *(f"stage {stage}" for stage in STAGES), "abusive", "not abusive",
    "abuse unread", "briefing", "no briefing", "contradictions", "user", "left out", "nothing before", "repair",
)  # fmt: skip


@dataclass(frozen=True)
class CriticPrompt:
    """The prompt's sections by name; `version` names the file in results as id, version and hash."""

    sections: Mapping[str, Prompt]
    version: str

    def fill(self, part: str, /, **values: str) -> str:
        """Return a section with its variables filled; a variable that it does not use needs no value."""
        section = self.sections[part]
        return section.render(**dict.fromkeys(section.header.variables, "") | values)


def split_prompt(prompt: Prompt) -> CriticPrompt:
    """Return the sections of a critic's prompt. Raises ContentError that names the first section that is missing."""
    first, *rest = _MARKER.split(prompt.body)
    bodies = {SYSTEM: first, **dict(zip(rest[::2], rest[1::2], strict=True))}
    for name in _NEEDED:
        if name not in bodies:
            raise ContentError(prompt.file, f"the part '{name}' is missing", f"Begin it with a line === {name} ===")
    sections = {name: prompt.model_copy(update={"body": body}) for name, body in bodies.items()}
    return CriticPrompt(sections, prompt.version)
