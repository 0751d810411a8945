"""A house in which somebody has practised: in the store lies what fills every page, and in every state that a page has."""

from pathlib import Path

from poise.practice import learners
from poise.practice.answering import answer_question
from poise.practice.branching import branch
from poise.practice.services import Services, build_services
from poise.practice.session import end
from poise.practice.settings import load_settings
from poise.practice.step_events import Ticks
from poise.practice.steps.taking import ask_trainer, keep_notes, reflect, send_follow_up, write_case_note
from tests.practice import talk
from tests.practice.ended import MIXED, play

TRAINER = "Tess"


def furnish(settings: dict[str, str], folder: Path) -> dict[str, str]:
    """Fill the store as a trainer who also learns; return the sessions by what was done in them, and a `link` to a profile."""
    services = build_services(load_settings(settings, folder), customer_model=lambda: None)
    engine, at = services.store.engine, services.now()
    trainer = learners.make(engine, at, name=TRAINER, id_=learners.FIRST)
    learners.set_role(engine, trainer.id, "trainer")
    other = learners.make(engine, at, name="Omar")
    made = _sessions(services.seen_by(trainer.id))
    services.close()
    return {**made, "link": learners.make_link(engine, other.id)}


def _sessions(mine: Services) -> dict[str, str]:
    for _ in range(4):
        # The course of a strategy is drawn from two blocks of conversations on.
        play(mine, (talk.SORRY,))
    fresh, noted, sent, done = (play(mine, MIXED).id for _ in range(4))
    for id_ in (noted, sent, done):
        write_case_note(mine, id_, "Steak pink twice. A new one comes. Solved.")
    for id_ in (sent, done):
        send_follow_up(mine, id_, "Hello Denise, was the steak right in the end? I'm sorry again.", "message", None)
    reflect(mine, done, "I listened.", Ticks(shown=("apology", "listen"), missed=("clarify",)))
    for question in ("Was it too early to say sorry?", "What would you have offered?"):
        ask_trainer(mine, done, question)
    answer_question(mine.as_trainer(), done, 1, "No. She waited for it.")
    again = branch(mine, done, 2).id
    talk.say(mine, again, talk.RUDE)
    ended_branch = branch(mine, done, 4).id
    end(mine, ended_branch)
    talking = talk.begin(mine).id
    talk.say(mine, talking, talk.SORRY)
    keep_notes(mine, talking, "steak pink twice")
    return {"fresh": fresh, "noted": noted, "sent": sent, "done": done, "again": again, "talking": talking}
