from hypothesis import given, settings
from hypothesis import strategies as st

from poise.conversation.ids import LEVELS, OBSERVED, STAGES
from poise.roleplay.hearing import hear
from poise.roleplay.mood import Mood, move, opening_mood
from tests.roleplay.world import LONELY, RUDE, VERA

REPLIES = (
    "Well.", "I can send you a new lamp tomorrow.", "We can't refund you.", "Maybe a voucher?", "I'll call you by noon, Vera.",
    "I can give you a discount. Is that all right?", "How did it arrive?", "I'll look into it soon.",
)  # fmt: skip
ids = st.frozensets(st.sampled_from(OBSERVED), max_size=8)
steps = st.lists(st.tuples(ids, st.sampled_from(REPLIES), st.sampled_from(STAGES)), min_size=1, max_size=8)
personas = st.sampled_from([VERA, RUDE, LONELY])
EARNED = {"listen", "empathy", "apology", "boundary"}


@settings(max_examples=200, deadline=None)
@given(personas, st.sampled_from(LEVELS), steps)
def test_whatever_happens_the_rules_of_the_mood_hold(persona, level, replies):
    mood = opening_mood(persona, level)
    for shown, reply, stage in replies:
        arguments = (persona, level, mood, stage, dict.fromkeys(shown, 1.0), {}, hear(reply, persona))
        after, causes = move(*arguments)
        change = after.anger - mood.anger
        assert move(*arguments) == (after, causes)
        assert abs(change) <= 15
        assert sum(cause.delta for cause in causes) == change
        assert all(cause.id and cause.delta for cause in causes)
        assert change >= -5 or shown & EARNED or after.accepted
        assert after.exchanges == mood.exchanges + 1
        assert after.accepted is None or persona.remedy(after.accepted).customer != "refuses"
        mood = after


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100), ids)
def test_anger_stays_between_nought_and_a_hundred(anger, shown):
    after = move(VERA, "hard", Mood(anger=anger), "vent", dict.fromkeys(shown, 1.0), {}, hear("Well.", VERA)).mood
    assert 0 <= after.anger <= 100
