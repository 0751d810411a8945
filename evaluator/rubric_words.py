"""The rubric's words in another language (`<language>.yaml` beside `strategies.yaml`): only what learners read."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evaluator.scoring_table import BlockerId, Scoring
from poise.conversation.ids import AFTER_STRATEGIES, MISTAKES, REPLY_STRATEGIES, AfterStrategy, Mistake, ReplyStrategy

Words = Annotated[str, Field(min_length=1, max_length=700)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EntryWords(_Part):
    """One strategy or mistake as learners read it; see `evaluator.rubric.EntryText`."""

    name: Words
    does: Words
    why: Words
    missed: Words


class PresenceWords(_Part):
    """What a conversation in writing cannot show."""

    name: Words
    words: Words


class RubricWords(_Part):
    """The file of one language; an empty one changes nothing. What critics decide by, examples, sources and numbers stay."""

    strategies: dict[ReplyStrategy | AfterStrategy, EntryWords] = {}
    mistakes: dict[Mistake, EntryWords] = {}
    presence: PresenceWords | None = None
    blockers: dict[BlockerId, Words] = {}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = {*self.strategies, *self.mistakes}
        wanted = {*REPLY_STRATEGIES, *AFTER_STRATEGIES, *MISTAKES}
        if given and (missing := sorted(wanted - given)):
            raise ValueError(f"entries are missing: {missing}")
        return self

    def entry(self, id_: str) -> dict[str, str]:
        """Return the words that stand in place of an entry's own, none where there are none."""
        given: dict[str, EntryWords] = dict([*self.strategies.items(), *self.mistakes.items()])
        return given[id_].model_dump() if id_ in given else {}

    def presence_words(self) -> dict[str, str]:
        """Return the words that stand in place of those on presence."""
        return self.presence.model_dump() if self.presence else {}

    def capped(self, scoring: Scoring) -> Scoring:
        """Return the same numbers, with these words for what caps a session."""
        blockers = {
            id_: blocker.model_copy(update={"words": self.blockers.get(id_, blocker.words)})
            for id_, blocker in scoring.blockers.items()
        }
        return scoring.model_copy(update={"blockers": blockers})
