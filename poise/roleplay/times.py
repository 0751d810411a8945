"""The English wordings for when something will happen, certain ones and vague ones."""

import re

_NUMBER = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|half an)"
)
_SPAN = rf"(?:a couple of|a few|{_NUMBER})(?:(?:\s+(?:to|or)\s+|\s*[-–]\s*){_NUMBER})?"
_UNIT = (
    r"(?:(?:business|working)\s+)?"
    r"(?:seconds?\b(?!\s+(?:one|time|visit))|secs?\b|minutes?|mins?|hours?|hrs?|days?|weeks?|moments?)"
)
_PART = r"(?:\s+(?:morning|afternoon|evening|night|lunchtime))?"
_DAY = rf"(?:(?:next|this)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day{_PART}"
_HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_CLOCK = (
    rf"(?:(?:half|quarter|five|ten|twenty(?:[\s-]five)?)\s+(?:past|to)\s+{_HOUR}"
    rf"|{_HOUR}(?:[:.]\d\d)?\s*(?:o['’]clock|[ap]\.?m\b\.?)"
    r"|(?<![£$€.\d])\d{1,2}[:.]\d\d\b)"
)
_PERIOD = r"(?:day|week|month|shift|evening|business|meal|call)"
_POINT = (
    rf"(?:the\s+(?:end|close|start)\s+of\s+(?:(?:the|this|your)\s+)?{_PERIOD}|tonight|today|noon|midday"
    rf"|midnight|lunch(?:time)?|closing"
    rf"|tomorrow{_PART}|{_DAY}|{_CLOCK})"
)


def _any(*wordings: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(wordings)})", re.I)


TIMES = _any(
    r"(?:with)?in\s+(?:a|three)\s+quarters?\s+of\s+an\s+hour",
    rf"(?:by|before|until|at|around|about|after|on|from|for)\s+{_POINT}(?!['’]s)",
    rf"(?:with)?in\s+(?:(?:the\s+next|about|around|under|less\s+than|no\s+more\s+than)\s+)?{_SPAN}[\s-]*{_UNIT}",
    rf"(?:(?:about|around|only|just)\s+)?{_SPAN}[\s-]+{_UNIT}",
    rf"(?:at|by|before|until)\s+(?:about\s+)?{_HOUR}\b(?!\s*(?:%|per|pounds|quid|times|of|to\b))",
    r"within the (?:hour|day|week)",
    r"(?:right|straight)\s+(?:away|now|back)",
    r"immediately",
    r"at once",
    r"first thing",
    r"next week",
    r"this\s+(?:minute|moment|instant|morning|afternoon|evening|week)",
    rf"{_POINT}(?!['’]s)",
)
VAGUE_TIMES = _any(
    r"soon",
    r"shortly",
    r"as soon as (?:possible|(?:we|i|they|he|she) can|it)",
    r"(?:a few|some) (?:hours|days|weeks|months)",
    r"(?:not|n['’]t) (?:be |take )?(?:too |very |much |that )?long(?:er)?",
    r"quite (?:soon|quickly)",
    r"depends on",
    r"at some point",
    r"in due course",
    r"when (?:i|we) can",
    r"(?<!minute )(?<!day )later\b(?! than)",
    r"in (?:a|the) (?:while|near future)",
    r"eventually",
)
ONLY_WHEN = re.compile(
    r"(?:(?:it|that|this|they|he|she)(?:['’]ll|\s+will|\s+(?:usually |normally |should )?takes?|\s+should)\b"
    r"|about|around|hopefully|soon|shortly|as soon|(?:that|it) depends|(?:we|i)(?:['’]d| would) (?:think|say"
    r"|guess)|with (?:you|us)|with?in|in|by|at|on|today|tomorrow|tonight|right away"
    rf"|{_SPAN}\s|{_DAY})",
    re.I,
)
"""How a sentence begins that only says when: "About ten minutes.", "It'll be with you by nine." """
TELLS = re.compile(
    r"\b(?:was|were|had|did|is|are|has|have|do|does)(?:n['’]t| not)\b|\b(?:was|were|had|did|is|are|have|has|can)\b",
    re.I,
)
"""What shows that a short sentence with a time in it tells of something."""
