"""Fits how the wording rules and the encoder decide together, and writes `evaluator/weights/blend.yaml`.

    build/training/bin/python scripts/fast_critic/blend.py --fold FOLDER=AUTHORS [--fold FOLDER=AUTHORS …]

A fold is an encoder that was trained without some authors' examples (`train.py --without`); it speaks for those only, so that the
fit sees the encoder as it is with strangers. Of the first two authors only the even-numbered files count: the rules were written
with the others in view. Where each id's decision falls is then chosen on these authors and on the calibration replies, each
of the two counting as much as the other: its bias is moved until the best threshold is one half. No other weight is fitted on the
calibration replies. Prints the agreement that the same fit reaches on authors whom it has not seen.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from evaluator.agreement import count
from evaluator.calibration.thresholds import best_threshold
from evaluator.fast.alike import load_alike
from evaluator.fast.blend import FILE, Blend, Share, features, logit
from evaluator.fast.critic import ACTS, FastCritic, Look, hits, load_fast_critic
from evaluator.fast.encoder import FOLDER, Encoder, Signs, load_encoder
from evaluator.fast.rules import WEIGHTS, Hit
from poise.conversation.ids import OBSERVED
from poise.conversation.transcript import AgentTurn, CustomerTurn
from scripts.fast_critic.samples import EXAMPLES, Reader, Sample, author

NAMES = ("rules", "encoder", "angry", "abusive", "first")
VERSION = 1
SURE = {"honesty": 0.69, "personal": 0.84}
"""Rules that are right oftener than the two together: a cause told, a customer called by name."""
FREER = ("calm",)
"""The examples show it towards customers who are not angry, the conventions do not: only the calibration replies place it."""
CAREFUL = {"hostile": {"at": 1.0}}
"""Who is told that they were rude when they were not stops listening; so of the thresholds about as good the highest."""
STRENGTH = 0.3
"""Inverse of how strongly large weights are held down."""
CALIBRATION = Path(__file__).parents[2] / "tests" / "data" / "calibration" / "dev.jsonl"
RULES_SAW = ("ash", "elm")
"""Authors whose odd-numbered files were in view when the rules were written."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """One example as the rules and a fold's encoder see it."""

    author: str
    labels: frozenset[str]
    look: Look
    signs: Signs


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit how rules and encoder decide together.")
    parser.add_argument("--fold", action="append", required=True, metavar="FOLDER=AUTHORS")
    parser.add_argument("--tune", type=Path, default=CALIBRATION)
    parser.add_argument("--out", type=Path, default=WEIGHTS / FILE)
    given = parser.parse_args()
    folds = {
        name: Path(folder)
        for folder, _, names in (fold.partition("=") for fold in given.fold)
        for name in names.split(",")
    }
    critic = load_fast_critic(learned=False)
    seen = look(folds, critic)
    for name in sorted({one.author for one in seen}):
        others, own = [one for one in seen if one.author != name], [one for one in seen if one.author == name]
        agreement = agreements(critic, fit(critic, others), own) if others else {}
        print(f"{name}: {len(own)} replies, macro κ {np.mean(list(agreement.values())):.3f} by the others' fit")
    shipped = load_encoder(WEIGHTS / FOLDER, load_alike(WEIGHTS))
    tuning = [see(sample, critic, shipped) for sample in Reader().samples([given.tune])]
    blend = fit(critic, seen)
    # On the calibration replies alone κ would be 0.03 higher there and 0.07 lower with strangers.
    placed = tuned(critic, blend, [*tuning * round(len(seen) / len(tuning)), *seen])
    shares = placed.shares | {id_: tuned(critic, blend, tuning).shares[id_] for id_ in FREER}
    placed = placed.model_copy(update={"shares": shares})
    given.out.write_text(_written(placed), encoding="utf-8")
    print(f"{given.out}: fitted on {len(seen)} replies, decisions placed on {len(tuning)}")


def look(folds: Mapping[str, Path], critic: FastCritic) -> list[Seen]:
    """Return every example that the rules were not written with, as rules and a fold's encoder see it."""
    encoders = {folder: load_encoder(folder, load_alike(WEIGHTS)) for folder in set(folds.values())}
    found, reader = [], Reader()
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        name, number = path.stem.split("-")
        if name in folds and not (name in RULES_SAW and int(number) % 2):
            found += [see(sample, critic, encoders[folds[name]]) for sample in reader.samples([path])]
    return found


