"""The coach: better wordings of the learner's own sentences, asked once each beside the page, shown only when fit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluator.debrief import Debrief
from evaluator.llm_critic.fencing import harmless, transcript_text
from evaluator.llm_critic.reading import read_message
from evaluator.rubric import Rubric
from evaluator.wording import MOST_ASKED, Passage, passages, plain, unfit
from poise.conversation.content import Content
from poise.conversation.errors import PoiseError
from poise.conversation.ids import MISTAKES
from poise.conversation.persona import Persona
from poise.conversation.prompt import Prompt
from poise.conversation.transcript import Turn
from poise.practice.events import WordingEvent
from poise.practice.pool import Pool
from poise.practice.replay import Session
from poise.practice.store import Store, StoredAlreadyError
from poise.roleplay.hearing import hear

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from evaluator.fast import FastCritic

_TURNS_BEFORE = 6
"""So many turns before the reply are shown to the coach; what matters to one sentence stands in them."""


@dataclass(frozen=True)
class CoachPrompts:
    """What the coach is told, and how the learner's passage is put before it."""

    wording: Prompt
    passage: Prompt

    @property
    def version(self) -> str:
        """Return both prompts' versions, for the event."""
        return f"{self.wording.version} {self.passage.version}"


def load_coach_prompts(content: Content) -> CoachPrompts:
    """Read and check the coach's prompts. Raises ContentError."""
    return CoachPrompts(content.prompt("coach/wording"), content.prompt("coach/passage"))


@dataclass(frozen=True)
class Judges:
    """What the coach's own words are held against before they are shown: the rubric and the fast critic."""

    rubric: Rubric
    fast: Callable[[], FastCritic]


class Coach:
    """The coach's work: which sentences it looks at now, and where its wordings go.

    `model` gives the model when it is first needed and may raise PoiseError; `label` is what people call it; `now` gives the
    time for an event.
    """

    def __init__(
        self,
        model: Callable[[], BaseChatModel],
        label: str,
        prompts: CoachPrompts,
        judges: Judges,
        store: Store,
        pool: Pool,
        now: Callable[[], str],
    ) -> None:
        self._model, self._label, self._prompts, self._judges = model, label, prompts, judges
        self._store, self._pool, self._now = store, pool, now
        self._asking: set[tuple[str, int, str]] = set()
        self._lock = threading.Lock()

    def look(self, session: Session, found: Debrief) -> None:
        """Have the passages that the debrief speaks of worded better, each that was not asked yet; returns at once.

        A session is asked about at most three points in all, also where a later reading changed its debrief.
        """
        for passage in passages(found, session.turns):
            if (passage.turn, passage.id) not in session.wordings and self._take(session, passage):
                self._pool.submit(self._word, session, passage)

    def pending(self, session_id: str) -> bool:
        """Whether a passage of this session is being worded."""
        with self._lock:
            return any(session == session_id for session, *_ in self._asking)

    def _take(self, session: Session, passage: Passage) -> bool:
        key = (session.id, passage.turn, passage.id)
        with self._lock:
            under_way = sum(asked == session.id for asked, *_ in self._asking)
            if key in self._asking or len(session.wordings) + under_way >= MOST_ASKED:
                return False
            self._asking.add(key)
            return True

    def _word(self, session: Session, passage: Passage) -> None:
        try:
            worded, said = self._event(session, passage), (passage.turn, passage.id)
            # Where another process has asked meanwhile, the words that came first stand.
            with suppress(StoredAlreadyError):
                self._store.append(
                    session.id, worded, self._now(), expected=None, unless=lambda known: (known.turn, known.id) == said
                )
        finally:
            with self._lock:
                self._asking.discard((session.id, passage.turn, passage.id))

    def _event(self, session: Session, passage: Passage) -> WordingEvent:
        asked = {"turn": passage.turn, "id": passage.id, "sentence": passage.sentence, "coach": self._label}
        asked["prompt"] = self._prompts.version
        try:
            read = read_message(self._model().invoke(self._messages(session, passage)))
        except PoiseError as error:
            return WordingEvent(**asked, reason=str(error))
        text = plain(read.text)
        reason = read.problem or self._unfit(text, session, passage)
        shown = "" if reason else text
        return WordingEvent(**asked, text=shown, reason=reason, raw_text=read.text, usage=read.usage)

    def _messages(self, session: Session, passage: Passage) -> list[BaseMessage]:
        from langchain_core.messages import HumanMessage, SystemMessage  # noqa: PLC0415 - only where a coach is asked

        entry, briefing = self._judges.rubric.entry(passage.id), session.persona.briefing
        told = self._prompts.wording.render(
            role=briefing.role, company=briefing.company, history=_lines(briefing.history), policy=_lines(briefing.policy),
            name=entry.name, why=entry.why, advice=entry.missed, kind=entry.does, poor=entry.contrast.poor,
            good=entry.contrast.good,
        )  # fmt: skip
        before = session.turns[: passage.turn - 1][-_TURNS_BEFORE:]
        put = self._prompts.passage.render(
            transcript=transcript_text(before), reply=harmless(session.turns[passage.turn - 1].text),
            sentence=harmless(passage.sentence),
        )  # fmt: skip
        return [SystemMessage(told), HumanMessage(put)]

    def _unfit(self, text: str, session: Session, passage: Passage) -> str:
        before = session.turns[: passage.turn - 1]
        return (
            unfit(text, session.persona, before)
            or _promises_too_much(text, session.persona)
            or self._same_mistake(text, before, passage.id)
        )

    def _same_mistake(self, text: str, before: Sequence[Turn], id_: str) -> str:
        """Return why the wording is no better, where the fast critic finds in it what it was to avoid, or an over-promise."""
        seen = self._judges.fast().observe(before, text)
        made = [one for one in dict.fromkeys((id_, "overpromise")) if one in MISTAKES and seen.shown(one)]
        return (
            f"the coach's words held a mistake themselves ({self._judges.rubric.entry(made[0]).name})" if made else ""
        )


def _promises_too_much(text: str, persona: Persona) -> str:
    """Return that a wording firmly offers what the agent may not give or the briefing does not know; empty for others."""
    for offer in hear(text, persona).offers:
        remedy = persona.remedy(offer.remedy)
        if offer.firm and (remedy is None or remedy.agent != "may"):
            return f"the coach promised what the briefing does not allow (“{offer.span.text}”)"
    return ""


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)
