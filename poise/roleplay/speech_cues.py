"""The English wordings by which a promise, a question, an end and a request to confirm are recognised in a reply."""

import re

from poise.roleplay.cues import FIRST, OTHERS, any_of

ENDS = any_of(
    rf"{FIRST}(?:['’]m| am|['’]re| are)\s+(?:now\s+)?(?:(?:going|about) to\s+)?(?:end(?:ing)?|clos(?:e|ing)"
    rf"|leav(?:e|ing)|finish(?:ing)?"
    r"|terminat(?:e|ing))\s+(?:this|the|our)\s+(?:\w+\s+)?(?:call|chat|conversation|contact|exchange)",
    rf"{FIRST}(?:['’]ll| will| have to| must)\s+(?:now\s+)?(?:end|close|leave|finish|terminate)\s+(?:this|the"
    rf"|our)\s+(?:\w+\s+)?"
    r"(?:call|chat|conversation|contact|exchange)",
    rf"{FIRST}(?:['’]m| am)\s+(?:now\s+)?(?:going to\s+)?hang(?:ing)? up",
    r"(?:this|the|our) (?:call|chat|conversation) (?:is (?:now )?(?:over|ended|closed|at an end)|ends (?:here|now))",
    r"(?:that|this) is (?:the end of|where (?:this|our|the)) (?:\w+ )?(?:call|chat|conversation)",
)
ENDS_PERHAPS = any_of(
    r"if\b", r"unless\b", r"or\b", r"otherwise\b", r"before\b", r"until\b", r"should you\b", r"when\b", r"next time\b",
    r"once more\b",
)  # fmt: skip
"""Words before an end with which it is only spoken of: "if you go on like that I'll end the chat"."""
ENDS_ONLY_IF = re.compile(r"(?:\s+\w+){0,3}?,?\s+(?:if|unless|when|once|should)\b", re.I)
"""What makes an end a condition when it follows it."""
ENDS_NOT = re.compile(r"(?:\bnot|n['’]t)(?:\s+\w+){0,2}\s*$", re.I)

NO_PROMISE = any_of(
    r"(?:i|we) (?:do )?hope\b",
    r"(?:i|we)(?:['’](?:m|re)| am| are) (?:asking|telling|begging) you\b",
)
"""What speaks of the future and promises nothing."""

DEEDS = (
    r"(?:add|arrange|ask|book|bring|call|cancel|change|check|close|come|credit|deduct|deliver|drop|e-?mail|end"
    r"|fetch|fix|forward"
    r"|freeze|give|go|hand|hold|issue|keep|knock|lift|mail|make|move|order|organi[sz]e|pass|pause|pay|phone"
    r"|plant|pop|post"
    r"|prepare|print|process|pull|put|redo|refund|register|reimburse|remake|remove|replace|reprint|request"
    r"|reserve|return|ring|schedule|scrap"
    r"|send|set|ship|start|stay|stop|swap|switch|take|text|throw|transfer|upgrade|waive|walk|wipe|write)"
)
"""What agents do for customers, in the form of "I send": said in the simple present by many who learned English later."""
_NOT_BEFORE = (
    r"(?<!if )(?<!when )(?<!while )(?<!whilst )(?<!before )(?<!until )(?<!once )(?<!what )(?<!that )(?<!how )"
    r"(?<!where )(?<!because )(?<!as )(?<!or )(?<!do )(?<!did )(?<!can )(?<!could )(?<!shall )(?<!should )"
    r"(?<!may )(?<!will )(?<!would )(?<!must )(?<!things )(?<!which )(?<!who )(?<!why )"
)
SIMPLE_DEED = (
    rf"{_NOT_BEFORE}\b{FIRST}\s+(?:(?:now|also|then|gladly|immediately|personally|just)\s+)*{DEEDS}\b(?! (?:not"
    rf"|never|to have)\b)"
)

