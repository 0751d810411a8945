"""What a card says, in the words of a persona. The same card always gives the same fields. Pure."""

import re
import unicodedata
from typing import Any

from poise.conversation.character_card.card import Card

LONGEST = 600
"""Characters that a persona's field holds; a card's description may have thousands."""
MOST_GREETINGS, MOST_EXAMPLES = 6, 6
_ACTION = re.compile(r"\*[^*]*\*|\([^)]*\)")
_SPEAKER = re.compile(r"^\{\{char\}\}:\s*", re.I)
_AGENT = "the agent"


def taken_over(card: Card) -> dict[tuple[str, ...], Any]:
    """Return the persona's fields that the card says something about, by their path; nothing for what it leaves empty."""
    name = _line(card.text("name"))[:LONGEST]
    found: dict[tuple[str, ...], Any] = {
        ("identity", "name"): name,
        ("identity", "about"): fitted(_filled(card.text("description"), name)),
        ("voice", "manner"): fitted(_filled(card.text("personality"), name)),
        ("scenario",): fitted(_filled(card.text("scenario"), name)),
        ("opening",): _greetings(card, name),
    }
    return {path: value for path, value in found.items() if value}


def example_lines(card: Card) -> list[str]:
    """Return what the character says in the card's example dialogues."""
    name = _line(card.text("name"))
    matches = [_SPEAKER.match(line) for line in card.text("mes_example").splitlines()]
    spoken = [fitted(_spoken(_filled(match.string[match.end() :], name))) for match in matches if match]
    said = [text for text in spoken if text]
    return list(dict.fromkeys(said))[:MOST_EXAMPLES]


def cut(card: Card) -> list[str]:
    """Return the names of the card's fields of which a persona holds only the beginning."""
    fields = {"description": "description", "personality": "personality", "scenario": "scenario"}
    name = card.text("name")
    return [field for field in fields if len(_line(_filled(card.text(field), name))) > LONGEST]


def slug(name: str) -> str:
    """Return an id made of a name: small letters, digits and hyphens; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].rstrip("-")


def fitted(text: str) -> str:
    """Return the text on one line, cut after the last sentence that fits into a persona's field."""
    whole = _line(text)
    if len(whole) <= LONGEST:
        return whole
    ends = [match.end() for match in re.finditer(r"[.!?…](?=\s)", whole[:LONGEST])]
    return whole[: ends[-1]] if ends else whole[: LONGEST - 1].rsplit(" ", 1)[0].rstrip() + "…"


def _greetings(card: Card, name: str) -> list[str]:
    given = [card.text("first_mes"), *(card.fields.get("alternate_greetings") or [])]
    spoken = [fitted(_spoken(_filled(text, name))) for text in given]
    return [text for text in dict.fromkeys(spoken) if text][:MOST_GREETINGS]


def _spoken(text: str) -> str:
    """Return what is said aloud: without actions between asterisks or brackets, and without the quotes round a whole speech."""
    plain = _line(_ACTION.sub(" ", text)).strip("*_ ")
    inner = plain[1:-1]
    return inner if plain[:1] in '"“' and plain[-1:] in '"”' and not set(inner) & set('"“”') else plain


def _filled(text: str, name: str) -> str:
    """Return the text with the usual placeholders of card programs written out."""
    text = re.sub(r"\{\{char\}\}|<char>|<bot>", lambda _: name, text, flags=re.I)
    return re.sub(r"\{\{user\}\}|<user>", _AGENT, text, flags=re.I)


def _line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
