"""The first words of a line, given to the model so that it starts in this customer's voice and with this act. Pure.

They are the beginnings of authored lines that the scene does not show as examples, so that the model goes on in its
own words instead
of repeating the example; where a fact is to be told, they are the fact's.
"""

import re
from collections.abc import Sequence
from string import Template

from poise.conversation.persona import Persona
from poise.conversation.transcript import CustomerTurn, Turn
from poise.roleplay.direction import Direction
from poise.roleplay.person import in_first_person, in_own_typing
from poise.roleplay.phrases import normal
from poise.roleplay.prompts import ActWords
from poise.roleplay.words import STOP_WORDS

_WORDS = 4
_CLAUSE_WORDS = 6
_FACT_WORDS = 3


def opener(persona: Persona, direction: Direction, turns: Sequence[Turn], words: ActWords, seed: int) -> str:
    """Return the words with which the line begins, empty where there are none that were not used yet.

    `words` are the act's: its links stand in front of a fact, its general beginnings serve where the persona has none
    of its own.
    """
    if direction.reveal is not None and persona.fact(direction.reveal) is not None:
        links = words.waves_off if direction.remedy and words.waves_off else words.links
        told = fact_as_said(persona, direction.reveal, links, seed)
        return _first_words(told, _words_to_content(told))
    lines = persona.lines.get(direction.act, ())[1:]
    clauses = [found for line in lines if (found := _first_clause(line))]
    starts = [_first_words(line, _WORDS) for line in lines if not _first_clause(line) and len(line.split()) > _WORDS]
    said = [normal(turn.text) for turn in turns if isinstance(turn, CustomerTurn)]
    remedy = persona.remedy(direction.remedy) if direction.remedy else None
    named = in_first_person(remedy.words, persona).split(",")[0] if remedy else ""
    named = named[:1].lower() + named[1:]
    with_remedy = [begin for begin in words.begins if "$remedy" in begin] if named else []
    plain = [begin for begin in words.begins if "$remedy" not in begin]
    filled = [Template(begin).safe_substitute(remedy=named) for begin in with_remedy or plain]
    general = [in_own_typing(begin.strip(), persona) for begin in filled]
    for choices in (clauses, starts, general) if words.own else (general, clauses):
        fresh = [one for one in choices if not any(line.startswith(normal(one)) for line in said)]
        if fresh:
            return fresh[seed % len(fresh)]
    return ""


def fact_as_said(persona: Persona, fact_id: str, links: Sequence[str], seed: int) -> str:
    """Return a fact as this customer tells it, after one of the linking words."""
    fact = persona.fact(fact_id)
    text = in_first_person(fact.words, persona) if fact else ""
    # A conversation's seeds grow by two from line to line: halved, each line has another link than the one before.
    link = links[seed // 2 % len(links)] if links else ""
    first = text.split(" ", 1)[0]
    goes_on = first.lower() in STOP_WORDS and first != "I" and not link.endswith(".")
    lowered = text[:1].lower() + text[1:] if goes_on else text
    return in_own_typing(f"{link} {lowered}" if link else text, persona)


def _words_to_content(text: str) -> int:
    """Return how many words it takes until `_FACT_WORDS` of them carry meaning: "It is our" could go on in any direction."""
    found, carrying = text.split(), 0
    for count, word in enumerate(found, start=1):
        carrying += normal(word).strip(".,;!?") not in STOP_WORDS
        if carrying == _FACT_WORDS:
            return count
    return len(found)


def _first_clause(line: str) -> str:
    """Return the line's first sentence or clause with its end mark where it is short and something follows, else nothing.

    One word alone ("Hello?") leads nowhere.
    """
    match = re.match(r"[^.!?,;]+[.!?,;]+(?=\s)", line)
    return match.group() if match and 1 < len(match.group().split()) <= _CLAUSE_WORDS else ""


def _first_words(line: str, count: int) -> str:
    return " ".join(line.split()[:count]).rstrip(",;")
