"""A reply as it is looked back on: the proving words marked and numbered, and beside it what each number stands for."""

import streamlit as st

from evaluator.annotated import Annotated, Note, annotated
from evaluator.passages import Passage
from poise.practice.session import SessionView
from poise.ui.literal import first_name
from poise.ui.markup import Markup, draw, element, joined
from poise.ui.shared import words


def draw_marked_reply(view: SessionView, number: int, text: str) -> None:
    """Draw the reply of turn `number`, literally, with what was shown, what went wrong and what was missed beside it."""
    found = annotated(text, view.critiques.get(number))
    with st.chat_message(words()("talk.you"), avatar=":material/person:"):
        wrong = {note.number for note in found.notes if note.kind == "mistakes"}
        draw(element("p", *(_passage(one, bool(wrong & set(one.quotes))) for one in found.passages), kind="said"))
    if found.notes:
        draw(_notes(found, first_name(view.persona.identity.name)))


def _passage(passage: Passage, wrong: bool) -> Markup:
    numbers = (element("sup", str(number)) for number in passage.ends)
    said = element("mark", passage.text, kind="wrong" if wrong else "") if passage.quotes else passage.text
    return joined(said, *numbers)


def _notes(found: Annotated, name: str) -> Markup:
    notes = [note for note in found.notes if note.kind != "missed"]
    missed = [note.names[0] for note in found.notes if note.kind == "missed"]
    lines = [_note(note, name) for note in notes]
    if missed:
        lines.append(element("li", f"{words()('beside.missed')}: ", element("strong", ", ".join(missed))))
    return element("ul", *lines, kind="beside-reply")


def _note(note: Note, name: str) -> Markup:
    t = words()
    number = "" if note.number is None else element("sup", str(note.number))
    names = element("strong", ", ".join(note.names))
    provoked = f" ({t('beside.provoked', name=name, quote=note.provoked)})" if note.provoked else ""
    return element("li", number, f"{t(f'beside.{note.kind}')}: ", names, provoked)
