"""Wordings that mean the same to any customer, brought down to one: "on the house" and "free of charge", "every penny back"
and "a full refund". What a trainer writes in `said_as` is then heard in words that the trainer did not think of. Pure.
"""

import re
from functools import lru_cache

from poise.roleplay.words import Wording, all_stems, wording

_SAME = (
    (r"free of charge|for free|for nothing|gratis|complimentary|on (?:us|me)(?= |$|[,.;!?])|on the house"
     r"|our treat", "free"),
    (r"(?:at )?no (?:extra |additional |further )?(?:charge|cost)(?: to you)?|without (?:any )?charge", "free"),
    (r"at our (?:own )?(?:cost|expense)|nothing to pay|not a penny to pay|waiv(?:e|ed|ing)", "free"),
    (r"(?:won't|will not|not|never) ((?:\w+ ){0,3}?)(?:charged?|billed"
     r"|pay(?:ing)?)(?: you)?(?: for)?", r"\1 free"),
    (r"(?:remov|dropp?|cancell?|delet|lift|tak)(?:e|es|ed|ing)? (?:off )?the (?:charge|cost|price|fee)(?: for"
     r"| of)?", "free"),
    (r"(?:neither|none) ((?:\w+ ){0,4}?)(?:charged|billed)", r"both \1 free"),
    (r"both|either|neither|the two|two", "both"),
    (r"off (?:your|the|this|tonight's) bill|(?:from|on) (?:your|the) bill", "free"),
    (r"(?:all|every bit) of (?:your|the) money(?: back)?|every (?:last )?(?:penny|pound"
     r"|cent)(?: \w+)? back", "full refund"),
    (r"(?:the )?(?:whole|entire|complete|full) (?:amount|sum|price|lot)(?: \w+)? back|back in full", "full refund"),
    (r"in full|whole|entire|complete|completely|total", "full"),
    (r"(?:your|the) (?:money|payment)(?: right)? back|money back|reimburs\w*|pay(?:ing)? (?:you )?back"
     r"|give (?:you )?back", "refund"),
    (r"return(?:ing)? (?:your|the) money|refunded|refunding|repay\w*|back (?:on(?:to)?|to|in) your (?:card"
     r"|account|bank)", "refund"),
    (r"(£ ?\d[\d.,]*) back", r"\1 refund"),
    (r"partial|partly|half|part of|some of|a portion of|fifty per ?cent|50 ?%", "fraction"),
    (r"gift (?:card|voucher)s?|store credit|credit (?:note|towards)|coupons?|vouchers?", "voucher"),
    (r"(?:money |something |\d+ ?% ?)?off (?:your|the|a) next", "voucher next"),
    (r"another|fresh|brand[- ]new|replac(?:e|ed|ing|ement)s?|from scratch|start(?:ing)? (?:over|again)|again"
     r"|afresh", "new"),
    (r"remak(?:e|ing)|redo(?:ing)?|remade|redone", "make new"),
    (r"swap(?:ped|ping)?|exchang(?:e|ed|ing)", "exchange"),
    (r"telephon(?:e|ed|ing)|phon(?:e|ed|ing)|ring(?:ing)?(?: back)?|call(?:ed|ing)?(?: back)?", "call"),
    (r"hand(?:ing|ed)? (?:you )?back|give(?:n)? back", "refund"),
    (r"the (?:whole )?lot", "full"),
    (r"mobile|handset|cell ?phone", "phone"),
    (r"poorly|unwell|ill|sick", "sick"),
    (r"kids?|children", "child"),
    (r"sack(?:ed|ing)?|fir(?:ed|ing)|dismiss(?:ed|ing)?|lose (?:his|her|their) jobs?", "sack"),
    (r"compensat\w*|goodwill(?: gesture| payment)?", "compensation"),
)  # fmt: skip
"""Patterns of what people say, in lower case, and the word that stands for all of them; the first that fits counts."""
_COMPILED = tuple((re.compile(rf"\b(?:{pattern})(?!\w)"), f" {word} ") for pattern, word in _SAME)


@lru_cache(maxsize=4096)
def meaning(text: str) -> str:
    """Return the text in lower case with everything that means the same said in the same word."""
    plain = " ".join(text.lower().replace("’", "'").split())
    for pattern, word in _COMPILED:
        plain = pattern.sub(word, plain)
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def meant(text: str) -> frozenset[str]:
    """Return the stems of every word of the text's meaning."""
    return all_stems(meaning(text))


@lru_cache(maxsize=4096)
def meant_wording(text: str) -> Wording:
    """Return a trainer's wording by its meaning."""
    return wording(meaning(text))
