"""Proof: a quote must stand in the text that it quotes, word for word; otherwise the observation is void."""

from collections.abc import Sequence

from poise.conversation.ids import MISTAKES, OBSERVED, OMISSIONS, REPLY_STRATEGIES
from poise.conversation.observation import Observations
from poise.conversation.transcript import CustomerTurn, Turn

VOID_QUOTE = "void_quote"
_SAME = {
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-",
    "\u2011": "-", "\u2212": "-",
}  # fmt: skip
_AROUND = " \t\r\n\"'\u2018\u2019\u201c\u201d"


def find(quote: str, text: str) -> str | None:
    """Return the verbatim part of `text` that `quote` quotes, None where it is not there.

    Quotation marks, dashes, white space and case may differ; words may not. A quote begins and ends at word borders.
    """
    return _find(quote.strip(), text) or _find(quote.strip(_AROUND), text)


def _find(quote: str, text: str) -> str | None:
    wanted, _ = _normal(quote)
    given, places = _normal(text)
    if not any(c.isalnum() for c in wanted):
        return None
    start = given.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not _splits_word(given, start) and not _splits_word(given, end):
            return text[places[start] : places[end - 1] + 1]
        start = given.find(wanted, start + 1)
    return None


def verify(observations: Observations, reply: str, context: Sequence[Turn]) -> Observations:
    """Return the observations with every quote as it stands in the text, and those without proof voided.

    An act that is decided as shown needs a quote of the reply; an omission needs a quote of an earlier customer turn, and a
    quote of the reply beside it must be there as well. A void one has no probability and the reason `void_quote`.
    """
    lines = [turn.text for turn in reversed(context) if isinstance(turn, CustomerTurn)]
    evidence: dict[str, str] = {}
    provoked_by: dict[str, str] = {}
    void: set[str] = set()
    for id_ in sorted(observations.decided()):
        quote = _in_reply(observations, id_, reply)
        cause = _in_lines(observations, id_, lines)
        invented = id_ in observations.evidence and quote is None
        unproved = cause is None if id_ in OMISSIONS else quote is None
        if unproved or invented:
            void.add(id_)
        else:
            evidence |= {id_: quote} if quote else {}
            provoked_by |= {id_: cause} if cause else {}
    return _without(observations, void, evidence, provoked_by)


def count_void(observations: Observations) -> int:
    """Return how many observations were voided."""
    return sum(reason == VOID_QUOTE for reason in observations.not_assessed.values())


def _without(
    observations: Observations, void: set[str], evidence: dict[str, str], provoked_by: dict[str, str]
) -> Observations:
    if not void and evidence == observations.evidence and provoked_by == observations.provoked_by:
        return observations
    kept = {id_: None if id_ in void else observations.probability(id_) for id_ in OBSERVED}
    return Observations(
        strategies={id_: kept[id_] for id_ in REPLY_STRATEGIES},
        mistakes={id_: kept[id_] for id_ in MISTAKES},
        evidence=evidence,
        provoked_by=provoked_by,
        thresholds=observations.thresholds,
        not_assessed=observations.not_assessed | dict.fromkeys(sorted(void), VOID_QUOTE),
    )


def _in_reply(observations: Observations, id_: str, reply: str) -> str | None:
    quote = observations.evidence.get(id_)
    return find(quote, reply) if quote else None


def _in_lines(observations: Observations, id_: str, lines: Sequence[str]) -> str | None:
    quote = observations.provoked_by.get(id_)
    if not quote:
        return None
    return next((found for line in lines if (found := find(quote, line)) is not None), None)


def _normal(text: str) -> tuple[str, list[int]]:
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = " " if character.isspace() else _SAME.get(character, character).casefold()
        if plain == " " and kept and kept[-1] == " ":
            continue
        for part in plain:
            kept.append(part)
            places.append(place)
    return "".join(kept), places


def _splits_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
