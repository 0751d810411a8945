"""What a reply does: wording rules, then what only the situation can tell."""

import re
from collections.abc import Mapping

from evaluator.fast.names import named, new_figures
from evaluator.fast.promises import PROMISES, without_refusals
from evaluator.fast.rules import Hit, Weights, apply
from evaluator.fast.situation import Situation, stems
from evaluator.fast.text import BLANK, Reading
from poise.conversation.ids import MISTAKES, OMISSIONS, REPLY_STRATEGIES

_CAPITALS = re.compile(r"\b(?:[A-Z]{2,5}\d*|[A-Z]{1,3}\d{1,3}|[A-Z]\+\d)\b")
_NOT_RESTATED = re.compile(
    r"^\W*(?:i|i've|i'm|i'll|we'll|we've)\b|\b(?:i|we)(?:'ll| will| can|'m going| shall)\b|\bwill\b|\bif you\b|\?|'ll\b"
)
_UNHELPFUL = ("hostile", "blame", "dismiss")
_ALTERNATIVES = ("solution", "choice", "escalate")
_BITTER = ("empathy", "apology", "thanks", "positive_close", "listen", "clarify", "personal")


def acts(reading: Reading, situation: Situation, weights: Weights) -> dict[str, Hit]:
    """Return what each act's rule finds in a reply, corrected by what went before."""
    promised = without_refusals(reading)
    found: dict[str, Hit] = {
        id_: apply(weights.replies[id_], promised if id_ in PROMISES else reading)
        for id_ in (*REPLY_STRATEGIES, *MISTAKES)
        if id_ not in OMISSIONS
    }
    found["listen"] = _strongest(found["listen"], _restates(reading, situation, weights))
    found["personal"] = _personal(found["personal"], reading, situation, weights)
    found["jargon"] = _jargon(reading, situation, weights)
    found["hostile"] = _strongest(found["hostile"], _echo(reading, situation))
    return _settle(found, reading, situation)


def _settle(found: dict[str, Hit], reading: Reading, situation: Situation) -> dict[str, Hit]:
    def weaken(ids: tuple[str, ...], factor: float) -> None:
        found.update({id_: Hit(found[id_].p * factor, found[id_].span) for id_ in ids})

    if found["hostile"].p >= 0.5:
        weaken((*_BITTER, "ownership", "timeframe", "clarity", "honesty"), 0.5)
    if found["blame"].p >= 0.5 or found["dismiss"].p >= 0.5:
        weaken(("clarify", "honesty", "listen", "solution", "positive_close", "empathy"), 0.6)
    if found["non_apology"].p >= 0.5:
        weaken(("apology",), 0.55)
    if found["jargon"].p >= 0.5:
        weaken(("ownership", "solution", "timeframe", "clarity", "honesty", "root_cause"), 0.5)
    if max(found[id_].p for id_ in _ALTERNATIVES) >= 0.5 or found["boundary"].p >= 0.5:
        weaken(("negative_language",), 0.45)
    if found["honesty"].p >= 0.5 and found["ownership"].p >= 0.5:
        weaken(("negative_language",), 0.5)
    if not situation.angry and not situation.abusive:
        weaken(("boundary",), 0.6)
    if found["overpromise"].p >= 0.5:
        weaken(("root_cause", "listen"), 0.6)
    return found


def calm(found: Mapping[str, Hit], reading: Reading, situation: Situation) -> Hit:
    """Return whether a reply stays calm: an angry customer, and neither a sharp word nor an empty script back."""
    spoilt = max(found[id_].p for id_ in ("blame", "dismiss", "hostile", "negative_language"))
    empty = found["ignore"].p
    if not (situation.angry or situation.abusive) or found["jargon"].p >= 0.5:
        return Hit(0.15 * (1 - spoilt))
    if empty >= 0.5:
        return Hit(0.4 * (1 - spoilt))
    first = reading.sentences[0]
    return Hit(0.85 * (1 - spoilt) if spoilt >= 0.5 else 0.8, (first.start, first.end))


def _restates(reading: Reading, situation: Situation, weights: Weights) -> Hit:
    stop = weights.sets["stop_words"]
    best = Hit(0.0)
    for sentence in reading.sentences:
        text = reading.spoken(sentence)
        shared = len(set(_stems(text, stop)) & situation.said)
        if shared < 2 or _NOT_RESTATED.search(text):
            continue
        p = {2: 0.4, 3: 0.55, 4: 0.7}.get(shared, 0.8) + (0.1 if re.search(r"\byour?\b|\bhe\b|\bshe\b", text) else 0.0)
        if p > best.p:
            best = Hit(p, (sentence.start, sentence.end))
    return best


def _personal(rule: Hit, reading: Reading, situation: Situation, weights: Weights) -> Hit:
    span = named(reading, situation, weights)
    if span is not None:
        return Hit(0.85, span)
    figures = new_figures(reading, situation)
    if figures is not None:
        return Hit(1 - (1 - rule.p) * 0.8, rule.span or figures)
    return rule


def _jargon(reading: Reading, situation: Situation, weights: Weights) -> Hit:
    known = {word.upper() for word in situation.texts.split()}
    common = weights.sets["common_capitals"]
    codes = [m for m in _CAPITALS.finditer(reading.original) if _is_code(m, reading, known, common)]
    before = situation.texts.lower()
    words = [m for m in weights.jargon.finditer(reading.voice) if m.group() not in before]
    distinct = len({m.group() for m in codes}) + len({m.group() for m in words})
    if not distinct:
        return Hit(0.02)
    return Hit({1: 0.4, 2: 0.75}.get(distinct, 0.9), (codes or words)[0].span())


def _is_code(match: re.Match[str], reading: Reading, known: set[str], common: frozenset[str]) -> bool:
    token = match.group()
    spoken = BLANK not in reading.voice[match.start() : match.end()]
    return spoken and token not in common and not any(token in word for word in known)


def _echo(reading: Reading, situation: Situation) -> Hit:
    opening = re.match(r"\W*(?:\w+\W+)?\"([^\"]{3,80})\"", reading.plain)
    if opening is None or situation.customer is None:
        return Hit(0.0)
    words = re.findall(r"[a-z']+", opening.group(1))
    if len(words) >= 2 and " ".join(words[:3]) in re.sub(r"[^a-z' ]", "", situation.customer.plain):
        return Hit(0.6, opening.span())
    return Hit(0.0)


def _strongest(one: Hit, other: Hit) -> Hit:
    if one.span is None or other.span is None:
        return one if one.p >= other.p else other
    return Hit(1 - (1 - one.p) * (1 - other.p * 0.8), one.span if one.p >= other.p else other.span)


def _stems(text: str, stop: frozenset[str]) -> list[str]:
    return stems(re.findall(r"[a-z]+(?:'[a-z]+)?|\d[\d.,:]*", text), stop)
