"""More English wordings of an offer: those that are one only where what they name comes close to a remedy."""

import re

from poise.roleplay.cues import FIRST, OTHERS, any_of
from poise.roleplay.speech_cues import DEEDS, SIMPLE_DEED

_GLADLY = r"(?:(?:happily|gladly|also|even|certainly|personally|of course|just|definitely|then|now|be) )*"

GIVES = any_of(
    SIMPLE_DEED,
    rf"{FIRST}(?:['’]ll| will|['’]d| would|['’]m| am| are|['’]re) {_GLADLY}(?:ask|asking|ring|ringing|call"
    rf"|calling|phone|phoning|write to|writing to|email"
    r"|see|speak to|request|requesting|fetch|get|getting) [^.?!]{2,60}?\b(?:for|to|if|whether|that|about)\b",
    rf"{FIRST}['’]d {_GLADLY}{DEEDS}\b",
    rf"{FIRST}['’]d (?:have|get|do) (?:it|you|the|a|your|him|her|them|one)\b",
    rf"{FIRST}['’]ll {_GLADLY}(?:see to it|make sure|do|have|let you)\b",
    r"(?:is|are|['’]s|will be|now) yours\b",
    r"(?:it|that|this|slot|room|he|she|they)(?:['’]s| is| are)? (?:biscuit|yours?)['’]?s? (?:now|if|for|to)\b",
    r"(?:pleased|delighted|happy|glad|ready|willing|prepared|more than happy|authori[sz]ed) to (?!hear|meet|help"
    r"|assist|see|be|read|know|note|say|listen|wait)",
    r"(?:want|wants|would like|would love|['’]d like|['’]d love|are ready|is ready|ready|are happy"
    r"|is happy) to (?:write|bring|make|come|send|say sorry|give|pay)",
    r"would (?:the|your|you|he|she|they|it|\w+)\b[^?]{0,30}? (?:like|prefer|rather|sooner|fancy|care for|want"
    r"|help|be (?:of use|any use|better))\b",
    r"(?:do|would) you (?:fancy|care for|want)\b",
    r"want (?:me|us) to\b",
    r"will (?:i|we|you and|you both|you all|the two of you|you (?:be|let|have|take|join))\b",
    r"shall (?:i|we)\b",
    rf"{FIRST} (?:do |would |['’]d )?(?:suggest|propose|recommend|invite)\b",
    r"(?:can|could|may|might) (?:be|also be|then be|still be) \w+",
    r"you (?:can|could|may|might|could also|can also) (?!see|imagine|understand|tell|hear|be|expect|say|always"
    r"|rest|count|trust|appreciate)\w+",
    r"you(?:['’]re| are) (?:getting|having|welcome to)\b",
    r"you(?:['’]ll| will| won['’]t| don['’]t| need ?n['’]t| do not| need not)(?: not)? (?:be (?:paying|charged"
    r"|billed)|pay|owe|have)\b",
    r"you pay nothing",
    r"consider (?:it|that|this|the \w+) \w+",
    rf"{FIRST}(?:['’]ve| have) (?:(?:just|already|now|also|gone and) )*(?!heard|read|been|noticed|seen"
    rf"|understood|looked|checked|found|had|noted"
    r"|listened|received|asked you|no\b|not|never|got|lost|failed|let|made a|missed|spoken|your|a|the"
    r"|to)\w+(?:ed|en|ut|ck|nt|ld|un|d)\b",
    r"(?:off|from|on) (?:your|the|tonight['’]s) (?:bill|check|account|tab)",
    r"(?:with our|compliments of the|courtesy of) ",
    r"nothing (?:falls due|to pay|more (?:gets|is|will be)|is taken|goes out)",
    r"(?:clock|charge|payments?|letters?) (?:stops?|ends?|is (?:frozen|on hold|paused|gone|cancelled))",
    r"(?:let me|i['’]ll|i will|going to) (?:ring|call|ask|phone|fetch|get|speak|have a word)",
    r"have a word with",
    r"goes (?:back|in|on|out) (?:on|to|onto)?",
    r"(?:is|are|['’]s) (?:coming|going|being|carrying|bringing|on (?:its|his|her|their|the) way|back|off"
    r"|included|free|on)\b",
    rf"{OTHERS}(?:['’]ll| will| is going to| are going to)\b",
    r"so (?:that )?(?:you|he|she|they) (?:get|gets|have|has|can|brings?|puts?)",
    r"option (?:one|two|three|a|b|1|2|3)\b",
    r"(?:if you(?:['’]d)? (?:sooner|rather))",
    r"(?:what|how) (?:about|if)\b",
    r"(?:from|by) (?:me|us)\b",
    r"no(?:thing)? (?:charge|cost|extra|to pay|fee)",
    r"for (?:free|nothing)\b",
)
"""What makes a clause an offer where it comes close to a remedy."""

