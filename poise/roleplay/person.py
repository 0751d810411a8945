"""How this customer says a fact that the persona's file tells about them: in the first person and in their own
typing. Pure.
"""

import re

from poise.conversation.persona import Persona

_SHE = {"she": "I", "her": "my", "hers": "mine", "herself": "myself"}
_HE = {"he": "I", "his": "my", "him": "me", "himself": "myself"}
_WE = {"they": "we", "their": "our"}
_OBJECT_HER = re.compile(
    r"\b(to|told|tell|asked|gave|give|for|with|at|from|of|let|make|made|and|before)\s+her"
    r"(?=[.,;!?]|\s+(?:to|that|about|it|as|so|when|for)\b|$)",
    re.I,
)
_VERBS = {"is": "am", "has": "have", "does": "do", "goes": "go"}
_NO_VERBS = frozenset(("was", "always", "perhaps", "less", "as", "this", "yes", "us", "sometimes"))
_LOWER_CASE_SHARE = 0.6


def first_name(persona: Persona) -> str:
    """Return the name by which the script calls the customer."""
    return next((form for form in persona.identity.called if " " not in form), persona.identity.name).split()[0]


def in_first_person(words: str, persona: Persona) -> str:
    """Return a fact of the persona's file as the customer would say it: she and her become I and my, and "they" we
    where the facts begin so.
    """
    swap = _pronouns(persona)
    if swap is None:
        return words
    text = _OBJECT_HER.sub(r"\1 me", words) if swap is _SHE else words
    name = re.escape(first_name(persona))
    text = re.sub(rf"\b{name}'s\b", "my", re.sub(rf"\b{name}\b(?!')", "I", text))
    text = re.sub(r"\b(?:" + "|".join(swap) + r")\b", lambda m: swap[m.group().lower()], text, flags=re.I)
    text = re.sub(r"\bI (\w+s)\b", lambda m: f"I {_first_person_verb(m.group(1))}", text)
    if _speaks_for_two(persona):
        text = re.sub(r"\b(they|their)\b", lambda m: _WE[m.group().lower()], text, flags=re.I)
    return text[:1].upper() + text[1:]


def in_own_typing(text: str, persona: Persona) -> str:
    """Return the text as this customer types: without capitals and closing full stop where their authored lines have
    none.
    """
    lines = [line for group in persona.lines.values() for line in group]
    lower = sum(line[:1].islower() for line in lines)
    if not lines or lower < _LOWER_CASE_SHARE * len(lines):
        return text
    plain = re.sub(r"(?<!\w)[A-Z](?=[a-z'’]|\b)", lambda m: m.group().lower(), text)
    return re.sub(r"(?<=[^.])\.(?=\s|$)", "", plain) if plain.count(".") == 1 else plain.removesuffix(".")


def _first_person_verb(word: str) -> str:
    if word in _VERBS or word in _NO_VERBS:
        return _VERBS.get(word, word)
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def _speaks_for_two(persona: Persona) -> bool:
    return any(fact.words.split()[0] in ("They", "Their") for fact in (*persona.facts.known, *persona.facts.hidden))


def _pronouns(persona: Persona) -> dict[str, str] | None:
    """Return the third-person forms that mean the customer: the pronoun with which their known facts begin."""
    starts = [fact.words.split()[0].lower() for fact in (*persona.facts.known, *persona.facts.hidden)]
    she, he = sum(word in ("she", "her") for word in starts), sum(word in ("he", "his") for word in starts)
    if she == he:
        return None
    return _SHE if she > he else _HE
