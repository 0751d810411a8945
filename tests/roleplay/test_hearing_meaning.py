import pytest

from poise.llm.word_vectors import load_word_vectors
from poise.roleplay.hearing import hear
from tests.roleplay.world import CONTENT, VERA

DINER = CONTENT.persona("irate-diner")


@pytest.mark.parametrize(
    ("reply", "fact"),
    [
        ("Is there some medical cause behind it?", "hospital"),
        ("How long can the two of you stay tonight?", "taxi"),
        ("What did my colleague say to you when he took it back?", "the-waiter"),
        ("Would you like that?", None),
        ("Is there anything else I can do for you?", None),
    ],
)
def test_with_an_encoder_a_question_is_heard_by_what_it_means(reply, fact):
    asked = [question.fact for question in hear(reply, DINER, load_word_vectors()).asked]
    assert asked == ([fact] if fact else [])


@pytest.mark.parametrize(
    ("reply", "ends"),
    [
        ("I'm ending this chat now.", True),
        ("I will close the call here. Goodbye.", True),
        ("I'm going to hang up now.", True),
        ("This conversation is over.", True),
        ("I won't go on while I'm being abused, so I am closing this conversation now.", True),
        ("I'll end the call now if that happens once more.", False),
        ("If you go on like that I will end the call.", False),
        ("Stop that now, or I will close this chat.", False),
        ("I'm putting it through before I close this chat.", False),
        ("I won't end this call before it is settled.", False),
        ("Shall I close this chat?", False),
    ],
)
def test_an_agent_who_ends_the_contact_is_told_from_one_who_speaks_of_it(reply, ends):
    assert (hear(reply, VERA).ends is not None) is ends


def test_what_is_offered_before_somebody_is_asked_is_still_offered():
    reply = "I'd like to refund you the whole order, £71.95, today, and I'll ask my manager about the dress."
    assert [
        (one.remedy, one.firm) for one in hear(reply, CONTENT.persona("late-parcel"), load_word_vectors()).offers
    ] == [("full-refund", True)]


@pytest.mark.parametrize(
    "recap",
    [
        "You waited in on Monday, on Wednesday and again today, nobody came to your door, and you've had to tell it five times.",
        "You're telling me that the bill has gone from £187 to £1,846 and that nothing in the house has changed.",
    ],
)
def test_giving_back_what_the_customer_told_offers_nothing(recap):
    for id_ in ("broadband-noshow", "billing-caller"):
        assert hear(recap, CONTENT.persona(id_), load_word_vectors()).offers == ()
