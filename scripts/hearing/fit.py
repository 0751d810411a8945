"""Fits the weights by which the hearing tells what is offered and what is asked for: `python scripts/hearing/fit.py`.

For each of the five sets of 200 it first fits on the others and prints precision and recall in the one left out, at five bars;
then it fits on all and writes `poise/roleplay/hearing_weights.py`. A logistic sum by Newton's method, its weights held small
(`HELD`); of the parts of a reply that may offer one thing the likeliest counts. Beside the labelled replies stands what agents
say without offering anything (`personas/agents`: bad and neutral ones where no word of offering stands, neutral ones who only
wind up, and good ones while they hear the customer out). The same every time.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from poise.conversation.agent_script import agent_path
from poise.conversation.content import Content
from poise.conversation.persona import Persona
from poise.llm.word_vectors import load_word_vectors
from poise.roleplay.clauses import clauses, sentences
from poise.roleplay.encoder import Encoder
from poise.roleplay.fields import as_things
from poise.roleplay.near_signs import Candidate
from poise.roleplay.offer_signs import candidates, cued
from poise.roleplay.offers import refuses, with_announced
from poise.roleplay.question_signs import asked_for

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "hearing"
OUT = ROOT / "poise" / "roleplay" / "hearing_weights.py"
SETS = ("replies", "blind", "third", "fourth", "fifth", "own")
LEFT_OUT = SETS[:5]
HELD, ROUNDS, STEPS = 5.0, 5, 20
BARS = (-0.6, -0.3, 0.0, 0.3, 0.6)

Reader = Callable[[str, Persona, Encoder], list[Candidate]]


class Row(NamedTuple):
    """A candidate of one labelled reply."""

    of: str
    reply: int
    thing: str
    right: bool
    signs: tuple[float, ...]


def main() -> None:
    told = {"OFFER": ("offers", offered), "QUESTION": ("asked", asked)}
    written = []
    for name, (label, reader) in told.items():
        names, rows, wanted = read(label, reader)
        rows += silent(names) if name == "OFFER" else []
        for left in LEFT_OUT:
            weights = fitted([row for row in rows if row.of != left])
            print(name, left, *(f"{b:+.1f}: {report(rows, weights, left, wanted, b)}" for b in BARS), sep="  ")
        weights = fitted(rows)
        written.append((name, dict(zip([*names, "always"], weights.round(3).tolist(), strict=True))))
    write(written)


def offered(reply: str, persona: Persona, encode: Encoder) -> list[Candidate]:
    things = as_things(persona.remedies)
    parts = [part for sentence in sentences(reply) for part in with_announced(clauses(sentence))]
    return [one for part, said in parts if not refuses(part.text) for one in candidates(part, said, things, encode)]


def asked(reply: str, persona: Persona, encode: Encoder) -> list[Candidate]:
    things = as_things((*persona.facts.hidden, *persona.facts.known))
    return [one for sentence in sentences(reply) for one in asked_for(sentence, things, encode)]


def read(label: str, reader: Reader) -> tuple[list[str], list[Row], Mapping[tuple[str, int], set[str]]]:
    """Return the names of the signs, the candidates of all labelled replies, and what is labelled in each reply."""
    encode, content = load_word_vectors(), Content(ROOT)
    names: list[str] = []
    rows: list[Row] = []
    wanted: dict[tuple[str, int], set[str]] = {}
    for of in SETS:
        for number, line in enumerate((DATA / f"{of}.jsonl").read_text(encoding="utf-8").splitlines()):
            said: Mapping[str, Any] = json.loads(line)
            wanted[of, number] = set(said[label]) - {"other"}
            for one in reader(said["reply"], content.persona(said["persona"]), encode):
                names = names or list(one.signs)
                signs = tuple(float(one.signs[name]) for name in names)
                rows.append(Row(of, number, one.thing, one.thing in wanted[of, number], signs))
    return names, rows, wanted


def silent(names: Sequence[str]) -> list[Row]:
    """Return what agents say without offering: no candidate there is right."""
    encode, content = load_word_vectors(), Content(ROOT)
    rows = []
    for persona in content.personas():
        script = agent_path(content, persona.id)
        told = yaml.safe_load(script.read_text(encoding="utf-8")) if script.is_file() else {}
        good, neutral = told.get("good") or [], told.get("neutral") or []
        idle = [*good[:1], *(move for move in neutral if move.get("again"))]
        for quality, said in (("bad", told.get("bad")), ("neutral", neutral), ("good", good[1:2]), ("idle", idle)):
            for number, text in enumerate(spoken(said)):
                if quality == "idle" or not any(cued(sentence.text) for sentence in sentences(text)):
                    found = offered(text, persona, encode)
                    signs = [tuple(float(one.signs[name]) for name in names) for one in found]
                    key = f"{persona.id} {quality}"
                    rows += [Row(key, number, one.thing, False, s) for one, s in zip(found, signs, strict=True)]
    return rows


def spoken(told: object) -> list[str]:
    """Return every text in a part of an agent's file, in order."""
    if isinstance(told, str):
        return [told]
    parts: list[Any] = list(told.values()) if isinstance(told, dict) else told if isinstance(told, list) else []
    return [text for part in parts for text in spoken(part)]


