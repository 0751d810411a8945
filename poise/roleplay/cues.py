"""The English wordings by which an offer, a refusal, a promise and a hedge are recognised in a reply.

They recognise how agents phrase things; what is offered or asked stands in the persona's `said_as`.
"""

import re

from poise.roleplay.words import stem


def any_of(*wordings: str) -> re.Pattern[str]:
    """Return the pattern of wordings that begin at a word, whatever their case."""
    return re.compile(r"\b(?:" + "|".join(wordings) + r")", re.I)


_SAYING = (
    r"(?!['’]?t\b|not\b|\s+(?:(?:only|fully|certainly|absolutely|completely|also|just|personally|really)\s+)*"
    r"(?:understand|see|hear|imagine|tell you|appreciate|say|assure|confirm|apologi[sz]e|be (?:honest|straight"
    r"|open|sorry|back"
    r"|in touch)|know|ask you|write to you|look|check|find out|go (?:through|over|and)|follow|come (?:by|back)|thank|read"
    r"|think|remember|listen"
    r"|note|explain|admit|repeat|agree|believe|feel|wait|hope|let you know|keep|pass|speak|talk|not|never|no longer)\b)"
)
FIRST = r"(?:i|we)"
OTHERS = r"(?:(?:our|my|the) \w+(?: \w+)?|somebody|someone|they|he|she|(?-i:[A-Z][a-z]+))"
"""Who else may do what is offered: "our gardener", "the bindery", "Bryn"."""

OFFERS = any_of(
    rf"{FIRST}\s+(?:can|could|will|shall|am able to|are able to|would like to|want to){_SAYING}",
    rf"{FIRST}\s+would be (?:happy|glad) to{_SAYING}",
    rf"{FIRST}['’](?:ll|d like to|d be happy to|d be glad to|d love to){_SAYING}",
    rf"{FIRST}(?:['’]m|['’]re| am| are)\s+(?:going|happy|glad|able) to",
    rf"{FIRST}(?:['’]m|['’]re| am| are)\s+(?!(?:look|check|go|try|ask|hop|wonder|read|speak|talk|writ|tell|be"
    rf"|hav|feel|say|think)\w*ing)\w+ing",
    rf"{OTHERS}\s+(?:can|could|will|would|may|might)(?!['’]?t\b|not\b| not\b| have\b|n['’]t\b)(?=(?:\s+\w+)?\s+\w)",
    r"(?:it (?:may|might|would|could|should) be|it['’]s) possible to",
    r"(?:the|an)?other (?:option|possibility|way) (?:is|would be)",
    rf"{FIRST}(?:['’]ve|\s+have)\s+(?:already\s+|just\s+)?"
    r"(?:issued|approved|waived|cancelled|taken|put|added|refunded|arranged|asked|ordered|booked|credited"
    r"|removed|sent|set|started|got|processed)",
    r"let me(?!\s+(?:ask you|be|know|explain|say|tell|see|check|look|understand|start by|get this (?:right|straight)"
    r"|just check))",
    r"let['’]?s\s+(?:get|have|put|take|bring|make|start)",
    r"would (?:you|it help)(?:\s+\w+){0,2}?\s+(?:like|prefer|rather|accept|consider|if)",
    r"would (?:a|an|some|one)\b",
    r"how about",
    r"what about",
    r"what if (?:i|we)",
    r"(?:shall|may|can|could) (?:i|we)\s+(?!ask|help|just ask|know|take your|have your|check)",
    r"do you want",
    r"(?:if you(?:['’]d)? (?:like|prefer|want|wish))",
    r"you (?:can|could|may) (?:still |also )?(?:have|keep|take|choose|turn|use|get|stay|swap|exchange|pay)\b",
    r"you get\b(?! the (?:very )?same)",
    r"here(?:['’]s| is) (?:a|an|your)\b",
    rf"{FIRST}(?:['’]ve| have) got (?:a|an|some)\b",
    r"will [^?]{3,60} do (?:you|it|for you)\?",
    r"would [^?]{3,60} (?:do|help|suit you|put it right)\?",
    r"(?:speak|talk) to [^,.]{2,30}? about",
    r"ask [^,.]{2,30}? (?:if|whether|about|to)\b",
    r"you['’]ll (?:get|have|receive)",
    r"you (?:will|are going to) (?:get|have|receive)",
    r"please (?:accept|take|have|let me|let us)",
    r"allow (?:me|us) to",
    r"why don['’]t (?:i|we)",
    r"(?:i|we) (?:offer|propose|suggest)",
    r"either\b(?! way)",
    r"the least (?:i|we) can do is",
    r"(?:fine|look|here|then|ok(?:ay)?|there),? (?:have|take) (?:a|an|some|the)\b",
    r"(?<![\w,] )(?:have|take) (?:a|an|some|another|one)\b",
    r"my offer",
    r"one option",
    r"another option",
    r"the options are",
)
"""How an offer begins; what follows is offered."""

