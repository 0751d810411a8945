"""The wording rules of the fast critic: YAML in `evaluator/weights/`, compiled once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from evaluator.fast.sieve import Sieve
from evaluator.fast.spelling import vocabulary
from evaluator.fast.text import Reading
from poise.conversation.errors import ContentError
from poise.conversation.yaml_file import fingerprint, load_yaml, read_text

WEIGHTS = Path(__file__).parent.parent / "weights"
FILES = ("words.yaml", "strategies.yaml", "mistakes.yaml", "marks.yaml")
_CLASS = re.compile(r"<([a-z_]+)>")
_LONG_FORMS = tuple(
    (re.compile(short), long)
    for short, long in (
        (r"\bcan't\b", "(?:can't|can ?not)"),
        (r"\bwon't\b", "(?:won't|will not)"),
        (r"\b(\w+)n't\b", r"(?:\1n't|\1 not)"),
        (r"\b(\w+)'ll\b", r"(?:\1'll|\1 will)"),
        (r"\bi'm\b", "(?:i'm|i am)"),
        (r"\b(you|we|they)'re\b", r"(?:\1're|\1 are)"),
        (r"\b(i|you|we|they)'ve\b", r"(?:\1've|\1 have)"),
        (r"\b(that|it|there|what)'s\b", r"(?:\1's|\1 is)"),
    )
)
"""A wording with a short form means the long one as well."""
_Probability = Annotated[float, Field(ge=0, le=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CueText(_Part):
    """One cue as written: any of the wordings, not beside `unless` and only beside `needs` in the same sentence.

    `p` is what one hit is worth. `asks` limits it to questions (true) or statements (false).
    """

    p: _Probability
    any: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    asks: bool | None = None


class RuleText(_Part):
    """All cues of one id, the probability where none fires, the threshold, and wordings that cancel it in the whole text."""

    base: _Probability = 0.03
    threshold: _Probability = 0.5
    cues: tuple[CueText, ...] = ()
    cancelled_by: tuple[str, ...] = ()


class RuleFile(_Part):
    """One file of rules: id to cues."""

    version: int
    rules: dict[str, RuleText]


class WordFile(_Part):
    """Word classes that wordings name as `<class>`, and plain lists that code reads."""

    version: int
    classes: dict[str, tuple[str, ...]]
    lists: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Cue:
    """A compiled cue, and its number in the sieve of its rule."""

    number: int
    p: float
    any: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    asks: bool | None


@dataclass(frozen=True)
class Rule:
    """A compiled rule; the sieve tells which of its cues, by their `numbers`, a text can hold at all."""

    sieve: Sieve
    numbers: frozenset[int]
    base: float
    threshold: float
    cues: tuple[Cue, ...]
    cancelled_by: re.Pattern[str] | None


@dataclass(frozen=True)
class Hit:
    """What a rule found: its probability and the position of the strongest cue's words, None where none fired."""

    p: float
    span: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False)
class Weights:
    """Everything in `evaluator/weights/`: rules for replies, rules for customers' marks, word lists, the hash of it all."""

    replies: Mapping[str, Rule]
    marks: Mapping[str, Rule]
    lists: Mapping[str, tuple[str, ...]]
    sets: Mapping[str, frozenset[str]]
    jargon: re.Pattern[str]
    classes: Mapping[str, tuple[str, ...]]
    known: frozenset[str]
    hash: str


def load_weights(folder: Path = WEIGHTS) -> Weights:
    """Read and compile the rules. Raises ContentError with file, field and fix."""
    words = load_yaml(WordFile, folder / FILES[0])
    replies, sieve = dict[str, Rule](), Sieve()
    for name in FILES[1:3]:
        replies |= _rules(folder / name, words.classes, sieve)
    texts = "\n".join(read_text(folder / name) for name in FILES)
    return Weights(
        replies=replies,
        marks=_rules(folder / FILES[3], words.classes, Sieve()),
        lists=words.lists,
        sets=_sets(words.lists),
        jargon=wording(tuple(re.escape(term) for term in words.lists["jargon"]), {}),
        classes=words.classes,
        known=vocabulary([texts]),
        hash=fingerprint(texts),
    )


