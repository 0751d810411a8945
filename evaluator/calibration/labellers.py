"""Who judged which reply: files that carry the same ids are labellers of the same replies."""

from collections.abc import Sequence
from itertools import combinations

from evaluator.agreement import Agreement, count
from evaluator.items import VOTERS, LabelFile, LabelledItem
from poise.conversation.errors import ContentError
from poise.conversation.ids import OBSERVED

Labelled = tuple[LabelledItem, ...]
"""One reply as each of its labellers sees it."""


def gather(files: Sequence[LabelFile]) -> list[Labelled]:
    """Return every reply once, in the order in which it first appears, with all its labellers.

    Raises ContentError where an id stands twice in one file, or names another reply in another file.
    """
    found: dict[str, list[LabelledItem]] = {}
    for file in files:
        here: set[str] = set()
        for item in file.items:
            if item.id in here:
                raise ContentError(file.path, f"the id {item.id!r} stands twice", "Give every reply its own id")
            here.add(item.id)
            known = found.setdefault(item.id, [])
            if known and known[0].reply != item.reply:
                fix = "Give it another id, or the same reply: equal ids are two labellers of one reply"
                raise ContentError(file.path, f"the id {item.id!r} names another reply than in an earlier file", fix)
            known.append(item)
    return [tuple(labels) for labels in found.values()]


def between_labellers(replies: Sequence[Labelled]) -> dict[str, Agreement] | None:
    """Return how labellers of the same replies agree, every pair of them counted; None where nobody judged a reply twice.

    Where no reply stands in two files, the `votes` of three readers are taken: every pair in both orders, since votes do not say
    who gave them, so that κ is Fleiss'.
    """
    if any(len(labels) > 1 for labels in replies):
        return {id_: count(_pairs(replies, id_)) for id_ in OBSERVED}
    voted = [item for (item,) in replies if item.votes is not None]
    return {id_: _by_votes(voted, id_) for id_ in OBSERVED} if voted else None


def _by_votes(items: Sequence[LabelledItem], id_: str) -> Agreement:
    votes = [item.votes.get(id_, 0) for item in items if item.votes is not None]
    split = sum(yes * (VOTERS - yes) for yes in votes)
    both = sum(yes * (yes - 1) for yes in votes)
    return Agreement(both, split, split, sum((VOTERS - yes) * (VOTERS - yes - 1) for yes in votes))


def _pairs(replies: Sequence[Labelled], id_: str) -> list[tuple[bool, bool]]:
    return [
        (first, second)
        for labels in replies
        for first, second in combinations([item.label(id_) for item in labels], 2)
        if first is not None and second is not None
    ]
