"""The closed sets of words that files, prompts and code share (`prompts/rubric/strategies.yaml` explains the first two)."""

from typing import Literal, get_args

ReplyStrategy = Literal[
    "listen", "clarify", "calm", "empathy", "apology", "ownership", "personal", "solution", "choice",
    "timeframe", "clarity", "honesty", "thanks", "positive_close", "follow_up", "escalate", "boundary", "root_cause",
]  # fmt: skip
AfterStrategy = Literal["document", "reflect"]
Mistake = Literal[
    "blame", "dismiss", "hostile", "negative_language", "non_apology",
    "ignore", "premature", "jargon", "overpromise", "tolerate_abuse",
]  # fmt: skip
Stage = Literal["vent", "explore", "resolve", "close"]
Mark = Literal["angry", "abusive", "accepts", "asks_escalation", "reports_broken_promise"]
Act = Literal[
    "open", "vent", "answer", "press", "challenge", "test", "refuse", "ask_when", "soften",
    "choose", "accept", "thank", "goodbye", "threaten", "leave", "insult", "yield", "puzzled",
]  # fmt: skip
Afterwards = Literal[
    "hurt", "no_apology", "bare_apology", "owned_apology", "forgotten", "thankful", "cool", "angry",
]  # fmt: skip
Outcome = Literal["resolved", "walked_out", "escalated", "ended_by_agent", "turn_limit"]
Level = Literal["easy", "standard", "hard"]

REPLY_STRATEGIES: tuple[ReplyStrategy, ...] = get_args(ReplyStrategy)
AFTER_STRATEGIES: tuple[AfterStrategy, ...] = get_args(AfterStrategy)
MISTAKES: tuple[Mistake, ...] = get_args(Mistake)
OBSERVED: tuple[str, ...] = (*REPLY_STRATEGIES, *MISTAKES)
"""What a critic answers yes or no about one reply: 18 strategies and 10 mistakes."""
OMISSIONS: frozenset[str] = frozenset({"tolerate_abuse", "ignore", "premature"})
"""Mistakes that are proved by the customer's words, not by the reply's."""
STAGES: tuple[Stage, ...] = get_args(Stage)
MARKS: tuple[Mark, ...] = get_args(Mark)
ACTS: tuple[Act, ...] = get_args(Act)
AFTERWARDS: tuple[Afterwards, ...] = get_args(Afterwards)
"""How a follow-up message, some days after the conversation, leaves the customer."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
LEVELS: tuple[Level, ...] = get_args(Level)