def apply(rule: Rule, reading: Reading) -> Hit:
    """Return what the rule finds in a reading: independent cues add up as 1 − Π(1 − p)."""
    if rule.cancelled_by is not None and rule.cancelled_by.search(reading.voice):
        return Hit(rule.base)
    possible = rule.sieve.possible(reading.voice)
    if rule.numbers.isdisjoint(possible):
        return Hit(rule.base)
    missed, best, span = 1.0, 0.0, None
    for cue in rule.cues:
        found = find(cue, reading) if cue.number in possible else None
        if found is not None:
            missed *= 1 - cue.p
            if cue.p > best:
                best, span = cue.p, found
    return Hit(max(rule.base, 1 - missed), span)


def find(cue: Cue, reading: Reading) -> tuple[int, int] | None:
    """Return the position of the first wording of the cue that nothing in its sentence speaks against."""
    for match in cue.any.finditer(reading.voice):
        sentence = reading.sentence_at(match.start())
        if cue.asks is not None and cue.asks != sentence.asks:
            continue
        if cue.unless is not None and cue.unless.search(reading.voice, sentence.start, sentence.end):
            continue
        if cue.needs is not None and not cue.needs.search(reading.voice, sentence.start, sentence.end):
            continue
        return match.span()
    return None


def wording(texts: tuple[str, ...], classes: Mapping[str, tuple[str, ...]], where: str = "") -> re.Pattern[str]:
    """Compile wordings: spaces match any white space and a comma, apostrophes may be left out, ` ~ ` skips a few words."""
    try:
        return re.compile(rf"(?<!\w)(?:{_any(texts, classes, where)})(?!\w)")
    except re.error as error:
        raise ContentError(where, f"no valid wording: {error}", "Mend the regular expression") from error


def _any(texts: tuple[str, ...], classes: Mapping[str, tuple[str, ...]], where: str) -> str:
    return "|".join(_one(text, classes, where) for text in texts)


def _one(text: str, classes: Mapping[str, tuple[str, ...]], where: str) -> str:
    def members(match: re.Match[str]) -> str:
        if match.group(1) not in classes:
            raise ContentError(
                where, f"there is no word class <{match.group(1)}>", "Add it to words.yaml under classes"
            )
        return "(?:" + "|".join(classes[match.group(1)]) + ")"

    for _ in range(3):
        text = _CLASS.sub(members, text)
    for short, long in _LONG_FORMS:
        text = short.sub(long, text)
    gap, maybe = "\x00", "\x01"
    text = text.replace(" ~ ", gap).replace(" ?", maybe).replace("'", "'?").replace(" ", r",?\s+")
    return text.replace(gap, r"\b[^.!?]{1,45}?\b").replace(maybe, r"(?:,?\s+)?")


def _sets(lists: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    sets = {name: frozenset(words) for name, words in lists.items()}
    common = {word.capitalize() for name in ("stop_words", "function_words") for word in lists[name]}
    return sets | {"no_name": sets["name_stop"] | common}


def _rules(path: Path, classes: Mapping[str, tuple[str, ...]], sieve: Sieve) -> dict[str, Rule]:
    texts = load_yaml(RuleFile, path).rules
    return {id_: _rule(text, classes, sieve, f"{path}: rules.{id_}") for id_, text in texts.items()}


def _rule(text: RuleText, classes: Mapping[str, tuple[str, ...]], sieve: Sieve, where: str) -> Rule:
    def maybe(texts: tuple[str, ...]) -> re.Pattern[str] | None:
        return wording(texts, classes, where) if texts else None

    cues = tuple(
        Cue(
            sieve.add(_any(cue.any, classes, where)),
            cue.p,
            wording(cue.any, classes, where),
            maybe(cue.unless),
            maybe(cue.needs),
            cue.asks,
        )
        for cue in text.cues
    )
    return Rule(sieve, frozenset(cue.number for cue in cues), text.base, text.threshold, cues, maybe(text.cancelled_by))
