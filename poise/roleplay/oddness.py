"""Replies that are no reply to a customer: instructions to a machine, another language, gibberish. Pure."""

import re
import unicodedata
from typing import Literal

from poise.roleplay.words import STOP_WORDS, words

Oddness = Literal["steering", "foreign", "nonsense"]

_ROLE = r"(?:ai|assistant|language model|agent|chatbot|bot|calm customer|happy customer|character)"
_STEERING = re.compile(
    r"\b(?:(?:ignore|disregard|forget|override)\b[^.!?]{0,40}\b(?:instruction|prompt|rule|direction|above|previous)"
    rf"|(?:you are|you're|act as|pretend (?:to be|you are)|play) (?:now )?(?:an?|the) {_ROLE}"
    r"|you are now (?:an?|the|in|calm|happy|satisfied)\b|(?:system|developer) (?:prompt|message|instruction)"
    r"|language model|chat ?gpt|role ?play|(?:as|are you) an? (?:ai|bot|chatbot)"
    r"|(?:print|repeat|reveal|show|output)\b[^.!?]{0,30}\b(?:prompt|instructions|script|above)"
    r"|(?:respond|reply|answer|speak|say)\b[^.!?]{0,20}\b(?:as the agent|as a calm|with only|exactly|in json)"
    r"|stage direction|end of (?:script|scene|prompt)"
    r"|your new (?:task|role|persona|character|instructions?)\b"
    r"|(?:complete|finish|continue) (?:this|the following|my) (?:sentence|text)"
    r"|(?:dear|note to(?: the)?|attention) (?:evaluator|critic|grader|examiner)"
    r"|mark (?:every|all) strateg(?:y|ies)|score (?:it|this|me) \d"
    r"|(?:debug|developer|admin) (?:mode|override)|i(?: am|'m) (?:the|your) (?:developer|programmer|creator|maker)\b)",
    re.I,
)
_MARKUP = re.compile(
    r"<\|?/?(?:im_start|im_end|system|user|assistant|endoftext|s|inst)\b[^>]*>|\[/?(?:inst|system|calm|happy|satisfied)[^\]]*\]"
    r"|^\s*(?:system|assistant|user|customer|developer)\s*:",
    re.I | re.M,
)
_COMMON = STOP_WORDS | frozenset(
    {
        "sorry", "hello", "hi", "thanks", "thank", "okay", "ok", "yes", "yeah", "sure", "right", "well",
        "good", "morning", "evening", "afternoon", "madam", "sir", "mr", "mrs", "ms", "name", "order",
        "table", "refund", "help", "need", "want", "know", "see", "say", "ask", "tell", "give", "take",
        "make", "bring", "new", "today", "now", "minute", "minutes", "bill", "manager",
    }
)  # fmt: skip
_FEWEST_WORDS = 4
_FEWEST_LETTERS = 12
_FOREIGN_LETTERS = 0.3
_READABLE = 0.5
_ENGLISH_SHARE = 0.2
"""Of an English sentence a third or more are words of the commonest kind; another language shares a few of them."""


def oddness(text: str) -> Oddness | None:
    """Return what is odd about a reply: `steering` (speaks to a model), `foreign` (not English), `nonsense`, else
    None.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    if _STEERING.search(plain) or _MARKUP.search(plain):
        return "steering"
    letters = [char for char in plain if char.isalpha()]
    if letters and sum(not _latin(char) for char in letters) / len(letters) > _FOREIGN_LETTERS:
        return "foreign"
    found = words(plain)
    if not letters or (
        len(letters) >= _FEWEST_LETTERS and sum(map(_readable, (w.plain for w in found))) < _READABLE * len(found)
    ):
        return "nonsense"
    known = sum(word.plain in _COMMON for word in found) / max(1, len(found))
    return "foreign" if len(found) >= _FEWEST_WORDS and known < _ENGLISH_SHARE else None


def _latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")


def _readable(word: str) -> bool:
    """Whether a word could be a word: a number, or letters with a vowel and no run of five consonants or three equal
    letters.
    """
    if word[:1].isdigit():
        return True
    return bool(re.search(r"[aeiouy]", word)) and not re.search(r"[^aeiouy'’]{6}|(.)\1\1", word)
