"""How much of what replies offer, ask and promise is heard: `python scripts/hearing/score.py [FILE]`.

FILE holds labelled replies as `tests/data/hearing/README.md` describes them; by default the 200 written without sight of the
personas' `said_as`. Offers and questions are counted by id, promises and "is that settled?" by reply. In brackets the interval
within which 95 % of 1,000 draws of the replies lie, with replacement, from a fixed seed.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from poise.conversation.hearing import Hearing
from poise.practice.services import build_services
from poise.practice.settings import load_settings
from poise.roleplay.hearing import hear

FILE = Path(__file__).parents[2] / "tests" / "data" / "hearing" / "replies.jsonl"
DRAWS, OUTER = 1000, 0.025


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the hearing on labelled replies.")
    parser.add_argument("file", type=Path, nargs="?", default=FILE)
    services = build_services(load_settings())
    counted = []
    for line in parser.parse_args().file.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        counted.append(counts(hear(said["reply"], services.content.persona(said["persona"]), services.encode), said))
    services.close()
    for kind in counted[0]:
        replies = [one[kind] for one in counted]
        (p_low, p_high), (r_low, r_high) = intervals(replies)
        precision, recall = rates(replies)
        print(
            f"{kind:10} precision {precision:.2f} [{p_low:.2f}–{p_high:.2f}], recall {recall:.2f} [{r_low:.2f}–{r_high:.2f}] "
            f"{dict(sum(replies, Counter()))}"
        )


def counts(heard: Hearing, said: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """Return, for every kind, how much of what is labelled in a reply was heard right, wrongly, or missed."""
    pairs: dict[str, tuple[set[Any], set[Any]]] = {
        "offers": ({offer.remedy for offer in heard.offers}, set(said["offers"])),
        "questions": ({question.fact for question in heard.asked}, set(said["asked"])),
        "promises": ({bool(heard.promises)} - {False}, {bool(said["promises"])} - {False}),
        "settled": ({heard.confirmed is not None} - {False}, {bool(said["confirmed"])} - {False}),
    }
    return {
        kind: Counter(right=len(found & labelled), wrong=len(found - labelled), missed=len(labelled - found))
        for kind, (found, labelled) in pairs.items()
    }


def rates(replies: Sequence[Counter[str]]) -> tuple[float, float]:
    """Return precision and recall over the replies."""
    right, wrong, missed = (sum(one[name] for one in replies) for name in ("right", "wrong", "missed"))
    return right / max(1, right + wrong), right / max(1, right + missed)


def intervals(replies: Sequence[Counter[str]]) -> list[tuple[float, float]]:
    """Return the bootstrap intervals of precision and of recall."""
    draw = random.Random(1)
    drawn = [rates(draw.choices(replies, k=len(replies))) for _ in range(DRAWS)]
    return [
        (found[int(DRAWS * OUTER)], found[-int(DRAWS * OUTER) - 1]) for found in map(sorted, zip(*drawn, strict=True))
    ]


if __name__ == "__main__":
    main()
