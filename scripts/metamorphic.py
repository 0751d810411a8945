"""Every relation between replies over all pairs, with every violation: `python scripts/metamorphic.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from evaluator.fast import load_fast_critic
from tests.evaluator.metamorphic.relations import RELATIONS, violations
from tests.evaluator.metamorphic.samples import samples


def main() -> None:
    """Print, for every kind, its pairs and the share that does not hold, then each of those."""
    found, fast = samples(), load_fast_critic()
    results = [(relation, *violations(relation, found, fast, most=len(found))) for relation in RELATIONS]
    for relation, count, wrong in results:
        print(f"{len(wrong) / max(count, 1):6.1%}  {len(wrong):3} of {count:3}  {relation.name}")
    print(f"{sum(count for _, count, _ in results)} pairs of {len(results)} kinds")
    for _, _, wrong in results:
        for one in wrong:
            print(f"- {one.relation} | {one.id} [{one.fault}] {one.reply}")


if __name__ == "__main__":
    main()
