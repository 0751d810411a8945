"""When the customer leaves, threatens, insults, is handed over, agrees, thanks and says goodbye."""

from poise.roleplay.direction import Direction
from poise.roleplay.oddness import oddness
from poise.roleplay.situation import RESOLVED_BELOW, Situation

_THREAT_BAND = 10
"""So many points before walking out the customer says that they will."""
_INSULTS_FROM = 70
"""Anger from which an abusive persona insults."""
_CLOSING = frozenset({"positive_close", "thanks", "follow_up"})


def ending(moment: Situation) -> Direction | None:
    """Return the direction where the conversation ends or is about to; None where it goes on."""
    if moment.mood.anger >= moment.temper.walks_out and not moment.stays:
        return moment.play("leave", outcome="walked_out")
    if oddness(moment.reply):
        return moment.play("puzzled")
    return _abuse(moment) or _handed_over(moment) or _agreed(moment) or _heard_out(moment) or _threat(moment)


def _abuse(moment: Situation) -> Direction | None:
    """An abusive customer insults while furious; a boundary makes some yield, and others leave when it is set again."""
    if not moment.abusive:
        return None
    insults = moment.acts.count("insult")
    if "boundary" in moment.shown and insults:
        if moment.persona.yields:
            return moment.play("yield")
        if insults > 1:
            return moment.play("leave", outcome="walked_out")
    return moment.play("insult") if moment.mood.anger >= _INSULTS_FROM and not moment.mood.heard else None


def _handed_over(moment: Situation) -> Direction | None:
    """A hand-over ends the contact where the customer had asked for one or been abusive."""
    called_for = moment.last_marks.get("asks_escalation") or moment.last_marks.get("abusive")
    if "escalate" not in moment.shown or not called_for:
        return None
    return moment.play("thank" if moment.mood.anger < RESOLVED_BELOW else "goodbye", outcome="escalated")


def _agreed(moment: Situation) -> Direction | None:
    """Accept a remedy in the exchange that agrees it; later thank, then say goodbye, once the anger is low."""
    agreed = moment.mood.accepted
    if agreed is None or moment.persona.wants == "heard":
        return None
    if not {"accept", "choose"} & set(moment.acts):
        offered = [
            o for o in moment.hearing.offers if (r := moment.persona.remedy(o.remedy)) and r.customer == "accepts"
        ]
        return moment.play("choose" if len(offered) > 1 else "accept", remedy=agreed)
    if moment.offended or moment.hearing.asked or moment.mood.anger > RESOLVED_BELOW:
        return None
    return _farewell(moment, agreed)


def _heard_out(moment: Situation) -> Direction | None:
    """Somebody who only wants to be heard thanks once they are, and goes."""
    low = moment.mood.heard and moment.mood.anger <= RESOLVED_BELOW
    return _farewell(moment, None) if moment.persona.wants == "heard" and low and not moment.offended else None


def _farewell(moment: Situation, agreed: str | None) -> Direction:
    if "thank" in moment.acts or len(moment.shown & _CLOSING) > 1 or "positive_close" in moment.shown:
        return moment.play("goodbye", remedy=agreed, outcome="resolved")
    return moment.play("thank", remedy=agreed)


def _threat(moment: Situation) -> Direction | None:
    """Shortly before walking out the customer says so, after a reply that made it worse."""
    near = moment.mood.anger >= moment.temper.walks_out - _THREAT_BAND
    worse = moment.offended or moment.mood.unmoved > 0
    return moment.play("threaten") if near and worse and moment.acts[-1:] != ("threaten",) else None
