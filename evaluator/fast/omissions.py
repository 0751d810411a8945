"""What a reply leaves out, proved by the customer's words: `ignore`, `premature`, `tolerate_abuse`."""

from collections.abc import Mapping

from evaluator.fast.rules import Hit, Weights, apply
from evaluator.fast.situation import Situation, stems
from evaluator.fast.text import BLANK, Reading, words_of

_HELPFUL = (
    "listen", "clarify", "empathy", "apology", "ownership", "personal", "solution", "choice", "timeframe", "clarity",
    "honesty", "positive_close", "follow_up", "escalate", "boundary", "root_cause",
)  # fmt: skip
_OTHER_FAULT = ("hostile", "jargon", "negative_language", "dismiss", "blame", "overpromise")
_HEARD = ("listen", "empathy", "apology", "clarify", "honesty", "boundary")
_FIXES = ("solution", "choice", "escalate")


def omissions(reading: Reading, situation: Situation, found: Mapping[str, Hit], weights: Weights) -> dict[str, Hit]:
    """Return the three omissions of a reply; the span of each stands in the customer's last line."""
    if situation.customer is None or not situation.customer.words():
        return {"ignore": Hit(0.02), "premature": Hit(0.02), "tolerate_abuse": Hit(0.0)}
    last = _last_sentence(situation.customer)
    ignored = _ignore(reading, situation, found, weights)
    return {
        "ignore": Hit(ignored, last),
        "premature": Hit(_premature(reading, situation, found, ignored, weights), last),
        "tolerate_abuse": Hit(_tolerate(situation, found), situation.marks["abusive"].span or last),
    }


def _ignore(reading: Reading, situation: Situation, found: Mapping[str, Hit], weights: Weights) -> float:
    script = apply(weights.replies["ignore"], reading).p
    spoken = reading.voice.replace(BLANK, " ").split()
    aimed_elsewhere = len(spoken) < len(reading.plain.split()) / 2
    stop = weights.sets["stop_words"]
    touches = bool(set(stems(reading.words(), stop)) & situation.said)
    help_ = max(found[id_].p for id_ in _HELPFUL)
    p = script
    if aimed_elsewhere and help_ < 0.7:
        p = max(p, 0.8)
    if situation.unfinished and max(found[id_].p for id_ in ("listen", "empathy", "clarify")) < 0.5:
        p = max(p, 0.7)
    if help_ < 0.5 and not touches and max(found[id_].p for id_ in _OTHER_FAULT) < 0.5 and len(spoken) > 4:
        p = max(p, 0.45)
    if help_ < 0.5 and not touches and len(spoken) > 5 and not set(spoken) & weights.sets["address"]:
        p = max(p, 0.6)
    if script >= 0.5 and help_ >= 0.5:
        p *= 0.6
    return p


def _premature(
    reading: Reading, situation: Situation, found: Mapping[str, Hit], ignored: float, weights: Weights
) -> float:
    if situation.customer is None or (situation.agent_before and _was_heard(situation, weights)):
        return 0.02
    if max(found[id_].p for id_ in _HEARD) >= 0.5 or _is_called_for(situation, found, weights):
        return 0.05
    closes = apply(weights.replies["premature"], reading).p >= 0.5
    fixes = closes or max(found[id_].p for id_ in _FIXES) >= 0.5
    if situation.unfinished and fixes:
        return 0.8
    if ignored >= 0.5 or max(found[id_].p for id_ in ("blame", "hostile")) >= 0.5:
        return 0.3
    if situation.customer_turns_only and (fixes or found["timeframe"].p >= 0.5):
        return 0.6 if situation.angry or closes else 0.45
    return 0.4 if situation.unfinished else 0.05


def _is_called_for(situation: Situation, found: Mapping[str, Hit], weights: Weights) -> bool:
    """Whether the customer asked for just this, accepted it, or left no room for listening by abuse."""
    if situation.customer is None or situation.abusive:
        return True
    asks = apply(weights.marks["asks_fix"], situation.customer).p >= 0.5
    handed_over = situation.marks["asks_escalation"].p >= 0.5 and found["escalate"].p >= 0.5
    return asks or handed_over or (situation.marks["accepts"].p >= 0.5 and not situation.unfinished)


def _was_heard(situation: Situation, weights: Weights) -> bool:
    ids = ("listen", "empathy", "apology")
    return any(apply(weights.replies[id_], reply).p >= 0.5 for reply in situation.agent_before for id_ in ids) or (
        len(situation.agent_before) > 1
    )


def _tolerate(situation: Situation, found: Mapping[str, Hit]) -> float:
    if not situation.abusive:
        return 0.01
    answered = max(found[id_].p for id_ in ("boundary", "escalate", "hostile"))
    return 0.1 if answered >= 0.5 else 0.85


def _last_sentence(customer: Reading) -> tuple[int, int]:
    spoken = (one for one in reversed(customer.sentences) if words_of(customer.spoken(one)))
    last = next(spoken, customer.sentences[-1])
    return last.start, last.end