PROMISES = any_of(
    rf"{FIRST}(?:\s+myself)?(?:['’]ll|\s+will|\s+promise(?: to)?|\s+shall)\s+(?:(?:personally|also|then|just|definitely"
    rf"|gladly|now)\s+)*"
    r"(?!be (?:honest|straight|open|clear|frank|brief|sorry|the one|glad|happy)|say|admit|understand|repeat"
    r"|tell you|sum|go (?:through|over) it"
    r"|give you (?:the|a) choice|need|have to|never|not)\w+",
    rf"{FIRST}(?:['’]m|['’]re| am| are)\s+(?:going (?:to|straight|up|over|in|down|back|round|now)|on my way|on it)",
    r"let me (?:check|look|find out|speak|talk|call|ask|see|make sure|ring|phone|fetch|go and|get hold)",
    r"leave (?:it|this|that) (?:with|to) (?:me|us)",
    r"you(?:['’]ll| will| shall)(?: also| then| certainly)? (?:get|have|receive|hear|be (?:getting|hearing"
    r"|called|contacted|informed|refunded|paid|seen))",
    r"you(?:['’]ll| will) not (?:be (?:paying|charged)|pay|have to)",
    r"you won['’]t (?:be (?:paying|charged)|pay|have to|hear)",
    rf"{FIRST} (?:won['’]t|will not) (?:charge|bill|take a|forget|leave (?:it|this|you)|let (?:it|this|you)|rest"
    rf"|keep you)",
    rf"{OTHERS}\s*(?:['’]ll|\s+will|\s+is going to|\s+are going to|\s+should)\s+(?!not\b|never\b"
    rf"|have\b(?! (?:it|them|that|everything|you)\b)|need"
    rf"|want|cost|depend|know\b|see\b)\w+",
    r"(?<!nobody )(?<!no one )(?:is|are) (?:carrying|bringing|coming|leaving|setting off|heading|driving|sending)\b",
    r"(?:it|that|this|they|these|those)(?:['’]ll| will) (?:be|arrive|come|reach|go|land|show|leave|get)\b",
    r"\w+ will be (?:refunded|paid|sent|replaced|with you|at your|there|back|yours|ready|credited|taken|removed"
    r"|in your|on its|delivered|done|sorted|made aware)",
    r"(?:and|it|room|table|slot) will be (?:yours|ready|there|with you)",
    r"(?:is|are|reach\w*|arriv\w+) (?:with|at|on) your?\b",
    r"(?:will|shall) (?:also |then )?be (?:in touch|(?:checked|escalated|passed|forwarded|reviewed|looked|raised|dealt|sent"
    r"|investigated|contacted|informed|posted|called)\b)",
    rf"{FIRST}(?:['’]m|['’]re| am| are)\s+(?:(?:now|just|also|already)\s+)*(?!(?:look|go|try|hop|wonder|read"
    rf"|talk|be|hav|feel|say|think|listen"
    rf"|sorr|get the|miss|see|begin|start to|suggest|offer|guess|assum|speak|runn)\w*ing\b"
    rf"|(?:ask|tell)ing you|asking (?:so|because))\w+ing\b",
    rf"{FIRST}(?:['’]m|['’]re| am| are)\s+(?:having (?:the|your|a|it|him|her|them|my|our|both|everything)"
    rf"|looking into|speaking (?:to|with)|talking to"
    rf"|getting (?:you|a|the|him|her|it|our|my|somebody|someone)|starting)",
    SIMPLE_DEED,
)
"""Wordings by which somebody commits themselves or others."""
ONLY_POSSIBLE = any_of(
    r"(?:can|could|might|may|would)\b",
    rf"{FIRST}['’]d\b",
    r"how about",
    r"if you(?:['’]d)? (?:like|prefer)",
    r"shall (?:i|we)\b",
)
"""What is only possible is offered, not promised, whatever time stands beside it."""
GOES_OUT = any_of(
    r"(?:leaving|arriving|coming|going out|out the door|on its way|goes (?:out|back|on)|starts?|leaves|lands"
    r"|arrives|answers)\b"
)
"""What makes a promise where a time stands beside it: "new reader leaving at 10.40"."""

ABOUT_THE_TALK = any_of(
    r"(?:have|did) i (?:got|get|understood|understand|hear|heard|missed?|put)",
    r"is that (?:right|correct|how it|it|the whole|what)",
    r"(?:anything|something) (?:else|more|further) (?:that )?(?:i|we) (?:can|could|may)\b",
    r"is there something you(?:['’]d| would) rather",
    r"how (?:can|may|could) (?:i|we) help",
    r"would (?:you|that) (?:\w+ )?(?:like|prefer|rather|suit|help|work|be)",
    r"(?:which|what) (?:would|one|of)\b[^?]*(?:prefer|like|rather|suit|better|best)",
    r"do you want",
    r"(?:can|shall|may|could) (?:i|we) (?!ask|have|take|know|check|get)",
    r"how (?:does|would) that",
)
"""Questions about the conversation and what is offered in it, which ask for no fact."""

ASKS = any_of(
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
