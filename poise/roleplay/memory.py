"""What the customer keeps in mind of a reply: offers that stand, promises that are open, and whether a remedy is
agreed.
"""

from collections.abc import Collection, Sequence

from poise.conversation.hearing import Hearing
from poise.conversation.persona import Persona
from poise.roleplay import weights
from poise.roleplay.state import Mood, Pledge, Standing
from poise.roleplay.words import content_stems, coverage

TAKES_BELOW = 66
"""Somebody angrier than this agrees to nothing: first they want to be heard."""
_SAME_PROMISE = 0.6
"""Two promises are the same where so much of the shorter one's words are shared."""
_MOST_PROMISES = 6
"""People keep the last few promises in mind, not all."""


def remember(persona: Persona, mood: Mood, shown: frozenset[str], hearing: Hearing) -> Mood:
    """Return the mood with this reply in memory; anger and `unmoved` are left as they were."""
    exchange = mood.exchanges + 1
    broken = broken_promise(mood, hearing)
    offers = _offers(mood.offers, hearing, exchange)
    changed = mood.model_copy(
        update={
            "exchanges": exchange,
            "heard": _heard(mood, shown),
            "shown": _counted(mood.shown, shown & set(weights.SOOTHING)),
            "offences": _counted(mood.offences, shown & set(weights.INFLAMING)),
            "offers": offers,
            "promises": _promises(mood.promises, hearing, exchange),
            "timed": mood.timed or "timeframe" in shown or any(p.by and p.firm for p in hearing.promises),
            "broken": broken is not None,
        }
    )
    agreed = None if broken else mood.accepted or _agreed(persona, mood, changed, shown, hearing)
    waiting = agreed is None and bool(takeable(persona, changed))
    return changed.model_copy(update={"accepted": agreed, "waited": mood.waited + 1 if waiting else 0})


def takeable(persona: Persona, mood: Mood) -> tuple[Standing, ...]:
    """Return the firm offers that stand and that this customer would take, the one they like best first.

    A remedy that they haggle over is taken when it is offered a second time or comes together with another one.
    """
    firm = [offer for offer in mood.offers if offer.firm and persona.remedy(offer.remedy)]
    attitude = {remedy.id: remedy.customer for remedy in persona.remedies}
    bearable = [offer for offer in firm if attitude[offer.remedy] != "refuses"]
    liked = [offer for offer in bearable if attitude[offer.remedy] == "accepts"]
    haggled = [
        offer for offer in bearable if attitude[offer.remedy] == "haggles" and (offer.times > 1 or len(bearable) > 1)
    ]
    return (*liked, *haggled)


def broken_promise(mood: Mood, hearing: Hearing) -> Standing | None:
    """Return the firm offer that this reply takes back, None where it takes none back."""
    taken_back = {refused.remedy for refused in hearing.refused} - {offer.remedy for offer in hearing.offers}
    return next((offer for offer in mood.offers if offer.firm and offer.remedy in taken_back), None)


def hurt(shown: Collection[str]) -> bool:
    """Whether the reply blames, dismisses or insults: nothing is taken from such a hand."""
    return bool({"blame", "dismiss", "hostile"} & set(shown))


def _heard(mood: Mood, shown: frozenset[str]) -> bool:
    warm = bool(shown & {"listen", "empathy"}) and not hurt(shown)
    return (mood.heard or warm) and not shown & {"dismiss", "hostile"}


def _agreed(persona: Persona, before: Mood, now: Mood, shown: frozenset[str], hearing: Hearing) -> str | None:
    """Return the remedy taken now: heard, not furious, not insulted, a time given or asked for, and the reply is
    about it.
    """
    ready = now.heard and before.anger < TAKES_BELOW and not hurt(shown)
    known_when = now.timed or before.waited > 0
    offers = takeable(persona, now)
    named = [offer for offer in offers if offer.remedy in {heard.remedy for heard in hearing.offers}]
    about_it = bool(named or hearing.promises or hearing.confirmed or "timeframe" in shown)
    if not (ready and known_when and about_it and offers) or persona.wants == "heard":
        return None
    return (named or offers)[0].remedy


def _counted(counts: dict[str, int], seen: frozenset[str]) -> dict[str, int]:
    return {id_: counts.get(id_, 0) + (id_ in seen) for id_ in sorted({*counts, *seen})}


def _offers(known: Sequence[Standing], hearing: Hearing, exchange: int) -> tuple[Standing, ...]:
    taken_back = {refused.remedy for refused in hearing.refused}
    kept = {offer.remedy: offer for offer in known if offer.remedy not in taken_back}
    for offer in hearing.offers:
        old = kept.get(offer.remedy)
        kept[offer.remedy] = Standing(
            remedy=offer.remedy,
            firm=offer.firm or (old.firm if old else False),
            exchange=old.exchange if old else exchange,
            times=old.times + 1 if old else 1,
            quote=offer.span.text,
        )
    return tuple(kept.values())


def _promises(known: Sequence[Pledge], hearing: Hearing, exchange: int) -> tuple[Pledge, ...]:
    heard = [Pledge(what=p.what, by=p.by, firm=p.firm, exchange=exchange) for p in hearing.promises]
    new = [pledge for pledge in heard if not any(_same(pledge.what, old.what) and pledge.by == old.by for old in known)]
    old = [pledge for pledge in known if not any(_same(pledge.what, other.what) for other in new)]
    return tuple([*old, *new][-_MOST_PROMISES:])


def _same(one: str, other: str) -> bool:
    shorter, longer = sorted((content_stems(one), content_stems(other)), key=len)
    return coverage(shorter, longer) >= _SAME_PROMISE
