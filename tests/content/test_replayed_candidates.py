"""What the embedded model wrote for three customers goes through choice and guard again: the same line, the same refusals."""

from functools import cache
from pathlib import Path

import pytest

from poise.conversation.hearing import Hearing
from poise.llm.recordings import NotRecorded, load_recordings, replaying
from poise.llm.tokens import estimate
from poise.practice.lines.moments import Moment, moments
from poise.practice.lines.result import Result, load_result
from poise.roleplay.actor import speak
from poise.roleplay.cast import Cast
from poise.roleplay.prompts import load_prompts
from poise.roleplay.spoken import SpokenLine
from tests.content.shipped import CONTENT, ROOT

FOLDER = ROOT / "tests/data/candidates"
RECORDED = ("billing-caller", "irate-diner", "late-parcel")
MISSING = [id_ for id_ in RECORDED if not (FOLDER / f"{id_}.json").is_file()]
PROMPTS = load_prompts(CONTENT)
LARGEST = 300_000
"""Bytes of all files together: what is kept in the repository for this must stay small."""

each_customer = pytest.mark.parametrize("id_", RECORDED)


def test_the_candidates_of_every_customer_are_recorded() -> None:
    assert not MISSING, f"run python scripts/record_candidates.py: {MISSING}"


@cache
def result(id_: str) -> Result:
    found = load_result(FOLDER / f"{id_}.json")
    assert found is not None
    return found


def spoken(id_: str, moment: Moment, model: object) -> SpokenLine:
    persona = CONTENT.persona(id_)
    cast = Cast(persona, "standard", "playwright", PROMPTS, 8192, lambda text: estimate(text).n)
    pieces = speak(model, cast, moment.turns, moment.mood, moment.direction, Hearing(), moment.seed)  # type: ignore[arg-type]
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            return done.value


def test_three_customers_are_recorded_in_small_files():
    assert MISSING == []
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < LARGEST


@each_customer
def test_choice_and_guard_decide_as_they_did(id_):
    """Where this fails the prompts, the choice or the guard changed: look at the lines, then record again with
    `python scripts/record_candidates.py`.
    """
    model = replaying(FOLDER / f"{id_}.jsonl", "embedded")
    (talk,) = result(id_).talks
    now = [spoken(id_, moment, model) for moment in moments(talk)]
    before = [(one.line, one.authored, one.tries, one.refused) for one in talk.shown]
    assert [(one.text, one.authored, one.tries, one.refused) for one in now] == before
    model.recordings.require_all_asked()


@each_customer
def test_every_turn_has_three_candidates_of_each_request(id_):
    answers = load_recordings(FOLDER / f"{id_}.jsonl").by_key.values()
    assert {len(one.answer["generations"]) for one in answers} == {3}
    assert len(answers) == sum(one.tries for talk in result(id_).talks for one in talk.shown)


def test_some_line_was_chosen_and_some_refused():
    """A replay in which nothing happened would prove nothing."""
    shown = [one for id_ in RECORDED for talk in result(id_).talks for one in talk.shown]
    assert any(not one.authored for one in shown)
    assert any(one.refused for one in shown)


def test_another_prompt_finds_no_answer_and_says_where_it_differs():
    id_ = RECORDED[0]
    moment = next(moments(result(id_).talks[0]))
    persona = CONTENT.persona(id_)
    other = persona.model_copy(update={"scenario": persona.scenario.replace(".", " today.", 1)})
    cast = Cast(other, "standard", "playwright", PROMPTS, 8192, lambda text: estimate(text).n)
    model = replaying(Path(FOLDER / f"{id_}.jsonl"), "embedded")
    with pytest.raises(NotRecorded, match=r"(?s)Record it again.*today"):
        list(speak(model, cast, moment.turns, moment.mood, moment.direction, Hearing(), moment.seed))
