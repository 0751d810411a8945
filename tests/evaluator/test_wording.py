import pytest

from evaluator.debrief import debrief
from evaluator.figures import amounts, figures
from evaluator.rubric import Rubric
from evaluator.wording import own_sentence, passages, plain, unfit
from poise.conversation.persona import Persona
from poise.conversation.transcript import Cause, CustomerTurn, Transcript
from tests.evaluator.builders import line, said, talk

REPLY = "I am sorry. You should have said so! We can cook it again."


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("should have said so", "You should have said so!"),
        ("you should HAVE", "You should have said so!"),
        ("so! We can", "You should have said so! We can cook it again."),
        ("I am sorry.", "I am sorry."),
        ("a line of the customer", REPLY),
        ("", REPLY),
    ],
)
def test_the_own_sentence_is_the_one_in_which_the_quote_stands(quote: str, sentence: str) -> None:
    assert own_sentence(REPLY, quote) == sentence


def test_what_to_try_the_reply_that_angered_and_a_strength_are_worded_first(rubric: Rubric) -> None:
    judged = debrief(_mixed(), rubric)
    assert judged.try_next is not None
    found = passages(judged, _mixed().turns)
    strength = judged.went_well[0]
    assert [(one.turn, one.id) for one in found] == [(2, judged.try_next.id), (4, "dismiss"), (2, strength.id)]
    assert (found[1].sentence, found[2].sentence) == ("It is only a steak.", "I am sorry.")


def test_one_point_is_asked_about_once(rubric: Rubric) -> None:
    angry = CustomerTurn(text="What?", causes=(Cause(id="blame", delta=9, quote="should have"),))
    only = talk(line(), said("blame", text=REPLY, evidence={"blame": "You should have said so!"}), angry)
    found = passages(debrief(only, rubric), only.turns)
    assert len({(one.turn, one.id) for one in found}) == len(found) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“I am sorry.”", "I am sorry."),
        ('"I am sorry."\n', "I am sorry."),
        ('"Well" is not "done"', '"Well" is not "done"'),
        ("  Two\nlines\u200b here ", "Two lines here"),
        ("", ""),
    ],
)
def test_a_coachs_words_are_put_on_one_line_without_their_quotation_marks(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "I am so sorry about the steak, Denise.",
        "A new sirloin takes twelve to fifteen minutes.",
        "I can give you drinks or puddings up to £25.",
        "You waited 45 minutes; nobody should.",
        "You have sat here since half past seven.",
        "Here is what I can do: I'll have it cooked again.",
        " ".join(["word"] * 60),
    ],
)
def test_what_the_briefing_or_the_customer_holds_may_be_said(diner: Persona, text: str) -> None:
    assert unfit(text, diner, (line("45 minutes and no steak!"),)) == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "wrote nothing"),
        (" ".join(["word"] * 61), "61 words"),
        ("You get £45 back.", "45, which"),
        ("You get fifteen pounds back.", "15, which"),
        ("It takes 50 minutes.", "50, which"),
        ("Here is the rewritten sentence: I am sorry.", "its task"),
    ],
)
def test_what_nobody_said_may_not(diner: Persona, text: str, says: str) -> None:
    assert says in unfit(text, diner, (line("45 minutes and no steak!"),))


def test_numbers_are_compared_however_they_are_written() -> None:
    assert figures("£1,200.00 at 7:30, twenty-five or a hundred and fifty; no one") == {"1200", "7.30", "25", "150"}
    assert amounts("£31, ten quid, 20 % and 5 minutes") == {"31", "10", "20"}


def _mixed() -> Transcript:
    cold = CustomerTurn(text="What?", causes=(Cause(id="dismiss", delta=7, quote="only a steak"),))
    first = said(
        "apology", "blame", text=REPLY, evidence={"apology": "I am sorry.", "blame": "You should have said so!"}
    )
    return talk(
        line(), first, line(), said("dismiss", text="It is only a steak.", evidence={"dismiss": "only a steak"}), cold
    )
