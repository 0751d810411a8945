from pathlib import Path

import pytest

from poise.conversation.agent_script import agent_path, load_agent_script
from poise.conversation.content import Content
from poise.conversation.errors import ContentError
from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.simulation.agent import read_replies, reading_aloud, scripted
from poise.practice.simulation.company import authored_company
from poise.practice.simulation.conversation import simulate, transcript

CONTENT = Content(Path(__file__).resolve().parents[3])
COMPANY = authored_company(CONTENT)
DENISE = CONTENT.persona("irate-diner")
SCRIPT = load_agent_script(agent_path(CONTENT, DENISE.id))


def held(quality="good", seed=3, level="standard", **changes):
    agent = changes.pop("agent", None) or scripted(SCRIPT, quality, seed)
    return simulate(COMPANY, DENISE, level, agent, name="one", seed=seed, **{"turns": 8, **changes})


def test_a_good_agent_settles_it_and_a_bad_one_loses_the_customer():
    assert held("good").outcome == "resolved"
    assert held("bad", level="hard").outcome == "walked_out"


def test_the_same_arguments_give_the_same_conversation():
    assert transcript(held(seed=5)) == transcript(held(seed=5))
    assert transcript(held(seed=5)) != transcript(held(seed=6))


def test_every_line_carries_what_led_to_it():
    turns = transcript(held()).turns
    lines = [turn for turn in turns if isinstance(turn, CustomerTurn)]
    assert all(line.act and line.anger is not None and line.marks and line.authored for line in lines)
    assert any(line.causes for line in lines)
    assert all(turn.observations.fast for turn in turns if isinstance(turn, AgentTurn))
    assert all(turn.timestamp is None for turn in turns)


@pytest.mark.parametrize("quality", ["good", "neutral", "bad"])
def test_who_stays_talks_to_the_last_exchange(quality):
    session = held(quality, level="hard", turns=12, stay=True)
    acts = [turn.act for turn in session.turns if isinstance(turn, CustomerTurn)]
    assert (session.exchanges, session.outcome) == (12, "turn_limit")
    assert not {"leave", "goodbye"} & set(acts)


def test_replies_from_a_file_are_said_in_their_order(tmp_path):
    path = tmp_path / "replies.txt"
    path.write_text("I am so sorry.\n\n  What happened?  \n", encoding="utf-8")
    replies = read_replies(path)
    session = held(agent=reading_aloud(replies), turns=3)
    said = [turn.text for turn in session.turns if isinstance(turn, AgentTurn)]
    assert said == ["I am so sorry.", "What happened?", "I am so sorry."]


@pytest.mark.parametrize(("text", "told"), [("\n \n", "holds no replies"), ("x" * 1201, "characters")])
def test_a_file_of_replies_that_cannot_be_said_is_refused(tmp_path, text, told):
    path = tmp_path / "replies.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=told):
        read_replies(path)
