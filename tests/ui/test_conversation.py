"""The whole way: gallery, briefing, conversation, debrief."""

import re

from tests.fault_server.behaviours import say
from tests.fault_server.server import FaultServer
from tests.ui.story import SORRY, Story


def test_a_learner_reaches_a_talking_customer_in_two_clicks(story: Story) -> None:
    assert "Denise Kershaw" in story.words()
    story.meet()
    assert story.is_sound()
    assert story.said() == [story.session.transcript.turns[0].text]


def test_the_briefing_tells_role_company_history_and_policy(story: Story) -> None:
    story.press("meet-irate-diner")
    briefing = story.services.content.persona("irate-diner").briefing
    words = story.words()
    for text in (briefing.role, briefing.company, *briefing.history, *briefing.policy):
        assert text in words


def test_a_reply_is_answered_on_the_page_and_in_the_store(story: Story, fault_server: FaultServer) -> None:
    story.meet()
    story.say(SORRY)
    assert fault_server.completions
    assert story.said()[1] == SORRY
    assert story.said() == [turn.text for turn in story.session.transcript.turns]
    assert story.is_sound()


def test_the_page_drawn_anew_is_the_page_that_the_exchange_left(story: Story) -> None:
    story.meet().say(SORRY)
    left = story.said(), story.words()
    story.app.run()
    assert (story.said(), story.words()) == left


def test_the_critique_names_what_was_shown_and_quotes_it(story: Story) -> None:
    story.meet().say(SORRY)
    critique = story.session.critiques[2]
    assert critique.shown
    words = story.words()
    for remark in (*critique.shown, *critique.missed):
        assert remark.name in words
    assert all(remark.quote in words for remark in critique.shown)


def test_a_critique_waits_folded(story: Story) -> None:
    story.meet().say(SORRY)
    folds = {fold.label: fold.proto.expanded for fold in story.app.expander}
    assert folds == {"What this reply did": False, "Notes": False}


def test_the_learner_ends_the_conversation_and_looks_back(story: Story) -> None:
    story.meet().say(SORRY).end()
    assert story.is_sound()
    words = story.words()
    assert "You ended the conversation." in words
    assert "Reply 1 " in words
    assert "Reply 2 " not in words
    assert story.said()[1] == SORRY


def test_a_debrief_says_whose_words_a_quote_is(story: Story) -> None:
    story.meet().say("We will see.").end()
    opening = story.session.transcript.turns[0].text
    assert f"After Denise said: “{opening[:40]}" in story.words()


def test_a_strength_is_quoted_without_the_customers_name(story: Story) -> None:
    story.meet().say(SORRY).end()
    assert "Sincere apology “I'm so sorry" in story.words()


def test_a_quote_that_begins_a_line_of_the_customer_and_does_not_end_it_says_that_it_is_cut(story: Story) -> None:
    story.meet().say("We will see.").end()
    opening = story.session.transcript.turns[0].text
    quotes = set(re.findall(r"After Denise said: “([^”]+)”", story.words()))
    assert quotes
    for text in quotes:
        words = text.removesuffix(" …")
        assert words in opening
        goes_on = opening.startswith(words) and bool(opening[len(words) :].strip(" .!?"))
        assert text.endswith(" …") == goes_on


def test_the_documents_behind_a_point_stand_on_the_page(story: Story) -> None:
    story.meet().say(SORRY).end()
    titles = story.services.rubric.titles("apology")
    assert all(title in story.words() for title in titles)


def test_the_customer_can_end_it(story: Story) -> None:
    story.meet()
    for _ in range(12):
        if story.session.outcome is None:
            story.say("Whatever. It is not our fault, you should have ordered properly.")
    assert story.session.outcome in ("walked_out", "escalated", "turn_limit")
    assert not story.app.chat_input
    story.press("to-debrief")
    assert story.is_sound()


def test_the_same_customer_can_be_met_again(story: Story) -> None:
    story.meet().say(SORRY).end()
    first = story.session_id
    story.press("practise-again").press("begin")
    assert story.session_id != first
    assert len(story.said()) == 1


def test_the_level_that_was_chosen_is_played(story: Story) -> None:
    story.app.segmented_control(key="level-irate-diner").set_value("hard").run()
    story.meet()
    assert story.session.level == "hard"


def test_the_sidebar_says_who_plays_and_who_judges(story: Story) -> None:
    assert story.services.settings.customer.label in story.words()
    assert "fast critic, no model" in story.words()


def test_a_line_in_the_personas_own_words_is_said_to_be_one_in_the_debrief(
    story: Story, fault_server: FaultServer
) -> None:
    fault_server.always(say("As an AI language model I cannot answer that."))
    story.meet().say(SORRY)
    note = "In the persona's own words"
    assert "AI language model" not in " ".join(story.said())
    assert len(story.said()) == 3
    assert note not in story.words()
    assert note in story.end().words()
