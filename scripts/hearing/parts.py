"""The parts of replies that may say something, with what the hearing sees in them."""

from collections.abc import Iterator
from typing import Any

import yaml

from poise.conversation.agent_script import agent_path
from poise.conversation.content import Content
from poise.conversation.persona import Persona
from poise.llm.word_vectors import WordVectors
from poise.roleplay.clauses import Clause, clauses, sentences
from poise.roleplay.fields import as_things
from poise.roleplay.near_signs import Signs
from poise.roleplay.offer_signs import candidates, cued
from poise.roleplay.offers import with_announced
from poise.roleplay.question_signs import asked_for
from poise.roleplay.settled import settled_signs

Seen = tuple[str, Clause, Signs, Signs]
"""What a part may say, the part, its signs, and those of them that are there before anything close is looked for."""


def parts(name: str, reply: str, persona: Persona, encode: WordVectors) -> Iterator[Seen]:
    """Yield what a part of a reply may say, the part and its signs; that it asks whether all is settled has no name."""
    found = sentences(reply)
    if name == "OFFER":
        things = as_things(persona.remedies)
        for part, announced in (one for sentence in found for one in with_announced(clauses(sentence))):
            yield from (
                (one.thing, one.part, one.signs, one.seen) for one in candidates(part, announced, things, encode)
            )
    elif name == "QUESTION":
        things = as_things((*persona.facts.hidden, *persona.facts.known))
        for sentence in found:
            yield from ((one.thing, one.part, one.signs, one.seen) for one in asked_for(sentence, things, encode))
    else:
        yield from (("", sentence, signs, {}) for sentence, signs in settled_signs(found))


def silent(encode: WordVectors, content: Content) -> Iterator[tuple[str, int, Seen]]:
    """Yield what agents say without offering: no part of it is an offer."""
    for persona in content.personas():
        script = agent_path(content, persona.id)
        told = yaml.safe_load(script.read_text(encoding="utf-8")) if script.is_file() else {}
        good, neutral = told.get("good") or [], told.get("neutral") or []
        idle = [*good[:1], *(move for move in neutral if move.get("again"))]
        for quality, said in (("bad", told.get("bad")), ("neutral", neutral), ("good", good[1:2]), ("idle", idle)):
            for number, text in enumerate(spoken(said)):
                if quality == "idle" or not any(cued(sentence.text) for sentence in sentences(text)):
                    for thing, part, signs, seen in parts("OFFER", text, persona, encode):
                        yield f"{persona.id} {quality}", number, (thing, part, signs, seen)


def spoken(told: object) -> list[str]:
    """Return every text in a part of an agent's file, in order."""
    if isinstance(told, str):
        return [told]
    found: list[Any] = list(told.values()) if isinstance(told, dict) else told if isinstance(told, list) else []
    return [text for part in found for text in spoken(part)]