STANDING_OFFERS = any_of(
    r"(?:neither|none) [^.]{0,40}\b(?:charged|billed)",
    r"on the house",
    r"on us\b",
    r"on me\b",
    r"(?:would|might|may|could) be possible",
    r"is what (?:i|we) (?:have|can)",
    r"£ ?\d[\d.,]* (?:is |comes )?back\b",
    r"to your door\b",
    r"free of charge",
    r"at no (?:extra |additional )?(?:charge|cost)",
    r"no charge\b",
    r"complimentary",
    r"(?:is|are) on (?:its|their) way",
    r"(?:has|have) been (?:refunded|taken off|arranged|credited|removed|booked|ordered)",
    r"(?:won['’]t|will not) (?:hear from us|charge|be charg|pay|be paying|have to pay)",
    r"(?:is|are|comes?) off (?:your|the) bill",
    r"(?:will|['’]ll) be (?:refunded|replaced|taken off|credited|free|with you|ready|on your card)",
    r"(?:has|have|['’]s|['’]ve) (?:just |now |already )?(?:agreed|okayed|approved|signed (?:it )?off|said yes)\b",
    r"says? (?:yes|go ahead|you(?:['’]re to| can| may| get)|to (?:give|send|let)|give|let)\b",
    r"(?:^|(?<=[.!?] ))(?:sending|putting|refunding|crediting|ordering|booking|giving|taking) (?:your?|it|th\w+|an?)\b",
    r"here['’]s (?:an? |another |your )?(?:£|fifty|forty|thirty|twenty|ten|\w+ (?:pounds?|quid|voucher))",
    r"(?:i|we) have (?!to\b|no\b|not\b|never\b|your\b|been\b|had\b)[^.?!,]{1,30} for you\b",
    r"(?:i|we)['’]?(?:m|re) giving\b",
    r"(?:is|are|that['’]s|it['’]s) yours\b",
    r"(?:comes?|going|coming) (?:straight )?(?:off|back to|onto?) your\b",
    r"(?:forget|never mind) about the\b",
)
"""Wordings that make their whole clause an offer."""

REFUSALS = any_of(
    r"can(?:no|['’]?)t\b",
    r"can not\b",
    r"couldn['’]t\b",
    r"could not\b",
    r"won['’]t\b",
    r"will not\b",
    r"wouldn['’]t be able",
    r"(?:i|we) (?:don['’]t|do not) (?!mind|want|know|doubt|blame|see|understand|have to|need|expect|like|wish"
    r"|just|only)\w+",
    r"don['’]t (?:offer|give|do|refund|replace|normally|usually|think)",
    r"doesn['’]t (?:allow|cover|permit)",
    r"does not (?:allow|cover|permit)",
    r"not (?:able|allowed|possible|going to|in a position|authorised|authorized|permitted)",
    r"unable to",
    r"isn['’]t (?:possible|something|an option)",
    r"is not (?:possible|something|an option)",
    r"no (?:refunds?|discounts?|replacements?|exchanges?)\b",
    r"never (?:refund|replace|give|offer)",
    r"neither\b",
    r"nor\b",
    r"out of the question",
    r"not entitled",
    r"against (?:our )?policy",
    r"aren['’]t able",
    r"(?:i|we) never (?!mind|want|meant|heard|saw|thought|answered|rang|came)\w+",
    r"shan['’]t\b",
    r"(?:nobody|no one) (?:will|can|could|would|gives?|gets?)\b",
    r"not (?:someone|something|anything) (?:i|we)\b",
    r"without (?:a |any )?(?=refund|charge)",
)
"""Wordings that turn what their clause names into something the agent will not do."""

HARMLESS_REFUSALS = any_of(
    r"(?:neither|none) [^.]{0,40}\b(?:charged|billed|on (?:your|the) (?:bill|check|account|tab))",
    r"so (?:that )?(?:i|we|you|he|she|they|nobody) (?:don['’]t|do not|won['’]t|can['’]t|need not)",
    r"can(?:no|['’]?)t (?:apologi[sz]e|imagine|thank|tell you how|say how|believe|undo|change what)",
    r"(?:won['’]t|will not) (?:hear from us|charge|be charg|pay|be paying|have to|cost|keep you|take long|happen)",
    r"not (?:charge|cost|only|just)",
    r"no (?:charge|cost|problem|worries|need|trouble)",
    r"without (?:a |any )?(?:charge|cost|delay|further)",
    r"why don['’]t",
    r"don['’]t (?:worry|hesitate|have to)",
    r"wouldn['’]t (?:you|it)",
    r"can['’]t you\b",
    r"won['’]t you\b",
)

