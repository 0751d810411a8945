"""An ended session as xAPI statements (version 1.0.3): one for the session, one for every strategy that was shown. Pure.

Who: an account, no e-mail; its home page is a setting. What: activities under `urn:x-poise:`, since no address is ours. None of
anybody's words leaves with a statement: only which strategies, how often, the score and how it ended.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from evaluator.scoring import ReplyScore
from evaluator.strategy_table import counts
from poise.conversation.ids import REPLY_STRATEGIES
from poise.practice.export.told import Told

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
SHOWED = "urn:x-poise:verb:showed"
SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
OBJECTIVE = "http://adlnet.gov/expapi/activities/objective"
EXTENSION = "urn:x-poise:extension:"
_NAMESPACE = UUID("5b0f6a0e-5c3e-4f0a-9d55-7a3c1d1b8f42")

Statement = dict[str, Any]


def statements(told: Told, home_page: str) -> tuple[Statement, ...]:
    """Return the statements of a session, its own first. Their ids follow from the session's: sent twice, they count once.

    Of a branch only what was said in it counts. `home_page` is the address of the system that the learner's account is on.
    """
    whole = _statement(told, home_page, "session", COMPLETED, "completed", _session(told), _result(told))
    shown = _shown(told)
    return (whole, *(_strategy(told, home_page, id_, shown[id_]) for id_ in REPLY_STRATEGIES if id_ in shown))


def own_replies(told: Told) -> tuple[ReplyScore, ...]:
    """Return the scores of the replies that were said in this session: of a branch those from the fork on."""
    first = told.view.branch.turn if told.view.branch else 0
    return tuple(reply for reply in told.scores.replies if reply.turn >= first)


def _shown(told: Told) -> dict[str, int]:
    replies = own_replies(told)
    found: dict[str, int] = {}
    for reply in replies:
        for id_ in {*reply.shown, *reply.also} - set(reply.earned_before):
            found[id_] = found.get(id_, 0) + 1
    return found


def _strategy(told: Told, home_page: str, id_: str, times: int) -> Statement:
    entry, called = told.rubric.entry(id_), counts(own_replies(told)).get(id_)
    name, does = {told.rubric.language: entry.name}, {told.rubric.language: entry.does}
    named = _activity(f"urn:x-poise:strategy:{id_}", OBJECTIVE, name, does)
    told_of = {f"{EXTENSION}replies": times, f"{EXTENSION}called-for": called.called_for if called else 0}
    made = _statement(told, home_page, id_, SHOWED, "showed", named, {"extensions": told_of})
    made["context"]["contextActivities"] = {"parent": [_session(told)]}
    return made


def _statement(
    told: Told, home_page: str, what: str, verb: str, display: str, about: Statement, result: Statement
) -> Statement:
    return {
        "id": str(uuid5(_NAMESPACE, f"{told.view.id}:{what}")),
        "actor": {"objectType": "Agent", "account": {"homePage": home_page, "name": told.learner}},
        "verb": {"id": verb, "display": {"en": display}},
        "object": about,
        "result": result,
        "context": {
            "registration": str(uuid5(_NAMESPACE, told.view.id)),
            "platform": "Poise",
            "language": told.view.transcript.language or "en",
            "extensions": {f"{EXTENSION}versions": told.view.versions},
        },
        "timestamp": told.ended_at,
        "version": "1.0.0",
    }


def _session(told: Told) -> Statement:
    persona = told.view.persona
    title, situation = {persona.language: persona.title}, {persona.language: persona.situation}
    return _activity(f"urn:x-poise:persona:{persona.id}:{told.view.level}", SIMULATION, title, situation)


def _activity(id_: str, type_: str, name: dict[str, str], description: dict[str, str]) -> Statement:
    words = {"name": name, "description": description}
    return {"objectType": "Activity", "id": id_, "definition": {"type": type_, **words}}


def _result(told: Told) -> Statement:
    result: Statement = {
        "completion": True,
        "duration": _duration(told),
        "extensions": {f"{EXTENSION}outcome": told.view.outcome, f"{EXTENSION}help": _help(told)},
    }
    score = told.debrief.score
    if score is not None:
        result["success"] = bool(told.debrief.passed)
        result["score"] = {"scaled": round(score / 100, 4), "raw": score, "min": 0, "max": 100}
    return result


def _help(told: Told) -> Statement:
    """Return with which help the replies were said: the modes in their order, hints read, the anger as a number."""
    held = told.view.held
    modes = [*held.modes] or [told.view.help.mode]
    return {"modes": modes, "hints": len(held.hints), "anger-as-number": held.numbers}


def _duration(told: Told) -> str:
    seconds = (datetime.fromisoformat(told.ended_at) - datetime.fromisoformat(told.view.started_at)).total_seconds()
    return f"PT{max(0.0, seconds):.2f}S"
