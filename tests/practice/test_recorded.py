"""A conversation held once with a model and again from its recordings, in both forms of the actor."""

from pathlib import Path
from typing import Any

import pytest

from poise.llm.recordings import NotRecorded, recording, replaying
from poise.practice.services import Services
from tests.fault_server import behaviours as server_does
from tests.fault_server.server import FaultServer
from tests.llm.models import model_of
from tests.practice.conftest import Build
from tests.practice.talk import ASK, SORRY, begin, say

FORMS = pytest.mark.parametrize("form", ["chat", "playwright"])


def held(services: Services, *replies: str) -> list[str]:
    view = begin(services)
    for text in replies:
        view = say(services, view.id, text)
    return [turn.text for turn in view.transcript.turns]


@FORMS
def test_a_recorded_conversation_is_held_again_without_a_model(
    build: Build, tmp_path: Path, fault_server: FaultServer, form: str
) -> None:
    file, set_to = tmp_path / "answers.jsonl", {"POISE_ACTOR_FORM": form}
    fault_server.always(
        server_does.say("That steak is still pink.", "He asked for well done, twice.", "Twice I said it.")
    )
    first = held(build(set_to, customer_model=lambda: recording(model_of(fault_server), file, "test")), SORRY, ASK)
    asked = len(fault_server.completions)
    replayed: Any = replaying(file, "test")
    assert held(build(set_to, customer_model=lambda: replayed), SORRY, ASK) == first
    assert len(fault_server.completions) == asked > 0
    replayed.recordings.require_all_asked()


@FORMS
def test_another_reply_than_the_recorded_one_fails_loudly(
    build: Build, tmp_path: Path, fault_server: FaultServer, form: str
) -> None:
    file, set_to = tmp_path / "answers.jsonl", {"POISE_ACTOR_FORM": form}
    held(build(set_to, customer_model=lambda: recording(model_of(fault_server), file, "test")), SORRY)
    other = SORRY.replace("all evening", "all night")
    with pytest.raises(NotRecorded, match=r"Denise\. You waited all night"):
        held(build(set_to, customer_model=lambda: replaying(file, "test")), other)
