import pytest

from poise.conversation.hearing import Hearing
from poise.roleplay.mood import Mood, expression, opening_mood
from tests.roleplay.world import CONTENT, LONELY, RUDE, VERA, moved, played

WARM = {"listen", "empathy", "apology", "calm"}
GOOD = [
    ("I'm so sorry, Mrs Holm. A lamp in four pieces after ten days.", WARM),
    ("How did it arrive?", {"clarify", "ownership"}),
    ("I can send you a new lamp tomorrow, or refund you. Which is better?", {"solution", "choice", "timeframe"}),
    ("It will be with you by noon, and I'll call you afterwards.", {"timeframe", "follow_up", "thanks"}),
    ("Thank you for telling us. We hope you like it.", {"thanks", "positive_close"}),
    ("Goodbye, Mrs Holm.", {"positive_close"}),
]
BAD = [
    ("You must have dropped it.", {"blame"}),
    ("Calm down, it is a lamp.", {"dismiss"}),
    ("We never refund.", {"negative_language"}),
    ("Read the terms.", {"hostile"}),
    ("Anything else?", {"ignore"}),
]


def delta(before, after):
    return after.anger - before.anger


@pytest.mark.parametrize("level", ["easy", "standard"])
@pytest.mark.parametrize(
    "persona", [VERA, CONTENT.persona("irate-diner"), CONTENT.persona("cake-buyer")], ids=lambda p: p.id
)
def test_a_good_conversation_brings_the_customer_to_calm_within_six_exchanges(persona, level):
    offer = {
        "irate-diner": "I'll bring him another steak, well done, in ten minutes.",
        "cake-buyer": "I can refund you in full by Friday.",
    }
    replies = [*GOOD[:2], (offer.get(persona.id, GOOD[2][0]), GOOD[2][1]), *GOOD[3:]]
    mood, direction = played(persona, level, replies)[-1]
    assert expression(mood.anger) == "calm"
    assert direction.outcome == "resolved"


@pytest.mark.parametrize("level", ["standard", "hard"])
def test_a_bad_conversation_ends_with_the_customer_walking_out(level):
    assert played(VERA, level, BAD)[-1][1].outcome == "walked_out"


def test_every_change_has_named_causes_with_their_quotes_that_add_up_to_it():
    before = Mood(anger=70)
    after, causes = moved(before, "blame", "personal", reply="You dropped it, Vera.")
    assert sum(cause.delta for cause in causes) == delta(before, after)
    assert {cause.id: cause.quote for cause in causes} == {"blame": "", "personal": "Vera"}


def test_a_remedy_before_the_customer_was_heard_moves_less():
    offer = "I can send you a new lamp."
    unheard, heard = Mood(anger=60), Mood(anger=60, heard=True)
    assert delta(unheard, moved(unheard, "solution", reply=offer).mood) > delta(
        heard, moved(heard, "solution", reply=offer).mood
    )


def test_a_second_apology_moves_less_than_the_first_and_a_third_hardly():
    falls = []
    for count in range(3):
        before = Mood(anger=60, shown={"apology": count})
        falls.append(-sum(cause.delta for cause in moved(before, "apology").causes if cause.id == "apology"))
    assert falls[0] > falls[1] > falls[2] >= 0


def test_a_repeated_offence_costs_more():
    before = Mood(anger=50)
    once = moved(before, "negative_language").mood
    twice = moved(once, "negative_language").mood
    assert delta(once, twice) > delta(before, once) > 0


def test_taking_back_a_firm_offer_costs_and_undoes_the_agreement():
    offered = moved(Mood(anger=50, heard=True, timed=True), "solution", reply="I can send you a new lamp.").mood
    assert offered.accepted == "new-lamp"
    after, causes = moved(offered, reply="I'm afraid we can't send a new lamp after all.")
    assert "broken_promise" in {cause.id for cause in causes}
    assert (after.accepted, after.broken) == (None, True)


def test_the_personas_own_soothers_and_inflamers_weigh_more():
    tender = VERA.model_copy(update={"soothes": {"honesty": 2.0}, "inflames": {"jargon": 2.0}})
    before = Mood(anger=60)
    assert delta(before, moved(before, "honesty", persona=tender).mood) < delta(before, moved(before, "honesty").mood)
    assert delta(before, moved(before, "jargon", persona=tender).mood) > delta(before, moved(before, "jargon").mood)


def test_the_levels_start_rise_and_fall_differently():
    starts = [opening_mood(VERA, level).anger for level in ("easy", "standard", "hard")]
    before = Mood(anger=60)
    rises = [delta(before, moved(before, "blame", level=level).mood) for level in ("easy", "standard", "hard")]
    falls = [delta(before, moved(before, "listen", level=level).mood) for level in ("easy", "standard", "hard")]
    assert starts == sorted(starts)
    assert rises == sorted(rises)
    assert falls == sorted(falls)


def test_exchanges_without_progress_raise_anger_and_more_so_once_patience_is_used_up():
    mood, rises = Mood(anger=50), []
    for _ in range(4):
        after, causes = moved(mood, level="hard")
        assert [cause.id for cause in causes] == ["no_progress"]
        rises.append(delta(mood, after))
        mood = after
    assert 0 < rises[0] < rises[-1]


def test_courtesies_alone_calm_nobody_by_more_than_five():
    before = Mood(anger=60, heard=True)
    shown = ("solution", "choice", "timeframe", "ownership", "honesty", "follow_up", "thanks", "root_cause", "clarify")
    assert delta(before, moved(before, *shown).mood) == -5


