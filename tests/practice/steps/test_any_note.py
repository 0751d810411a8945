"""Whatever stands in a case note, it is read without a fault, and every proof is there word for word."""

import json

from hypothesis import given
from hypothesis import strategies as st

from poise.practice.steps.case_note import check_note
from poise.practice.steps.said import Said
from tests.practice.steps.test_written_notes import FILES, said_in

SAID = [said_in(json.loads(file.read_text(encoding="utf-8").splitlines()[0])) for file in FILES]
SPOKEN = sorted({word for said in SAID for line in (*said.lines, *said.replies) for word in line.split()})
PIECES = [*SPOKEN, "£", "12.30", ";", "\n", "not"]


@given(
    st.sampled_from(SAID),
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)),
)
def test_every_finding_quotes_what_was_said_and_what_was_noted(said: Said, text: str) -> None:
    for finding in check_note(text, said):
        assert finding.noted in text
        assert any(finding.said in line for line in (*said.lines, *said.replies))


@given(st.sampled_from(SAID))
def test_a_note_that_repeats_every_reply_misses_nothing_that_was_promised(said: Said) -> None:
    text = " ".join((*said.lines, *(promise.quote + "." for promise in said.promises)))
    missing = {finding.about for finding in check_note(text, said) if finding.kind == "missing"}
    assert missing.isdisjoint({"promise", "date", "concern", "next"})
