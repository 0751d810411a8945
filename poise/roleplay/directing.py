"""The direction in words: what stands in the brackets of the script and in the note to a chat model. Pure."""

from string import Template

from poise.conversation.persona import Persona
from poise.roleplay.direction import Direction
from poise.roleplay.mood import expression
from poise.roleplay.person import in_first_person
from poise.roleplay.prompts import Directions
from poise.roleplay.state import Played


def direction_words(directions: Directions, persona: Persona, anger: int, played: Direction | Played) -> str:
    """Return temper and act in words, with the fact that comes out or the remedy it is about: "angry, turns down a
    voucher".
    """
    words = directions.acts[played.act]
    fact = persona.fact(played.reveal) if played.reveal else None
    remedy = persona.remedy(played.remedy) if played.remedy else None
    if fact is not None and words.fact:
        text = Template(words.fact).safe_substitute(fact=in_first_person(fact.words, persona).rstrip("."))
    elif remedy is not None and words.remedy:
        haggles = words.haggle if remedy.customer == "haggles" else ""
        text = Template(haggles or words.remedy).safe_substitute(remedy=remedy.words)
    else:
        text = words.plain
    return f"{directions.tempers[expression(anger)]}, {text}"
