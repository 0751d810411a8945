"""When the customer leaves, threatens, insults, is handed over, agrees, thanks and says goodbye."""

from poise.conversation.ids import Act
from poise.roleplay.direction import Direction
from poise.roleplay.oddness import oddness
from poise.roleplay.situation import RESOLVED_BELOW, Situation

_THREAT_BAND = 10
"""So many points before walking out the customer says that they will."""
_BETWEEN_THREATS = 3
"""So many other acts lie between two threats: whoever only threatens is not believed."""
_INSULTS_FROM = 40
"""Anger from which an abusive persona insults, as long as nobody has drawn a line."""
_INSULTS_AGAIN_FROM = 70
"""Anger from which somebody who gave way to a boundary insults again, and only when the agent gave cause."""
_IN_A_ROW = 2
"""So many insults in a row, then they say what they want before they go on."""
_BOUNDARIES = 2
"""So many boundaries somebody who does not yield shrugs off; at the next they leave."""
_CLOSING = frozenset({"positive_close", "thanks", "follow_up"})


def ending(moment: Situation) -> Direction | None:
    """Return the direction where the conversation ends or is about to; None where it goes on."""
    if moment.hearing.handed_over is not None:
        return moment.play(_last_word(moment), outcome="escalated")
    if moment.hearing.ends is not None:
        return _ended_by_agent(moment)
    if moment.mood.anger >= moment.temper.walks_out and not moment.stays:
        return moment.play("leave", outcome="walked_out")
    if oddness(moment.reply):
        return moment.play("puzzled")
    return _abuse(moment) or _handed_over(moment) or _agreed(moment) or _heard_out(moment) or _threat(moment)


def _ended_by_agent(moment: Situation) -> Direction:
    """The agent closes the contact: a goodbye where the matter is settled, else the customer's last word."""
    settled = moment.mood.accepted is not None or (moment.persona.wants == "heard" and moment.mood.heard)
    if settled and moment.mood.anger <= RESOLVED_BELOW and not moment.offended:
        return moment.play("goodbye", remedy=moment.mood.accepted, outcome="resolved")
    return moment.play("leave", outcome="ended_by_agent")


def _abuse(moment: Situation) -> Direction | None:
    """An abusive customer insults until a line is drawn, every time where it is let by; then some give way, and others go on
    until the contact is ended or they leave.
    """
    if not moment.abusive:
        return None
    insults, bounded = moment.acts.count("insult"), "boundary" in moment.shown
    drawn = max(moment.mood.shown.get("boundary", 0), int(bounded))
    if moment.persona.yields and drawn and insults:
        if bounded and "yield" not in moment.acts[-1:]:
            return moment.play("yield")
        provoked = moment.offended and moment.mood.anger >= _INSULTS_AGAIN_FROM
        return moment.play("insult") if provoked else None
    if bounded and drawn > _BOUNDARIES and insults:
        return moment.play("leave", outcome="walked_out")
    if moment.acts[-_IN_A_ROW:].count("insult") == _IN_A_ROW and not bounded:
        return None
    goes_on = not moment.persona.yields and insults
    return moment.play("insult") if moment.mood.anger >= _INSULTS_FROM or goes_on else None


def _handed_over(moment: Situation) -> Direction | None:
    """A hand-over ends the contact where the customer had asked for one or been abusive."""
    called_for = moment.last_marks.get("asks_escalation") or moment.last_marks.get("abusive")
    if "escalate" not in moment.shown or not called_for:
        return None
    return moment.play(_last_word(moment), outcome="escalated")


def _last_word(moment: Situation) -> Act:
    return "thank" if moment.mood.anger < RESOLVED_BELOW else "goodbye"


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
    return moment.play("threaten") if near and worse and "threaten" not in moment.acts[-_BETWEEN_THREATS:] else None
