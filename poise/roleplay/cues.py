"""The English wordings by which an offer, a refusal, a promise and a hedge are recognised in a reply.

They recognise how agents phrase things; what is offered or asked stands in the persona's `said_as`.
"""

import re

from poise.roleplay.words import stem


def _any(*wordings: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(wordings) + r")", re.I)


_SAYING = (
    r"(?!\s+(?:(?:only|fully|certainly|absolutely|completely)\s+)?"
    r"(?:understand|see|hear|imagine|tell you|appreciate|say|assure|confirm|apologi[sz]e|be honest)\b)"
)
_FIRST = r"(?:i|we)"

OFFERS = _any(
    rf"{_FIRST}\s+(?:can|could|will|shall|am able to|are able to|would like to|want to){_SAYING}",
    rf"{_FIRST}\s+would be (?:happy|glad) to{_SAYING}",
    rf"{_FIRST}['’](?:ll|d like to|d be happy to|d be glad to|d love to){_SAYING}",
    rf"{_FIRST}(?:['’]m|['’]re| am| are)\s+(?:going|happy|glad|able) to",
    rf"{_FIRST}(?:['’]m|['’]re| am| are)\s+(?:offer|giv|send|tak|refund|bring|putt|replac|gett|mak)ing",
    rf"{_FIRST}(?:['’]ve|\s+have)\s+(?:already\s+|just\s+)?"
    r"(?:taken|put|added|refunded|arranged|asked|ordered|booked|credited|removed|sent|set|started|got|processed)",
    r"let me(?!\s+(?:be|know|explain|say|tell|see|check|look|understand|start by|get this (?:right|straight)|just check))",
    r"let['’]?s\s+(?:get|have|put|take|bring|make|start)",
    r"would (?:you|it help)(?:\s+\w+){0,2}?\s+(?:like|prefer|rather|accept|consider|if)",
    r"would (?:a|an|some|one)\b",
    r"how about",
    r"what about",
    r"what if (?:i|we)",
    r"(?:shall|may|can|could) (?:i|we)\s+(?!ask|help|just ask|know|take your|have your|check)",
    r"do you want",
    r"(?:if you(?:['’]d)? (?:like|prefer|want|wish))",
    r"you (?:can|could|may) have",
    r"you['’]ll (?:get|have|receive)",
    r"you (?:will|are going to) (?:get|have|receive)",
    r"please (?:accept|take|have|let me|let us)",
    r"allow (?:me|us) to",
    r"why don['’]t (?:i|we)",
    r"(?:i|we) (?:offer|propose|suggest)",
    r"either\b",
    r"the least (?:i|we) can do is",
    r"my offer",
    r"one option",
    r"another option",
    r"the options are",
)
"""How an offer begins; what follows is offered."""

STANDING_OFFERS = _any(
    r"(?:neither|none) [^.]{0,40}\b(?:charged|billed)",
    r"on the house",
    r"on us\b",
    r"on me\b",
    r"free of charge",
    r"at no (?:extra |additional )?(?:charge|cost)",
    r"no charge\b",
    r"complimentary",
    r"(?:is|are) on (?:its|their) way",
    r"(?:has|have) been (?:refunded|taken off|arranged|credited|removed|booked|ordered)",
    r"(?:won['’]t|will not) (?:charge|be charg|pay|be paying|have to pay)",
    r"(?:is|are|comes?) off (?:your|the) bill",
    r"will be (?:refunded|replaced|taken off|credited|free|with you|ready)",
)
"""Wordings that make their whole clause an offer."""

REFUSALS = _any(
    r"can(?:no|['’]?)t\b",
    r"can not\b",
    r"couldn['’]t\b",
    r"could not\b",
    r"won['’]t\b",
    r"will not\b",
    r"wouldn['’]t be able",
    r"don['’]t (?:offer|give|do|refund|replace|normally|usually|think)",
    r"do not (?:offer|give|do|refund|replace)",
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
    r"instead of\b",
    r"rather than\b",
    r"without (?:a |any )?(?=refund|charge)",
)
"""Wordings that turn what their clause names into something the agent will not do."""

HARMLESS_REFUSALS = _any(
    r"(?:neither|none) [^.]{0,40}\b(?:charged|billed)",
    r"can(?:no|['’]?)t (?:apologi[sz]e|imagine|thank|tell you how|say how|believe|undo|change what)",
    r"(?:won['’]t|will not) (?:charge|be charg|pay|be paying|have to|cost|keep you|take long|happen)",
    r"not (?:charge|cost|only|just)",
    r"no (?:charge|cost|problem|worries|need|trouble)",
    r"without (?:any )?(?:charge|cost|delay|further)",
    r"why don['’]t",
    r"don['’]t (?:worry|hesitate|have to)",
    r"wouldn['’]t (?:you|it)",
    r"can['’]t you\b",
    r"won['’]t you\b",
)

PAST_OR_UNREAL = _any(
    r"(?:could|would|should|might|must) have",
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

VAGUE = _any(
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

PROMISES = _any(
    rf"{_FIRST}(?:['’]ll|\s+will|\s+promise(?: to)?|\s+shall)\s+(?:(?:personally|also|then|just|definitely|gladly|now)\s+)*"
    r"(?!be honest|say|admit|be sorry|understand)\w+",
    rf"{_FIRST}(?:['’]m|['’]re| am| are)\s+(?:going to|on my way|on it)",
    r"let me (?:check|look|find out|speak|talk|call|ask|see|make sure)",
    r"you(?:['’]ll| will) (?:get|have|receive|hear)",
    r"(?:my|our|the) (?:manager|colleague|team|baker|chef|kitchen|supervisor|driver) will",
)

_FINE = r"(?:ok|okay|all right|alright|settled|acceptable|fine|good|fair|agreed|sorted)"
CONFIRMS = _any(
    r"(?:does|would|will|do) (?:that|this|it|those) (?:(?:all|both) )?(?:work|sound|suit|help|settle|feel|seem|do it)",
    rf"(?:does|would|will|do) (?:that|this|it|those) (?:make (?:it|things|up)|put (?:it|things) right|be {_FINE})",
    rf"(?:is|are) (?:that|this|it|we|you) (?:(?:now|all) )?(?:{_FINE}|(?:happy|content|comfortable) with)",
    r"how does that sound",
    r"are you (?:happy|content|satisfied|comfortable|ok|okay) with",
    r"have (?:i|we) (?:put (?:this|it|things) right|settled|sorted)",
    r"sound (?:fair|good|ok|okay|all right|alright)\?",
)
ASKS = _any(
    r"(?:could|can|would|will) you (?:please )?(?:tell|let|give|describe|share|walk|explain|remind|say)",
    r"may i (?:just )?(?:ask|have|know|take)",
    r"(?:can|could) i (?:just )?(?:ask|have|get|take|check)",
    r"tell me",
    r"i(?:['’]d| would) like to (?:know|ask|understand|hear)",
    r"what(?:['’]s| is| was| were| did| has| made)",
    r"please (?:tell|describe|share)",
    r"do you (?:remember|know|have|mind)",
)
"""Questions without a question mark begin like this."""
