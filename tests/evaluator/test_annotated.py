"""The proving words are numbered, and each number says what it proves."""

from evaluator.annotated import Annotated, annotated
from evaluator.critique import critiques
from evaluator.rubric import Rubric
from poise.conversation.transcript import AgentTurn
from tests.evaluator.builders import LINE, REPLY, line, said, talk


def _annotated(rubric: Rubric, reply: AgentTurn) -> Annotated:
    return annotated(reply.text, critiques(talk(line(), reply), rubric)[2])


def test_words_that_prove_two_things_have_one_number(rubric: Rubric) -> None:
    waited = "You waited two hours for a cold meal."
    proof = {"apology": "so sorry", "listen": waited, "empathy": waited}
    found = _annotated(rubric, said("apology", "listen", "empathy", evidence=proof))
    assert [(n.number, n.names) for n in found.notes if n.kind == "shown"] == [
        (1, ("Sincere apology",)),
        (2, ("Active listening", "Empathy")),
    ]
    assert [part.text for part in found.passages if part.quotes] == ["so sorry", waited]


def test_what_was_missed_has_no_number_and_says_what_to_try(rubric: Rubric) -> None:
    missed = [note for note in _annotated(rubric, said("apology")).notes if note.kind == "missed"]
    assert {note.number for note in missed} == {None}
    assert (("Empathy",), (rubric.entry("empathy").missed,)) in [(note.names, note.words) for note in missed]


def test_an_omission_stands_beside_the_customers_words_and_marks_none_of_the_learners(rubric: Rubric) -> None:
    found = _annotated(rubric, said("ignore", provoked_by={"ignore": LINE}))
    wrong = next(note for note in found.notes if note.kind == "mistakes")
    assert (wrong.number, wrong.provoked) == (None, LINE)
    assert [part.quotes for part in found.passages] == [()]


def test_a_reply_without_a_critique_is_its_bare_text() -> None:
    assert annotated(REPLY, None).notes == ()
    assert "".join(part.text for part in annotated(REPLY, None).passages) == REPLY
