"""What people wrote stands on the page as they wrote it."""

from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from poise.ui.literal import literal
from poise.ui.markup import bullets, element, joined, quote
from tests.fault_server.server import FaultServer
from tests.ui.odd_words import ODD, ODD_NAME, write_odd_persona
from tests.ui.story import Story


@given(some.text())
def test_text_inside_an_element_is_escaped(text: str) -> None:
    assert element("p", text) == f"<p>{escape(text)}</p>"


def test_elements_inside_an_element_are_kept() -> None:
    assert element("div", element("b", "a&b"), "<", kind="x") == '<div class="x"><b>a&amp;b</b>&lt;</div>'


def test_everything_that_makes_markup_escapes() -> None:
    for made in (joined("<b>"), quote("<b>", "<b>"), bullets(("<b>",))):
        assert "<b>" not in made


@given(some.text())
def test_a_literal_label_is_one_line_and_has_no_sign_unescaped(text: str) -> None:
    label = literal(text)
    assert "\n" not in label
    bare = label.replace("\\\\", "")
    assert all(bare[at - 1] == "\\" for at, sign in enumerate(bare) if sign in "*_`[]<>$#|~")


@pytest.fixture
def odd(story: Story, environment: dict[str, str]) -> Story:
    """A learner who is about to meet the odd customer."""
    write_odd_persona(Path(environment["POISE_DATA_DIR"]))
    story.app.run()
    return story


def test_a_personas_words_stand_as_they_are_in_gallery_and_briefing(odd: Story) -> None:
    assert f"{ODD_NAME} Last" in odd.words()
    assert ODD in odd.words()
    odd.press("meet-odd")
    assert odd.words().count(ODD) == 5
    assert not [markdown for markdown in odd.app.markdown if "evil" in markdown.value]


def test_the_learners_and_the_customers_words_stand_as_they_are(odd: Story, fault_server: FaultServer) -> None:
    odd.meet("odd")
    odd.say(f"I'm so sorry {ODD}")
    assert odd.said()[:2] == [ODD, f"I'm so sorry {ODD}"]
    assert odd.end().said()[:2] == [ODD, f"I'm so sorry {ODD}"]


def test_quotes_in_critique_and_debrief_are_escaped(odd: Story) -> None:
    odd.meet("odd").say("I'm so sorry <b>Denise</b>.")
    shown = odd.session.critiques[2].shown
    assert any("<b>" in remark.quote for remark in shown)
    assert not [html.body for html in odd.app.html if "<b>" in html.body]
    odd.end()
    assert not [html.body for html in odd.app.html if "<b>" in html.body]
