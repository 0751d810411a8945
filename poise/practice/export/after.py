"""What was written after the end, with what it was held against: the case note, the follow-up, one's own view. Pure."""

from collections.abc import Iterable, Iterator

from evaluator.follow_up import missed_afterwards
from evaluator.self_view import self_view
from poise.conversation.texts import Texts
from poise.practice.export.blocks import Block, Heading, Quote, Words
from poise.practice.export.lines import first_name
from poise.practice.export.told import Told
from poise.practice.step_events import FollowUp, Step, StepEvent
from poise.practice.steps.case_note import Finding
from poise.practice.steps.follow_up import promised_channel
from poise.practice.steps.taking import STEPS


def after_end(told: Told, t: Texts) -> Iterator[Block]:
    """Yield the steps that were taken or skipped; the notes beside the talk stay the learner's."""
    if told.view.steps:
        yield Heading(t("export.after_title"))
    for step in (one for one in STEPS if one in told.view.steps):
        event = told.view.steps[step]
        yield Heading(t(f"export.steps.{step}"), level=3)
        if event.skipped:
            yield Words(t("export.skipped"), soft=True)
            continue
        if event.text.strip():
            yield Quote(event.text)
        yield from _found(told, t, step, event)


def _found(told: Told, t: Texts, step: Step, event: StepEvent) -> Iterator[Block]:
    if step == "case_note":
        yield from _note(told, t)
    elif event.follow_up is not None:
        yield from _follow_up(told, t, event.follow_up)
    elif step == "reflection":
        yield from _own_view(told, t, event)


def _note(told: Told, t: Texts) -> Iterator[Block]:
    if not told.note_findings:
        yield Words(t("export.note.whole"))
    # What is missing first, as on the page.
    for finding in sorted(told.note_findings, key=lambda one: one.kind != "missing"):
        yield from _finding(told, t, finding)
    yield Words(t("export.note.facts_only"), soft=True)


def _finding(told: Told, t: Texts, finding: Finding) -> Iterator[Block]:
    yield Words(t(f"export.note.{finding.kind}.{finding.about}", name=_remedy(told, finding.id)))
    if finding.noted:
        yield Quote(finding.noted, t("export.note.noted"))
    if finding.said:
        yield Quote(finding.said, t("export.note.said"))
    elif finding.kind == "contradicts":
        yield Words(t("export.note.never_said"), soft=True)


def _follow_up(told: Told, t: Texts, sent: FollowUp) -> Iterator[Block]:
    yield Words(t(f"export.sent.{sent.channel}", days=sent.days), soft=True)
    if sent.goodwill:
        yield Words(t("export.goodwill", name=_remedy(told, sent.goodwill)))
    yield Quote(sent.answer.text, t("export.answered", name=first_name(told.view.persona.identity.name)))
    promises = (*sent.kept, *sent.forgotten)
    yield from _promises(sent.kept, t("export.kept"))
    yield from _promises(sent.forgotten, t("export.forgotten"))
    if not promises:
        yield Words(t("export.nothing_promised"))
    way = promised_channel(promises)
    if way is not None and way != sent.channel:
        yield Words(t(f"export.other_way.{way}"))
    yield from _observed(told, t, sent)


def _promises(quotes: Iterable[str], lead: str) -> Iterator[Block]:
    yield from (Quote(quote, lead) for quote in quotes)


def _observed(told: Told, t: Texts, sent: FollowUp) -> Iterator[Block]:
    read, view = sent.read or sent.observations, told.view
    found = [entry for id_, entry in told.rubric.entries.items() if id_ in read.decided()]
    shown = ", ".join(entry.name for entry in found if entry.kind == "strategy")
    if shown:
        yield Words(t("export.it_showed", names=shown))
    lacking = missed_afterwards(read, told.rubric, view.persona, view.outcome)
    if missed := ", ".join(told.rubric.entry(id_).name for id_ in lacking):
        yield Words(t("export.it_lacked", names=missed))
    for entry in found:
        if entry.kind == "mistake":
            yield Words(t("export.it_had", name=entry.name, words=entry.missed))
            if quote := read.evidence.get(entry.id):
                yield Quote(quote)


def _own_view(told: Told, t: Texts, event: StepEvent) -> Iterator[Block]:
    ticks = event.ticks
    if ticks is None or not (ticks.shown or ticks.missed):
        yield Words(t("export.own_view.not_ticked"), soft=True)
        return
    found = self_view(ticks.shown, ticks.missed, told.view.critiques.values())
    for part in ("agreed", "unseen", "doubted", "unnoticed", "claimed"):
        if ids := getattr(found, part):
            names = ", ".join(told.rubric.entry(id_).name for id_ in ids)
            yield Words(t(f"export.own_view.{part}", names=names))
    yield Words(t("export.own_view.both"), soft=True)


def _remedy(told: Told, id_: str) -> str:
    remedy = told.view.persona.remedy(id_)
    return remedy.words if remedy else id_