def see(sample: Sample, critic: FastCritic, encoder: Encoder) -> Seen:
    """Return one example as the rules and an encoder see it."""
    turns = [
        (CustomerTurn if turn["speaker"] == "customer" else AgentTurn)(text=turn["text"])
        for turn in sample.value["context"]
    ]
    found = critic.look(turns, sample.value["reply"])
    return Seen(author(sample), sample.shown, found, encoder.read(found.situation.customer, found.reading))


def fit(critic: FastCritic, seen: Sequence[Seen]) -> Blend:
    """Return the shares of every id: the acts' first, then those of what hangs on them."""
    acts = {id_: _share(seen, id_, [one.look.found for one in seen]) for id_ in ACTS}
    blend = Blend(version=VERSION, shares=dict.fromkeys(OBSERVED, next(iter(acts.values()))) | acts)
    hanging = []
    for one in seen:
        found = blend.evened(blend.decide(ACTS, one.look.found, one.signs, one.look.situation))
        hanging.append(critic.situational(one.look, found))
    rest = {id_: _share(seen, id_, hanging) for id_ in OBSERVED if id_ not in acts}
    return Blend(version=VERSION, shares={id_: (acts | rest)[id_] for id_ in OBSERVED})


def tuned(critic: FastCritic, blend: Blend, seen: Sequence[Seen]) -> Blend:
    """Return the blend with every bias moved so that the threshold that agrees best with these replies is one half."""
    for ids in (ACTS, tuple(id_ for id_ in OBSERVED if id_ not in ACTS)):
        found = [hits(critic, blend, one.look, one.signs) for one in seen]
        moved = {id_: _moved(blend.shares[id_], [hit[id_].p for hit in found], seen, id_) for id_ in ids}
        blend = blend.model_copy(update={"shares": blend.shares | moved})
    return blend


def agreements(critic: FastCritic, blend: Blend, seen: Sequence[Seen]) -> dict[str, float]:
    """Return κ of every id with a blend."""
    found = [hits(critic, blend, one.look, one.signs) for one in seen]
    return {
        id_: _agreement(
            np.array([hit[id_].p >= blend.shares[id_].threshold for hit in found]),
            np.array([id_ in one.labels for one in seen]),
        )
        for id_ in OBSERVED
    }


def _share(seen: Sequence[Seen], id_: str, found: Sequence[Mapping[str, Hit]]) -> Share:
    rows = [
        (logit(hit[id_].p), one.signs.logits[id_], *features(one.look.situation))
        for one, hit in zip(seen, found, strict=True)
    ]
    values, labels = np.array(rows), np.array([id_ in one.labels for one in seen])
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(values, labels)
    p = model.predict_proba(values)[:, 1]
    weights = dict(zip(NAMES, (round(float(value), 3) for value in model.coef_[0]), strict=True))
    return Share(
        bias=round(float(model.intercept_[0]), 3), threshold=_threshold(p, labels), sure=SURE.get(id_), **weights
    )


def _moved(share: Share, p: Sequence[float], seen: Sequence[Seen], id_: str) -> Share:
    threshold = _threshold(np.array(p), np.array([id_ in one.labels for one in seen]), **CAREFUL.get(id_, {}))
    return share.model_copy(update={"bias": round(share.bias - logit(threshold), 3), "threshold": 0.5})


def _threshold(p: Floats, labels: NDArray[np.bool_], **at: float) -> float:
    return best_threshold(p, labels, **at) or 0.5


def _agreement(shown: NDArray[np.bool_], labels: NDArray[np.bool_]) -> float:
    return count(list(zip(shown.tolist(), labels.tolist(), strict=True))).kappa or 0.0


def _written(blend: Blend) -> str:
    head = (
        "# Written by scripts/fast_critic/blend.py: how rules and encoder decide together (evaluator/fast/blend.py).\n"
    )
    return head + yaml.safe_dump(
        blend.model_dump(exclude_none=True), sort_keys=False, default_flow_style=None, width=120
    )


if __name__ == "__main__":
    main()
