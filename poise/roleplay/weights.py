"""How many points of anger each thing an agent does is worth: every number of the mood, in one place, with its reason.

The scale: a customer starts between 50 and 85 and is calm below 25, so a good conversation of six exchanges must take
off some
eight points an exchange, and a bad one must add as many. The order of the numbers follows the source documents: being
heard comes before
being helped, and an insult costs more than a clumsy word. They are ours, set by running scripted conversations, not
measured on people.
"""

from collections.abc import Mapping
from types import MappingProxyType

LARGEST_CHANGE = 15
"""No exchange moves anger further than this: people do not turn round in one sentence."""
LARGEST_UNEARNED_FALL = 5
"""How far anger may fall without listening, empathy, an apology, a boundary or an accepted offer."""
RESIDUE = 0.12
"""Share of the first anger that stays however well it goes: the evening is mended, not undone."""
EARNS_CALM = frozenset({"listen", "empathy", "apology", "boundary", "remedy_agreed"})

SOOTHING: Mapping[str, float] = MappingProxyType(
    {
        "listen": 6, "empathy": 6, "apology": 5, "clarify": 3, "calm": 1, "ownership": 3, "personal": 1, "solution": 5,
        "choice": 2, "timeframe": 2, "clarity": 1, "honesty": 2, "thanks": 2, "positive_close": 2, "follow_up": 2, "escalate": 3,
        "boundary": 4, "root_cause": 2,
    }
)  # fmt: skip
"""Points taken off by each strategy. Listening and empathy weigh most: all five documents put them first."""

INFLAMING: Mapping[str, float] = MappingProxyType(
    {
        "blame": 8, "dismiss": 9, "hostile": 12, "negative_language": 5, "non_apology": 4, "ignore": 4, "premature": 4,
        "jargon": 3, "overpromise": 2, "tolerate_abuse": 0,
    }
)  # fmt: skip
"""Points added by each mistake. Tolerating abuse does not anger the abuser; it is the evaluator's matter alone."""

HELPING = frozenset({"solution", "choice", "timeframe", "follow_up"})
UNHEARD_SHARE = 0.35
"""What is left of a remedy's worth while the customer has not been heard."""
FULL_EXCHANGES = 2
"""A strategy counts fully in so many exchanges; then words begin to wear thin."""
WORN_SHARE = 0.5
"""Each further exchange with the same strategy is worth half the one before; listening wears only while nothing is
offered."""
STALE_OFFER = 0.3
"""Worth of an offer that was made before, or that this customer would never take."""
APOLOGY_SHARES = (1.0, 0.4, 0.1)
"""Worth of the first, second and any later apology: a repeated sorry is a habit of speech."""
REPEATED_OFFENCE = 0.5
"""A mistake made before costs half as much again, each time."""
EARLIER_OFFENCE = 0.15
"""What each earlier mistake of another kind adds to the cost of a new one, counting three at most: trust is spent."""
MOST_EARLIER = 3
PUT_OFF_AGAIN = 3.0
"""Vague words after vague words: the first "soon" is let pass, the second is an answer."""
BROKEN_PROMISE = 9.0
"""Taking back a firm offer or a promise: as bad as being told to calm down."""
REMEDY_AGREED = 9.0
"""A firm offer that the customer takes: together with the listening before it, the largest relief there is."""
SETTLING = 6.0
"""Every civil exchange after a remedy is agreed: the matter is over, and the anger goes with it."""
BAD_OFFER = 2.0
"""A firm offer of what this customer would never take, heard as not having been understood."""
NO_PROGRESS = 2.0
"""An exchange that brings nothing new; `NO_PATIENCE` is added once the persona's patience is used up."""
NO_PATIENCE = 4.0
"""What an exchange without progress costs on top, once the persona's patience is used up."""
PROGRESS = frozenset(SOOTHING) - {"calm", "personal", "thanks", "clarity", "positive_close"} | {"remedy_agreed"}
"""What counts as progress; courtesies alone do not."""
LEAST_PROGRESS = 0.8
"""Points below which even those no longer count as progress: the tenth "let me check" moves nobody."""
