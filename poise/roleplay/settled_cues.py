"""The English wordings by which an agent asks whether something settles the matter: "does that suit you?", "deal?"."""

import re

from poise.roleplay.cues import any_of

_IT = (
    r"(?:(?:any|all|both|either|one|some) of (?:that|this|it|those|these|them)|that|this|it|those|these|they"
    r"|either|everything)"
)
_FINE = (
    r"(?:ok|okay|all right|alright|settled|acceptable|fine|good|fair|agreed|agreeable|sorted|satisfactory"
    r"|suitable|welcome"
    r"|reasonable|convenient|enough|better|right (?:for|by|with) you|to your (?:liking|satisfaction)"
    r"|(?:a|an) (?:\w+ )?(?:good|fair|better|decent|acceptable|reasonable|welcome|satisfactory|suitable)"
    r"(?: (?:\w+ )?\w+)?|any (?:good|use|help)|of (?:any )?(?:use|help|interest)|what you (?:want\w*|need\w*"
    r"|had in mind))"
)
_HAPPY = (
    r"(?:happy|content|contented|satisfied|comfortable|ok|okay|fine|good|all right|alright|pleased|at ease"
    r"|willing|on board)"
)
_WITH = (
    r"(?:with|if|for (?:me|us) to|to (?:wait|leave|go|do|have|take|accept|settle)|waiting|about (?:that|this|it)|by)"
)
_PLEASES = (
    r"(?:work|sound|suit|help|settle|feel|seem|satisfy|do it\b|do (?:you|nicely|the trick)|do\?|sit\b|appeal"
    r"|meet\b|please|be enough"
    r"|cover it|go some way|take care of|put (?:it|this|that|things|matters|your mind)|make (?:it|things|this|up"
    r"|amends|a difference)"
    r"|answer (?:it|your)|come (?:anywhere )?near|leave you|strike you)"
)
_TIME = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|today|\w+ o['’]clock|half (?:past )?\w+"
    r"|\d[\d.:]*(?: ?[ap]m)?)"
)

