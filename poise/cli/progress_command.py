"""`poise progress`: how a learner gets on, the same as the page says."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from poise.conversation.texts import Texts
    from poise.practice.getting_on import GettingOn
    from poise.practice.progress import Course
    from poise.practice.services import Services

_ALL = 1_000_000


def progress(learner: Annotated[str, typer.Option(help="Whose progress.")] = "you") -> None:
    """Show strategies and mistakes over sessions, customers by level, and what to practise next."""
    from rich.console import Console

    from poise.conversation.texts import ENGLISH
    from poise.practice.getting_on import getting_on
    from poise.practice.languages import in_language
    from poise.practice.services import build_services
    from poise.practice.settings import load_settings
    from poise.practice.words import practice_words

    settings = load_settings()
    language = settings.language or ENGLISH
    services = in_language(build_services(settings), language)
    try:
        found = getting_on(services, learner, at_once=_ALL)
        _show(Console(), services, found, practice_words(language))
    finally:
        services.close()


def _show(console: "Console", services: "Services", found: "GettingOn", t: "Texts") -> None:
    from poise.practice.progress_words import next_words

    count = found.progress.sessions
    console.print(t("getting_on.title"), style="bold", markup=False)
    lead = {0: t("getting_on.empty"), 1: t("getting_on.counted_one")}
    console.print(lead.get(count) or t("getting_on.counted", count=count), markup=False)
    if found.next is not None:
        what, why = next_words(found.next, found.names, services.rubric, t)
        console.print(f"\n{t('getting_on.next_title')}: {what}", style="bold", markup=False)
        console.print(why, markup=False)
    if count:
        _tables(console, services, found, t)


def _tables(console: "Console", services: "Services", found: "GettingOn", t: "Texts") -> None:
    names = {id_: entry.name for id_, entry in services.rubric.entries.items()} | {"": t("getting_on.mistake_any")}
    shown = found.progress
    strategies = list(_courses(shown.strategies, names, t))
    mistakes = list(_courses((shown.mistaken, *shown.mistakes), names, t, mistake=True)) if shown.mistakes else []
    heads = [t(f"getting_on.{key}") for key in ("lately", "tells", "since")]
    _table(
        console, t("getting_on.strategies"), [t("getting_on.name"), *heads], strategies, t("getting_on.strategies_none")
    )
    _table(
        console, t("getting_on.mistakes"), [t("getting_on.mistake"), *heads], mistakes, t("getting_on.mistakes_none")
    )
    _customers(console, found, t)


def _customers(console: "Console", found: "GettingOn", t: "Texts") -> None:
    from poise.conversation.ids import LEVELS
    from poise.practice.progress_words import level_words

    heads = [t("getting_on.customer"), *(t(f"export.levels.{level}").capitalize() for level in LEVELS)]
    met = [customer for customer in found.progress.customers if customer.done]
    rows = [[found.names[one.persona], *(level_words(level, t) for level in one.levels)] for one in met]
    _table(console, t("getting_on.customers"), heads, rows, "")
    if new := [found.names[one.persona] for one in found.progress.customers if not one.done]:
        console.print(t("getting_on.not_met_yet", names=", ".join(new)), markup=False)


def _courses(
    courses: "Sequence[Course]", names: dict[str, str], t: "Texts", mistake: bool = False
) -> Iterator[list[str]]:
    from poise.practice.progress_words import certainty_words, change_words, share_words

    for course in courses:
        told = (share_words(course.lately, t), certainty_words(course.lately, t), change_words(course, t, mistake))
        yield [names[course.id], *told]


def _table(console: "Console", title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], none: str) -> None:
    from rich.table import Table
    from rich.text import Text

    console.print(f"\n{title}", style="bold", markup=False)
    if not rows:
        console.print(none, markup=False)
        return
    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        drawn.add_column(Text(head, style="dim"))
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    console.print(drawn)
