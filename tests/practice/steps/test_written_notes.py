"""Case notes as people write them, with what each lacks: how often the check says the same."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from poise.conversation.content import load_persona
from poise.conversation.transcript import AgentTurn, Turn
from poise.practice.steps.case_note import Finding, check_note
from poise.practice.steps.said import Said, what_was_said
from poise.roleplay.hearing import hear

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "tests/data/case_notes").glob("*.jsonl"))
LEAST_NOTES, LEAST_SHARE = 30, 0.9
_TURNS: TypeAdapter[list[Turn]] = TypeAdapter(list[Turn])


def said_in(head: dict[str, Any]) -> Said:
    """Return what was said in the conversation that heads a file of notes."""
    persona = load_persona(ROOT / f"personas/{head['persona']}.yaml")
    turns = _TURNS.validate_python(head["turns"])
    replies = {number: turn for number, turn in enumerate(turns, start=1) if isinstance(turn, AgentTurn)}
    hearings = {number: hear(turn.text, persona) for number, turn in replies.items()}
    return what_was_said(persona, turns, hearings, head["accepted"], head["outcome"])


def _notes() -> Iterator[tuple[Said, dict[str, Any]]]:
    for file in FILES:
        head, *notes = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        said = said_in(head)
        yield from ((said, one) for one in notes)


def _found(said: Said, note: str) -> dict[str, list[str]]:
    findings = check_note(note, said)
    names = [(one.kind, _name(one)) for one in findings]
    return {
        "lacks": sorted(name for kind, name in names if kind == "missing"),
        "contradicts": sorted(name for kind, name in names if kind == "contradicts"),
    }


def _name(finding: Finding) -> str:
    return f"{finding.about}:{finding.id}" if finding.id and finding.about != "amount" else finding.about


def test_what_a_written_note_lacks_is_found_in_nine_of_ten() -> None:
    read = [(one, _found(said, one["note"])) for said, one in _notes()]
    wrong = [(one, found) for one, found in read if any(one[key] != found[key] for key in found)]
    sys.stdout.write(f"\ncase notes read rightly: {len(read) - len(wrong)} of {len(read)}\n")
    sys.stdout.writelines(f"{one}\n  {found}\n" for one, found in wrong)
    assert len(read) >= LEAST_NOTES
    assert len(read) - len(wrong) >= LEAST_SHARE * len(read)
