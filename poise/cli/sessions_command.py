"""`poise sessions`: what a trainer is asked about sessions."""

import typer

app = typer.Typer(help="Sessions that learners shared with a trainer.", no_args_is_help=True)


@app.callback()
def sessions() -> None:
    """Sessions that learners shared with a trainer."""


@app.command()
def asked() -> None:
    """Print every question to a trainer: when, by whom, about which customer, in which session."""
    from poise.practice.settings import load_settings
    from poise.practice.steps.asking import asked as questions
    from poise.practice.store import open_store

    store = open_store(load_settings().database_url)
    found = list(questions(store))
    store.close()
    for one in found:
        typer.echo(f"{one.at[:16]}  {_plain(one.learner)}  {_plain(one.customer)}  session {one.session_id}")
        typer.echo(f"    {_plain(one.question)}")
    if not found:
        typer.echo("Nobody has asked anything yet.")


def _plain(text: str) -> str:
    """Return somebody's words on one line, without signs that would steer a terminal."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