_ASKING = any_of(
    rf"(?:does|would|will|do|could|can|might|did) {_IT} (?:\w+ ){{0,2}}?(?:{_PLEASES}|be (?:\w+ )?{_FINE})",
    r"(?:does|would|will|could) [^?]{2,70}? (?:put (?:it|this|that|things) right|make (?:it|things"
    r"|this) (?:up|right|better)|settle (?:it|this"
    r"|that|things|matters)|work for you|suit you|help you|be (?:ok|okay|all right|alright|acceptable|agreeable"
    r"|welcome|fair)|do (?:it )?for you)",
    rf"(?:is|are|was|were) {_IT} (?:\w+ ){{0,2}}?{_FINE}",
    rf"(?:is|are|would|does|will) (?:{_TIME}|the (?:\w+ )?(?:slot|time|day|date|appointment|plan|arrangement"
    rf"|amount|room|option|offer)|\w+ing)(?: \w+){{0,3}}? (?:be )?(?:ok|okay|all right|alright|acceptable"
    rf"|convenient|suit\w*|work\w*)"
    r"(?: (?:for|with|by) \w+)?\?",
    rf"(?:are|would|will) (?:you|we) (?:\w+ ){{0,2}}?(?:be )?(?:\w+ )?{_HAPPY} {_WITH}",
    r"are we (?:\w+ )?(?:good|agreed|settled|all right|alright|done|ok|okay|square|quits|there|sorted|all set)",
    r"how(?:['’]s| is| does| do| would| did) (?:that|this|it|those|they)(?: \w+){0,2}? (?:sound|sit|suit|feel"
    r"|strike|look|grab|work|seem|for you"
    r"|land|go down|be\b)",
    r"how(?:['’]s| is) (?:that|this)\?",
    r"how do you feel about (?:that|this|it)\b",
    r"what do you (?:say|think|reckon)(?:\?| (?:to|of|about) (?:that|this|it)|,)",
    r"what would you say to (?:that|this)",
    r"how about it",
    r"would (?:you|she|he|they|\w+) (?:like|want|accept|take|welcome|appreciate|be up for|go for|settle for"
    r"|agree to) (?:that|this|it)\b",
    r"(?:will|can|could|do) you (?:take|accept|live with|agree (?:to|with)|go along with|settle for|manage with"
    r"|go with|work with)"
    r" (?:that|this|it|those)\b",
    r"(?:can|could|shall|may) we (?:agree|shake|settle|leave it (?:there|at that|like that)|call it|go with"
    r"|do (?:it|that)|say that['’]?s|go ahead"
    r"|count (?:it|this|that)|close (?:it|this|the matter))",
    r"shall i (?:go ahead|do that|take (?:that|it) as)",
    r"do we have (?:a deal|an agreement)",
    r"(?:is|are) (?:it|that|we) a deal",
    r"do you (?:agree|accept)\b",
    r"do you (?:feel|think) (?:that|this|it)(?:['’]s| is| would| does| will| puts| makes)",
    r"would you (?:call|say) (?:that|this|it)(?:['’]s| is| was)? (?:fair|settled|reasonable|enough|sorted)",
    r"have (?:i|we) (?:now |at least )?(?:put (?:this|it|things) right|settled|sorted|dealt with|covered"
    r"|answered|done (?:enough|right|all)"
    r"|got (?:a deal|everything)|made (?:it|this) right)",
    r"(?:is|was) there (?:anything|something) (?:else|more|further|left|still|other)(?! you (?:noticed|saw"
    r"|remember|wrote|heard|bought))",
    r"(?:anything|something) (?:else|more|further)(?:,? (?:that )?(?:i|we) (?:can|could|may|should)"
    r"| (?:you(?:['’]d)?(?: would)?"
    r" (?:like|need|want)|on your mind|from (?:me|us)|today|tonight))",
    rf"(?:that|this|it|those)(?:['’]s| is| are|['’]d be| would be| sounds?| works?)? (?:\w+ )?(?:{_FINE}"
    rf"|{_HAPPY} with you)(?: (?:for|with|by|to|like) \w+)?\?",
    r"(?:that|this|it) (?:works?|suits?|helps?|does it|settles it)(?: (?:for )?you)?\?",
    rf"(?:you(?:['’]re| are)|you) (?:\w+ )?{_HAPPY} (?:with|about) (?:that|this|it|those)\b[^?]*\?",
    rf"(?:{_HAPPY}|agreed) (?:with|by|about) (?:that|this|it|you|those)\b[^?]*\?",
    rf"sounds? {_FINE}[^?]{{0,20}}\?",
    r"(?:any|no|have you any) objections?",
    r"good for you\?",
)
_TAG = re.compile(
    r"(?:^|[,;:–—-]\s*)(?:so,? |is it |are we )?(?:ok|okay|fair(?: enough)?|deal|agreed|all right|alright"
    r"|all good|happy|settled|sound good|good"
    r"|works|all ok(?:ay)?|is that (?:it|all))(?:,? (?:then|so|with you|by you|for you|mr|mrs|ms|miss|sir|madam"
    r"|ma['’]am|\w+))?\?$",
    re.I,
)
_TELLING = any_of(
    r"(?:tell me|let me know|say) (?:if|whether) (?:that|this|it|those|either)(?:['’]s| is| are| would| will"
    r"| does| works?| suits?| sounds?)",
)

_PLAIN = re.compile(
    r"(?:does|would|will|is|are) (?:that|this|it) (?:work|sound|suit|help|be|ok|okay|all right|alright|fair)\b", re.I
)


def asks_whether_settled(sentence: str) -> bool:
    """Whether the sentence, with its end mark, asks if what was offered or said settles the matter."""
    if not sentence.rstrip().endswith("?"):
        return _TELLING.search(sentence) is not None or _PLAIN.match(sentence) is not None
    return _ASKING.search(sentence) is not None or _TAG.search(sentence.strip()) is not None
