"""The content as it is shipped, for the tests that read it."""

from pathlib import Path

from poise.conversation.content import Content
from poise.conversation.transcript import Transcript
from poise.conversation.transcript_file import read_transcripts, transcript_files

ROOT = Path(__file__).resolve().parents[2]
CONTENT = Content(ROOT)
PERSONAS = CONTENT.personas()
IDS = [persona.id for persona in PERSONAS]


def transcripts() -> list[Transcript]:
    """Return every recorded conversation of the tests."""
    files = transcript_files(ROOT / "tests/data/transcripts")
    return [transcript for file in files for transcript in read_transcripts(file)]