def fitted(rows: Sequence[Row]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return a weight for every sign and, last, the one that always counts."""
    signs = np.array([row.signs for row in rows])
    middle, spread = signs.mean(0), signs.std(0) + 1e-9
    even = np.c_[(signs - middle) / spread, np.ones(len(rows))]
    right = np.array([row.right for row in rows], float)
    scores = signs.sum(1)
    for _ in range(ROUNDS):
        likeliest: dict[tuple[str, int, str], int] = {}
        for place, row in enumerate(rows):
            key = (row.of, row.reply, row.thing)
            if key not in likeliest or scores[place] > scores[likeliest[key]]:
                likeliest[key] = place
        chosen = list(likeliest.values())
        found = newton(even[chosen], right[chosen])
        scores = even @ found
    weights = found[:-1] / spread
    return np.append(weights, found[-1] - weights @ middle)


def newton(signs: Any, right: Any) -> Any:
    found = np.zeros(signs.shape[1])
    held = np.diag([HELD] * (signs.shape[1] - 1) + [1e-6])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(signs @ found, -30, 30)))
        slope = signs.T @ (likely - right) + held @ found
        found = found - np.linalg.solve((signs * (likely * (1 - likely))[:, None]).T @ signs + held, slope)
    return found


def report(rows: Sequence[Row], weights: Any, of: str, wanted: Mapping[tuple[str, int], set[str]], bar: float) -> str:
    heard: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        if np.dot(row.signs, weights[:-1]) + weights[-1] >= bar:
            heard.setdefault((row.of, row.reply), set()).add(row.thing)
    pairs = [(heard.get(key, set()), labelled) for key, labelled in wanted.items() if key[0] == of]
    right = sum(len(found & labelled) for found, labelled in pairs)
    return (
        f"{right / max(1, sum(len(found) for found, _ in pairs)):.2f}/"
        f"{right / max(1, sum(len(labelled) for _, labelled in pairs)):.2f}"
    )


def write(told: Sequence[tuple[str, Mapping[str, float]]]) -> None:
    parts = [
        '"""The weights of the signs by which the hearing tells what is offered and what is asked for: not set by hand, made by\n'
        "`scripts/hearing/fit.py` from the labelled replies of `tests/data/hearing`.\n"
        '"""\n\nfrom collections.abc import Mapping\n'
    ]
    for name, weights in told:
        lines = "".join(f'    "{sign}": {value},\n' for sign, value in weights.items())
        parts.append(f"{name}: Mapping[str, float] = {{\n{lines}}}\n")
    OUT.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
