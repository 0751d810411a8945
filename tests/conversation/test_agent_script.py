from pathlib import Path

import pytest

from poise.conversation.agent_script import AgentScript, Chosen, Move, load_agent_script, next_reply
from poise.conversation.errors import ContentError

FOUR = ("one", "two", "three", "four")
LISTEN = Move(move="listen", say=FOUR)
WHEN = Move(move="when", on=("ask_when",), say=tuple(f"at {word}" for word in FOUR))
OFFER = Move(move="offer", say=tuple(f"offer {word}" for word in FOUR))
AGAIN = Move(move="again", again=True, say=tuple(f"bye {number}" for number in range(8)))
MOVES = (LISTEN, WHEN, OFFER, AGAIN)


def named(*moves: str) -> list[Chosen]:
    return [Chosen(move, move) for move in moves]


def test_moves_come_in_their_order_and_one_that_waits_for_an_act_comes_when_it_came() -> None:
    assert next_reply(MOVES, [], "open", 1).move == "listen"
    assert next_reply(MOVES, named("listen"), "press", 1).move == "offer"
    assert next_reply(MOVES, named("listen"), "ask_when", 1).move == "when"
    assert next_reply(MOVES, named("listen", "when"), "ask_when", 1).move == "offer"


def test_when_all_are_used_up_the_last_comes_again_in_other_words_while_there_are_any() -> None:
    said = named("listen", "offer")
    for _ in range(8):
        said.append(next_reply(MOVES, said, "thank", 3))
    assert {one.move for one in said[2:]} == {"again"}
    assert len({one.text for one in said[2:]}) == 8
    assert next_reply(MOVES, said, "thank", 3).move == "again"


def test_the_same_seed_draws_the_same_wording_and_seeds_differ() -> None:
    drawn = [next_reply(MOVES, [], "open", seed).text for seed in range(20)]
    assert drawn == [next_reply(MOVES, [], "open", seed).text for seed in range(20)]
    assert set(drawn) == set(FOUR)


def write(folder: Path, text: str, name: str = "somebody") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def agents(**changes: str) -> str:
    again = "  - {move: again, again: true, say: [a, b, c, d, e, f, g, h]}\n"
    parts = {quality: again.replace("[a,", f"[a {quality},") for quality in ("good", "neutral", "bad")} | changes
    letters = {"neutral": "n", "bad": "b", "good": "g"}
    for quality, letter in letters.items():
        parts[quality] = parts[quality].replace(
            " b, c, d, e, f, g, h]", "".join(f" {letter}{n}," for n in range(7)) + "]"
        )
    return "persona: somebody\n" + "".join(f"{quality}:\n{moves}" for quality, moves in parts.items())


def test_a_bare_on_is_a_field_and_not_the_yaml_word_for_true(tmp_path: Path) -> None:
    good = "  - {move: when, on: [ask_when], say: [w, x, y, z]}\n  - {move: again, again: true, say: [a, b, c, d, e, f, g, h]}\n"
    script = load_agent_script(write(tmp_path, agents(good=good)))
    assert script.good[0].on == ("ask_when",)
    assert isinstance(script, AgentScript)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"good": "  - {move: listen, say: [a, b, c, d]}\n"}, "again: true"),
        ({"good": "  - {move: listen, say: [a, b, c]}\n"}, "4 or more"),
        ({"good": "  - {move: again, again: true, say: [q, r, s, t]}\n"}, "8 or more"),
        ({"good": "  - {move: when, on: [asks], say: [a, b, c, d]}\n"}, "good"),
        ({"bad": "  - {move: again, again: true, say: [a good, q, r, s, t, u, v, w]}\n"}, "stands twice"),
        ({"persona": "  - {}\n"}, "stands twice"),
    ],
)
def test_a_script_that_cannot_be_played_is_one_line_with_the_file(
    tmp_path: Path, change: dict[str, str], told: str
) -> None:
    with pytest.raises(ContentError, match=told) as error:
        load_agent_script(write(tmp_path, agents(**change)))
    assert "somebody.yaml" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_file_bears_the_name_of_its_persona(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="rename the file"):
        load_agent_script(write(tmp_path, agents(), "else"))
