"""How the customer reacts to what a reply offers, refuses, asks, promises or gets wrong, and what the stage calls
for.
"""

from poise.conversation.hearing import Offer
from poise.roleplay.direction import Direction
from poise.roleplay.situation import Situation
from poise.roleplay.state import ANGRY, CALM, FURIOUS

_WORD_FOR_WORD = 0.9
"""A fact of which so much was told is not told again when it is asked for: the question has another answer."""


def reaction(moment: Situation) -> Direction | None:
    """Return the direction that answers what stands in the reply, None where nothing in it calls for one."""
    return (
        _to_refusal(moment)
        or _to_offers(moment)
        or _to_question(moment)
        or _to_offence(moment)
        or _about_time(moment)
        or _to_promise(moment)
        or _opens_up(moment)
    )


def by_stage(moment: Situation) -> Direction:
    """Return what the customer does when nothing in the reply stands out: let off steam, press, soften or wait to be
    thanked.
    """
    calmer = moment.mood.heard and moment.mood.anger < ANGRY
    if moment.mood.accepted or moment.stage == "close":
        content = moment.mood.accepted is not None and moment.mood.anger < ANGRY
        return moment.play(moment.pick("soften", "thank") if content or calmer else "test", remedy=moment.mood.accepted)
    if moment.stage == "resolve" or moment.mood.anger < ANGRY:
        return moment.play(moment.pick("press", "soften") if calmer and moment.mood.unmoved == 0 else "press")
    return _lets_out(moment)


def _lets_out(moment: Situation) -> Direction:
    """Go on about the matter: with what has not been told yet, for a while, then with what is to be done."""
    most = moment.bearing.vents
    venting = moment.acts[-most:].count("vent") == most
    fact = moment.untold()
    if venting or fact is None or moment.mood.unmoved > 1:
        return moment.play(moment.pick("press", "test") if moment.mood.offers else "press")
    return moment.play("vent", reveal=fact)


def _to_refusal(moment: Situation) -> Direction | None:
    """A remedy that was refused is answered back to, above all where it had been offered before."""
    refused = moment.hearing.refused
    return moment.play("challenge", remedy=refused[0].remedy) if refused and not moment.hearing.offers else None


def _to_offers(moment: Situation) -> Direction | None:
    offers = moment.hearing.offers
    if not offers or moment.mood.accepted:
        return None
    firm = [offer for offer in offers if offer.firm and moment.persona.remedy(offer.remedy)]
    wanted = [offer for offer in firm if _attitude(moment, offer) == "accepts"]
    if wanted:
        return _not_yet(moment, wanted[0])
    if firm and any(offer.remedy == firm[0].remedy for offer in moment.takeable) and moment.mood.heard:
        return _not_yet(moment, firm[0])
    if firm:
        return moment.play("refuse", remedy=firm[0].remedy)
    return moment.play("test", remedy=offers[0].remedy)


def _not_yet(moment: Situation, offer: Offer) -> Direction:
    """Say why an offer they like is not taken: not heard, too angry, or no word about when."""
    if not moment.mood.heard:
        return moment.play("vent", reveal=moment.untold(), remedy=offer.remedy)
    angry = moment.mood.anger >= moment.bearing.takes_below or moment.offended
    if angry or moment.mood.timed or not moment.bearing.asks_when or "ask_when" in moment.acts[-1:]:
        return moment.play("test", remedy=offer.remedy)
    return moment.play("ask_when", remedy=offer.remedy)


def _to_question(moment: Situation) -> Direction | None:
    """Answer a question: a hidden fact that comes out when asked for is told now; others wait for their moment."""
    if moment.offended and moment.mood.anger >= FURIOUS:
        return None
    waiting = moment.coming_out()
    for question in moment.hearing.asked:
        hidden = next((fact for fact in moment.persona.facts.hidden if fact.id == question.fact), None)
        if hidden is None or hidden.comes_out == "asked" or hidden == waiting:
            known = moment.persona.fact(question.fact)
            again = known is not None and moment.has_told(known, _WORD_FOR_WORD)
            return moment.play("answer", reveal=None if again else question.fact)
    open_question = "clarify" in moment.shown and not moment.offended and moment.mood.accepted is None
    if moment.hearing.asked or open_question:
        return moment.play("answer", reveal=None if moment.hearing.asked else moment.untold())
    return None


def _to_offence(moment: Situation) -> Direction | None:
    """Answer back to what hurts; whoever is only not listened to goes on about the matter."""
    if not moment.offended:
        return None
    if not moment.hurt:
        return _lets_out(moment)
    return moment.play("challenge" if moment.acts[-1:] != ("challenge",) else moment.pick("press", "challenge"))


def _about_time(moment: Situation) -> Direction | None:
    """Ask when, once, about an offer that stands and would be taken."""
    standing, open_ = moment.takeable, moment.mood.accepted is None and not moment.mood.timed
    calm_enough = moment.mood.heard and moment.mood.anger < moment.bearing.takes_below
    if standing and open_ and calm_enough and moment.bearing.asks_when and moment.acts[-1:] != ("ask_when",):
        return moment.play("ask_when", remedy=standing[0].remedy)
    return None


def _to_promise(moment: Situation) -> Direction | None:
    """A vague promise is tested, unless the customer is calm, or has agreed already, or lets the first ones pass."""
    vague = [promise for promise in moment.hearing.promises if not promise.firm]
    at_ease = moment.mood.anger < (ANGRY if moment.mood.accepted else CALM)
    passes = max(1, sum(not pledge.firm for pledge in moment.mood.promises)) <= moment.bearing.lets_pass
    return None if not vague or at_ease or passes else moment.play("test")


def _opens_up(moment: Situation) -> Direction | None:
    """Tell a hidden fact that comes out by itself: softly where the anger has gone, else as part of letting off
    steam.
    """
    fact = moment.coming_out()
    if fact is None or moment.mood.unmoved:
        return None
    return moment.play("soften" if moment.mood.anger < ANGRY else "vent", reveal=fact.id)


def _attitude(moment: Situation, offer: Offer) -> str:
    remedy = moment.persona.remedy(offer.remedy)
    return remedy.customer if remedy else "unknown"
