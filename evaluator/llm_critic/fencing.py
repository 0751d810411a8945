"""What people typed, made harmless for a critic: it cannot close its fence, speak in another role or pass for an answer."""

import re
import unicodedata
from collections.abc import Sequence

from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn

_FENCES = re.compile(r"<{2,}|>{2,}|`{3,}|={3,}")
_TAGS = re.compile(
    r"<\|[^|>]{0,40}\|>|\[/?INST\]|<</?SYS>>|</?s>|</?(?:system|assistant|user|human|tool|developer)\b[^>]{0,40}>",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(^|[^\w\s,]\s*|\n\s*)(system|assistant|user|developer|tool)\s*:", re.IGNORECASE)
_NUMBER = re.compile(r"\[(\s*\d+\s*)\]")
_BRACES = str.maketrans("{}", "()")
_OBJECT = re.compile(r"\{[^{}]*\}")
_CUT_OBJECT = re.compile(r"\{\s*[\"'\u201c].*", re.DOTALL)
_NO_TEXT = "\x00"


def harmless(text: str) -> str:
    """Return the text on one line, without control and zero-width characters, fence markers and template tags.

    A role's name that begins a line or a sentence loses its colon ("in our system: two parcels" keeps it). Braces and the
    numbers of turns become round: nothing in it looks like an answer or like another turn.
    """
    plain = "".join("\n" if _invisible(character) else character for character in text)
    plain = _FENCES.sub("\n", _TAGS.sub("\n", plain))
    plain = _NUMBER.sub(r"(\1)", _ROLE.sub(r"\1\2", plain)).translate(_BRACES)
    return " ".join(plain.split())


def spoken(reply: str) -> str:
    """Return the reply with everything in braces blanked out: what stands there is said to a machine and proves nothing.

    The length stays, and no blank joins the words around it.
    """
    while (cleared := _OBJECT.sub(_blank, reply)) != reply:
        reply = cleared
    return _CUT_OBJECT.sub(_blank, reply)


def transcript_text(context: Sequence[Turn], first: int = 1) -> str:
    """Return turns, one line each, numbered from `first`; bots, the system and notes are named as what they are."""
    lines = (f"[{number}] {_name(turn)}: {harmless(turn.text)}" for number, turn in enumerate(context, start=first))
    return "\n".join(lines)


def _name(turn: Turn) -> str:
    if isinstance(turn, CustomerTurn):
        return "customer"
    return "agent" if isinstance(turn, AgentTurn) else turn.speaker


def _blank(match: re.Match[str]) -> str:
    return _NO_TEXT * len(match.group())


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
