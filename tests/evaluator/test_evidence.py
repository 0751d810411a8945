import random

from hypothesis import given
from hypothesis import strategies as st

from evaluator.evidence import VOID_QUOTE, count_void, find, verify
from poise.conversation.ids import OBSERVED
from tests.evaluator.builders import LINE, REPLY, line, observed

TEXT = "I’m  sorry — we let you\ndown, Ms “Ada” Okoro."


def test_quotes_dashes_white_space_and_case_may_differ() -> None:
    assert find("i'm sorry - we let YOU down", TEXT) == "I’m  sorry — we let you\ndown"
    assert find('"we let you down"', TEXT) == "we let you\ndown"


def test_words_may_not_differ() -> None:
    assert find("we have let you down", TEXT) is None
    assert find("sorry ... down", TEXT) is None


def test_a_quote_begins_and_ends_at_word_borders() -> None:
    assert find("orry", TEXT) is None
    assert find("do", TEXT) is None
    assert find("our", "our hour") == "our"


def test_nothing_is_no_quote() -> None:
    assert find("", TEXT) is None
    assert find("...", TEXT) is None


@given(st.text(min_size=1, max_size=60), st.integers(0, 59), st.integers(1, 60))
def test_what_is_found_stands_in_the_text(text: str, start: int, length: int) -> None:
    found = find(text[start : start + length], text)
    assert found is None or found in text


def test_an_act_with_its_words_stands() -> None:
    seen = verify(observed("apology", evidence={"apology": "i am SO sorry"}), REPLY, [line()])
    assert seen.shown("apology")
    assert seen.evidence == {"apology": "I am so sorry"}


def test_an_act_whose_words_are_not_there_is_void() -> None:
    seen = verify(observed("apology", evidence={"apology": "I apologise"}), REPLY, [line()])
    assert seen.probability("apology") is None
    assert seen.not_assessed == {"apology": VOID_QUOTE}
    assert seen.evidence == {}
    assert count_void(seen) == 1


def test_an_act_without_any_words_is_void() -> None:
    assert verify(observed("apology"), REPLY, [line()]).not_assessed == {"apology": VOID_QUOTE}


def test_an_act_is_not_proved_by_the_customers_words() -> None:
    seen = verify(observed("hostile", evidence={"hostile": "you useless lot"}), REPLY, [line()])
    assert seen.probability("hostile") is None


def test_an_omission_is_proved_by_the_customers_words_alone() -> None:
    seen = verify(observed("tolerate_abuse", provoked_by={"tolerate_abuse": "you USELESS lot"}), REPLY, [line()])
    assert seen.shown("tolerate_abuse")
    assert seen.provoked_by == {"tolerate_abuse": "you useless lot"}


def test_an_omission_proved_by_the_reply_alone_is_void() -> None:
    seen = verify(observed("ignore", evidence={"ignore": "I am so sorry"}), REPLY, [line()])
    assert seen.probability("ignore") is None


def test_an_invented_quote_beside_an_omission_voids_it() -> None:
    proof = {"evidence": {"ignore": "whatever"}, "provoked_by": {"ignore": "Two hours!"}}
    assert verify(observed("ignore", **proof), REPLY, [line()]).probability("ignore") is None


def test_what_was_not_decided_needs_no_proof() -> None:
    assert verify(observed(), REPLY, [line()]) == observed()


def test_no_quote_that_is_not_verbatim_survives_whatever_a_critic_claims() -> None:
    draw = random.Random(3)
    words = (REPLY + " " + LINE + " I apologise unreservedly for nothing").split()
    for _ in range(300):
        claims = {id_: " ".join(draw.sample(words, draw.randint(1, 4))) for id_ in OBSERVED}
        causes = {id_: " ".join(draw.sample(words, draw.randint(1, 3))) for id_ in OBSERVED}
        seen = verify(observed(*OBSERVED, evidence=claims, provoked_by=causes), REPLY, [line()])
        assert all(quote in REPLY for quote in seen.evidence.values())
        assert all(quote in LINE for quote in seen.provoked_by.values())
        assert all(seen.evidence.get(id_) or seen.provoked_by.get(id_) for id_ in seen.decided())
