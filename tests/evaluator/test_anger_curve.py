"""Every step of the anger stands there with its causes."""

from evaluator.anger_curve import anger_curve
from evaluator.rubric import Rubric
from poise.conversation.transcript import Cause, CustomerTurn
from tests.evaluator.builders import line, said, talk


def angry(anger: int, *causes: Cause) -> CustomerTurn:
    return CustomerTurn(text="So?", anger=anger, causes=causes)


def test_every_line_with_a_stored_anger_is_a_step_with_its_causes_in_words(rubric: Rubric) -> None:
    calmed = Cause(id="apology", delta=-9, quote="so sorry")
    broken = Cause(id="promise_broken", delta=5)
    talked = talk(angry(70), said("apology"), angry(61, calmed), line(), said(), angry(66, broken))
    opening, first, second = anger_curve(talked, rubric, turning={2})
    assert (opening.reply, opening.anger, opening.change) == (0, 70, 0)
    assert (first.reply, first.turn, first.change, first.turning) == (1, 2, -9, True)
    assert (first.causes[0].name, first.causes[0].quote) == ("Sincere apology", "so sorry")
    assert (second.reply, second.change, second.turning) == (2, 5, False)
    assert second.causes[0].name == "Promise broken"


def test_a_conversation_without_stored_anger_has_no_curve(rubric: Rubric) -> None:
    assert anger_curve(talk(line(), said("apology")), rubric) == ()
