"""The points of anger that the parts of a reply are worth, and how they are bounded. Pure."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from poise.conversation.hearing import Hearing, Offer
from poise.conversation.persona import Persona
from poise.roleplay import weights
from poise.roleplay.memory import broken_promise
from poise.roleplay.state import Mood


class Point(NamedTuple):
    """One cause before rounding: its id, its points (negative soothes) and the words that prove it."""

    id: str
    delta: float
    quote: str


def soothing(
    persona: Persona, before: Mood, now: Mood, shown: frozenset[str], evidence: Mapping[str, str], hearing: Hearing
) -> list[Point]:
    """Return the points that the shown strategies take off, `before` and `now` being the memory around this reply."""
    ids = sorted(shown & set(weights.SOOTHING) | _heard_strategies(persona, hearing))
    shares = {id_: _share(id_, persona, before, now, hearing) for id_ in ids}
    points = [
        Point(
            id_,
            -weights.SOOTHING[id_] * share * persona.soothes.get(id_, 1.0),
            evidence.get(id_) or _quote(id_, hearing),
        )
        for id_, share in shares.items()
        if share
    ]
    return points + _agreement(before, now, shown)


def inflaming(
    persona: Persona, before: Mood, shown: frozenset[str], evidence: Mapping[str, str], hearing: Hearing
) -> list[Point]:
    """Return the points that mistakes, a broken promise and an unwelcome offer add; a repeated mistake costs more."""
    points = []
    for id_ in sorted(shown & set(weights.INFLAMING)):
        again = _again(id_, before)
        points.append(
            Point(id_, weights.INFLAMING[id_] * again * persona.inflames.get(id_, 1.0), evidence.get(id_, ""))
        )
    if broken := broken_promise(before, hearing):
        points.append(Point("broken_promise", weights.BROKEN_PROMISE, broken.quote))
    if vague := put_off_again(before, hearing):
        points.append(Point("put_off_again", weights.PUT_OFF_AGAIN, vague))
    points += [Point("bad_offer", weights.BAD_OFFER, offer.span.text) for offer in _unwelcome(persona, hearing)[:1]]
    return points


def put_off_again(before: Mood, hearing: Hearing) -> str:
    """Return the vague words of a reply with nothing firm in it, after vague words before; nothing otherwise."""
    said = [(one.firm, one.span.text) for one in hearing.promises] + [(o.firm, o.span.text) for o in hearing.offers]
    earlier = [one.firm for one in before.promises] + [one.firm for one in before.offers]
    return said[0][1] if said and not all(earlier) and not any(firm for firm, _ in said) else ""


def _again(id_: str, before: Mood) -> float:
    """Return how much dearer a mistake is than the first time: for the same one before, and a little for others."""
    others = sum(count for other, count in before.offences.items() if other != id_)
    spent = weights.EARLIER_OFFENCE * min(weights.MOST_EARLIER, others)
    return 1 + weights.REPEATED_OFFENCE * before.offences.get(id_, 0) + spent


def bounded(points: Sequence[Point], anger: int, least: int = 0) -> list[tuple[Point, int]]:
    """Return the points with whole numbers that add up to the change: at most 15, within `least`–100, no unearned calm."""
    total = sum(point.delta for point in points)
    target = max(-weights.LARGEST_CHANGE, min(weights.LARGEST_CHANGE, round(total)))
    if not any(point.id in weights.EARNS_CALM and point.delta < 0 for point in points):
        target = max(-weights.LARGEST_UNEARNED_FALL, target)
    target = max(min(0, least - anger), min(100 - anger, target))
    return [(point, whole) for point, whole in zip(points, _whole(points, total, target), strict=True) if whole]


def _whole(points: Sequence[Point], total: float, target: int) -> list[int]:
    """Return whole numbers near the points, scaled so that they add up to `target`, by largest remainder."""
    if target == 0 and abs(total) >= 1:
        return [0] * len(points)
    scale = target / total if abs(total) >= 1 else 1.0
    scaled = [point.delta * scale for point in points]
    floors = [math.floor(value) for value in scaled]
    spare = target - sum(floors)
    by_remainder = sorted(range(len(scaled)), key=lambda index: floors[index] - scaled[index])
    for index in by_remainder[:spare]:
        floors[index] += 1
    return floors


def _heard_strategies(persona: Persona, hearing: Hearing) -> set[str]:
    """Return what hearing proves by itself, whatever the critic found."""
    wanted = any(offer.firm and _attitude(persona, offer) in ("accepts", "haggles") for offer in hearing.offers)
    return ({"solution"} if wanted else set()) | ({"personal"} if hearing.named else set())


def _quote(id_: str, hearing: Hearing) -> str:
    if id_ == "solution" and hearing.offers:
        return hearing.offers[0].span.text
    return hearing.named.text if id_ == "personal" and hearing.named else ""


def _share(id_: str, persona: Persona, before: Mood, now: Mood, hearing: Hearing) -> float:
    """Return which part of a strategy's worth counts here: unheard, worn out, misplaced or nothing new."""
    seen = before.shown.get(id_, 0)
    if id_ == "apology":
        return weights.APOLOGY_SHARES[min(seen, len(weights.APOLOGY_SHARES) - 1)]
    if id_ == "boundary":
        return 1.0 if "insult" in persona.lines and persona.yields else 0.0
    share = 1.0 if now.heard or id_ not in weights.HELPING else weights.UNHEARD_SHARE
    if id_ == "solution":
        return share * _newness(persona, before, hearing)
    listening = id_ in ("listen", "empathy") and (persona.wants == "heard" or now.offers)
    return share if listening else share * weights.WORN_SHARE ** max(0, seen + 1 - weights.FULL_EXCHANGES)


def _newness(persona: Persona, before: Mood, hearing: Hearing) -> float:
    """Return 1 where the reply offers something new that is not unwelcome, else the share of a repeated offer."""
    known = {offer.remedy for offer in before.offers if offer.firm}
    welcome = [offer for offer in hearing.offers if _attitude(persona, offer) != "refuses"]
    fresh = not hearing.offers or any(offer.remedy not in known for offer in welcome)
    return 1.0 if fresh else weights.STALE_OFFER


def _agreement(before: Mood, now: Mood, shown: frozenset[str]) -> list[Point]:
    if now.accepted is None:
        return []
    quote = next((offer.quote for offer in now.offers if offer.remedy == now.accepted), "")
    if before.accepted is None:
        return [Point("remedy_agreed", -weights.REMEDY_AGREED, quote)]
    return [] if shown & set(weights.INFLAMING) else [Point("remedy_agreed", -weights.SETTLING, quote)]


def _unwelcome(persona: Persona, hearing: Hearing) -> list[Offer]:
    attitudes = [_attitude(persona, offer) for offer in hearing.offers]
    return list(hearing.offers) if attitudes and set(attitudes) == {"refuses"} else []


def _attitude(persona: Persona, offer: Offer) -> str:
    remedy = persona.remedy(offer.remedy)
    return remedy.customer if remedy else "unknown"
