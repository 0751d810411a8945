"""What the customers say, held against the guard and the hearing that the product uses."""

import re

import pytest

from poise.conversation.persona import Persona
from poise.roleplay.direction import Direction
from poise.roleplay.guard import check
from poise.roleplay.hearing import hear
from poise.roleplay.mood import opening_mood
from poise.roleplay.prompts import load_prompts
from tests.content.shipped import CONTENT, IDS, PERSONAS

PROMPTS = load_prompts(CONTENT)
# Somebody who nearly said it did not.
APOLOGY = re.compile(r"\b(?<!nearly said )(sorry|apologi[sz]e|apologies|forgive)\b", re.I)
HELP = re.compile(r"\b(how (can|may) i help|i can offer|(i'll|i will|let me) (refund|arrange|look into|sort))\b", re.I)

each_persona = pytest.mark.parametrize("persona", PERSONAS, ids=IDS)


def lines(persona: Persona) -> list[tuple[str, str]]:
    authored = [(act, line) for act, group in persona.lines.items() for line in group]
    return [*(("open", line) for line in persona.opening), *authored]


@each_persona
def test_the_guard_lets_every_authored_line_through(persona: Persona) -> None:
    mood = opening_mood(persona, "standard")
    refused = [
        check(line, persona=persona, direction=Direction(act=act, strength=2), turns=(), mood=mood, prompts=PROMPTS)
        for act, line in lines(persona)
    ]
    assert [refusal for refusal in refused if refusal is not None] == []


@each_persona
def test_no_authored_line_apologises_or_offers_help(persona: Persona) -> None:
    assert [line for _, line in lines(persona) if APOLOGY.search(line) or HELP.search(line)] == []


@each_persona
def test_no_authored_line_has_more_than_three_sentences(persona: Persona) -> None:
    longer = [line for _, line in lines(persona) if len(re.findall(r"[.!?]+(?=\s|$)", line)) > 3]
    assert [line for line in longer if line not in persona.opening] == []


@each_persona
def test_no_authored_line_is_far_longer_than_the_person_talks(persona: Persona) -> None:
    longest = persona.voice.words[1]
    assert [line for _, line in lines(persona) if len(line.split()) > longest] == []


@each_persona
def test_every_wording_of_a_remedy_is_heard_as_that_remedy(persona: Persona) -> None:
    missed = [
        (remedy.id, text)
        for remedy in persona.remedies
        for text in remedy.said_as
        if not heard(persona, remedy.id, text)
    ]
    assert missed == []


def heard(persona: Persona, remedy: str, text: str) -> bool:
    """Whether the wording is heard as its remedy in a plain offer, and never as another of the persona's."""
    offers = [
        {offer.remedy for offer in hear(form.format(text), persona).offers}
        for form in ("I can {}.", "I can offer you {}.")
    ]
    return {remedy} in offers and not set().union(*offers) - {remedy, "other"}


@each_persona
def test_every_wording_of_a_question_is_heard_as_asking_for_its_fact(persona: Persona) -> None:
    facts = (*persona.facts.known, *persona.facts.hidden)
    asked = {
        (fact.id, text): [one.fact for one in hear(f"{text}?", persona).asked]
        for fact in facts
        for text in fact.said_as
    }
    assert {wording: found for wording, found in asked.items() if found != [wording[0]]} == {}
