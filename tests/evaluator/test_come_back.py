import pytest

from evaluator.come_back import would_come_back
from evaluator.debrief import debrief
from evaluator.rubric import Rubric
from evaluator.scoring_table import ComeBackLines
from poise.conversation.ids import MARKS, Act, Outcome
from poise.conversation.transcript import Cause, CustomerTurn, Transcript
from tests.evaluator.builders import said, talk

LINES = ComeBackLines(calm_to=30, angry_from=50)


def felt(anger: int | None, act: Act | None = None, *causes: str, **marks: bool | None) -> CustomerTurn:
    read = {**dict.fromkeys(MARKS, False), **marks}
    why = tuple(Cause(id=id_, delta=5) for id_ in causes)
    return CustomerTurn(text="Well.", anger=anger, act=act, marks=read, causes=why)


def ended(*lines: CustomerTurn, outcome: Outcome | None = None, shown: str = "listen") -> Transcript:
    return talk(felt(80), *(turn for line in lines for turn in (said(shown), line)), outcome=outcome)


def test_calm_and_agreed_comes_back() -> None:
    found = would_come_back(ended(felt(20, "accept"), felt(5, "thank"), outcome="resolved"), LINES)
    assert (found.verdict, found.reasons, found.anger) == ("yes", ("calm", "remedy_agreed"), 5)


def test_a_customer_who_wanted_to_be_heard_comes_back_without_a_remedy() -> None:
    assert would_come_back(ended(felt(10, "goodbye"), outcome="resolved"), LINES).reasons == ("calm", "settled")


def test_an_acceptance_that_was_only_read_from_the_words_counts() -> None:
    assert would_come_back(ended(felt(20, accepts=True)), LINES).verdict == "yes"


@pytest.mark.parametrize(("anger", "verdict"), [(30, "yes"), (31, "perhaps"), (49, "perhaps"), (50, "no")])
def test_the_lines_are_those_of_the_table(anger: int, verdict: str) -> None:
    assert would_come_back(ended(felt(anger, "accept")), LINES).verdict == verdict


def test_calm_with_nothing_agreed_is_perhaps() -> None:
    found = would_come_back(ended(felt(10), outcome="turn_limit"), LINES)
    assert (found.verdict, found.reasons) == ("perhaps", ("calm", "nothing_agreed", "turn_limit"))


def test_who_walks_out_does_not_come_back_however_calm() -> None:
    assert would_come_back(ended(felt(10, "leave"), outcome="walked_out"), LINES).verdict == "no"


def test_a_broken_promise_costs_the_agreement_and_the_verdict() -> None:
    broken = ended(felt(20, "accept"), felt(28, None, "broken_promise"))
    assert would_come_back(broken, LINES).reasons == ("calm", "nothing_agreed", "promise_broken")
    assert would_come_back(broken, LINES).verdict == "perhaps"
    reported = ended(felt(40, "accept", reports_broken_promise=True))
    assert would_come_back(reported, LINES).verdict == "no"


def test_promises_are_said_to_be_kept_only_where_one_was_made_and_somebody_looked() -> None:
    assert "promises_kept" in would_come_back(ended(felt(20, "accept"), shown="timeframe"), LINES).reasons
    assert "promises_kept" not in would_come_back(ended(felt(20, "accept")), LINES).reasons
    unread = ended(felt(20, "accept", reports_broken_promise=None), shown="timeframe")
    assert "promises_kept" not in would_come_back(unread, LINES).reasons


def test_without_a_stored_anger_it_is_not_assessed() -> None:
    found = would_come_back(ended(felt(None, "accept"), outcome="resolved"), LINES)
    assert (found.verdict, found.reasons, found.anger) == ("not_assessed", ("no_anger_stored",), None)


def test_the_debrief_asks_the_rubrics_own_lines(rubric: Rubric) -> None:
    calm = rubric.scoring.come_back.calm_to
    found = debrief(ended(felt(int(calm), "accept")), rubric).come_back
    assert found.verdict == "yes"
    assert debrief(ended(felt(int(calm) + 1, "accept")), rubric).come_back.verdict == "perhaps"
