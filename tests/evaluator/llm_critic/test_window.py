"""How a question is made to fit: fewer examples, then more calls, then fewer turns, then none."""

from collections.abc import Callable

import pytest

from evaluator.llm_critic.prompting import Asked, Moment, entry_texts, questions
from evaluator.llm_critic.sections import split_prompt
from evaluator.llm_critic.window import MOST_CALLS, SMALLEST, Window
from evaluator.rubric import Rubric
from poise.conversation.content import Content
from poise.conversation.ids import OBSERVED
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from tests.evaluator.builders import REPLY, line

Ask = Callable[..., list[Asked]]
WINDOWS = (3072, 4096, 5120, 6144, 8192, 12288, 16384)


@pytest.fixture(scope="module")
def ask(rubric: Rubric, content: Content) -> Ask:
    prompt = split_prompt(content.prompt("critic/observe"))
    entries, diner = entry_texts(prompt, rubric), content.persona("irate-diner")

    def asked(tokens: int | None, context: list[Turn] | None = None) -> list[Asked]:
        window = Window(tokens, count) if tokens else None
        return questions(prompt, entries, Moment(context or [line()], REPLY, diner, "vent"), window)

    return asked


def count(text: str) -> int:
    return len(text) // 4


def examples(asked: Asked) -> dict[str, int]:
    """How many examples each entry has."""
    blocks = asked.system.split("\n\n")
    return {id_: block.count("\nCustomer: ") for id_ in asked.ids for block in blocks if block.startswith(f"[{id_}]")}


@pytest.mark.parametrize("tokens", WINDOWS)
def test_every_id_is_asked_about_once_with_an_example_and_all_of_it_fits(ask: Ask, tokens: int) -> None:
    asked = ask(tokens)
    assert [id_ for one in asked for id_ in one.ids] == list(OBSERVED)
    assert all(number >= 1 for one in asked for number in examples(one).values())
    assert all(count(one.system + one.user) + 40 * len(one.ids) <= tokens for one in asked)


def test_a_larger_window_needs_no_more_calls_and_holds_no_fewer_examples(ask: Ask) -> None:
    found = [ask(tokens) for tokens in WINDOWS]
    calls = [len(asked) for asked in found]
    assert calls == sorted(calls, reverse=True)
    assert (calls[0], calls[-1]) == (MOST_CALLS, 1)
    held = [sum(examples(asked[0]).values()) for asked in found if len(asked) == 1]
    assert held == sorted(held)
    assert len(set(held)) > 1


def test_a_wide_window_or_none_holds_every_example(ask: Ask, rubric: Rubric) -> None:
    every = {entry.id: len(entry.contrasts) for entry in rubric.observed()}
    assert [examples(one) for one in (*ask(None), *ask(16384))] == [every, every]


def test_a_second_example_goes_to_most_ids_before_a_third_goes_to_any(ask: Ask) -> None:
    (asked,) = ask(8192)
    numbers = list(examples(asked).values())
    assert numbers.count(2) > numbers.count(1)
    assert max(numbers) == 2


def test_only_one_call_is_asked_for_contradictions(ask: Ask) -> None:
    asked = ask(3072)
    assert [one.contradictions for one in asked] == [True] + [False] * (len(asked) - 1)
    assert ['"contradictions"' in one.system for one in asked] == [one.contradictions for one in asked]


def test_the_oldest_turns_are_left_out_where_nothing_else_makes_room(ask: Ask) -> None:
    talk: list[Turn] = [
        CustomerTurn(text=f"Line {n}. " + "Where is it? " * 9)
        if n % 2
        else AgentTurn(text=f"Reply {n}. " + "I look. " * 9)
        for n in range(1, 122)
    ]
    (wide,) = ask(32768, talk)
    narrow = ask(4096, talk)
    assert wide.left_out == 0
    left_out = narrow[0].left_out
    assert 0 < left_out < 121
    assert {one.left_out for one in narrow} == {left_out}
    for one in narrow:
        assert "(earlier turns are left out)" in one.user
        assert f"[{left_out}] " not in one.user
        assert f"[{left_out + 1}] " in one.user
        assert "[121] customer: Line 121." in one.user


def test_a_window_without_any_room_asks_nothing(ask: Ask) -> None:
    assert ask(2048) == []


def test_a_window_is_halved_down_to_the_smallest() -> None:
    window: Window | None = Window(SMALLEST * 5, count)
    sizes = []
    while window := window.halved():
        sizes.append(window.tokens)
    assert sizes == [SMALLEST * 5 // 2, SMALLEST * 5 // 4]
