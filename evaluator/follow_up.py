"""What a follow-up message, some days after the conversation, called for. Pure."""

from evaluator.due import Moment, due_now
from evaluator.rubric import Rubric
from poise.conversation.ids import REPLY_STRATEGIES, Outcome, Stage
from poise.conversation.observation import Observations
from poise.conversation.persona import Persona


def stage_afterwards(outcome: Outcome | None) -> Stage:
    """Return the stage in which the message is read: after a walk-out all is as at the beginning, else the matter is closed."""
    return "vent" if outcome == "walked_out" else "close"


def missed_afterwards(
    found: Observations, rubric: Rubric, persona: Persona, outcome: Outcome | None
) -> tuple[str, ...]:
    """Return what was due and not shown: what its stage calls for and the rubric sees in follow-up messages.

    Whoever walked out is owed an apology for that, whosever fault the matter was.
    """
    stage = stage_afterwards(outcome)
    due = {*due_now(rubric.scoring.due, stage, Moment(), persona), *(("apology",) if outcome == "walked_out" else ())}
    seen = (id_ for id_ in REPLY_STRATEGIES if id_ in due and "follow_up_message" in rubric.entry(id_).seen_in)
    return tuple(id_ for id_ in seen if found.shown(id_) is False)
