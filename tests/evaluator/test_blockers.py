import pytest

from evaluator.rubric import Rubric
from evaluator.scoring import Scores, score_transcript
from poise.conversation.persona import Persona
from poise.conversation.transcript import Turn
from tests.evaluator.builders import line, said, talk

GOOD = ("listen", "empathy", "apology", "clarify", "calm")
RESOLVING = ("solution", "choice", "timeframe", "clarity", "ownership", "calm")


def scores(rubric: Rubric, *turns: Turn, persona: Persona | None = None) -> Scores:
    return score_transcript(talk(*turns), rubric, persona)


def test_a_good_reply_is_not_capped(rubric: Rubric) -> None:
    found = scores(rubric, line(), said(*GOOD))
    assert found.blockers == ()
    assert found.score == 100.0
    assert found.passed is True


def test_abuse_by_the_agent_caps_the_session(rubric: Rubric) -> None:
    found = scores(rubric, line(), said(*GOOD), line(), said("hostile", evidence={"hostile": "I am so sorry"}))
    assert found.score == rubric.scoring.blockers["abuse_by_agent"].cap
    assert found.before_caps is not None
    assert found.before_caps > found.score
    assert found.blockers[0].quote == "I am so sorry"
    assert found.passed is False
    assert "capped" in found.reason


def test_tolerated_abuse_caps_the_session_and_quotes_the_customer(rubric: Rubric) -> None:
    proof = {"tolerate_abuse": "you useless lot"}
    tolerating = said(*RESOLVING, "tolerate_abuse", provoked_by=proof)
    found = scores(rubric, line(), said(*GOOD), line(abusive=True), tolerating)
    assert found.score == rubric.scoring.blockers["tolerated_abuse"].cap
    assert found.blockers[0].quote == "you useless lot"


def test_a_promise_against_the_policy_needs_a_remedy_that_the_agent_may_not_grant(
    rubric: Rubric, diner: Persona
) -> None:
    never = next(remedy for remedy in diner.remedies if remedy.agent != "may")
    text = f"I guarantee you {never.said_as[0]}."
    proof = {"overpromise": "I guarantee you"}
    against = scores(rubric, line(), said("overpromise", text=text, evidence=proof), persona=diner)
    assert [hit.id for hit in against.blockers] == ["overpromise_against_policy"]
    assert against.blockers[0].quote.casefold() == never.said_as[0].casefold()
    assert scores(rubric, line(), said("overpromise", evidence=proof), persona=diner).blockers == ()
    assert scores(rubric, line(), said(text=text), persona=diner).blockers == ()


@pytest.mark.parametrize("text", ["Don't be such a drama queen.", "Well, IDIOT, then don't."])
def test_a_demeaning_word_caps_the_session(rubric: Rubric, text: str) -> None:
    found = scores(rubric, line(), said(*GOOD, text=text))
    assert [hit.id for hit in found.blockers] == ["demeaning_word"]
    assert found.blockers[0].quote in text


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("You idiot!", "I would rather not be called an idiot while I look for it."),
        ("It is late.", 'Nobody here will call you "drama queen" for that.'),
        ("It is late.", "The idiomatic answer is yes."),
    ],
)
def test_a_quoted_or_repeated_word_is_not_the_agents_own(rubric: Rubric, before: str, text: str) -> None:
    assert scores(rubric, line(before), said(text=text)).blockers == ()
