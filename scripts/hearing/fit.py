"""Fits the weights by which the hearing tells what is offered, what is asked for, and what asks whether that settles it.

    python -m venv build/hearing && build/hearing/bin/pip install -r scripts/hearing/requirements.txt -e .
    build/hearing/bin/python -m scripts.hearing.fit

For every pair of sets of labelled replies it first fits on the others and prints precision and recall in those left out, at five
bars; then it fits on all and writes `poise/roleplay/hearing_weights.py` (signs) and `hearing_ngrams.json` (words). A logistic
regression (scikit-learn), its weights held small; of the parts of a reply that may say one thing the likeliest counts, found in
a few rounds. Beside the labelled replies stands what agents say without offering anything (`personas/agents`: bad and neutral
ones where no word of offering stands, neutral ones who only wind up, and good ones while they hear the customer out). The same
every time.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from poise.conversation.content import Content
from poise.llm.word_vectors import WordVectors, load_word_vectors
from poise.roleplay.hearing_ngrams import FILE
from poise.roleplay.near_signs import Signs
from poise.roleplay.ngrams import ngrams
from poise.roleplay.weighing import ALWAYS
from scripts.hearing.parts import parts, silent

ROOT = Path(__file__).resolve().parents[2]
DATA, OUT = ROOT / "tests" / "data" / "hearing", ROOT / "poise" / "roleplay" / "hearing_weights.py"
PAIRS = (
    ("blind", "brisk"),
    ("third", "learners"),
    ("fourth", "terse"),
    ("fifth", "warm"),
    ("sixth", "abroad"),
    ("replies", "managers"),
    ("seventh", "eighth"),
)
SETS = (*(one for pair in PAIRS for one in pair), "own")
HELD, WORD, FEWEST, LEAST, ROUNDS, GIVEN_UP = 1.0, 0.6, 4, 0.1, 4, 0.005
"""scikit-learn's C; what an n-gram counts beside a sign; in how many replies it must stand; the least weight kept; rounds; the
share of what is said that may be given up so that nothing close need be looked for in most sentences.
"""
BARS = (-1.0, -0.7, -0.35, 0.0, 0.35)
KINDS = {"OFFER": "offers", "QUESTION": "asked", "SETTLED": "confirmed"}


class Row(NamedTuple):
    """A part of a reply that may say one thing; of those that may say the same the likeliest counts."""

    of: str
    reply: int
    thing: str
    right: bool
    signs: Signs
    words: frozenset[str]
    seen: Signs


class Table(NamedTuple):
    """The rows as numbers: `groups` are the places of the rows of one reply that may say the same thing."""

    rows: Sequence[Row]
    signs: Sequence[str]
    ngrams: Sequence[str]
    numbers: Any
    middle: Any
    spread: Any
    groups: Sequence[Any]


def main() -> None:
    encode, content = load_word_vectors(), Content(ROOT)
    signs, words, least = [], [], dict[str, float]()
    for name, label in KINDS.items():
        rows, wanted = read(name, label, encode, content)
        table = tabled(rows)
        left_out = np.zeros(len(rows))
        for pair in PAIRS:
            weights = fitted(table, [row.of not in pair for row in rows])
            mine = [row.of in pair for row in rows]
            left_out[mine] = (table.numbers @ weights[:-1] + weights[-1])[mine]
        for some in [*((of,) for pair in PAIRS for of in pair), SETS[:-1]]:
            told = (f"{bar:+.2f}: {report(rows, left_out, some, wanted, bar)}" for bar in BARS)
            print(name, some[0] if len(some) == 1 else "all", *told, sep="  ", flush=True)
        weights = fitted(table, [True] * len(rows))
        of_signs, of_words = plain(table, weights)
        signs.append((name, of_signs))
        words.append((name, of_words))
        if rows[0].seen:
            least[name] = hopeless(table, weights, of_signs, of_words)
        print(name, len(rows), "parts,", len(of_words), "n-grams", flush=True)
    write(signs, least)
    FILE.write_text(json.dumps(dict(words), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def read(
    name: str, label: str, encode: WordVectors, content: Content
) -> tuple[list[Row], Mapping[tuple[str, int], set[str]]]:
    """Return the parts of all labelled replies that may say something of a kind, and what is labelled in each reply."""
    rows: list[Row] = []
    wanted: dict[tuple[str, int], set[str]] = {}
    for of in SETS:
        for number, line in enumerate((DATA / f"{of}.jsonl").read_text(encoding="utf-8").splitlines()):
            said: Mapping[str, Any] = json.loads(line)
            labelled = said[label]
            wanted[of, number] = (
                set(labelled) - {"other"} if name in ("OFFER", "QUESTION") else {""} if labelled else set()
            )
            for thing, part, signs, seen in parts(name, said["reply"], content.persona(said["persona"]), encode):
                right = thing in wanted[of, number]
                rows.append(Row(of, number, thing, right, signs, ngrams(part.text), seen))
    idle = silent(encode, content) if name == "OFFER" else ()
    return rows + [
        Row(of, number, thing, False, signs, ngrams(part.text), seen) for of, number, (thing, part, signs, seen) in idle
    ], wanted


def tabled(rows: Sequence[Row]) -> Table:
    """Return the rows as numbers: signs spread evenly, then n-grams that stand in enough replies."""
    replies = {(row.of, row.reply): set[str]() for row in rows}
    for row in rows:
        replies[row.of, row.reply] |= row.words
    counts = Counter(one for words in replies.values() for one in words)
    kept = {one: place for place, one in enumerate(sorted(one for one, count in counts.items() if count >= FEWEST))}
    names = list(rows[0].signs)
    signs = np.array([[float(row.signs[name]) for name in names] for row in rows])
    middle, spread = signs.mean(0), signs.std(0) + 1e-9
    places = [[kept[one] for one in sorted(row.words) if one in kept] for row in rows]
    flat, begins = [one for some in places for one in some], np.cumsum([0, *map(len, places)])
    words = csr_matrix((np.full(len(flat), WORD), flat, begins), shape=(len(rows), len(kept)))
    groups: dict[tuple[str, int, str], list[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault((row.of, row.reply, row.thing), []).append(place)
    numbers = hstack([csr_matrix((signs - middle) / spread), words]).tocsr()
    return Table(rows, names, list(kept), numbers, middle, spread, [np.array(one) for one in groups.values()])


def fitted(table: Table, learned: Sequence[bool]) -> Any:
    """Return a weight for every number of a row and, last, the one that always counts."""
    right = np.array([row.right for row in table.rows], float)
    groups = [group for group in table.groups if learned[group[0]]]
    places = [table.signs.index("near")] if "near" in table.signs else list(range(len(table.signs)))
    scores = np.asarray(table.numbers[:, places].sum(1)).ravel()
    for _ in range(ROUNDS):
        chosen = [group[int(np.argmax(scores[group]))] for group in groups]
        found = LogisticRegression(C=HELD, max_iter=400).fit(table.numbers[chosen], right[chosen])
        weights = np.append(found.coef_[0], found.intercept_[0])
        scores = table.numbers @ weights[:-1] + weights[-1]
    of_words = weights[len(table.signs) : -1]
    of_words[np.abs(of_words) * WORD < LEAST] = 0
    return weights


def plain(table: Table, weights: Any) -> tuple[dict[str, float], dict[str, float]]:
    """Return the weights of the signs as they come, and those of the n-grams."""
    of_signs = weights[: len(table.signs)] / table.spread
    always = weights[-1] - of_signs @ table.middle
    signs = dict(zip([*table.signs, ALWAYS], [*of_signs.round(3).tolist(), round(float(always), 3)], strict=True))
    of_words = (weights[len(table.signs) : -1] * WORD).round(2).tolist()
    return signs, {one: weight for one, weight in zip(table.ngrams, of_words, strict=True) if weight}


def hopeless(table: Table, weights: Any, signs: Mapping[str, float], words: Mapping[str, float]) -> float:
    """Return what must speak for a part before anything close to it is known: nearly all that is rightly heard has as much."""
    scores = table.numbers @ weights[:-1] + weights[-1]
    likeliest = (group[int(np.argmax(scores[group]))] for group in table.groups)
    before = [
        signs[ALWAYS]
        + sum(signs[name] * float(value) for name, value in row.seen.items())
        + sum(words.get(one, 0.0) for one in row.words)
        for row in (table.rows[place] for place in likeliest if scores[place] >= BARS[1])
        if row.right
    ]
    return round(float(np.quantile(before, GIVEN_UP)), 1)


def report(
    rows: Sequence[Row], scores: Any, some: Sequence[str], wanted: Mapping[tuple[str, int], set[str]], bar: float
) -> str:
    heard: dict[tuple[str, int], set[str]] = {}
    for row, score in zip(rows, scores, strict=True):
        if score >= bar:
            heard.setdefault((row.of, row.reply), set()).add(row.thing)
    pairs = [(heard.get(key, set()), labelled) for key, labelled in wanted.items() if key[0] in some]
    right = sum(len(found & labelled) for found, labelled in pairs)
    precision = right / max(1, sum(len(found) for found, _ in pairs))
    return f"{precision:.2f}/{right / max(1, sum(len(labelled) for _, labelled in pairs)):.2f}"


def write(told: Sequence[tuple[str, Mapping[str, float]]], least: Mapping[str, float]) -> None:
    written = [
        '"""The weights of the signs by which the hearing tells what is offered, what is asked for, and what asks whether\n'
        "that settles it: not set by hand, made by `scripts/hearing/fit.py` from the labelled replies of `tests/data/hearing`.\n"
        '"""\n\nfrom collections.abc import Mapping\n'
    ]
    for name, weights in told:
        lines = "".join(f'    "{sign}": {weight},\n' for sign, weight in weights.items())
        written.append(f"{name}: Mapping[str, float] = {{\n{lines}}}\n")
    for name, bar in least.items():
        about = '"""What must speak for it before anything close is looked for: with less nothing makes it good."""'
        written.append(f"HOPELESS_{name} = {bar}\n{about}\n")
    OUT.write_text("\n".join(written), encoding="utf-8")


if __name__ == "__main__":
    main()
