"""The weights of the n-grams by which the hearing tells offers, questions, and what asks whether that settles it.

Not set by hand: made by `scripts/hearing/fit.py` from the labelled replies of `tests/data/hearing`, kept in the file beside this.
"""

import json
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")
_READ: Mapping[str, Mapping[str, float]] = json.loads(FILE.read_text(encoding="utf-8"))
OFFER, QUESTION, SETTLED = (_READ[name] for name in ("OFFER", "QUESTION", "SETTLED"))
