import pytest

from poise.conversation.character_card.reading import LONGEST, cut, example_lines, fitted, slug, taken_over
from tests.conversation.character_card.cards import card


def test_the_cards_words_go_where_a_persona_has_a_place_for_them() -> None:
    assert taken_over(card()) == {
        ("identity", "name"): "Ada Thorn",
        ("identity", "about"): "Ada Thorn is 50 and keeps bees. Ada Thorn has told the agent twice.",
        ("voice", "manner"): "Curt. Polite when pressed.",
        ("scenario",): "A parcel of bees arrived late.",
        ("opening",): ["My bees were out in the rain, the agent.", "Well?", "Are you the courier?"],
    }


def test_what_the_card_leaves_empty_is_not_taken_over() -> None:
    assert set(taken_over(card(scenario="", personality="  ", first_mes="*waits*", alternate_greetings=[]))) == {
        ("identity", "name"),
        ("identity", "about"),
    }


def test_only_what_the_character_says_aloud_becomes_a_line() -> None:
    assert example_lines(card()) == ["Don't hello me.", "Two days late."]


def test_a_text_too_long_for_a_field_ends_with_a_sentence() -> None:
    long = "She keeps bees. " * 60
    assert fitted(long).endswith("bees.")
    assert len(fitted(long)) <= LONGEST
    assert len(fitted("b" * 700 + " x")) <= LONGEST
    assert cut(card(description=long)) == ["description"]
    assert cut(card()) == []


@pytest.mark.parametrize(
    ("name", "id_"), [("Ada Thorn", "ada-thorn"), ("Zoë d'Or", "zoe-d-or"), ("蜂", ""), ("A" * 99, "a" * 60)]
)
def test_an_id_is_made_of_a_name(name: str, id_: str) -> None:
    assert slug(name) == id_
