"""`poise db upgrade`: bring the database up to date by hand (opening it does the same)."""

import typer

app = typer.Typer(help="The database in which sessions are kept.", no_args_is_help=True)


@app.callback()
def db() -> None:
    """The database in which sessions are kept."""


@app.command()
def upgrade() -> None:
    """Bring the database to the schema of this Poise. Poise does it by itself whenever it opens the database."""
    from poise.practice.database import database_name, open_database
    from poise.practice.settings import load_settings
    from poise.practice.tables import SCHEMA

    engine = open_database(load_settings().database_url)
    typer.echo(f"{database_name(engine.url)} stands at schema {SCHEMA}.")
    engine.dispose()
