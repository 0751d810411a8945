"""The learner's view of their own replies beside the evaluator's: what both saw, and where they differ. Pure.

It lives with the evaluator because it compares judgements, and needs neither a session nor a browser.
"""

from collections.abc import Collection, Iterable

from pydantic import BaseModel, ConfigDict

from evaluator.critique import Critique
from poise.conversation.ids import REPLY_STRATEGIES


class SelfView(BaseModel):
    """Ids of strategies. `agreed` were seen alike; `unseen` the evaluator found shown and the learner ticked nowhere;
    `claimed` the learner ticked as shown and the evaluator did not find; `unnoticed` were missed, never shown and ticked
    nowhere; `doubted` the learner ticked as missed and the evaluator did not miss.
    """

    model_config = ConfigDict(frozen=True)

    agreed: tuple[str, ...]
    unseen: tuple[str, ...]
    claimed: tuple[str, ...]
    unnoticed: tuple[str, ...]
    doubted: tuple[str, ...]


def asked_about(critiques: Iterable[Critique]) -> tuple[str, ...]:
    """Return the strategies that a learner is asked about: what the conversation called for or a reply showed."""
    shown, missed = _seen(critiques)
    return _ordered(shown | missed)


def self_view(shown: Collection[str], missed: Collection[str], critiques: Iterable[Critique]) -> SelfView:
    """Return how the learner's ticks stand to the critiques; a strategy can be shown in one reply and missed in another."""
    seen, lacking = _seen(critiques)
    claimed, doubted = set(shown), set(missed)
    return SelfView(
        agreed=_ordered((claimed & seen) | (doubted & lacking)),
        unseen=_ordered(seen - claimed - doubted),
        claimed=_ordered(claimed - seen),
        unnoticed=_ordered(lacking - seen - claimed - doubted),
        doubted=_ordered(doubted - lacking),
    )


def _seen(critiques: Iterable[Critique]) -> tuple[set[str], set[str]]:
    every = tuple(critiques)
    shown = {remark.id for critique in every for remark in critique.shown}
    return shown, {remark.id for critique in every for remark in critique.missed}


def _ordered(ids: Collection[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in REPLY_STRATEGIES if id_ in ids)
