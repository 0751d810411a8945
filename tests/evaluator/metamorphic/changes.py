"""Deterministic changes of a text; each returns the text unchanged where it does not apply."""

import re
from collections.abc import Mapping

PROMISE = re.compile(
    r"(?:^|(?<=[.!?] ))(?:I'll|I will|We'll|We will|I can|We can|I'm \w+ing|We're \w+ing)"
    r"(?: (?!but\b|I\b|I'll)[^\s.!?,;:]+)+[.!?]"
)
_BRITISH = {
    "ogise": "ogize", "realis": "realiz", "colour": "color", "favourite": "favorite", "centre": "center",
    "cancelled": "canceled",
    "grey": "gray", "mum": "mom", "Mum": "Mom", "tyre": "tire", "whilst": "while", "programme": "program", "honour": "honor",
    "behaviour": "behavior", "neighbour": "neighbor", "organis": "organiz",
}  # fmt: skip
_GENDER = {
    "Mr": "Mrs", "Mrs": "Mr", "Ms": "Mr", "sir": "madam", "madam": "sir", "husband": "wife",
    "wife": "husband", "son": "daughter", "daughter": "son", "mum": "dad", "dad": "mum", "mother": "father",
    "father": "mother", "brother": "sister", "sister": "brother", "man": "woman", "woman": "man", "gran": "grandad",
    "boy": "girl", "girl": "boy", "lady": "gentleman", "gentleman": "lady", "uncle": "aunt", "aunt": "uncle",
}  # fmt: skip
_PRONOUNS = {"he": "she", "she": "he", "He": "She", "She": "He", "he's": "she's", "she's": "he's", "He's": "She's",
    "She's": "He's", "he'll": "she'll", "she'll": "he'll", "She'll": "He'll", "He'll": "She'll", "himself": "herself",
    "herself": "himself", "his": "her"}  # fmt: skip
_SHORT = {"I'm": "I am", "I'll": "I will", "I've": "I have", "we'll": "we will", "We'll": "We will", "we've": "we have",
    "can't": "cannot", "don't": "do not", "didn't": "did not", "won't": "will not", "isn't": "is not", "you're": "you are",
    "that's": "that is", "That's": "That is", "it's": "it is", "It's": "It is", "wasn't": "was not",
    "We're": "We are"}  # fmt: skip
_NAMES = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr)\.? |, )([A-Z][a-z]{2,})(?=[,.!?])")
_NO_NAMES = frozenset({"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Madam", "Sir"})
_NEW_NAMES = ("Adichie", "Kowalska", "Ferreira", "Tanaka", "Oyelaran", "Lindqvist")


def words(table: Mapping[str, str], text: str) -> str:
    """Replace whole words by a table."""
    pattern = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.sub(rf"(?<![\w'])(?:{pattern})(?![\w'])", lambda match: table[match.group()], text)


def gender(text: str) -> str:
    return words(_GENDER, text)


def pronouns(text: str) -> str:
    return words(_PRONOUNS, text)


def contractions(text: str) -> str:
    return words(_SHORT, text)


def american(text: str) -> str:
    for british, american_form in _BRITISH.items():
        text = text.replace(british, american_form)
    return text


def names_in(*texts: str) -> tuple[str, ...]:
    found = [match.group(1) for text in texts for match in _NAMES.finditer(text)]
    return tuple(dict.fromkeys(name for name in found if name not in _NO_NAMES))


def renamed(text: str, names: tuple[str, ...]) -> str:
    return (
        words({name: _NEW_NAMES[place % len(_NEW_NAMES)] for place, name in enumerate(names)}, text) if names else text
    )


def typo(text: str) -> str:
    """Swap two letters in the middle of the longest word."""
    longest = max(re.findall(r"[a-z]{7,}", text), key=len, default="")
    if not longest:
        return text
    middle = len(longest) // 2
    wrong = longest[: middle - 1] + longest[middle] + longest[middle - 1] + longest[middle + 1 :]
    return text.replace(longest, wrong, 1)


def negated(promise: str) -> str:
    promise = re.sub(r"^(I|We)(?:'ll| will) ", r"\1 will not ", promise)
    promise = re.sub(r"^(I|We) can ", r"\1 cannot ", promise)
    return re.sub(r"^(I'm|We're) ", r"\1 not ", promise)


def curly(text: str) -> str:
    return re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text.replace("'", "\u2019"))


def hidden(text: str) -> str:
    return re.sub(r"(\w)(\w)", "\\1\u200b\\2", text)


def other_figures(text: str) -> str:
    """Every run of four digits and more, or of digits after a currency sign, with other digits."""
    turned = str.maketrans("23456789", "34567892")
    return re.sub(r"(?<=[\u00a3$\u20ac])\d+|\d{4,}", lambda match: match.group().translate(turned), text)
