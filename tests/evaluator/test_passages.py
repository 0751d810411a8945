"""The words that prove something are found where they stand."""

from hypothesis import given
from hypothesis import strategies as some

from evaluator.passages import Passage, passages

TEXT = "I'm so sorry, Denise. That must have hurt."


def test_the_words_of_a_quote_are_a_part_of_their_own() -> None:
    assert passages(TEXT, ["so sorry"]) == (
        Passage(text="I'm "),
        Passage(text="so sorry", quotes=(1,), ends=(1,)),
        Passage(text=", Denise. That must have hurt."),
    )


def test_quotes_that_overlap_share_the_words_that_they_share() -> None:
    parts = passages("one two three", ["one two", "two three"])
    assert [(part.text, part.quotes, part.ends) for part in parts] == [
        ("one ", (1,), ()),
        ("two", (1, 2), (1,)),
        (" three", (2,), (2,)),
    ]


def test_a_quote_that_does_not_stand_there_marks_nothing() -> None:
    assert passages(TEXT, ["never said", ""]) == (Passage(text=TEXT),)


@given(some.text(min_size=1), some.lists(some.text()))
def test_the_parts_are_the_whole_text(text: str, quotes: list[str]) -> None:
    assert "".join(part.text for part in passages(text, [*quotes, text[1:3]])) == text