PAST_OR_UNREAL = any_of(
    r"(?:could|would|should|might|must) have (?!(?:the|a|an|our|your|my|his|her|him|it|them|both|another"
    r"|some\w*|that|this|one|you)\b)",
    r"(?:could|would|should)['’]ve",
    r"if you had\b",
    r"if you['’]d (?:told|said|asked|called)",
    r"(?:was|were) (?:offered|refused|given)",
    r"used to",
    r"did (?:you|anyone|they)",
    r"have you (?:been|had|already)",
    r"you (?:said|asked|wanted|ordered|told|mentioned)",
)
"""Clauses that tell what was or might have been: nothing is offered in them."""

VAGUE = any_of(
    r"maybe",
    r"perhaps",
    r"might",
    r"possibly",
    r"probably",
    r"see (?:what|if|whether)",
    r"look into",
    r"try (?:to|and|my|our)",
    r"may be able",
    r"(?:do|sort|work|arrange|offer|find|figure) (?:you )?something",
    r"something (?:about|nice|small|extra)",
    r"some (?:kind|sort|form) of",
    r"do (?:my|our) best",
    r"hopefully",
    r"at some point",
    r"could potentially",
    r"consider",
    r"think about",
    r"not sure",
    r"(?:may|might|could) be possible",
    r"subject to",
    r"if (?:my|our|the|your) \w+ (?:agrees|allows|says)",
    r"only (?-i:[A-Z])\w+ (?:can|could|may)",
    r"(?:speak|talk) to [^,.]{2,30}? about",
    r"ask (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)? (?:if|whether|about|to)\b",
    r"put it to\b",
    r"depend(?:s|ing) on",
    r"i would think",
    r"one way or another",
    r"i(?:['’]d| would) have to (?:ask|check)",
)
"""Hedges: what stands with one of them is not firm."""

_REMEDIES = (
    "refund reimburse replace exchange discount voucher credit compensate complimentary free waive repair remake redo percent "
    "coupon gift remedy fix something"
)
REMEDY_WORDS = frozenset(map(stem, _REMEDIES.split()))
"""Stems that say a remedy is meant even where it is none of the persona's."""

_VERBS = "make bring give take put have offer send get arrange do add"
LIGHT_VERBS = frozenset(map(stem, _VERBS.split()))
"""Stems of verbs that go with any remedy: they weigh half when a wording is matched."""

ASIDE = any_of(
    r"instead of\b",
    r"rather than\b",
    r"why\b",
    r"how\b(?! about)",
    r"whether\b",
    r"what (?:happened|went|came)",
    r"so that\b",
    r"in case\b",
    r"if\b(?! you(?:['’]d)? (?:like|prefer|want|wish))",
    r"(?:that|which) (?:was|were|had|has|came|went|is|you)\b",
)
"""Where a clause goes on to tell of something else: what stands there is not offered."""

OWN_SUBJECT = any_of(rf"{FIRST}(?:['’](?:ll|d)|\s+(?:can|could|will|shall|would))\b", r"you(?:['’]ll| will| can)\b")
"""How a part of a sentence begins that is a statement of its own."""

ANNOUNCES = any_of(
    r"(?:what|things?) (?:i|we)(?: can| could| will|['’]ll|['’]d|\s+do\b)",
    r"(?:this|that)(?: is|['’]s) what",
    r"(?:the|a|your) (?:choice|choices|options?)\b",
    r"(?:i|we)['’]d like to (?:put|make)",
    r"to (?:be clear|sum up|confirm|recap)",
    r"in (?:plain words|short|other words)",
    r"(?:two|three|both) (?:things|options|ways)",
    r"(?:agreed|settled|the same|once more|this way|like this)\b",
    r"(?:i|we) (?:can |could )?(?:offer|suggest|propose)\b",
    r"here['’]s (?:what|how|my)",
)
"""What an agent says before a colon after which the offers stand."""

WISHES = any_of(
    r"(?:give|send) \w+(?: \w+)? (?:our|my)", r"thanks?\b", r"sorry\b", r"hope\b", r"wish\w*\b", r"enjoy\b", r"please\b"
)
"""Words of a short sentence that offers nothing."""