FREES = any_of(
    r"(?:no(?:body|thing| one)?|neither|none|not|never|without|won['’]t|isn['’]t|aren['’]t|don['’]t|doesn['’]t)\b[^.?!]{0,40}?"
    r"\b(?:charg\w*|pay\w*|bill\w*|cost\w*|fees?|owe\w*|reminders?|letters?|chas\w+)\b",
    r"(?:free|waive\w*|write off|knock\w*|wip\w+)\b",
)
"""What takes a burden from them: "nobody's paying for the first", "no more reminders"."""
RECEIVES = any_of(
    r"you(?:['’]re| are|['’]ll be| will be)? (?:get|getting|receive|receiving|have back|paid back|given|put)\b",
    r"(?:for|to|with) (?:you|the two of you|you both|the pair of you)\b",
    r"your (?:money|card|account|table|room|door|plate|hand)\b",
    r"(?:goes|going|gets|comes|leaves|off) (?:out|to|back|on|over|up)\b",
    r"(?:from|by) (?:me|us)\b|on (?:me|us)\b",
)
"""What ends with them: "you're paid back", "a router goes out to you"."""
ACTS_NOW = any_of(
    rf"{FIRST}(?:['’]m|['’]re| am| are) (?!looking|checking|going to (?:look|check|ask))\w+ing\b",
    rf"{FIRST}(?:['’]d| would) (?!be\b|have\b|feel|like to (?:ask|know|hear|understand)|rather|hate|want|expect)\w+",
    rf"{FIRST} (?:return|pay|send|take|give|split|fix|cover|bring|put|make|do|cancel|stop|sign|refund|replace|mend|write"
    r"|ring)\b",
)
"""What is done by the one who speaks, now: "I'm having another one put on", "we return to you"."""

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

UNGIVEN = any_of(
    r"(?:you (?:asked|wanted|ordered|were|had|paid|said|booked|chose|told|did)|why|when (?:you|we|he|she|it"
    r"|they)|because"
    r"|as (?:you|i) (?:know|said|see))\b",
    r"you(?:['’]ve| have)\b",
    r"(?:was|were|had|did|should have|shouldn['’]t have|could have|would have)\b",
    r"(?:is|are|was|were|does|do|did|has|have)(?:n['’]t| not)\b",
    r"only (?:[A-Z]\w+|the \w+|my \w+|our \w+) (?:can|could|may)",
    r"(?:i|we) (?:know|understand|hear|see|realise|realize|imagine|appreciate|gather)\b",
    r"(?:i|we) (?:gave|made|took|left|let|lost|told|put|sent|got|went|came|kept|said|thought|read|cut|did)\b",
    r"(?:you|we|i|they|he|she|it|that|who|which|nobody|somebody|the \w+|your \w+)(?: (?:still|never|only|just"
    r"|then|even|already|all))?"
    r" (?!need)\w{2,}ed\b",
    r"(?:sorry|apolog\w+|thank\w*)\b",
    r"(?:hope|enjoy|only an?|just an?|it['’]s (?:just|only)|the same|nobody else|everybody|other people"
    r"|(?:looks?|does look))\b",
    r"(?:you(?:['’]ll)?|you will) (?:hear|find|see|get an e-?mail|should)\b",
    r"you should\b",
    r"(?:you can (?:\w+ )?(?:see|find|hear)|technically|honestly,? )",
    r"(?:i|we)(?:['’]ll| will)? (?:check|look|write to you|come by|read|can see|see|call you|ring you|phone you"
    r"|sit with|follow)\b",
    r"(?:a message|a call|word) from (?:me|us)\b",
    r"(?:takes?|took)\b.* (?:days?|weeks?)\b",
    r"(?:feel|must be|sounds|seems|hurts?|upsetting|makes sense)\b",
)
"""What tells, explains or feels with them: no offer stands there unless a plain wording of one does too."""
WONDERS = re.compile(
    r"(?:(?:and|so|but),? )?(?:who|what(?! (?:if|about))|when|where|why|how(?! about)|which|is|are|was|were|did"
    r"|does|have|has|do you (?!want|fancy|care))\b",
    re.I,
)
"""How a question begins that wants to know and offers nothing."""
