"""`poise calibrate`: a critic held against labels."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poise.cli.observe_command import CriticChoice, observer

if TYPE_CHECKING:
    from evaluator.calibration import Calibration


def calibrate(
    labels: Annotated[list[Path], typer.Argument(help="Label files (JSONL), transcripts with labels, or folders.")],
    critic: Annotated[CriticChoice, typer.Option(help="Whose observations are compared.")] = CriticChoice.FAST,
    report: Annotated[Path | None, typer.Option(help="Write the figures as a Markdown page.")] = None,
) -> None:
    """Compare a critic with labels: base rate, TPR, TNR, F1 and Cohen's κ for every id, and the mean κ."""
    from evaluator.calibration import calibrate as compare
    from evaluator.items import read_labels
    from evaluator.provenance import account

    items = [item for path in labels for item in read_labels(path)]
    found = compare(items, observer(critic), critic.value)
    accounts = [account(path) for path in labels]
    _print(found, accounts)
    if report is not None:
        from evaluator.report import load_template
        from evaluator.report import report as page

        command = " ".join(["poise calibrate", *map(str, labels), f"--critic {critic.value}", f"--report {report}"])
        report.write_text(page(load_template(), found, command, accounts), encoding="utf-8")
        typer.echo(f"written: {report}")


def _print(found: "Calibration", accounts: list[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    from evaluator.calibration import summary, table_rows

    drawn = Table(show_edge=False, pad_edge=False)
    for column in ("id", "base rate", "TPR", "TNR", "F1", "κ", "threshold"):
        drawn.add_column(column, justify="left" if column == "id" else "right")
    for row in table_rows(found):
        drawn.add_row(*row)
    console = Console()
    console.print(drawn)
    for line in (*summary(found), *accounts):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
