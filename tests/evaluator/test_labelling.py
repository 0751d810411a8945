import json
from collections import Counter

import pytest

from evaluator.items import LabelledItem
from evaluator.labelling import blank_line, draw_replies, shuffled
from poise.conversation.errors import ContentError
from poise.conversation.ids import OBSERVED
from poise.conversation.transcript import Transcript
from tests.evaluator.builders import line, said, talk


def spoken(id_: str, replies: int) -> Transcript:
    turns = [turn for number in range(replies) for turn in (line(), said("apology", text=f"{id_} {number}"))]
    return talk(*turns).model_copy(update={"id": id_})


TALKS = [spoken("long", 9), spoken("short", 1)]


def test_the_same_seed_draws_the_same_replies_whatever_the_order_of_the_files() -> None:
    assert draw_replies(TALKS, 5, 7) == draw_replies(TALKS[::-1], 5, 7)
    assert draw_replies(TALKS, 5, 7) != draw_replies(TALKS, 5, 8)


def test_no_reply_is_drawn_twice_even_where_a_conversation_is_given_twice() -> None:
    drawn = draw_replies([*TALKS, *TALKS], 10, 1)
    assert len({one.id for one in drawn}) == 10


def test_every_reply_is_as_likely_as_any_other() -> None:
    counts = Counter(draw_replies(TALKS, 1, seed)[0].id for seed in range(2000))
    assert len(counts) == 10
    assert all(130 < count < 280 for count in counts.values())


def test_too_few_replies_are_said() -> None:
    with pytest.raises(ContentError, match="11 replies are wanted and there are 10"):
        draw_replies(TALKS, 11, 0)


def test_two_conversations_of_one_id_are_refused() -> None:
    other = spoken("long", 2).model_copy(update={"turns": (line("Hm."), said(text="Other."))})
    with pytest.raises(ContentError, match="another conversation has the same id"):
        draw_replies([*TALKS, other], 1, 0)


def test_each_labeller_has_the_same_replies_in_an_order_of_their_own() -> None:
    drawn = draw_replies(TALKS, 10, 3)
    ann, ben = shuffled(drawn, 3, "ann"), shuffled(drawn, 3, "ben")
    assert ann != ben
    assert sorted(one.id for one in ann) == sorted(one.id for one in ben)
    assert shuffled(drawn, 3, "ann") == ann


def test_a_line_holds_context_reply_and_nothing_of_what_a_critic_saw() -> None:
    drawn = next(one for one in draw_replies(TALKS, 10, 3) if one.id == "long:4")
    value = json.loads(blank_line(drawn, "ann"))
    assert set(value) == {"id", "scenario", "by", "context", "reply", "labels"}
    assert [set(turn) for turn in value["context"]] == [{"speaker", "text"}] * 3
    assert value["labels"] == dict.fromkeys(OBSERVED)
    item = LabelledItem.model_validate(value)
    assert all(item.label(id_) is None for id_ in OBSERVED)
