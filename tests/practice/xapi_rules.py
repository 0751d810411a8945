"""The rules of the xAPI specification 1.0.3, part two, for a statement of ours; `broken` names those that it breaks."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

_IRI = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_DURATION = re.compile(r"^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$")
_KEYS = {
    "statement": {
        "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version", "attachments"
    },
    "agent": {"objectType", "name", "mbox", "mbox_sha1sum", "openid", "account"},
    "verb": {"id", "display"},
    "activity": {"objectType", "id", "definition"},
    "definition": {
        "name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern", "choices"
    },
    "result": {"score", "success", "completion", "response", "duration", "extensions"},
    "score": {"scaled", "raw", "min", "max"},
    "context": {
        "registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement", "extensions"
    },
    "contextActivities": {"parent", "grouping", "category", "other"},
    "account": {"homePage", "name"},
}  # fmt: skip


def broken(statement: dict[str, Any]) -> list[str]:
    """Return the rules that the statement breaks, none for a valid one."""
    return list(_statement(statement))


def _statement(statement: dict[str, Any]) -> Iterator[str]:
    yield from _only("statement", statement)
    yield from (f"2.2: no {key}" for key in ("actor", "verb", "object") if key not in statement)
    yield from _empty(statement, "statement")
    if not _is_uuid(statement.get("id", str(UUID(int=5 << 76)))):
        yield "2.4.1: id is no UUID"
    yield from _agent(statement.get("actor", {}))
    yield from _verb(statement.get("verb", {}))
    yield from _activity(statement.get("object", {}))
    yield from _result(statement.get("result", {}))
    yield from _context(statement.get("context", {}))
    if datetime.fromisoformat(statement["timestamp"]).tzinfo is None:
        yield "2.4.7: timestamp without time zone"
    if not re.fullmatch(r"1\.0(\.\d+)?", statement.get("version", "1.0.0")):
        yield "2.4.10: version"


def _agent(agent: dict[str, Any]) -> Iterator[str]:
    yield from _only("agent", agent)
    if agent.get("objectType", "Agent") not in ("Agent", "Group"):
        yield "2.4.2: objectType of the actor"
    if len({"mbox", "mbox_sha1sum", "openid", "account"} & set(agent)) != 1:
        yield "2.4.2.1: exactly one identifier"
    account = agent.get("account", {})
    yield from _only("account", account)
    if set(account) != {"homePage", "name"} or not isinstance(account.get("name"), str):
        yield "2.4.2.4: account"
    elif not re.match(r"^https?://", account["homePage"]):
        yield "2.4.2.4: homePage is no IRL"


def _verb(verb: dict[str, Any]) -> Iterator[str]:
    yield from _only("verb", verb)
    yield from _iri(verb.get("id"), "2.4.3: id of the verb")
    yield from _language_map(verb.get("display", {}), "2.4.3: display")


def _activity(activity: dict[str, Any]) -> Iterator[str]:
    yield from _only("activity", activity)
    if activity.get("objectType", "Activity") != "Activity":
        yield "2.4.4.1: objectType"
    yield from _iri(activity.get("id"), "2.4.4.1: id of the activity")
    definition = activity.get("definition", {})
    yield from _only("definition", definition)
    yield from _language_map(definition.get("name", {}), "2.4.4.1: name")
    yield from _language_map(definition.get("description", {}), "2.4.4.1: description")
    if "type" in definition:
        yield from _iri(definition["type"], "2.4.4.1: type")
    yield from _extensions(definition)


def _result(result: dict[str, Any]) -> Iterator[str]:
    yield from _only("result", result)
    yield from (f"2.4.5: {key}" for key in ("success", "completion") if not isinstance(result.get(key, True), bool))
    if not _DURATION.match(result.get("duration", "PT1S")):
        yield "2.4.5: duration"
    score = result.get("score", {})
    yield from _only("score", score)
    if not -1 <= score.get("scaled", 0) <= 1:
        yield "2.4.5.1: scaled"
    if not score.get("min", 0) <= score.get("raw", 0) <= score.get("max", 0):
        yield "2.4.5.1: raw between min and max"
    yield from _extensions(result)


def _context(context: dict[str, Any]) -> Iterator[str]:
    yield from _only("context", context)
    if "registration" in context and not _is_uuid(context["registration"]):
        yield "2.4.6: registration is no UUID"
    if not _LANGUAGE.match(context.get("language", "en")):
        yield "2.4.6: language"
    activities = context.get("contextActivities", {})
    yield from _only("contextActivities", activities)
    for listed in activities.values():
        yield from (fault for activity in listed for fault in _activity(activity))
    yield from _extensions(context)


def _extensions(part: dict[str, Any]) -> Iterator[str]:
    for key in part.get("extensions", {}):
        yield from _iri(key, "4.1: key of an extension")


def _language_map(words: dict[str, Any], rule: str) -> Iterator[str]:
    if not all(_LANGUAGE.match(tag) and isinstance(text, str) for tag, text in words.items()):
        yield rule


def _iri(value: object, rule: str) -> Iterator[str]:
    if not isinstance(value, str) or not _IRI.match(value):
        yield f"{rule} is no IRI"


def _only(part: str, given: dict[str, Any]) -> Iterator[str]:
    yield from (f"2.2: {part} has the unknown key {key}" for key in set(given) - _KEYS[part])


def _empty(value: object, where: str) -> Iterator[str]:
    if value is None or value == {}:
        yield f"2.2: {where} is empty"
    if isinstance(value, dict):
        yield from (
            fault for key, inner in value.items() if key != "extensions" for fault in _empty(inner, f"{where}.{key}")
        )


def _is_uuid(value: object) -> bool:
    try:
        return str(UUID(str(value))) == value and UUID(str(value)).variant == "specified in RFC 4122"
    except ValueError:
        return False
