"""The progress in tables that need no colour: strategies, mistakes, customers by level."""

from collections.abc import Iterable, Sequence

from poise.conversation.ids import LEVELS
from poise.practice.getting_on import GettingOn
from poise.practice.progress import Course, LevelDone
from poise.practice.progress_words import certainty_words, change_words, level_words, share_words
from poise.ui.markup import Markup, draw, element
from poise.ui.shared import services, told_words


def draw_strategies(found: GettingOn) -> None:
    """Draw every strategy that was called for, with what so few times can tell."""
    t, courses = told_words(), found.progress.strategies
    draw(element("h2", t("getting_on.strategies"), kind="alone"))
    if not courses:
        draw(element("p", t("getting_on.strategies_none")))
        return
    draw(element("p", t("getting_on.strategies_lead"), kind="soft"))
    heads = [t(f"getting_on.{key}") for key in ("name", "lately", "tells", "since")]
    draw(_table(heads, (_course(course, services().rubric.entry(course.id).name) for course in courses)))


def draw_mistakes(found: GettingOn) -> None:
    """Draw whether mistakes become fewer, all together and one by one."""
    t, shown = told_words(), found.progress
    draw(element("h2", t("getting_on.mistakes"), kind="alone"))
    if not shown.mistakes:
        draw(element("p", t("getting_on.mistakes_none")))
        return
    draw(element("p", t("getting_on.mistakes_lead"), kind="soft"))
    heads = [t(f"getting_on.{key}") for key in ("mistake", "lately", "tells", "since")]
    rows = [_course(shown.mistaken, t("getting_on.mistake_any"), mistake=True)]
    rows += [_course(course, services().rubric.entry(course.id).name, mistake=True) for course in shown.mistakes]
    draw(_table(heads, rows))


def draw_customers(found: GettingOn) -> None:
    """Draw which customers were met at which level, and who is mastered."""
    t = told_words()
    draw(element("h2", t("getting_on.customers"), kind="alone"))
    draw(element("p", t("getting_on.customers_lead"), kind="soft"))
    heads = [t("getting_on.customer"), *(t(f"export.levels.{level}").capitalize() for level in LEVELS)]
    met = [customer for customer in found.progress.customers if customer.done]
    rows = ([element("strong", found.names[one.persona]), *map(_level, one.levels)] for one in met)
    draw(_table(heads, rows, kind="levels"))
    if new := [found.names[one.persona] for one in found.progress.customers if not one.done]:
        draw(element("p", t("getting_on.not_met_yet", names=", ".join(new)), kind="soft"))


def _level(done: LevelDone) -> Markup:
    # The level is said again in the cell: on a phone the head of the table is not there.
    t = told_words()
    level = element("span", f"{t(f'export.levels.{done.level}')}: ", kind="narrow")
    return element("span", level, level_words(done, t))


def _course(course: Course, name: str, mistake: bool = False) -> list[str]:
    t = told_words()
    return [
        element("strong", name),
        share_words(course.lately, t),
        certainty_words(course.lately, t),
        change_words(course, t, mistake),
    ]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> Markup:
    head = element("thead", element("tr", *(element("th", title) for title in heads)))
    body = element("tbody", *(element("tr", *(element("td", cell) for cell in row)) for row in rows))
    return element("table", head, body, kind=f"strategies progress {kind}".strip())
