"""More English wordings of an offer: those that are one only where what they name comes close to a remedy."""

import re

from poise.roleplay.cues import any_of

SOME_REMEDY = any_of(
    r"somehow\b",
    r"make (?:it|this|things) up to",
    r"(?:cup of )?(?:tea|coffee)\b",
    r"(?:a (?:wee |little |small )?)something\b",
    r"(?:about|on) the (?:amount|price|cost)\b",
)
"""What else says that something is given, whatever it is."""

IMPERATIVE = re.compile(
    r"(?:(?:or|and|then|so|please|just|do|by all means|in the meantime|meanwhile),? )*(?:keep|have|take|pick"
    r"|choose|pay|send (?:it|them) back"
    r"|come|return|help yourself|bring|grab|enjoy|leave)\b(?! (?:your time|care|a seat|it with|with|a deep))",
    re.I,
)
"""How a sentence begins that hands something over: "keep the dress", "pick any photo"."""
NO_OFFER = any_of(
    r"leave (?:it|this|that) (?:with|to) (?:me|us)",
    r"offer (?:you )?(?:my|our) (?:\w+ )?apolog\w+",
    r"only (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?(?:['’]s \w+)? (?:can|could|may|is allowed to)",
    r"nothing (?:i|we) can do",
    r"ask(?:ing)? (?!you\b)[^,.?]{2,30}? (?:if|whether|about)\b",
    r"(?:speak|talk|go up|nip up|go|ring|call|phone|write|catch|check|have a word) [^.?]{2,40}? (?:about|whether)\b",
    r"put (?:it|this|that) to (?:her|him|them|(?-i:[A-Z])\w+)",
    r"squeeze (?:you|him|her|it|them) in",
)
"""What sounds like an offer and is none, or none of anything in particular."""

RECAPS = re.compile(
    r"(?:(?:and|so|but|then|now|twice|first|all)\b,? )*(?:you(?:['’]re (?:telling|saying)|['’]ve (?!got)| were| had| did| checked"
    r"| waited| told| ordered| booked| paid| asked| wanted| came| rang| wrote| spent| are telling)"
    r"|an? [^,.]{3,40} that (?:runs? out|ran|came|never|was))\b",
    re.I,
)
"""How a part begins that gives back what the customer told."""
HOPES = re.compile(r"(?:i|we) (?:do )?(?:hope|wish|trust)\b", re.I)
"""How a part begins that only wishes them well."""

WONDERS = re.compile(
    r"(?:(?:and|so|but),? )?(?:who|what(?! (?:if|about))|when|where|why|how(?! about)|which|is|are|was|were|did"
    r"|does|have|has|do you (?!want|fancy|care))\b",
    re.I,
)
"""How a question begins that wants to know and offers nothing."""
