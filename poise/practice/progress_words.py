"""The progress in words, for page and command line alike. Pure."""

from collections.abc import Mapping

from evaluator.rubric import Rubric
from poise.conversation.texts import Texts
from poise.practice.next_step import NextStep
from poise.practice.progress import Course, LevelDone
from poise.practice.shares import Share


def share_words(share: Share, t: Texts) -> str:
    """Return how often something was shown: “7 of 9 times”."""
    return t("getting_on.share", times=share.times, of=share.of)


def certainty_words(share: Share, t: Texts) -> str:
    """Return what so many times can tell: between which shares the true one lies, and how much that is worth."""
    if share.certainty == "none":
        return t("getting_on.certainty.none")
    return t(f"getting_on.certainty.{share.certainty}", low=round(100 * share.low), high=round(100 * share.high))


def change_words(course: Course, t: Texts, mistake: bool = False) -> str:
    """Return whether it got better or worse since the first sessions, or that this cannot be told."""
    kind = "mistake" if mistake else "strategy"
    before = share_words(course.at_first, t) if course.at_first.of else ""
    return t(f"getting_on.change.{kind}.{course.change}", before=before)


def level_words(done: LevelDone, t: Texts) -> str:
    """Return how a customer stands at a level."""
    if not done.done:
        return t("getting_on.not_met")
    met = t("getting_on.met_once") if done.done == 1 else t("getting_on.met", count=done.done)
    best = "" if done.best is None else t("getting_on.best", score=round(done.best))
    return " ".join(part for part in (met, best, t("getting_on.mastered") if done.mastered else "") if part)


def next_words(found: NextStep, names: Mapping[str, str], rubric: Rubric, t: Texts) -> tuple[str, str]:
    """Return what to practise next and why. `names`: the customers' names by id."""
    level = t(f"export.levels.{found.level}")
    what = t("getting_on.next.what", name=names[found.persona], level=level)
    course = found.course
    values: dict[str, object] = {"name": names[found.persona], "level": level}
    if course is not None:
        entry = rubric.entry(course.id)
        values |= {"what": entry.name, "times": course.lately.times, "of": course.lately.of, "advice": entry.missed}
    return what, t(f"getting_on.next.{found.reason}", **values)
