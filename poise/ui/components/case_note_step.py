"""The case note: written, and then held against what was really said."""

from collections.abc import Iterable

import streamlit as st

from poise.practice.session import SessionView
from poise.practice.steps.case_note import Finding
from poise.practice.steps.taking import MOST_STEP, case_note_findings
from poise.ui.markup import Markup, draw, element, joined, quote
from poise.ui.shared import services, words


def draw_case_note_form(view: SessionView) -> str:
    """Draw the form, which opens with the notes, and return what stands in it."""
    t, entry = words(), services().rubric.entry("document")
    draw(element("div", element("p", entry.does), element("p", entry.missed, kind="soft"), kind="opening"))
    return st.text_area(t("case_note.label"), view.notes, key="case-note", max_chars=MOST_STEP, height=220)


def draw_case_note_result(view: SessionView) -> None:
    """Draw what the note lacks and what in it contradicts the conversation, each with the words that prove it."""
    t, findings = words(), case_note_findings(services(), view.id) or ()
    said = case_note_findings_words(view, findings) if findings else element("p", t("case_note.whole"))
    draw(element("div", quote(view.steps["case_note"].text, t("case_note.yours"))))
    draw(element("div", said, element("p", t("case_note.facts_only"), kind="fine"), kind="part"))


def case_note_findings_words(view: SessionView, findings: Iterable[Finding]) -> Markup:
    """Return the findings in words, what is missing first."""
    ordered = sorted(findings, key=lambda finding: finding.kind != "missing")
    return joined(*(_finding(view, finding) for finding in ordered))


def _finding(view: SessionView, finding: Finding) -> Markup:
    t, remedy = words(), view.persona.remedy(finding.id)
    name = remedy.words if remedy else finding.id
    title = t(f"case_note.{finding.kind}.{finding.about}", name=name)
    noted = quote(finding.noted, t("case_note.noted")) if finding.noted else ""
    never = element("p", t("case_note.never_said"), kind="soft") if finding.kind == "contradicts" else ""
    said = quote(finding.said, t("case_note.said")) if finding.said else never
    return element("article", element("h3", title), noted, said)
