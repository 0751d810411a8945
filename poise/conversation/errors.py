"""The errors that people see.

PoiseError                 a message for a person: what is wrong and what to do next
├── ContentError           a persona, prompt, rubric or transcript file cannot be used
├── SettingsError          the environment or `poise.toml` cannot be used
├── SessionError           the session does not take this (ended, empty, too long, stale)
├── StoreError             the store cannot be read or written
└── ModelError             a language model cannot be had or did not answer (see `poise.llm.errors`)
"""

from pathlib import Path


class PoiseError(Exception):
    """Something a person can mend; its text is shown to them as it stands, without a traceback."""


class ContentError(PoiseError):
    """A content file cannot be used. The message names file, line where known, field and fix."""

    def __init__(self, file: Path | str, problem: str, fix: str, field: str = "", line: int | None = None) -> None:
        self.file, self.problem, self.fix, self.field, self.line = str(file), problem, fix, field, line
        place = self.file if line is None else f"{self.file}:{line}"
        subject = f"{place}: {field}: {problem}" if field else f"{place}: {problem}"
        super().__init__(f"{subject}. {fix}")


class SettingsError(PoiseError):
    """The settings cannot be used; the message names the setting and the fix."""


class SessionError(PoiseError):
    """The session does not take this now; nothing was stored."""


class StoreError(PoiseError):
    """The store cannot be read or written; what was acknowledged before is safe."""


class ModelError(PoiseError):
    """A language model cannot be had or did not answer; the conversation is kept."""
