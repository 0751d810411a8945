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

NO_PROMISE = any_of(r"(?:i|we) (?:do )?hope\b", r"(?:can|could) do\b")
"""What speaks of the future and promises nothing."""

PROMISES = any_of(
    rf"{FIRST}(?:['’]ll|\s+will|\s+promise(?: to)?|\s+shall)\s+(?:(?:personally|also|then|just|definitely"
    rf"|gladly|now)\s+)*"
    r"(?!be (?:honest|straight|open|clear|frank|brief|sorry|the one|glad|happy)|say|admit|understand|repeat"
    r"|tell you|sum|go (?:through|over) it"
    r"|give you (?:the|a) choice|need|have to|never|not)\w+",
    rf"{FIRST}(?:['’]m|['’]re| am| are)\s+(?:going to|on my way|on it)",
    r"let me (?:check|look|find out|speak|talk|call|ask|see|make sure)",
    r"you(?:['’]ll| will) (?:get|have|receive|hear)",
    rf"{OTHERS}\s+(?:will|is going to|should)\s+(?!not\b|never\b|have\b)\w+",
    r"(?:it|that|this)(?:['’]ll| will) (?:be|arrive|come|reach|go out)\b",
    r"(?:is|are|reach\w*|arriv\w+) (?:with|at|on) your?\b",
    r"to your door\b",
    rf"{FIRST}(?:['’]m|['’]re| am| are)\s+(?:send|order|book|putt|refund|arrang|com|bring|call|ring|writ)\w*ing",
)

_FINE = r"(?:ok|okay|all right|alright|settled|acceptable|fine|good|fair|agreed|sorted)"
CONFIRMS = any_of(
    r"(?:does|would|will|do) (?:that|this|it|those) (?:(?:all|both) )?(?:work|sound|suit|help|settle|feel|seem|do it)",
    rf"(?:does|would|will|do) (?:that|this|it|those) (?:make (?:it|things|up)|put (?:it|things) right|be {_FINE})",
    rf"(?:is|are) (?:that|this|it|we|you) (?:(?:now|all) )?(?:{_FINE}|(?:happy|content|comfortable) with)",
    r"how does that sound",
    r"are you (?:happy|content|satisfied|comfortable|ok|okay) with",
    r"have (?:i|we) (?:put (?:this|it|things) right|settled|sorted)",
    r"sound (?:fair|good|ok|okay|all right|alright)\?",
)
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