def test_dismissing_undoes_having_been_heard():
    assert moved(Mood(anger=50, heard=True), "dismiss").mood.heard is False


def test_nothing_is_agreed_before_the_customer_was_heard():
    reply = "I can send you a new lamp tomorrow."
    assert moved(Mood(anger=40), "solution", "timeframe", reply=reply).mood.accepted is None
    assert moved(Mood(anger=40, heard=True), "solution", "timeframe", reply=reply).mood.accepted == "new-lamp"


@pytest.mark.parametrize(
    "reply",
    ["Maybe I could send a new lamp tomorrow.", "I can give you a voucher today.", "I can do something nice today."],
)
def test_what_is_vague_unwanted_or_unclear_is_never_agreed(reply):
    assert moved(Mood(anger=20, heard=True, timed=True), "solution", reply=reply).mood.accepted is None


def test_a_remedy_that_is_haggled_over_is_taken_when_it_is_offered_again():
    first = moved(Mood(anger=40, heard=True, timed=True), "solution", reply="I can give you a discount.").mood
    second = moved(first, "solution", reply="I can give you a discount of 20%.").mood
    assert (first.accepted, second.accepted) == (None, "discount")


def test_somebody_who_wants_to_be_heard_agrees_to_no_remedy():
    assert (
        moved(
            Mood(anger=20, heard=True, timed=True), "solution", reply="I can refund you.", persona=LONELY
        ).mood.accepted
        is None
    )


def test_a_boundary_soothes_only_a_customer_who_insults():
    before = Mood(anger=80)
    assert (
        delta(before, moved(before, "boundary", persona=RUDE).mood) < 0 < delta(before, moved(before, "boundary").mood)
    )


def test_promises_stay_in_mind_and_the_same_one_is_kept_once():
    once = moved(Mood(anger=50), reply="I'll call you by Friday.").mood
    again = moved(once, reply="I'll call you by Friday, promised.").mood
    assert [(p.by, p.exchange) for p in again.promises] == [("by Friday", 1)]


def test_some_anger_stays_however_well_it_goes():
    mood = Mood(anger=20, heard=True, accepted="new-lamp")
    for _ in range(4):
        mood = moved(mood, "listen", "empathy", "apology").mood
    assert mood.anger == round(0.12 * VERA.temper["standard"].anger)


def test_the_face_follows_the_anger():
    assert [expression(anger) for anger in (100, 75, 74, 50, 49, 25, 24, 0)] == [
        "furious", "furious", "angry", "angry", "upset", "upset", "calm", "calm",
    ]  # fmt: skip


def test_a_mood_goes_to_json_and_back():
    mood = moved(Mood(anger=70), "listen", "blame", reply="I'll send a new lamp by noon.").mood
    assert Mood.model_validate_json(mood.model_dump_json()) == mood
    assert Hearing() == Hearing.model_validate_json(Hearing().model_dump_json())


def test_being_put_off_with_vague_words_again_costs():
    once = moved(Mood(anger=50), "calm", reply="I'll get back to you soon.").mood
    again = moved(once, "calm", reply="Somebody will be in touch in due course.")
    assert "put_off_again" in {cause.id for cause in again.causes}
    assert "put_off_again" not in {cause.id for cause in moved(once, reply="I'll call you by noon.").causes}


def test_a_mistake_of_another_kind_costs_more_after_earlier_ones():
    fresh, tried = Mood(anger=50), Mood(anger=50, offences={"blame": 2, "dismiss": 1})
    assert delta(tried, moved(tried, "hostile").mood) >= delta(fresh, moved(fresh, "hostile").mood)
    assert delta(tried, moved(tried, "jargon").mood) > delta(fresh, moved(fresh, "jargon").mood)


def test_what_was_agreed_is_lost_when_the_agent_insults_or_hurts_again():
    agreed = Mood(anger=30, heard=True, accepted="new-lamp")
    assert moved(agreed, "hostile").mood.accepted is None
    assert moved(agreed, "blame").mood.accepted == "new-lamp"
    assert moved(agreed.model_copy(update={"offences": {"dismiss": 1}}), "blame").mood.accepted is None


def test_who_is_calm_again_has_been_heard():
    assert moved(Mood(anger=20), "ownership").mood.heard is True


def test_the_hard_level_puts_a_wanted_offer_to_the_test_before_it_takes_it():
    angry, reply = Mood(anger=55, heard=True), "I can send you a new lamp tomorrow."
    taken = {level: moved(angry, "solution", reply=reply, level=level).mood.accepted for level in ("standard", "hard")}
    assert taken == {"standard": "new-lamp", "hard": None}
    waited = moved(angry, "solution", reply=reply, level="hard").mood
    assert moved(waited, "ownership", reply="I'll send it by noon.", level="hard").mood.accepted == "new-lamp"


def test_the_easy_level_takes_an_offer_without_a_time():
    heard, reply = Mood(anger=40, heard=True), "I can send you a new lamp."
    taken = [moved(heard, "solution", reply=reply, level=level).mood.accepted for level in ("easy", "standard")]
    assert taken == ["new-lamp", None]


def test_a_boundary_does_not_soothe_somebody_who_does_not_yield():
    stubborn = RUDE.model_copy(update={"yields": False})
    moves = [moved(Mood(anger=80), "boundary", persona=persona).causes for persona in (RUDE, stubborn)]
    assert ["boundary" in {cause.id for cause in causes} for causes in moves] == [True, False]
