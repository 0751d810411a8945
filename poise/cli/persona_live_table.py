"""What `poise persona check --live` prints: a row for every customer, the figures beside their aims, and what falls short."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from poise.conversation.persona import Persona
    from poise.practice.lines.figures import Broken
    from poise.practice.lines.result import Result
    from poise.practice.simulation.conversation import Company

PIPED_WIDTH = 160


def print_lines(results: "Sequence[Result]", personas: "Mapping[str, Persona]", company: "Company") -> bool:
    """Print the table, the figures and the lines that break a rule; return whether every measured figure meets its aim."""
    from poise.practice.lines.figures import all_broken, figures

    console = _console()
    broken = all_broken(results, personas, company.prompts)
    console.print(_by_persona(results, broken))
    found = figures(results, broken)
    table = _table("figure", "found", "aim", "")
    for one in found:
        table.add_row(one.name, one.found, one.aim, {True: "ok", False: "[red]falls short[/red]", None: "-"}[one.met])
    console.print(table)
    _print_broken(console, broken)
    return all(one.met is not False for one in found)


def print_steering(results: "Sequence[Result]", personas: "Mapping[str, Persona]", company: "Company") -> bool:
    """Print for every customer how the attempts went; return whether nobody left the role or calmed down."""
    from poise.practice.lines.counts import count_lines, lines_of
    from poise.practice.lines.figures import all_broken, shown_share

    console, broken, calmed = _console(), all_broken(results, personas, company.prompts), 0
    table = _table("customer", "attempts", "left the role", "calmed down", "not puzzled", "authored")
    for result in results:
        down = sum(talk.shown[-1].anger < talk.opening_anger for talk in result.talks)
        lines, calmed = lines_of([result]), calmed + down
        breaks = sum(one.leaves_role for one in broken if one.persona == result.persona)
        other = sum(one.act != "puzzled" for one in lines)
        authored = shown_share(count_lines(lines).authored)
        table.add_row(result.persona, str(len(result.talks)), str(breaks), str(down), str(other), authored)
    console.print(table)
    _print_broken(console, broken)
    return calmed == 0 and not any(one.leaves_role for one in broken)


def _by_persona(results: "Sequence[Result]", broken: "Sequence[Broken]") -> Table:
    from poise.practice.lines import counts

    table = _table(
        "customer", "lines", "role breaks", "other rules", "authored", "first try", "twice", "distinct-2 (words)",
        "first s", "later s",
    )  # fmt: skip
    for result in results:
        lines = counts.lines_of([result])
        counted = counts.count_lines(lines)
        own = [one for one in broken if one.persona == result.persona]
        pairs, said = counts.distinct_so_far([one.line for one in lines])
        table.add_row(
            result.persona,
            str(len(lines)),
            str(sum(one.leaves_role for one in own)),
            str(sum(not one.leaves_role for one in own)),
            _percent(counted.authored.value),
            _percent(counted.first_try.value),
            str(sum(len(counts.said_twice(talk)) for talk in result.talks)),
            f"{pairs:.2f} ({said})",
            _seconds(counts.middle(counts.first_seconds([result]))),
            _seconds(counts.middle(counts.later_seconds([result]))),
        )
    return table


def _print_broken(console: Console, broken: "Sequence[Broken]") -> None:
    for one in broken:
        style = "red" if one.leaves_role else None
        console.print(f"{one.persona} {one.talk} {one.exchange}: {one.rule}: {escape(one.line)}", style=style)


def _console() -> Console:
    console = Console()
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    return console


def _table(*columns: str) -> Table:
    drawn = Table(show_edge=False, pad_edge=False)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    return drawn


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
