"""What the customer keeps in mind of a reply: offers that stand, promises that are open, and whether a remedy is
agreed.
"""

from collections.abc import Collection, Sequence

from poise.conversation.hearing import Hearing
from poise.conversation.persona import Persona
from poise.roleplay import weights
from poise.roleplay.levels import Bearing
from poise.roleplay.state import ANGRY, CALM, Mood, Pledge, Standing
from poise.roleplay.times import TIMES
from poise.roleplay.words import content_stems, coverage

_SAME_PROMISE = 0.6
"""Two promises are the same where so much of the shorter one's words are shared."""
_MOST_PROMISES = 6
"""People keep the last few promises in mind, not all."""


HURTS = frozenset({"blame", "dismiss", "hostile"})
"""What is aimed at the customer and not only badly put."""


def remember(persona: Persona, bearing: Bearing, mood: Mood, shown: frozenset[str], hearing: Hearing) -> Mood:
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
            "timed": mood.timed or _timed(shown, hearing),
            "broken": broken is not None,
        }
    )
    kept = None if broken or _turns_on_them(mood, shown) else mood.accepted
    agreed = None if broken else kept or _agreed(persona, bearing, mood, changed, shown, hearing)
    waiting = agreed is None and bool(takeable(persona, bearing, changed))
    return changed.model_copy(update={"accepted": agreed, "waited": mood.waited + 1 if waiting else 0})


def takeable(persona: Persona, bearing: Bearing, mood: Mood) -> tuple[Standing, ...]:
    """Return the firm offers that stand and that this customer would take, the one they like best first.

    A remedy that they haggle over is taken when it is offered as often as their bearing says or comes together with another one.
    """
    firm = [offer for offer in mood.offers if offer.firm and persona.remedy(offer.remedy)]
    attitude = {remedy.id: remedy.customer for remedy in persona.remedies}
    bearable = [offer for offer in firm if attitude[offer.remedy] != "refuses"]
    liked = [offer for offer in bearable if attitude[offer.remedy] == "accepts"]
    haggled = [
        offer
        for offer in bearable
        if attitude[offer.remedy] == "haggles" and (offer.times >= bearing.haggles or len(bearable) > 1)
    ]
    return (*liked, *haggled)


def broken_promise(mood: Mood, hearing: Hearing) -> Standing | None:
    """Return the firm offer that this reply takes back, None where it takes none back."""
    taken_back = {refused.remedy for refused in hearing.refused} - {offer.remedy for offer in hearing.offers}
    return next((offer for offer in mood.offers if offer.firm and offer.remedy in taken_back), None)


def hurt(shown: Collection[str]) -> bool:
    """Whether the reply blames, dismisses or insults: nothing is taken from such a hand."""
    return bool(HURTS & set(shown))


def _heard(mood: Mood, shown: frozenset[str]) -> bool:
    warm = bool(shown & {"listen", "empathy"}) and not hurt(shown)
    return (mood.heard or warm or mood.anger < CALM) and not shown & {"dismiss", "hostile"}


def _turns_on_them(mood: Mood, shown: frozenset[str]) -> bool:
    """Whether the agent insults, or hurts not for the first time: with somebody like that nothing is agreed any more."""
    before = sum(mood.offences.get(id_, 0) for id_ in HURTS)
    return "hostile" in shown or (hurt(shown) and before > 0)


def _timed(shown: frozenset[str], hearing: Hearing) -> bool:
    """Whether the reply says when: a promise or an offer with a firm time, or what the critic takes for one where nothing vague
    was heard.
    """
    firm = any(promise.by and promise.firm for promise in hearing.promises) or any(
        offer.firm and TIMES.search(offer.span.text) for offer in hearing.offers
    )
    return firm or ("timeframe" in shown and all(promise.firm for promise in hearing.promises))


def _agreed(
    persona: Persona, bearing: Bearing, before: Mood, now: Mood, shown: frozenset[str], hearing: Hearing
) -> str | None:
    """Return the remedy taken now: heard, not furious, not insulted, a time given or asked for, and the reply is
    about it.
    """
    ready = now.heard and before.anger < bearing.takes_below and not hurt(shown)
    offers = takeable(persona, bearing, now) if ready and persona.wants == "remedy" else ()
    if not offers or (bearing.asks_when and not (now.timed or before.waited > 0)):
        return None
    if bearing.doubts and before.anger >= ANGRY and before.waited == 0:
        return None
    named = [offer for offer in offers if offer.remedy in {heard.remedy for heard in hearing.offers}]
    about_it = named or hearing.promises or hearing.confirmed or "timeframe" in shown or before.anger < CALM
    return (named or offers)[0].remedy if about_it else None


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
