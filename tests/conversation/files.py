"""What the tests of the room share: small files, and the smallest persona and transcript that can be used."""

import json
from pathlib import Path
from typing import Any

import pytest

from poise.conversation.errors import ContentError

PERSONA = """\
id: late-guest
version: 1
title: The room that was given away
trade: hotel
situation: A booked room was given to somebody else
identity:
  name: Ines Roth
  called: [Ines, Ms Roth]
  about: 41, a surveyor on her way to a site.
voice:
  manner: Short and dry.
  words: [4, 30]
scenario: She booked a room for a late arrival and found it given away.
fault: company
briefing:
  role: You are at the front desk.
  company: A small hotel.
  history: [Booked for tonight.]
  policy: [You may book another hotel nearby.]
facts:
  known:
    - id: booked-late
      words: She said she would arrive at eleven.
  hidden:
    - id: early-start
      words: She has to be on site at five.
      said_as: [when do you have to leave]
remedies:
  - id: other-hotel
    words: a room elsewhere
    said_as: [another hotel]
    agent: may
    customer: accepts
temper:
  easy: {anger: 40, walks_out: 98}
  standard: {anger: 55, walks_out: 95}
  hard: {anger: 70, walks_out: 90}
opening:
  - Where is my room?
lines:
  vent:
    - I said eleven.
"""


def write(folder: Path, name: str, text: str) -> Path:
    """Return a file in `folder` that holds `text`."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def transcript(**changes: Any) -> dict[str, Any]:
    """Return a transcript of one exchange in its file form, with fields replaced."""
    turns = [{"speaker": "customer", "text": "Where is my room?"}, {"speaker": "agent", "text": "I'm sorry, Ms Roth."}]
    return {"id": "one", "turns": turns, **changes}


def as_json(**changes: Any) -> str:
    """Return the same as JSON."""
    return json.dumps(transcript(**changes))


def message(caught: pytest.ExceptionInfo[ContentError], folder: Path) -> str:
    """Return the error's text with the test's folder left out."""
    return str(caught.value).replace(f"{folder}/", "")
