import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poise.conversation.hearing import Span
from poise.roleplay.hearing import hear
from tests.roleplay.world import CONTENT, VERA

DINER, CAKE = CONTENT.persona("irate-diner"), CONTENT.persona("cake-buyer")

OFFERS = [
    (VERA, "I can send you a new lamp today.", {"new-lamp"}),
    (VERA, "We'll replace the lamp.", {"new-lamp"}),
    (VERA, "Would you like a replacement lamp or a full refund?", {"new-lamp", "money-back"}),
    (VERA, "How about a voucher?", {"voucher"}),
    (VERA, "I've refunded you already.", {"money-back"}),
    (VERA, "Your money back, at once.", {"money-back"}),
    (VERA, "I can take 20% off, and refunding you is possible too.", {"discount", "money-back"}),
    (
        DINER,
        "I'll have a fresh sirloin cooked right through, and both mains are on us.",
        {"fresh-steak", "both-mains-off"},
    ),
    (DINER, "Shall I bring him another steak, well done?", {"fresh-steak"}),
    (DINER, "The whole bill is on the house tonight.", {"whole-bill"}),
    (DINER, "You won't be charged for the steak.", {"steak-off-bill"}),
    (DINER, "The steak is on us, of course.", {"steak-off-bill"}),
    (DINER, "Can I offer you desserts on us?", {"pudding-or-drinks"}),
    (DINER, "I can't take the steak off the bill, but I can give you a voucher.", {"voucher"}),
    (CAKE, "I'm refunding the full £74 now.", {"full-refund"}),
    (CAKE, "We could bake another cake with the jam in it for Thursday.", {"new-cake"}),
    (CAKE, "I can refund half of it.", {"part-refund"}),
    (CAKE, "I'd be happy to send some cupcakes.", {"cupcakes"}),
]
NO_OFFERS = [
    "We can't refund you.",
    "I understand that you want your money back.",
    "You asked for a new lamp, didn't you?",
    "If you had told us earlier we could have replaced the lamp.",
    "I can see that the lamp is broken.",
    "Refunds are against our policy.",
    "Is the lamp a replacement?",
    "I'm afraid no refunds are possible.",
    "Were you offered a voucher?",
]


@pytest.mark.parametrize(("persona", "reply", "remedies"), OFFERS)
def test_an_offer_is_heard_in_other_words_than_the_personas(persona, reply, remedies):
    assert {offer.remedy for offer in hear(reply, persona).offers} == remedies


@pytest.mark.parametrize("reply", NO_OFFERS)
def test_what_is_refused_restated_or_unreal_is_no_offer(reply):
    assert hear(reply, VERA).offers == ()


@pytest.mark.parametrize(
    "reply",
    ["Well, nobody else has complained about their steak tonight.", "It's only a steak.", "How is the steak cooked?"],
)
def test_naming_the_thing_is_not_offering_it(reply):
    heard = hear(reply, DINER)
    assert (heard.offers, heard.refused) == ((), ())


def test_asking_whether_there_is_anything_else_asks_for_no_fact():
    assert hear("Is there anything else I can do for you?", CAKE).asked == ()


def test_a_refused_remedy_is_kept_as_refused():
    assert [offer.remedy for offer in hear("I'm sorry, we can't refund you.", VERA).refused] == ["money-back"]


@pytest.mark.parametrize(
    "reply", ["Maybe I could send a new lamp.", "Perhaps we can refund you.", "I'll see if we can replace the lamp."]
)
def test_a_hedged_offer_is_vague(reply):
    assert [offer.firm for offer in hear(reply, VERA).offers] == [False]


def test_a_remedy_that_is_none_of_the_personas_is_other():
    assert [offer.remedy for offer in hear("I can give you free coffee for a month.", VERA).offers] == ["other"]


@pytest.mark.parametrize(
    ("reply", "fact"),
    [
        ("What's your order number?", "number"),
        ("Could you tell me why you need the lamp", "eyes"),
        ("How did it arrive?", "pieces"),
        ("May I ask whether it was a gift?", "gift"),
    ],
)
def test_a_question_is_matched_to_the_fact_it_asks_for(reply, fact):
    assert [question.fact for question in hear(reply, VERA).asked] == [fact]


def test_a_statement_asks_nothing():
    assert hear("The order number is on the box.", VERA).asked == ()


