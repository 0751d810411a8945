"""Answers as a model behind the fault server gives them to the LLM critic."""

from collections.abc import Iterable, Mapping
from typing import Any

from poise.conversation.ids import OBSERVED
from tests.fault_server import behaviours

NO: Mapping[str, Any] = {"shown": False, "quote": "", "provoked_by": ""}


def verdicts(**shown: str) -> dict[str, Any]:
    """A whole answer in which these ids are shown with these quotes."""
    return answer(OBSERVED, **shown)


def answer(ids: Iterable[str], **shown: str) -> dict[str, Any]:
    """An answer about these ids alone."""
    return {id_: {**NO, "shown": True, "quote": shown[id_]} if id_ in shown else dict(NO) for id_ in ids}


def asked_ids(body: Mapping[str, Any]) -> list[str]:
    """The ids that a request asks about."""
    wanted = body["response_format"]["json_schema"]["schema"]["required"]
    return [id_ for id_ in wanted if id_ in OBSERVED]


def answering(**shown: str) -> Any:
    """What answers every request about the ids that it asks for."""
    return lambda body: behaviours.structured(answer(asked_ids(body), **shown))
