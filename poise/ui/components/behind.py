"""What stood behind a customer's line, for whoever writes customers: what was heard, felt, directed and refused."""

from collections.abc import Iterator

from poise.conversation.hearing import Hearing, Offer, Promise
from poise.conversation.persona import Persona
from poise.conversation.transcript import Cause, CustomerTurn
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.roleplay.guard import reason
from poise.ui.markup import Markup, draw, element, joined
from poise.ui.shared import words


def draw_behind(services: Services, view: SessionView, number: int) -> None:
    """Draw what led to the line of turn `number`; nothing for the opening, which nothing led to."""
    turn, hearing = view.transcript.turns[number - 1], view.hearings.get(number - 1)
    if not isinstance(turn, CustomerTurn) or hearing is None:
        return
    t = words()
    rows = (
        (t("try.heard"), list(_heard(hearing, view.persona)) or [t("try.heard_nothing")]),
        (t("try.mood"), list(_mood(services, view, number, turn))),
        (t("try.act"), list(_act(services, view, number, turn))),
        (t("try.guard"), list(_guard(services, turn))),
    )
    draw(element("dl", *(_row(title, lines) for title, lines in rows), kind="ways behind"))


def _row(title: str, lines: list[str]) -> Markup:
    return joined(element("dt", title), element("dd", *(element("p", line) for line in lines)))


def _heard(hearing: Hearing, persona: Persona) -> Iterator[str]:
    t = words()
    for offer in hearing.offers:
        kind = "try.offer" if offer.firm else "try.offer_vague"
        yield t(kind, thing=_remedy(offer, persona), quote=offer.span.text)
    for offer in hearing.refused:
        yield t("try.refused", thing=_remedy(offer, persona), quote=offer.span.text)
    for question in hearing.asked:
        yield t("try.asked", fact=question.fact, quote=question.span.text)
    for promise in hearing.promises:
        yield _promise(promise)
    if hearing.confirmed:
        yield t("try.confirmed", quote=hearing.confirmed.text)
    if hearing.named:
        yield t("try.named", quote=hearing.named.text)
    if hearing.ends:
        yield t("try.ends", quote=hearing.ends.text)


def _promise(promise: Promise) -> str:
    t, quote = words(), promise.span.text
    if not promise.firm:
        return t("try.promise_vague", quote=quote)
    return t("try.promise_by", by=promise.by, quote=quote) if promise.by else t("try.promise", quote=quote)


def _remedy(offer: Offer, persona: Persona) -> str:
    return offer.remedy if persona.remedy(offer.remedy) else words()("try.other")


def _mood(services: Services, view: SessionView, number: int, turn: CustomerTurn) -> Iterator[str]:
    t, after = words(), turn.anger or 0
    before = next((one.anger for one in _lines(view, number - 1)[::-1] if one.anger is not None), after)
    yield t("try.anger_same", after=after) if before == after else t("try.anger", before=before, after=after)
    for cause in turn.causes:
        yield _cause(services, cause)


def _cause(services: Services, cause: Cause) -> str:
    t, name = words(), services.rubric.cause(cause.id)
    points = f"{cause.delta:+d}"
    return t("try.cause_quote", name=name, points=points, quote=cause.quote) if cause.quote else f"{name} {points}"


def _act(services: Services, view: SessionView, number: int, turn: CustomerTurn) -> Iterator[str]:
    t = words()
    exchange = len(_lines(view, number - 1))
    played = next((one for one in view.mood.played if one.exchange == exchange), None)
    act = turn.act or (played.act if played else "vent")
    plain = services.prompts.directions.acts[act].plain
    strength = played.strength if played else 0
    yield t("try.direction", act=act, words=plain, strength=strength)
    if played and played.reveal:
        yield t("try.tells", fact=played.reveal)
    if played and played.remedy:
        yield t("try.about", remedy=played.remedy)


def _guard(services: Services, turn: CustomerTurn) -> Iterator[str]:
    t = words()
    for refusal in turn.refused:
        why = reason(refusal.rule, services.prompts)
        yield t("try.guard_refused", text=refusal.text, rule=refusal.rule, reason=why)
    if not turn.refused:
        yield t("try.guard_nothing")
    if turn.authored:
        yield t("try.authored")


def _lines(view: SessionView, number: int) -> list[CustomerTurn]:
    """Return the customer's turns among the first `number`."""
    return [turn for turn in view.transcript.turns[:number] if isinstance(turn, CustomerTurn)]
