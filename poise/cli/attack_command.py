"""`poise attack`: how far a reply can talk the fast critic into a better score."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evaluator.attack_report import Outcome

HEAD = ("family", "attacks", "attempts", "mean", "worst", "no score")


def attack(
    suite: Annotated[Path | None, typer.Option(help="Another suite, in the form of evaluator/attacks.yaml.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write the figures as a Markdown page.")] = None,
) -> None:
    """Attack the fast critic: points that every family gains, and what harmless edits change. Exit code 1 beyond the limits."""
    from evaluator.attack import load_attacks, run_attacks, run_harmless
    from evaluator.attack_report import outcome_of, page
    from evaluator.fast import load_fast_critic
    from evaluator.rubric import load_rubric
    from poise.conversation.content import Content
    from poise.practice.settings import load_settings

    settings = load_settings()
    content = Content(settings.content_dir, settings.overlay)
    rubric, fast = load_rubric(content.file("prompts/rubric/strategies.yaml").parent), load_fast_critic()
    attacks = load_attacks(suite) if suite else load_attacks()
    there = set(content.persona_ids())
    wanted = sorted({moment.persona for moment in attacks.moments if moment.persona in there})
    attempts = run_attacks(attacks, rubric, fast, {id_: content.persona(id_) for id_ in wanted})
    outcome = outcome_of(attempts, run_harmless(attacks, rubric, fast))
    _print(outcome)
    if report is not None:
        command = "poise attack" + (f" --suite {suite}" if suite else "") + f" --report {report}"
        report.write_text(page(outcome, command, fast.version, HEAD), encoding="utf-8")
        typer.echo(f"written: {report}")
    if outcome.shortfalls():
        raise typer.Exit(1)


def _print(outcome: "Outcome") -> None:
    from rich.console import Console
    from rich.table import Table

    from evaluator.attack_report import summary, table_rows

    drawn = Table(show_edge=False, pad_edge=False)
    for column in HEAD:
        drawn.add_column(column, justify="left" if column == HEAD[0] else "right")
    for row in table_rows(outcome):
        drawn.add_row(*row)
    console = Console()
    console.print(drawn)
    for line in (*summary(outcome), *(outcome.shortfalls() or ["everything holds"])):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
