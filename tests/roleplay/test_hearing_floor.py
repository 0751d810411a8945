import json
from collections import Counter
from pathlib import Path

import pytest

from poise.llm.word_vectors import load_word_vectors
from poise.roleplay.hearing import hear
from scripts.hearing.score import counts, rates
from tests.content.shipped import CONTENT

LABELLED = Path(__file__).parents[1] / "data" / "hearing"
PRECISION, RECALL = 0.9, 0.8


@pytest.mark.parametrize("kind", ["offers", "questions", "promises", "settled"])
@pytest.mark.parametrize("written", ["replies", "ninth"])
def test_what_labelled_replies_say_is_heard_as_well_as_the_contract_asks(written, kind):
    encode = load_word_vectors()
    labelled = [json.loads(line) for line in (LABELLED / f"{written}.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [counts(hear(one["reply"], CONTENT.persona(one["persona"]), encode), one)[kind] for one in labelled]
    precision, recall = rates(found)
    assert (precision >= PRECISION, recall >= RECALL) == (True, True), (precision, recall, sum(found, Counter()))
