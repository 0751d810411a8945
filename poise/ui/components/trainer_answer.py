"""What a trainer answered, as both read it."""

from poise.practice.answering import Answer
from poise.ui.components.moment import moment
from poise.ui.markup import Markup, element, joined, quote
from poise.ui.shared import words


def answer_markup(answer: Answer) -> Markup:
    """Return an answer with who gave it and when."""
    t = words()
    lead = t("shared.by", name=answer.by) if answer.by else t("shared.by_trainer")
    return joined(quote(answer.text, lead), element("p", moment(answer.at), kind="fine"))
