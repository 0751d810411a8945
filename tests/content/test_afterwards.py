"""What the customers answer to a follow-up message, some days after the talk: every customer in every situation."""

import re
from collections import Counter

import pytest

from poise.conversation.ids import AFTERWARDS, Afterwards
from poise.conversation.persona import Persona
from poise.roleplay.afterwards import ACTS, line_afterwards
from poise.roleplay.direction import Direction
from poise.roleplay.guard import check
from poise.roleplay.hearing import hear
from poise.roleplay.mood import opening_mood
from poise.roleplay.phrases import find
from poise.roleplay.prompts import load_prompts
from tests.content.shipped import CONTENT, IDS, PERSONAS

PROMPTS = load_prompts(CONTENT)
ANYBODYS = PROMPTS.afterwards.lines
# A message, a call and a letter are answered alike.
CHANNEL = re.compile(r"\b(e-?mail|text(ed)?|letter|message|wr[io]te|written|writing to|rang|ring(ing)?|called)\b", re.I)

each_persona = pytest.mark.parametrize("persona", PERSONAS, ids=IDS)
each_situation = pytest.mark.parametrize("situation", AFTERWARDS)


def words(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower()))


@each_persona
@each_situation
def test_a_customer_has_two_lines_that_suit_a_contact_some_days_later(persona: Persona, situation: Afterwards) -> None:
    lines = persona.afterwards[situation]
    assert len(lines) >= 2
    for line in lines:
        assert find(PROMPTS.afterwards.here_and_now, line) is None, line
        assert not CHANNEL.search(line), line
        assert not re.search(r"[£%]|\d{2}", line), f"no sum may be named: {line}"
        assert len(line.split()) <= persona.voice.words[1], line
        assert len(re.findall(r"[.!?]+(?=\s|$)", line)) <= 4, line


@each_persona
@each_situation
def test_no_such_line_names_a_remedy(persona: Persona, situation: Afterwards) -> None:
    named = [wording for remedy in persona.remedies for wording in (remedy.words, *remedy.said_as)]
    assert [line for line in persona.afterwards[situation] if find(named, line) or hear(line, persona).offers] == []


@each_persona
@each_situation
def test_the_guard_lets_every_such_line_through(persona: Persona, situation: Afterwards) -> None:
    mood, direction = opening_mood(persona, "standard"), Direction(act=ACTS[situation], strength=2)
    refused = [
        check(line, persona=persona, direction=direction, turns=(), mood=mood, prompts=PROMPTS)
        for line in persona.afterwards[situation]
    ]
    # What a model would make up, an author may write.
    assert [one for one in refused if one is not None and one.rule != "invented"] == []


def test_no_two_customers_say_the_same() -> None:
    said = Counter(words(line) for one in PERSONAS for group in one.afterwards.values() for line in group)
    said.update(words(line) for group in ANYBODYS.values() for line in group)
    assert [line for line, times in said.items() if times > 1] == []


@each_situation
def test_a_customer_without_lines_says_what_anybody_would(situation: Afterwards) -> None:
    nobody = PERSONAS[0].model_copy(update={"afterwards": {}})
    assert line_afterwards(nobody, situation, ANYBODYS, 3) == ANYBODYS[situation][1]
    assert [line for line in ANYBODYS[situation] if find(PROMPTS.afterwards.here_and_now, line)] == []


@each_persona
@each_situation
def test_a_customer_with_lines_says_their_own(persona: Persona, situation: Afterwards) -> None:
    assert line_afterwards(persona, situation, ANYBODYS, 2) == persona.afterwards[situation][0]