@pytest.mark.parametrize(
    ("reply", "by", "firm"),
    [
        ("I'll call you by Friday.", "by Friday", True),
        ("We will send it within three working days.", "within three working days", True),
        ("I'm going to ring you back in ten minutes.", "in ten minutes", True),
        ("I'll get back to you as soon as possible.", "as soon as possible", False),
        ("I'll try to call you tomorrow.", "tomorrow", False),
        ("I'll look at it myself.", "", True),
        ("About twenty minutes.", "About twenty minutes", True),
        ("It'll be with you at half past nine.", "at half past nine", True),
    ],
)
def test_a_promise_is_heard_with_its_time_and_whether_it_is_firm(reply, by, firm):
    (promise,) = hear(reply, VERA).promises
    assert (promise.by, promise.firm) == (by, firm)


@pytest.mark.parametrize(
    "reply", ["Does that work for you?", "Are you happy with that?", "How does that sound?", "Is that all right?"]
)
def test_asking_whether_it_is_settled_is_heard(reply):
    assert hear(reply, VERA).confirmed is not None


def test_asking_what_happened_settles_nothing():
    assert hear("What happened to the lamp?", VERA).confirmed is None


def test_the_name_is_heard_as_a_whole_word_and_the_longest_form_wins():
    assert hear("I'm sorry, Mrs Holm.", VERA).named == Span(start=11, end=19, text="Mrs Holm")
    assert hear("Put it on the veranda.", VERA).named is None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([text for _, text, _ in OFFERS] + NO_OFFERS + ["", "…", "Vera!", "£4.50?", "by 5 pm; or"]),
        max_size=5,
    )
)
def test_every_span_holds_exactly_the_words_at_its_place(parts):
    reply = " ".join(parts)
    heard = hear(reply, VERA)
    spans = [
        *(o.span for o in (*heard.offers, *heard.refused)),
        *(q.span for q in heard.asked),
        *(p.span for p in heard.promises),
    ]
    spans += [span for span in (heard.confirmed, heard.named) if span]
    assert all(reply[span.start : span.end] == span.text and span.text for span in spans)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_hearing_fail(reply):
    assert hear(reply, CAKE) == hear(reply, CAKE)


@pytest.mark.parametrize(
    ("persona", "reply", "remedies"),
    [
        (DINER, "Neither main is charged tonight.", {"both-mains-off"}),
        (DINER, "I could have the kitchen do another steak, well done.", {"fresh-steak"}),
        (DINER, "To be clear: a fresh steak, cooked through, and both mains off the bill.", {"fresh-steak", "both-mains-off"}),
        (DINER, "I could remove the charge for the sirloin.", {"steak-off-bill"}),
        (DINER, "The kitchen can start again with a fresh sirloin.", {"fresh-steak"}),
        (DINER, "Fine, have a voucher for next time.", {"voucher"}),
        (CAKE, "That's what we do: the £74 back on your card within five working days.", {"full-refund"}),
        (CAKE, "I'll give you the choice: every penny back, or a cake made afresh for Thursday.", {"full-refund", "new-cake"}),
        (CAKE, "Owain can reimburse you for the cakes you had to buy.", {"garage-money"}),
    ],
)  # fmt: skip
def test_an_offer_is_heard_by_its_meaning_whoever_does_it_and_after_an_announcement(persona, reply, remedies):
    assert {offer.remedy for offer in hear(reply, persona).offers} == remedies


@pytest.mark.parametrize(
    ("persona", "reply"),
    [
        (DINER, "I'll go through tonight with the kitchen why a steak that was sent back went out again."),
        (DINER, "The kitchen put the same steak back on the grill instead of starting a fresh one."),
        (DINER, "I'll look in again when the steak is on the table."),
        (CAKE, "Give Mali our best wishes."),
        (CAKE, "Okay, I can see the order here. 24 portions, vanilla sponge."),
        (CAKE, "All the best to Mali."),
    ],
)
def test_what_only_tells_of_the_thing_offers_nothing(persona, reply):
    heard = hear(reply, persona)
    assert (heard.offers, heard.refused) == ((), ())


def test_two_questions_in_one_sentence_are_two():
    reply = "Is there a health reason for having it cooked through, and when do you need to leave?"
    assert [question.fact for question in hear(reply, DINER).asked] == ["hospital", "taxi"]


@pytest.mark.parametrize(
    "reply",
    ["It should not take too long.", "That depends on the bank.", "They will do it as soon as they can.",
     "It usually takes a few days."],
)  # fmt: skip
def test_a_vague_word_about_when_is_a_vague_promise(reply):
    assert [promise.firm for promise in hear(reply, DINER).promises] == [False]


@pytest.mark.parametrize(
    "reply",
    [
        "I can't promise it by Friday.",
        "I'll be straight with you.",
        "I can refund Thursday's visit.",
        "I hope we can do better today.",
    ],
)
def test_what_promises_nothing_is_no_promise(reply):
    assert [promise for promise in hear(reply, VERA).promises if promise.by] == []
