"""Everything that an export tells of an ended session, gathered once."""

from dataclasses import dataclass

from evaluator.anger_curve import Step, anger_curve
from evaluator.debrief import Debrief
from evaluator.rubric import Rubric
from evaluator.scoring import Scores, score_transcript
from evaluator.strategy_table import StrategyRow, strategy_table
from poise.practice.services import Services
from poise.practice.session import SessionView, debrief, load, view
from poise.practice.steps.case_note import Finding
from poise.practice.steps.taking import case_note_findings


@dataclass(frozen=True)
class Told:
    """An ended session: how it stands, its debrief and scores, what its case note lacks or contradicts, who the learner is."""

    view: SessionView
    debrief: Debrief
    scores: Scores
    rubric: Rubric
    note_findings: tuple[Finding, ...]
    learner: str

    @property
    def ended_at(self) -> str:
        """When the last word was said: ISO 8601, UTC."""
        return self.view.transcript.turns[-1].timestamp or self.view.started_at

    @property
    def curve(self) -> tuple[Step, ...]:
        """The anger, step by step, turning points named."""
        turning = {point.turn for point in self.debrief.turning_points}
        return anger_curve(self.view.transcript, self.rubric, turning)

    @property
    def strategies(self) -> tuple[StrategyRow, ...]:
        """The strategies that were called for or shown, and the mistakes."""
        return strategy_table(self.view.transcript, self.rubric, self.scores)


def told(services: Services, session_id: str) -> Told:
    """Return an ended session as an export tells it. Raises SessionError while it goes on, StoreError."""
    found, now = debrief(services, session_id), view(services, session_id)
    learner = load(services, session_id).learner
    scores = score_transcript(now.transcript, services.rubric, now.persona, services.judging)
    return Told(now, found, scores, services.rubric, case_note_findings(services, session_id) or (), learner)
