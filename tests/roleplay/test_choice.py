import pytest

from poise.roleplay.choice import Written, best, ranked
from poise.roleplay.direction import Direction
from poise.roleplay.guard import Watch
from poise.roleplay.mood import Mood
from poise.roleplay.openers import opener
from tests.roleplay.world import VERA, prompts, turns_of

PROMPTS = prompts()
TURNS = turns_of("The lamp is in four pieces.", "I can give you a voucher.")


def watch(act, turns=TURNS, **details):
    return Watch(VERA, Direction(act=act, strength=2, **details), turns, Mood(anger=60), PROMPTS)


def chosen(act, *lines, **details):
    found = best(ranked([Written(line) for line in lines], watch(act, **details)))
    return found.text if found else None


@pytest.mark.parametrize(
    ("act", "fit", "unfit"),
    [
        ("refuse", "No, a voucher mends nothing.", "All right, a voucher sounds good."),
        ("ask_when", "And when will that be?", "My lamp is broken."),
        ("accept", "All right, do that.", "No, that is not good enough."),
        ("goodbye", "Goodbye then.", "Do you see my lamp?"),
        ("press", "So what happens now?", "Four pieces of a lamp."),
    ],
)
def test_a_line_that_fits_the_act_wins(act, fit, unfit):
    assert chosen(act, unfit, fit) == fit


def test_the_fact_that_comes_out_must_be_told():
    assert chosen("answer", "I have no idea.", "I see badly since my operation in spring.", reveal="eyes").startswith(
        "I see badly"
    )
    assert chosen("answer", "I have no idea.", reveal="eyes") is None


def test_a_refused_candidate_never_wins():
    assert chosen("press", "So how can I help you?", "How may our team help?") is None


def test_only_the_sound_beginning_of_a_candidate_is_kept():
    assert chosen("press", "So what happens now? How can I help you today?") == "So what happens now?"


def test_the_scripts_name_for_the_agent_is_left_out():
    assert chosen("goodbye", "Goodbye then, Agent.") == "Goodbye then."


def test_words_from_outside_the_case_are_no_fault_in_an_insult():
    assert chosen("insult", "You are as useful as a chocolate teapot.") == "You are as useful as a chocolate teapot."
    assert chosen("vent", "It is a chocolate teapot in a submarine.") is None


def test_a_line_that_broke_off_is_not_said():
    assert chosen("press", "So what happens now? I would like to know but") == "So what happens now?"
    assert chosen("press", "So what happens with my") is None


def test_what_was_said_before_loses_against_something_new():
    turns = turns_of("So what about my lamp, then?", "I do understand.")
    lines = [Written("So what about the lamp?"), Written("And what will you do?")]
    assert best(ranked(lines, watch("press", turns))).text == "And what will you do?"


def test_the_likelier_of_two_equal_lines_wins():
    dim, bright = "And what about my hall?", "So what about my hall?"
    lines = [Written(dim, ((" my hall?", -4.0),)), Written(bright, ((" my hall?", -0.5),))]
    assert best(ranked(lines, watch("press"))).text == bright


def test_the_choice_does_not_depend_on_the_order_of_the_candidates():
    lines = [Written("So what happens now?"), Written("A lamp."), Written("And what will you do about it?")]
    assert best(ranked(lines, watch("press"))) == best(ranked(lines[::-1], watch("press")))


def test_a_line_begins_in_the_customers_voice_and_never_twice_alike():
    words = PROMPTS.directions.acts["test"]
    first = opener(VERA, Direction(act="test", strength=2), TURNS, words, 0)
    assert any(line.startswith(first) for line in VERA.lines["test"][1:])
    said = turns_of(f"{first} now?", "Well.")
    assert opener(VERA, Direction(act="test", strength=2), said, words, 0) != first


def test_an_act_with_a_plain_beginning_takes_that_before_the_customers():
    words = PROMPTS.directions.acts["press"]
    assert f"{opener(VERA, Direction(act='press', strength=2), TURNS, words, 0)} " in words.begins


def test_a_fact_begins_with_its_own_words_after_a_link():
    words = PROMPTS.directions.acts["soften"]
    start = opener(VERA, Direction(act="soften", strength=1, reveal="gift"), TURNS, words, 0)
    assert start == "Thing is, the lamp was a present"
