"""The sieve leaves out no wording that stands in a text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from evaluator.fast.sieve import Sieve

WORDINGS = (r"sorry", r"(?:can|will) not", r"so \w+ of you", r"\bname\b", r"(?!no)\w+ reason", r"£\d+", r"a\s+word")


@pytest.fixture(scope="module")
def sieve() -> Sieve:
    made = Sieve()
    assert [made.add(wording) for wording in WORDINGS] == list(range(len(WORDINGS)))
    return made


def test_only_what_can_stand_there_is_possible(sieve: Sieve) -> None:
    looks_ahead = 4
    assert sieve.possible("i am sorry") == {0, looks_ahead}
    assert sieve.possible("we will not, a word of £20") == {1, 5, 6, looks_ahead}


def test_letters_and_spaces_beyond_ascii_leave_everything_possible(sieve: Sieve) -> None:
    assert sieve.possible("so désolé of you") == set(range(len(WORDINGS)))
    assert sieve.possible("a\u2003word") == set(range(len(WORDINGS)))


@given(text=some.text(some.sampled_from("sorycan wilt£9é \u2003\n.nmefuaod")))
def test_whatever_stands_in_a_text_is_possible(sieve: Sieve, text: str) -> None:
    found = {number for number, wording in enumerate(WORDINGS) if re.search(wording, text)}
    assert found <= sieve.possible(text)
