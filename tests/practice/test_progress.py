"""The progress shows what was put into a made history, and says how little a few sessions can tell."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from poise.practice.progress import Course, Progress, progress
from poise.practice.shares import Share, change
from tests.practice.made_history import STRATEGIES, history, session

PERSONAS = ("irate-diner", "cake-buyer", "late-parcel")


@pytest.fixture(scope="module", params=range(5))
def shown(request: pytest.FixtureRequest) -> Progress:
    """What forty sessions show, made in five ways."""
    return progress(history(40, seed=request.param), PERSONAS)


def _course(found: Progress, id_: str) -> Course:
    return next(course for course in (*found.strategies, *found.mistakes) if course.id == id_)


def test_what_was_put_in_as_better_or_worse_is_shown_so(shown: Progress) -> None:
    assert _course(shown, "listen").change == "up"
    assert _course(shown, "solution").change == "down"


def test_what_stayed_as_it_was_is_hardly_ever_called_better_or_worse() -> None:
    called = [
        course.change
        for seed in range(60)
        for course in progress(history(40, seed), PERSONAS).strategies
        if course.id in {"empathy", "apology", "clarify"}
    ]
    assert called.count("unclear") / len(called) >= 0.97


def test_mistakes_that_were_put_in_as_fewer_are_shown_as_fewer(shown: Progress) -> None:
    assert _course(shown, "blame").change == "down"
    assert shown.mistaken.lately.times < shown.mistaken.at_first.times


def test_the_share_that_was_put_in_lies_in_the_interval_that_is_shown() -> None:
    inside = [
        course.lately.low <= STRATEGIES[course.id][0] <= course.lately.high
        for seed in range(60)
        for course in progress(history(40, seed), PERSONAS).strategies
        if course.id in {"empathy", "apology", "clarify"}
    ]
    assert sum(inside) / len(inside) >= 0.9


def test_customers_stand_with_how_often_they_were_met_and_what_is_mastered(shown: Progress) -> None:
    diner, cake, parcel = shown.customers
    assert [level.done for level in diner.levels] == [0, 30, 0]
    assert [level.mastered for level in diner.levels] == [False, True, False]
    assert diner.levels[1].best == 75.0
    assert [(level.done, level.mastered) for level in cake.levels] == [(0, False), (0, False), (10, False)]
    assert parcel.done == 0


def test_a_strategys_course_holds_every_session_once(shown: Progress) -> None:
    course = _course(shown, "listen")
    assert sum(point.of for point in course.points) == 120
    assert len(course.points) == 8
    assert course.points[0].share < course.points[-1].share  # type: ignore[operator] - both have occasions


def test_a_few_sessions_are_not_compared_and_tell_hardly_anything() -> None:
    found = progress([session(called_for={"listen": 1}, shown={"listen": 1})] * 3, PERSONAS)
    listen = _course(found, "listen")
    assert (listen.change, listen.lately.certainty) == ("few", "hardly")
    assert listen.lately.low < 0.5


def test_no_sessions_show_nothing() -> None:
    found = progress([], PERSONAS)
    assert (found.sessions, found.strategies, found.mistakes) == (0, (), ())
    assert found.mistaken.lately.share is None


def test_a_strategy_that_nothing_called_for_is_not_shown_as_weak() -> None:
    assert not progress([session(called_for={"listen": 2}, shown={})], PERSONAS).strategies[1:]


def test_mastered_needs_two_good_ones_of_the_last_three() -> None:
    def mastered(*passed: bool) -> bool:
        found = progress([session(passed=one) for one in passed], ("irate-diner",))
        return found.customers[0].levels[1].mastered

    assert [mastered(True), mastered(True, True), mastered(True, True, False, False)] == [False, True, False]
    assert not progress([session(good_end=False)] * 3, ("irate-diner",)).customers[0].levels[1].mastered


@pytest.mark.parametrize(
    ("share", "low", "high"), [(Share(7, 9), 0.453, 0.937), (Share(0, 10), 0.0, 0.278), (Share(0, 0), 0, 1)]
)
def test_the_interval_is_wilsons(share: Share, low: float, high: float) -> None:
    assert share.low == pytest.approx(low, abs=0.001)
    assert share.high == pytest.approx(high, abs=0.001)


@given(some.integers(0, 60), some.integers(0, 60), some.integers(0, 60), some.integers(0, 60))
def test_a_change_is_the_other_way_round_backwards(a: int, b: int, c: int, d: int) -> None:
    one, other = Share(a, a + b), Share(c, c + d)
    turned = {"up": "down", "down": "up"}
    assert change(other, one) == turned.get(change(one, other), change(one, other))
    assert one.low <= (one.share or 0) + 1e-9 or not one.of


def test_chance_alone_is_seldom_called_a_change() -> None:
    draw = random.Random(1)
    pairs = [tuple(Share(sum(draw.random() < 0.5 for _ in range(30)), 30) for _ in range(2)) for _ in range(1000)]
    assert sum(change(*pair) != "unclear" for pair in pairs) <= 20
