"""One turn written down: the proving words numbered, and under a reply what each number stands for. Pure."""

from evaluator.annotated import Note, annotated
from evaluator.passages import Passage
from poise.conversation.texts import Texts
from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.export.blocks import Speech, SpeechNote
from poise.practice.export.told import Told


def speech(told: Told, t: Texts, number: int, turn: AgentTurn | CustomerTurn) -> Speech:
    """Return the turn with this number in the transcript as a document shows it."""
    if isinstance(turn, CustomerTurn):
        return Speech(told.view.persona.identity.name, (Passage(text=turn.text),), learner=False)
    found = annotated(turn.text, told.view.critiques.get(number))
    notes = tuple(_note(note, t) for note in found.notes)
    return Speech(t("export.agent"), found.passages, learner=True, notes=notes)


def _note(note: Note, t: Texts) -> SpeechNote:
    names = ", ".join(note.names)
    text = f"{names} ({t('export.provoked', quote=note.provoked)})" if note.provoked else names
    words = "" if note.kind == "shown" else " ".join(note.words)
    return SpeechNote("" if note.number is None else str(note.number), t(f"export.{note.kind}"), text, words)
