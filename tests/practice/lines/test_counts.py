import pytest

from poise.conversation.transcript import Refusal
from poise.practice.lines.counts import (
    count_lines,
    distinct_pairs,
    first_seconds,
    lateness,
    later_seconds,
    lines_of,
    said_twice,
)
from poise.practice.lines.figures import figures
from poise.practice.lines.intervals import Share, mean_of
from tests.practice.lines.lines import result, shown, talk

REFUSED = (Refusal(rule="echo", text="I see."),)


def test_wilsons_interval_is_the_published_one():
    low, high = Share(8, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Share(0, 10).interval[0] == 0.0
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None


def test_a_mean_has_the_same_interval_every_time_and_none_of_one_value():
    found = mean_of([1.0, 2.0, 3.0, 4.0])
    assert found == mean_of([1.0, 2.0, 3.0, 4.0])
    assert found.low < found.value == 2.5 < found.high
    assert mean_of([1.0]) is None


def test_authored_lines_and_first_tries_are_counted_where_a_model_was_asked():
    lines = [shown("One."), shown("Two.", tries=2, refused=REFUSED), shown("Three.", authored=True, tries=0)]
    counted = count_lines(lines)
    assert counted.authored == Share(1, 3)
    assert counted.first_try == Share(1, 2)
    assert counted.with_refusals == Share(1, 2)


def test_a_line_said_twice_is_found_whatever_its_case_and_end():
    assert said_twice(talk("What now?", "Go on.", "what now")) == ["what now"]
    assert said_twice(talk("It is still pink!")) == ["It is still pink!"]
    assert said_twice(talk("What now?", "And now?")) == []


def test_distinct_pairs_need_a_thousand_words_and_fall_with_repetition():
    numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    varied = [f"{a} {b} {c} wait" for a in numbers for b in numbers for c in numbers]
    assert distinct_pairs(varied[:100]) is None
    assert distinct_pairs(["the same five words again"] * 300) < 0.01
    assert 0.1 < distinct_pairs(varied) < 0.9
    assert distinct_pairs(varied) == distinct_pairs(varied)


def test_late_exchanges_are_held_against_early_ones():
    early = [shown(f"word{letter} other{letter} third{letter}") for letter in "abcdefgh"]
    late = [shown("the very same four words", refused=REFUSED) for _ in range(4)]
    worse = [talk(*early, *late, stay=True) for _ in range(3)]
    found = lateness([*worse, talk("short")])
    assert found.refusals.value == 1.0
    assert found.refusals.of == 3
    assert found.repetition.value == pytest.approx(0.75)
    assert found.length.value == 2.0
    names = {one.name: one.met for one in figures([result(*worse)], [])}
    assert names["refusals a line, exchanges 9–12 less 2–4"] is False


def test_the_first_line_of_a_session_waits_for_what_the_briefing_did_not_cover():
    one = result(
        talk(shown("a", seconds=3.0), shown("b", seconds=2.0), warm_seconds=16.5), talk(shown("c", seconds=9.0))
    )
    assert first_seconds([one]) == [4.5]
    assert later_seconds([one]) == [2.0]
    assert len(lines_of([one])) == 3


def test_figures_say_what_falls_short():
    met = {one.name: one.met for one in figures([result(talk(shown("One.", authored=True), shown("One.")))], [])}
    assert met["authored lines"] is False
    assert met["first try accepted"] is True
    assert met["lines said twice in a conversation"] is False
    assert met["distinct-2 on samples of 1,000 words"] is None
