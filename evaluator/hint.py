"""What the next reply owes: the strategies that are due now and were not shown in this stage so far. Pure."""

from pydantic import BaseModel, ConfigDict

from evaluator.rubric import Rubric
from evaluator.scoring import score_transcript
from poise.conversation.ids import Stage
from poise.conversation.persona import Persona
from poise.conversation.stage import Critic
from poise.conversation.transcript import AgentTurn, Transcript


class DueNext(BaseModel):
    """What is due for the reply that comes next, in `stage`: `due` was not shown in it yet, the weightiest first; `shown` was."""

    model_config = ConfigDict(frozen=True)

    stage: Stage
    due: tuple[str, ...]
    shown: tuple[str, ...]


def due_next(
    transcript: Transcript, rubric: Rubric, persona: Persona | None = None, critic: Critic = "fast"
) -> DueNext:
    """Return what the next reply owes, by the same rules by which it will be scored; no word of it is known yet."""
    unsaid = AgentTurn(text="…")
    scores = score_transcript(
        transcript.model_copy(update={"turns": (*transcript.turns, unsaid)}), rubric, persona, critic
    )
    last, weights = scores.replies[-1], rubric.scoring.weights
    open_ = [id_ for id_ in last.due if id_ not in last.shown]
    return DueNext(stage=last.stage, due=tuple(sorted(open_, key=lambda id_: -weights[id_])), shown=last.shown)
