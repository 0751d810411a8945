"""The command `poise`: one sub-command a file, errors as one line."""

import sys

import typer

from poise.cli import (
    attack_command,
    calibrate_command,
    db_command,
    eval_command,
    export_command,
    label_command,
    learners_command,
    models_command,
    observe_command,
    persona_command,
    play_command,
    progress_command,
    run_command,
    sessions_command,
    simulate_command,
)
from poise.conversation.errors import PoiseError

app = typer.Typer(
    help="Practise difficult customers before you meet them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(run_command.run)
app.command("play")(play_command.play)
app.command("eval")(eval_command.eval_)
app.command("progress")(progress_command.progress)
app.command("export")(export_command.export)
app.command("observe")(observe_command.observe)
app.command("calibrate")(calibrate_command.calibrate)
app.command("attack")(attack_command.attack)
app.command("simulate")(simulate_command.simulate)
app.add_typer(label_command.app, name="label")
app.add_typer(models_command.app, name="models")
app.add_typer(persona_command.app, name="persona")
app.add_typer(sessions_command.app, name="sessions")
app.add_typer(learners_command.app, name="learners")
app.add_typer(db_command.app, name="db")


def main() -> None:
    """Run the command line. Exit codes: 0 fine, 1 the thing checked falls short, 2 unusable input or settings."""
    try:
        app()
    except PoiseError as error:
        sys.stderr.write(f"poise: {error}\n")
        sys.exit(2)
