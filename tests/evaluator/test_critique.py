from evaluator.critique import critiques
from evaluator.rubric import Rubric
from poise.conversation.transcript import AgentTurn
from tests.evaluator.builders import LINE, line, said, talk


def test_a_critique_quotes_the_reply_for_what_it_showed(rubric: Rubric) -> None:
    found = critiques(talk(line(), said("apology", evidence={"apology": "I am so sorry"})), rubric)[2]
    assert [(remark.id, remark.quote, remark.quoted) for remark in found.shown] == [
        ("apology", "I am so sorry", "reply")
    ]
    assert found.shown[0].name == "Sincere apology"
    assert found.score == 20.0
    assert "this moment called for" in found.reason


def test_what_was_missed_quotes_the_customer_and_says_what_to_try(rubric: Rubric) -> None:
    missed = critiques(talk(line(), said("apology")), rubric)[2].missed[0]
    assert (missed.quote, missed.quoted) == (LINE, "customer")
    assert missed.advice == rubric.entry(missed.id).missed


def test_a_long_line_is_quoted_from_its_beginning_word_for_word(rubric: Rubric) -> None:
    long = "I waited and waited and nobody came to the table. " * 8
    quote = critiques(talk(line(long), said()), rubric)[2].missed[0].quote
    assert len(quote) <= 160
    assert long.startswith(quote + " ")


def test_a_mistake_comes_with_its_proof_and_with_advice(rubric: Rubric) -> None:
    found = critiques(talk(line(), said("ignore", provoked_by={"ignore": "Two hours!"})), rubric)[2]
    assert found.mistakes[0].quote == "Two hours!"
    assert found.mistakes[0].quoted == "customer"
    assert found.mistakes[0].advice


def test_what_an_earlier_reply_earned_is_named_and_not_repeated(rubric: Rubric) -> None:
    found = critiques(talk(line(), said("apology"), line(), said()), rubric)[4]
    assert found.earned_before == ("Sincere apology",)
    assert "apology" not in {remark.id for remark in (*found.shown, *found.missed)}


def test_what_could_not_be_assessed_is_said_with_its_reason(rubric: Rubric) -> None:
    found = critiques(talk(line(), said(silent=["empathy", "listen"])), rubric)[2]
    assert found.score is None
    assert found.not_assessed == {"empathy": "test", "listen": "test"}


def test_a_reply_that_nobody_observed_has_a_critique_that_says_so(rubric: Rubric) -> None:
    assert "no critic" in critiques(talk(line(), AgentTurn(text="Well.")), rubric)[2].reason
