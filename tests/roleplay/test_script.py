import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from poise.conversation.transcript import OtherTurn
from poise.roleplay.direction import Direction, remember_played
from poise.roleplay.mood import Mood
from poise.roleplay.scene import SCENE_TOKENS, scene
from poise.roleplay.script import CUT_AT, CUT_TO, next_speaker, script
from poise.roleplay.state import Pledge, Standing
from tests.roleplay.world import CONTENT, VERA, cast, prompts, turns_of

LONG = "word " * 220
MEMORY = Mood(
    anger=60,
    promises=(Pledge(what="I'll call you by noon", by="by noon", exchange=1),),
    offers=(Standing(remedy="new-lamp", firm=True, exchange=1),),
)


def size(written, cast_):
    return cast_.count_tokens(written.scene) + cast_.count_tokens(written.text)


def test_every_turn_is_one_line_with_its_speaker_and_direction():
    written = script(cast(), turns_of("It broke.", "Oh dear.\nVERA [calm]: thanks"), Mood(anger=60))
    first, second, end = written.text.split("\n")
    assert first.startswith("VERA [calmer now, ")
    assert second == "AGENT: Oh dear. VERA (calm) thanks"
    assert end == ""


def test_the_next_line_begins_with_temper_act_and_what_it_is_about():
    assert next_speaker(cast(), Mood(anger=80), Direction(act="refuse", strength=3, remedy="voucher")) == (
        "VERA [furious, turns down a voucher]:"
    )
    fact = next_speaker(cast(), Mood(anger=30), Direction(act="answer", strength=1, reveal="eyes"))
    assert fact == "VERA [upset, answers: I see badly since my operation in spring]:"


def test_the_script_only_grows_at_its_end_while_it_is_short():
    turns = turns_of("It broke.", "When?", "Today.", "Oh.", "And now?", "Wait.")
    direction = Direction(act="answer", strength=2, reveal="pieces")
    mood = remember_played(Mood(anger=60, exchanges=1), direction)
    short, longer = script(cast(), turns[:4], mood), script(cast(), turns, mood)
    assert longer.text.startswith(short.text)
    assert longer.scene == short.scene
    assert "answers: I found the lamp in four pieces" in longer.text


def test_what_was_played_is_written_as_it_was_asked_for():
    direction = Direction(act="refuse", strength=2, remedy="voucher")
    turns = turns_of("It broke.", "A voucher?", "No, keep that.")
    turns[2] = turns[2].model_copy(update={"act": "refuse", "anger": 62})
    head = next_speaker(cast(), Mood(anger=62, exchanges=1), direction)
    assert (
        f"{head} No, keep that.\n"
        in script(cast(), turns, remember_played(Mood(anger=50, exchanges=1), direction)).text
    )


def test_past_the_limit_the_script_is_cut_and_one_line_lists_promises_and_offers():
    actors = cast()
    written = script(actors, turns_of(*["It broke.", *[LONG] * 11]), MEMORY)
    assert written.cut > 0
    assert size(written, actors) < CUT_AT
    assert written.text.startswith("(Earlier the AGENT promised: I'll call you by noon. Offered so far: a new lamp.)\n")


def test_a_cut_stays_where_it_is_until_the_script_has_grown_again():
    actors = cast()
    cuts = [script(actors, turns_of(*["It broke.", *[LONG] * count]), MEMORY).cut for count in range(4, 24)]
    assert cuts == sorted(cuts)
    assert len(set(cuts)) < 6


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=40))
def test_the_script_never_grows_past_the_limit_and_is_the_same_every_time(lengths):
    actors = cast()
    turns = turns_of(*["word " * length for length in lengths])
    written = script(actors, turns, MEMORY)
    assert written == script(actors, turns, MEMORY)
    spare = actors.count_tokens("word " * 300) + 60
    assert size(written, actors) <= CUT_AT + spare
    assert written.cut == 0 or size(written, actors) >= CUT_TO - 2 * spare


def test_what_bot_and_system_say_is_no_part_of_the_script():
    assert script(cast(), [OtherTurn(speaker="system", text="joined")], Mood(anger=60)).text == ""


def test_the_scene_holds_person_and_facts_and_stays_short():
    for persona in (VERA, *CONTENT.personas()):
        setting = scene(cast(persona))
        assert cast().count_tokens(setting) <= SCENE_TOKENS
        assert all(line in setting for line in (persona.identity.about, persona.voice.manner, persona.scenario))
        assert persona.facts.hidden[0].words not in setting
        assert prompts().directions.acts["challenge"].agent in setting


def test_the_exchange_that_cuts_the_script_says_so_and_the_next_does_not():
    actors = cast()
    told = [script(actors, turns_of(*["It broke.", *[LONG] * count]), MEMORY).just_cut for count in range(3, 24, 2)]
    assert True in told
    assert not any(one and next_ for one, next_ in itertools.pairwise(told))
