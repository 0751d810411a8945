import pytest

from poise.conversation.ids import Act
from poise.roleplay.direction import Direction
from poise.roleplay.guard import check, reason
from poise.roleplay.mood import Mood
from tests.roleplay.world import CONTENT, VERA, prompts, turns_of

PROMPTS = prompts()
TURNS = turns_of("The lamp is in four pieces.", "I'm sorry, I'll stand over it myself until it is right.")


def rule_of(line: str, act: Act = "press", persona=VERA, mood=None, reveal=None, turns=TURNS, before=""):
    refusal = check(
        line, persona=persona, direction=Direction(act=act, strength=2, reveal=reveal), turns=turns,
        mood=mood or Mood(anger=60), prompts=PROMPTS, before=before,
    )  # fmt: skip
    return refusal.rule if refusal else None


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("How can I help you today?", "offers_help"),
        ("I'll bring you a new lamp.", "offers_help"),
        ("I’ll look into it for you.", "offers_help"),
        ("Would you like a refund?", "offers_help"),
        ("Our team will see to it.", "speaks_for_company"),
        ("We apologise for the inconvenience.", "speaks_for_company"),
        ("Thank you for your patience.", "speaks_for_company"),
        ("I'm sorry about the lamp.", "apologises"),
        ("My apologies.", "apologises"),
        ("As an AI language model I cannot be angry.", "talks_of_machine"),
        ("Well, dear agent, what now?", "talks_of_machine"),
        ("This is only a role play.", "talks_of_machine"),
        ("Thank you, that would be great.", "unearned_calm"),
        ("That's fine, don't worry.", "unearned_calm"),
        ("Deal, I'll take it.", "agrees_too_early"),
        ("[sighs] And now?", "stage_direction"),
        ("*slams the door*", "stage_direction"),
        ("VERA: And now?", "stage_direction"),
        ("AGENT: All right.", "stage_direction"),
        ("And now? (she sighs)", "stage_direction"),
        ("Что теперь будет?", "other_script"),
        ("...", "empty"),
        ("", "empty"),
        ("One. Two. Three. Four. Five.", "too_long"),
        ("Vera is not amused by this.", "third_person"),
        ("She asks what will happen now.", "leaked_direction"),
        ("It was a present from my late brother.", "leaked_fact"),
        ("The lamp is in four pieces!", "repetition"),
        ("I'll stand over it myself.", "echo"),
        ("My husband paid 900 for it.", "invented"),
        ("I bought it in Manchester last year.", "invented"),
        ("Somebody should kill you.", "threatens_violence"),
    ],
)
def test_what_a_customer_would_not_say_is_refused_by_its_rule(line, rule):
    assert rule_of(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "So what happens now?",
        "No thanks, keep it.",
        "I'm sorry, but that is not good enough.",
        "Sorry isn't a lamp.",
        "Thanks for nothing.",
        "I'm not happy about that at all.",
        "Fair enough, but that is just words.",
        "My order number is 4411.",
        "I'd like to speak to your manager.",
        "That's a big deal for me.",
    ],
)
def test_what_a_customer_says_passes(line):
    assert rule_of(line) is None


@pytest.mark.parametrize("act", ["accept", "choose", "thank", "goodbye", "soften"])
def test_calm_is_allowed_where_the_act_earns_it(act):
    assert rule_of("Thank you, that's fine.", act=act) is None


def test_a_hidden_fact_may_be_told_when_it_comes_out_and_ever_after():
    line = "It was a present from my late brother."
    assert rule_of(line, reveal="gift", act="soften") is None
    told = Mood(anger=60, played=[{"exchange": 1, "act": "soften", "strength": 1, "reveal": "gift"}])
    assert rule_of(line, mood=told) is None


def test_a_fact_that_comes_out_may_share_words_with_one_that_is_still_kept_back():
    first = next(fact for fact in VERA.facts.hidden if fact.id == "gift")
    kept = first.model_copy(
        update={"id": "kept-back", "words": f"{first.words} Nobody else in the house knows about his will."}
    )
    facts = VERA.facts.model_copy(update={"hidden": (first, kept)})
    persona = VERA.model_copy(update={"facts": facts})
    line = "It was a present from my late brother."
    assert rule_of(line, "soften", persona=persona, reveal=first.id) is None
    assert (
        rule_of("Nobody else in the house knows about his will.", "soften", persona=persona, reveal=first.id)
        == "leaked_fact"
    )


def test_the_remedy_and_the_fact_of_a_direction_may_be_spoken_of():
    chosen = Direction(act="choose", strength=1, remedy="discount")
    line = "I'd rather have a discount on this order."
    assert check(line, persona=VERA, direction=chosen, turns=TURNS, mood=Mood(anger=30), prompts=PROMPTS) is None


def test_a_fifth_sentence_is_refused_when_four_were_shown():
    assert rule_of("Five.", before="One. Two. Three. Four.") == "too_long"


def test_a_refusal_holds_the_text_and_every_rule_has_a_reason():
    refusal = check(
        "How can I help?",
        persona=VERA,
        direction=Direction(act="press", strength=1),
        turns=TURNS,
        mood=Mood(anger=60),
        prompts=PROMPTS,
    )
    assert (refusal.rule, refusal.text) == ("offers_help", "How can I help?")
    own = {rule.id for rule in PROMPTS.guard.rules} | set(PROMPTS.guard.reasons)
    assert all(reason(rule, PROMPTS) != reason("unheard of", PROMPTS) for rule in own)


@pytest.mark.parametrize("persona", CONTENT.personas(), ids=lambda persona: persona.id)
def test_every_authored_line_of_the_published_personas_passes(persona):
    refused = [
        (act, line, rule)
        for act, lines in persona.lines.items()
        for line in lines
        if (
            rule := rule_of(
                line,
                act=act,
                persona=persona,
                turns=turns_of("Hello there, anyone?", "Good evening."),
                mood=Mood(anger=60),
            )
        )
    ]
    assert refused == []
