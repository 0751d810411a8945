import json
from typing import Any

import pytest

from poise.conversation.character_card.card import LARGEST_JSON, card_from_json
from poise.conversation.errors import ContentError
from tests.conversation.character_card.cards import foreign


def fault(text: str | bytes) -> str:
    with pytest.raises(ContentError) as caught:
        card_from_json(text, "ada.json")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(("spec", "form"), [("chara_card_v2", "v2"), ("chara_card_v3", "v3")])
def test_a_card_of_either_version_is_read_and_left_as_it_is(spec: str, form: str) -> None:
    card = card_from_json(json.dumps(foreign(spec)), "ada.json")
    assert card.format == form
    assert card.value == foreign(spec)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "ada.json:1: no valid JSON"),
        ("[]", "holds no character card"),
        ("{}", "spec: spec is missing"),
        (json.dumps({"name": "Ada", "first_mes": "Hi"}), "it looks like a V1 card"),
        (json.dumps({**foreign(), "spec": "chara_card_v9"}), "spec is 'chara_card_v9'"),
        (json.dumps({**foreign(), "spec": ["chara_card_v2"]}), "spec is ['chara_card_v2']"),
        (json.dumps({"spec": "chara_card_v2", "data": []}), "data: the card's fields are missing"),
        (json.dumps(foreign(name=" ")), "data.name: the character has no name"),
        (json.dumps(foreign(description=7)), "data.description: is no text"),
        (json.dumps(foreign(alternate_greetings="Hi")), "data.alternate_greetings: is no list of texts"),
        (json.dumps(foreign(extensions=[1])), "data.extensions: is no object"),
        (json.dumps(foreign(x_unknown=float("nan"))), "NaN is no number of JSON"),
        (json.dumps(foreign(x_unknown=5)).replace("5}", "1e999}", 1), "too large"),
        (json.dumps(foreign(x_unknown="\ud800")), "half a character"),
        ('{"a":' * 50_000, "nested more than 64 levels deep"),
        (b'{"name": "\xff"}', "not UTF-8"),
        ("1" * 5000, "no usable JSON"),
        (" " * (LARGEST_JSON + 1), "bytes of JSON"),
    ],
)
def test_what_is_no_card_is_one_line_that_says_why(text: Any, says: str) -> None:
    assert says in fault(text)


def test_fields_that_other_programs_leave_out_may_be_missing() -> None:
    nothing = {"description": None, "alternate_greetings": None, "extensions": None, "character_book": None}
    bare = {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Ada", **nothing}}
    assert card_from_json(json.dumps(bare), "ada.json").text("description") == ""
