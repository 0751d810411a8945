"""The table of `poise eval`."""

from collections.abc import Collection, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evaluator.batch import Row, Unusable
from evaluator.judge import Judgement

PIPED_WIDTH = 160
"""A file or a log has no edge; the names stay whole there."""


def table(judged: Sequence[tuple[Row, Sequence[str]]], *, by_reply: bool, shown: Collection[str]) -> None:
    """Print one row per conversation, or per reply, and below it what fell short; what people wrote is shown as it stands."""
    console = Console()
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    console.print(_by_reply(judged, shown) if by_reply else _by_transcript(judged, shown))
    for row, short in judged:
        if isinstance(row, Judgement):
            for sentence in short:
                console.print(f"{escape(row.transcript.id)}: {escape(sentence)}", style="red")
    usable = [row for row, _ in judged if isinstance(row, Judgement)]
    missed = sum(bool(short) for _, short in judged)
    console.print(f"{len(usable)} judged, {missed} fell short, {len(judged) - len(usable)} unusable")


def _by_transcript(judged: Sequence[tuple[Row, Sequence[str]]], shown: Collection[str]) -> Table:
    drawn = _table("conversation", "replies", "score", "passed", "mistakes", "blockers", "to try next", "verdict")
    for row, short in judged:
        if isinstance(row, Unusable):
            drawn.add_row(escape(row.name), "", "", "", "", "", "", f"[red]unusable: {escape(row.problem)}[/red]")
            continue
        made = [id_ for reply in row.scores.replies for id_ in reply.mistakes if id_ in shown]
        next_ = row.debrief.try_next
        drawn.add_row(
            escape(row.transcript.id),
            str(len(row.scores.replies)),
            _points(row.scores.score),
            {True: "yes", False: "no", None: "-"}[row.scores.passed],
            ", ".join(sorted(set(made))),
            ", ".join(hit.id for hit in row.scores.blockers),
            next_.name if next_ else "",
            "[red]falls short[/red]" if short else "ok" if row.transcript.expect else "",
        )
    return drawn


def _by_reply(judged: Sequence[tuple[Row, Sequence[str]]], shown: Collection[str]) -> Table:
    drawn = _table("conversation", "turn", "stage", "score", "shown", "missed", "mistakes", "why")
    for row, _ in judged:
        if isinstance(row, Unusable):
            drawn.add_row(escape(row.name), "", "", "", "", "", "", f"[red]unusable: {escape(row.problem)}[/red]")
            continue
        for reply in row.scores.replies:
            critique = row.critiques[reply.turn]
            drawn.add_row(
                escape(row.transcript.id),
                str(reply.turn),
                reply.stage,
                _points(reply.score),
                ", ".join(remark.id for remark in critique.shown if remark.id in shown),
                ", ".join(id_ for id_ in reply.missed if id_ in shown),
                ", ".join(id_ for id_ in reply.mistakes if id_ in shown),
                escape(reply.reason),
            )
    return drawn


def _table(*columns: str) -> Table:
    drawn = Table(show_edge=False, pad_edge=False)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    return drawn


def _points(score: float | None) -> str:
    return "not assessed" if score is None else f"{score:.0f}"
