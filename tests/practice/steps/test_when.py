"""Times as people write them: which are the same, which are not, and which nobody can hold against each other."""

import pytest

from poise.practice.steps.when import agreement, at_once, times


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("within fifteen minutes", "15 min"),
        ("within fifteen minutes", "a quarter of an hour"),
        ("in three working days", "3 working days"),
        ("on Friday", "Fri"),
        ("by six tonight", "6 pm tonight"),
        ("by six tonight", "by 6"),
        ("at half past... at 13.41", "13:41"),
        ("tonight", "this evening"),
        ("in a week", "one week"),
    ],
)
def test_the_same_time_in_other_words_is_the_same(said: str, noted: str) -> None:
    assert agreement(times(said), times(noted)) == "same"


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("within fifteen minutes", "30 minutes"),
        ("on Friday", "Saturday"),
        ("by six tonight", "by 6 tomorrow"),
        ("by six", "by seven"),
    ],
)
def test_another_time_of_the_same_kind_is_another(said: str, noted: str) -> None:
    assert agreement(times(said), times(noted)) == "other"


def test_a_date_and_tomorrow_cannot_be_held_against_each_other() -> None:
    assert agreement(times("tomorrow"), times("on the 6th")) == "given"


@pytest.mark.parametrize(
    "text", ["Both mains come off.", "The refund is £71.95.", "A day after her ceremony.", "12 days late"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert times(text) == {}


def test_this_moment_is_not_later() -> None:
    assert at_once("I'll book it right away")
    assert not at_once("I'll book it now for Friday")
