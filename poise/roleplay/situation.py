"""Everything the director looks at before it chooses an act, with the questions it asks of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from poise.conversation.hearing import Hearing
from poise.conversation.ids import Act, Level, Mark, Outcome, Stage
from poise.conversation.persona import Fact, HiddenFact, Persona, Temper
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from poise.roleplay.direction import Direction
from poise.roleplay.facts import told
from poise.roleplay.levels import BEARINGS, Bearing
from poise.roleplay.memory import takeable
from poise.roleplay.state import ANGRY, CALM, FURIOUS, Mood, Standing

OFFENCES = frozenset({"blame", "dismiss", "hostile", "negative_language", "non_apology", "ignore", "jargon"})
"""Mistakes after which a customer agrees to nothing."""
_HURTS = OFFENCES - {"ignore", "jargon"}
"""Those to which they answer back; whoever is not listened to goes on about the matter instead."""
RESOLVED_BELOW = 40
"""Anger at which an agreed remedy ends the matter: upset perhaps, no longer angry."""
OPENS_UP_BELOW = 45
"""Anger below which a fact comes out that waits until the customer is `calm`."""

_STAYING: dict[Act, Act] = {"leave": "threaten", "goodbye": "soften"}
"""What somebody does instead of ending the conversation who stays to its last exchange."""
_TOLD = 0.4
"""Share of a fact's words in an earlier line from which it need not be told again."""


@dataclass(frozen=True)
class Situation:
    """One moment of a conversation: after the reply moved the mood, before the customer answers."""

    persona: Persona
    level: Level
    mood: Mood
    stage: Stage
    shown: frozenset[str]
    hearing: Hearing
    turns: Sequence[Turn]
    exchange: int
    turn_limit: int
    seed: int
    stays: bool = False

    @property
    def temper(self) -> Temper:
        """How this persona reacts at this level."""
        return self.persona.temper[self.level]

    @property
    def bearing(self) -> Bearing:
        """What a customer lets pass, doubts and demands at this level."""
        return BEARINGS[self.level]

    @property
    def takeable(self) -> tuple[Standing, ...]:
        """The offers that stand and that they would take, the best liked first."""
        return takeable(self.persona, self.bearing, self.mood)

    @property
    def reply(self) -> str:
        """The agent's last reply, empty before the first."""
        return next((turn.text for turn in reversed(self.turns) if isinstance(turn, AgentTurn)), "")

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts that the customer has played so far, the opening first."""
        return tuple(turn.act for turn in self.turns if isinstance(turn, CustomerTurn) and turn.act)

    @property
    def last_marks(self) -> dict[Mark, bool | None]:
        """The marks of the customer's last line."""
        lines = [turn for turn in self.turns if isinstance(turn, CustomerTurn)]
        return dict(lines[-1].marks or {}) if lines else {}

    @property
    def offended(self) -> bool:
        """Whether the reply holds something that sets the customer against it."""
        return bool(self.shown & OFFENCES) or self.mood.broken

    @property
    def hurt(self) -> bool:
        """Whether the reply holds something the customer answers back to."""
        return bool(self.shown & _HURTS) or self.mood.broken

    @property
    def abusive(self) -> bool:
        """Whether this persona insults: it has lines for it."""
        return bool(self.persona.lines.get("insult"))

    def play(
        self, act: Act, reveal: str | None = None, remedy: str | None = None, outcome: Outcome | None = None
    ) -> Direction:
        """Return the direction to play `act` now, as strongly as the anger says, with the marks that follow from it."""
        anger = self.mood.anger
        strength = 3 if anger >= FURIOUS else 2 if anger >= ANGRY else 1
        marks: dict[Mark, bool] = {
            "angry": anger >= ANGRY,
            "abusive": act == "insult" or (act == "threaten" and self.abusive),
            "accepts": act in ("accept", "choose"),
            "asks_escalation": False,
            "reports_broken_promise": self.mood.broken,
        }
        if self.stays and outcome is not None:
            act, outcome = _STAYING.get(act, act), None
        if outcome is None and self.exchange >= self.turn_limit:
            outcome = "turn_limit"
        return Direction(act=act, strength=strength, reveal=reveal, remedy=remedy, marks=marks, outcome=outcome)

    def pick(self, *acts: Act) -> Act:
        """Return one of equally good acts: never the one just played where there is another, the seed decides the
        rest.
        """
        last = self.acts[-1:] if self.acts else ()
        fresh = [act for act in acts if act not in last] or list(acts)
        return fresh[(self.seed + self.exchange) % len(fresh)]

    def untold(self) -> str | None:
        """Return the next known fact that the customer has not told yet, in so many words."""
        return next((fact.id for fact in self.persona.facts.known if not self.has_told(fact)), None)

    def has_told(self, fact: Fact, least: float = _TOLD) -> bool:
        """Whether the customer has told a fact already: `least` of its words (0–1) in one line."""
        lines = (turn.text for turn in self.turns if isinstance(turn, CustomerTurn))
        return fact.id in self.mood.revealed or any(told(line, fact.words) >= least for line in lines)

    def coming_out(self) -> HiddenFact | None:
        """Return the hidden fact that comes out by itself now: heard out, apologised to, or calm again."""
        reached = {
            "asked": False,
            "heard": self.mood.heard,
            "apologised": self.mood.apologies > 0,
            "calm": self.mood.anger < max(OPENS_UP_BELOW, CALM),
        }
        told = self.mood.revealed
        return next((f for f in self.persona.facts.hidden if reached[f.comes_out] and f.id not in told), None)
