"""Short lines of which page and exports are made. Pure."""

from collections.abc import Iterable

from evaluator.anger_curve import NamedCause, Step
from evaluator.strategy_table import StrategyRow
from poise.conversation.texts import Texts
from poise.conversation.transcript import AgentTurn, Transcript
from poise.practice.export.told import Told


def first_name(name: str) -> str:
    """Return the first word of a name, as it is said in passing."""
    return name.split(maxsplit=1)[0]


def date(at: str, t: Texts) -> str:
    """Return the day of a stored time (ISO 8601) as the language writes it."""
    year, month, day = at[:10].split("-")
    return t("export.date", year=year, month=month, day=day)


def ordinal(transcript: Transcript, turn: int) -> int:
    """Return which of the learner's replies the turn is, from 1."""
    return sum(isinstance(said, AgentTurn) for said in transcript.turns[:turn])


def replies(transcript: Transcript, turns: Iterable[int], t: Texts) -> str:
    """Return which replies the turns are, in words."""
    numbers = [str(ordinal(transcript, turn)) for turn in turns]
    if len(numbers) == 1:
        return t("export.reply_inside", number=numbers[0])
    return t("export.replies", numbers=", ".join(numbers))


def when(step: Step, t: Texts) -> str:
    """Return where a step of the anger stands: the opening, or after which reply."""
    return t("export.reply", number=step.reply) if step.reply else t("export.opening")


def cause_line(step: Step, t: Texts) -> str:
    """Return the causes of a step with their points and the words that did it."""
    if not step.reply:
        return t("export.began")
    return "; ".join(_cause(cause, t) for cause in step.causes) or t("export.no_cause")


def titles(told: Told) -> tuple[str, ...]:
    """Return the titles of the documents behind a debrief, each once, in the order of the rubric."""
    named = {title for row in told.strategies for title in row.sources}
    named |= {title for point in (*told.debrief.went_well, *told.debrief.cost) for title in point.sources}
    return tuple(title for title in told.rubric.documents.values() if title in named)


def called(row: StrategyRow, transcript: Transcript, t: Texts) -> str:
    """Return what became of a strategy or mistake in a conversation, in words."""
    if row.kind == "mistake":
        return t("export.mistake", replies=replies(transcript, row.found, t))
    count = row.count
    parts = [t("export.count", shown=count.shown, called=count.called_for) if count else t("export.unasked")]
    if row.found:
        parts.append(t("export.found_in", replies=replies(transcript, row.found, t)))
    if row.missed:
        parts.append(t("export.missed_in", replies=replies(transcript, row.missed, t)))
    return "; ".join(parts)


def _cause(cause: NamedCause, t: Texts) -> str:
    key = "export.cause_quote" if cause.quote else "export.cause"
    return t(key, name=cause.name, points=f"{cause.delta:+d}".replace("-", "\u2212"), quote=cause.quote)
