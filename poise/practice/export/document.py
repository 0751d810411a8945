"""A session written down as a document: outcome, points, anger, conversation, strategies. Pure."""

from collections.abc import Iterator

from evaluator.debrief import Point
from poise.conversation.texts import Texts
from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.export.after import after_end
from poise.practice.export.blocks import Block, Bullets, Curve, Document, Heading, Quote, Table, Words
from poise.practice.export.lines import called, cause_line, date, first_name, ordinal, titles, when
from poise.practice.export.speech import speech
from poise.practice.export.told import Told
from poise.practice.help_words import held_words


def document(told: Told, t: Texts) -> Document:
    """Return the debrief of an ended session as a document."""
    view, name = told.view, first_name(told.view.persona.identity.name)
    level = t(f"export.levels.{view.level}")
    return Document(
        title=t(f"export.outcome.{view.outcome}", name=name),
        about=t("export.about", title=view.persona.title, level=level, date=date(told.ended_at, t)),
        blocks=tuple(block for part in _PARTS for block in part(told, t)),
        foot=t("export.by"),
        language=told.rubric.language,
    )


def _verdict(told: Told, t: Texts) -> Iterator[Block]:
    found = told.debrief
    if found.score is None:
        yield Words(t("export.no_score", reason=found.reason.rstrip(".")))
    else:
        score = t("export.score", score=round(found.score), reason=found.reason)
        verdict = t("export.passed" if found.passed else "export.failed", line=round(told.scores.pass_line))
        yield Words(f"{score} {verdict}")
    yield from (Words(t("export.capped", words=hit.words)) for hit in found.blockers)
    yield Words(t("held.sentence", how=held_words(told.view.held, told.view.help, t)), soft=True)
    yield Words(t(f"export.critic.{found.critic}"), soft=True)


def _points(told: Told, t: Texts) -> Iterator[Block]:
    found = told.debrief
    yield Heading(t("export.went_well"))
    if not found.went_well:
        yield Words(t("export.went_well_none"))
    for point in found.went_well:
        yield from _point(told, t, point, point.words)
    yield Heading(t("export.cost"))
    if not found.cost:
        yield Words(t("export.cost_none"))
    for point in found.cost:
        yield from _point(told, t, point, point.advice)
    if found.try_next is not None:
        yield Heading(t("export.try_next"))
        yield from _point(told, t, found.try_next, found.try_next.advice)
        yield from _better(told, t, found.try_next)


def _point(told: Told, t: Texts, point: Point, words: str) -> Iterator[Block]:
    yield Heading(point.name, level=3)
    turns = told.view.transcript.turns
    if point.quote:
        own = any(isinstance(turn, AgentTurn) and point.quote in turn.text for turn in turns[: point.turn])
        lead = "" if own else t("export.after", name=first_name(told.view.persona.identity.name))
        yield Quote(point.quote, lead)
    yield Words(words)
    number = ordinal(told.view.transcript, point.turn)
    yield Words(t("export.place", number=number, documents=_behind(told, t, point.sources)), soft=True)


def _better(told: Told, t: Texts, point: Point) -> Iterator[Block]:
    worded = told.view.wordings.get((point.turn, point.id))
    if worded is not None and worded.text:
        yield Words(t("export.better", words=worded.text))
        yield Words(t("export.coached", coach=worded.coach), soft=True)
    else:
        yield Words(t("export.example", words=point.contrast.good))


def _anger(told: Told, t: Texts) -> Iterator[Block]:
    if not (steps := told.curve):
        return
    yield Heading(t("export.moved", name=first_name(told.view.persona.identity.name)))
    labels = tuple(when(step, t) for step in steps)
    words = t("export.curve", values=", ".join(str(step.anger) for step in steps))
    turning = t("export.turning")
    yield Curve(steps, labels, words, calm=t("export.calm"), furious=t("export.furious"), turning=turning)
    head = (t("export.when"), t("export.anger"), t("export.why"))
    rows = (
        (f"{label}, {turning}" if step.turning else label, str(step.anger), cause_line(step, t))
        for step, label in zip(steps, labels, strict=True)
    )
    yield Table(head, tuple(rows))


def _conversation(told: Told, t: Texts) -> Iterator[Block]:
    yield Heading(t("export.transcript"))
    yield Words(t("export.notes_how"), soft=True)
    for number, turn in enumerate(told.view.transcript.turns, start=1):
        if isinstance(turn, AgentTurn | CustomerTurn):
            yield speech(told, t, number, turn)


def _table(told: Told, t: Texts) -> Iterator[Block]:
    if not told.strategies:
        return
    yield Heading(t("export.strategies"))
    head = (t("export.strategy"), t("export.here"), t("export.what"), t("export.documents"))
    rows = (
        (row.name, called(row, told.view.transcript, t), f"{row.does} {row.why}", _behind(told, t, row.sources))
        for row in told.strategies
    )
    yield Table(head, tuple(rows))
    yield Heading(t("export.behind"))
    yield Bullets(titles(told), numbered=True)


def _behind(told: Told, t: Texts, sources: tuple[str, ...]) -> str:
    """Return the documents behind something, by their numbers in the list at the end."""
    numbers = sorted(titles(told).index(title) + 1 for title in sources)
    return t("export.source" if len(numbers) == 1 else "export.sources", numbers=", ".join(map(str, numbers)))


def _made_by(told: Told, t: Texts) -> Iterator[Block]:
    yield Heading(t("export.made_by"))
    yield Bullets(tuple(f"{key}: {value}" for key, value in sorted(told.view.versions.items())))


_PARTS = (_verdict, _points, _anger, after_end, _conversation, _table, _made_by)
