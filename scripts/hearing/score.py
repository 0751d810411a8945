"""How much of what replies offer, ask and promise is heard: `python scripts/hearing/score.py [FILE]`.

FILE holds labelled replies as `tests/data/hearing/README.md` describes them; by default the 200 written without sight of the
personas' `said_as`. Offers and questions are counted by id, promises and "is that settled?" by reply.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from poise.practice.services import build_services
from poise.practice.settings import load_settings
from poise.roleplay.hearing import hear

FILE = Path(__file__).parents[2] / "tests" / "data" / "hearing" / "replies.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the hearing on labelled replies.")
    parser.add_argument("file", type=Path, nargs="?", default=FILE)
    services = build_services(load_settings())
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("offers", "questions", "promises", "settled")}
    for line in parser.parse_args().file.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        heard = hear(said["reply"], services.content.persona(said["persona"]), services.encode)
        pairs = {
            "offers": ({offer.remedy for offer in heard.offers}, set(said["offers"])),
            "questions": ({question.fact for question in heard.asked}, set(said["asked"])),
            "promises": ({bool(heard.promises)} - {False}, {bool(said["promises"])} - {False}),
            "settled": ({heard.confirmed is not None} - {False}, {bool(said["confirmed"])} - {False}),
        }
        for kind, (found, labelled) in pairs.items():
            counts[kind].update(right=len(found & labelled), wrong=len(found - labelled), missed=len(labelled - found))
    services.close()
    for kind, count in counts.items():
        precision = count["right"] / max(1, count["right"] + count["wrong"])
        recall = count["right"] / max(1, count["right"] + count["missed"])
        print(f"{kind:10} precision {precision:.2f}, recall {recall:.2f} {dict(count)}")


if __name__ == "__main__":
    main()
