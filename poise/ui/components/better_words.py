"""Another way to say it: the coach's wording of the learner's own sentence, else the rubric's example, said to be one."""

from evaluator.rubric import Contrast
from evaluator.wording import own_sentence
from poise.practice.session import SessionView
from poise.ui.faults import fault_words
from poise.ui.markup import Markup, element, joined
from poise.ui.shared import words


def better_words(view: SessionView, turn: int, id_: str, quote: str, example: Contrast) -> Markup:
    """Return how the passage that `quote` proves could be said, with a line on whose words they are."""
    worded = view.wordings.get((turn, id_))
    if worded is None or not worded.text:
        silent = (
            element("p", words()("debrief.coach_silent", reason=fault_words(worded.reason).rstrip(".")), kind="fine")
            if worded
            else ""
        )
        return joined(_example(example), silent)
    sentence = own_sentence(view.transcript.turns[turn - 1].text, quote)
    t = words()
    pairs = _pairs((t("debrief.you_said"), sentence), (t("debrief.better"), worded.text))
    return joined(pairs, element("p", t("debrief.coached", coach=worded.coach), kind="fine"))


def folded(inside: Markup) -> Markup:
    """Return the words behind a line that opens on a press of the key or the pointer."""
    return element("details", element("summary", words()("debrief.another_way")), inside)


def _example(example: Contrast) -> Markup:
    t = words()
    pairs = _pairs(
        (t("debrief.example_customer"), example.customer),
        (t("debrief.example_poor"), example.poor),
        (t("debrief.example_good"), example.good),
    )
    return joined(element("p", t("debrief.example"), kind="soft"), pairs)


def _pairs(*pairs: tuple[str, str]) -> Markup:
    return element("dl", *(joined(element("dt", term), element("dd", text)) for term, text in pairs), kind="ways")
