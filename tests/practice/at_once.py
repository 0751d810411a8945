"""Learners who talk at once, each by a script of their own; `python -m tests.practice.at_once URL FOLDER FIRST LAST` for some.

Every word that a learner writes carries their number, so that an event in the wrong session shows.
"""

import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from evaluator.llm_critic import CriticAnswer
from poise.practice.events import AskEvent, CritiqueEvent, Event, NotesEvent, ReplyEvent, StepEvent
from poise.practice.learners import make
from poise.practice.services import Services, build_services
from poise.practice.session import debrief, end, start, view
from poise.practice.settings import load_settings
from poise.practice.steps.taking import ask_trainer, keep_notes, skip, write_case_note
from poise.practice.summaries import summaries
from poise.practice.turn import reply
from tests.practice import sample_events as sample
from tests.practice.talk import ASK, SORRY

PERSONAS = ("irate-diner", "cake-buyer", "late-parcel")
SAID = (SORRY, ASK, "One moment, please.", "I understand that this is upsetting.", "I am looking into it for you.")


class QuickReader:
    """A critic that has read a reply at once; a stand-in for a model on a server. It quotes the end, where the number stands."""

    def observe(self, context: object, text: str, persona: object, stage: object) -> CriticAnswer:
        seen = sample.observed("empathy").model_copy(update={"evidence": {"empathy": text[-20:]}})
        return CriticAnswer(observations=seen, raw_text=text, finish_reason="stop")


def script(number: int) -> list[str]:
    """Return what a learner says, reply after reply."""
    return [f"{text} (reply {at}, learner {number:02})" for at, text in enumerate(SAID, start=1)]


def learn(services: Services, number: int) -> str:
    """Have one learner do a session by their script, with everything that may be written beside it; return its id."""
    make(services.store.engine, services.now(), id_=_id(number))
    mine = services.seen_by(_id(number))
    session_id = start(mine, PERSONAS[number % len(PERSONAS)], "standard").id
    for at, text in enumerate(script(number)):
        list(reply(mine, session_id, text, 1 + 2 * at))
        keep_notes(mine, session_id, f"notes at {text}")
    if view(mine, session_id).outcome is None:
        end(mine, session_id)
    debrief(mine, session_id)
    write_case_note(mine, session_id, f"A case note (learner {number:02})")
    skip(mine, session_id, "reflection")
    ask_trainer(mine, session_id, f"What would you have said? (learner {number:02})")
    summaries(mine)
    return session_id


def words_of(events: Iterable[Event]) -> list[str]:
    """Return whatever a learner, or a critic about one, has written in these events."""
    written = {
        ReplyEvent: "text",
        NotesEvent: "text",
        StepEvent: "text",
        AskEvent: "question",
        CritiqueEvent: "raw_text",
    }
    return [getattr(event, written[type(event)]) for event in events if type(event) in written]


def learn_at_once(services: Services, numbers: Iterable[int]) -> list[str]:
    """Have these learners do their sessions at the same time, each in a thread; return the ids in their order."""
    listed = list(numbers)
    with ThreadPoolExecutor(len(listed)) as pool:
        return list(pool.map(partial(learn, services), listed))


def serve(url: str, folder: Path) -> Services:
    """Return the services of one process: nobody's model, a critic that reads at once."""
    settings = load_settings({"POISE_DATA_DIR": str(folder), "POISE_DATABASE_URL": url}, folder)
    return build_services(settings, customer_model=lambda: None, llm_critic=QuickReader)


def _id(number: int) -> str:
    return f"learner-{number:02}"


if __name__ == "__main__":
    here = serve(sys.argv[1], Path(sys.argv[2]))
    sys.stdout.write(" ".join(learn_at_once(here, range(int(sys.argv[3]), int(sys.argv[4])))))
    here.pool.close(wait_s=60)
    here.close()
