"""What people typed, made harmless before a critic reads it: it cannot close its fence or speak in another role."""

import re
import unicodedata
from collections.abc import Sequence

from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn

_FENCES = re.compile(r"<{2,}|>{2,}|`{3,}|={3,}")
_TAGS = re.compile(
    r"<\|[^|>]{0,40}\|>|\[/?INST\]|<</?SYS>>|</?s>|</?(?:system|assistant|user|human|tool|developer)\b[^>]{0,40}>",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?<!\w)(system|assistant|user|developer|tool)\s*:", re.IGNORECASE)


def harmless(text: str) -> str:
    """Return the text on one line, without control and zero-width characters, fence markers, template tags and role names."""
    plain = "".join(" " if _invisible(character) else character for character in text)
    plain = _TAGS.sub(" ", plain)
    plain = _FENCES.sub(" ", plain)
    return " ".join(_ROLE.sub(r"\1", plain).split())


def transcript_text(context: Sequence[Turn]) -> str:
    """Return the turns before a reply, one line each, numbered from 1; bots, the system and notes are named as what they are."""
    lines = [f"[{number}] {_name(turn)}: {harmless(turn.text)}" for number, turn in enumerate(context, start=1)]
    return "\n".join(lines) or "(nothing was said before)"


def _name(turn: Turn) -> str:
    if isinstance(turn, CustomerTurn):
        return "customer"
    return "agent" if isinstance(turn, AgentTurn) else turn.speaker


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
