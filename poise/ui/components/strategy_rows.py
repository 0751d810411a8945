"""The strategies that a conversation called for and the mistakes that were made, in plain words, with their documents."""

from collections.abc import Sequence

from evaluator.debrief import Debrief
from evaluator.scoring import score_transcript
from evaluator.strategy_table import StrategyRow, strategy_table
from poise.conversation.transcript import Transcript
from poise.practice.session import SessionView
from poise.ui.components.debrief_points import documents
from poise.ui.components.proof import ordinal
from poise.ui.markup import Markup, draw, element
from poise.ui.shared import services, words


def strategy_rows(view: SessionView) -> tuple[StrategyRow, ...]:
    """Return the rows of a conversation."""
    rubric = services().rubric
    return strategy_table(
        view.transcript, rubric, score_transcript(view.transcript, rubric, view.persona, services().judging)
    )


def draw_strategies(view: SessionView, found: Debrief, rows: Sequence[StrategyRow]) -> None:
    """Draw the table; nothing where nothing was called for and nothing found."""
    if not rows:
        return
    t = words()
    titles = documents(found, rows)
    heads = [t("strategies.name"), t("strategies.here"), t("debrief.documents_short")]
    head = element("thead", element("tr", *(element("th", title) for title in heads)))
    body = element("tbody", *(_row(row, view.transcript, titles) for row in rows))
    title = element("h2", t("strategies.title"))
    draw(element("section", title, element("table", head, body, kind="strategies"), kind="part"))


def _row(row: StrategyRow, transcript: Transcript, titles: Sequence[str]) -> Markup:
    name = element("td", element("strong", row.name), element("p", f"{row.does} {row.why}", kind="soft"))
    numbers = ", ".join(map(str, sorted(titles.index(title) + 1 for title in row.sources)))
    # On a phone the head of the table is not there.
    documents_ = element("span", f"{words()('debrief.documents_short')}: ", kind="narrow")
    return element("tr", name, element("td", *_here(row, transcript)), element("td", documents_, numbers))


def _here(row: StrategyRow, transcript: Transcript) -> list[Markup]:
    t = words()
    if row.kind == "mistake":
        lines = [t("strategies.mistake", replies=_replies(row.found, transcript))]
    elif row.count is None:
        lines = [t("strategies.unasked", replies=_replies(row.found, transcript))]
    else:
        lines = [t("strategies.count", shown=row.count.shown, called=row.count.called_for)]
        lines += [t("strategies.found", replies=_replies(row.found, transcript))] if row.found else []
        lines += [t("strategies.missed", replies=_replies(row.missed, transcript))] if row.missed else []
    return [element("p", line) for line in lines]


def _replies(turns: Sequence[int], transcript: Transcript) -> str:
    numbers = ", ".join(str(ordinal(transcript, turn)) for turn in turns)
    return words()("strategies.reply" if len(turns) == 1 else "strategies.replies", numbers=numbers)
