"""What `poise calibrate` prints."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluator.calibration.public_sets import Ranking
    from evaluator.calibration.section import Findings

WIDTH = 160


def show_findings(found: "Findings") -> None:
    """Print the figures of label files: a table of ids, sentences, stage, marks, who made the labels."""
    from evaluator.calibration import ruled, tables
    from evaluator.calibration.section import MARK_HEAD

    lines: list[str] = []
    if found.calibration:
        _table(tables.id_head(found.calibration), tables.id_rows(found.calibration))
        lines += tables.sentences(found.calibration)
    if found.flips:
        lines.append(tables.flips_sentence(found.flips))
    if found.stage:
        lines += tables.stage_sentences(found.stage)
    if found.ruled:
        lines += ruled.sentences(found.ruled)
    if found.marks:
        _table(MARK_HEAD, tables.mark_rows(found.marks))
    _lines([*lines, *found.accounts])


def show_rankings(found: "Sequence[Ranking]", accounts: Sequence[str]) -> None:
    """Print the AUC of public sets and what the sets are."""
    from evaluator.calibration import tables
    from evaluator.calibration.section import RANKING_HEAD

    _table(RANKING_HEAD, tables.ranking_rows(found), names=3)
    _lines(accounts)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], names: int = 1) -> None:
    from rich.console import Console
    from rich.table import Table

    drawn = Table(show_edge=False, pad_edge=False)
    for place, column in enumerate(head):
        drawn.add_column(column, justify="left" if place < names else "right", no_wrap=True)
    for row in rows:
        drawn.add_row(*row)
    Console(width=max(Console().width, WIDTH)).print(drawn)


def _lines(lines: Sequence[str]) -> None:
    from rich.console import Console

    console = Console()
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
