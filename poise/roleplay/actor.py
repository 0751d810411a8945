"""The actor: gets the customer's line from a model, past the guard, in two tries at most, else from the persona's own
lines.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from poise.conversation.hearing import Hearing
from poise.conversation.transcript import Refusal, Turn
from poise.roleplay.authored import authored_line, is_authored, own_first
from poise.roleplay.cast import Cast
from poise.roleplay.chat import take
from poise.roleplay.direction import Direction
from poise.roleplay.mood import Mood
from poise.roleplay.phrases import find
from poise.roleplay.playwright import attempts, scene_messages
from poise.roleplay.scene import chat_system
from poise.roleplay.script import script
from poise.roleplay.spoken import SpokenLine

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

__all__ = ["Cast", "SpokenLine", "speak", "warm_messages"]

TRIES = 2


def speak(
    model: "BaseChatModel | None",
    cast: Cast,
    turns: Sequence[Turn],
    mood: Mood,
    direction: Direction,
    hearing: Hearing,
    seed: int,
) -> Generator[str, None, SpokenLine]:
    """Yield the text that may be shown now and return the finished line.

    `turns` hold everything said, the reply last; `mood` is the one after the reply. A chat model's line comes
    sentence by sentence,
    a playwright's whole line at once. Without a model, and where two requests brought nothing that may be shown, the
    line is one of the
    persona's own. Errors of the model pass through unchanged.
    """
    if model is None:
        spoken = SpokenLine(authored_line(cast.persona, direction, turns, seed), authored=True)
        yield spoken.text
    elif cast.form == "playwright":
        spoken = _by_script(model, cast, turns, mood, direction, seed)
        yield spoken.text
    else:
        spoken = yield from _by_chat(model, cast, turns, mood, direction, seed)
    asks = find(cast.prompts.directions.asks_for_authority, spoken.text) is not None
    return replace(spoken, marks={**direction.marks, "asks_escalation": asks})


def warm_messages(cast: Cast, turns: Sequence[Turn] = (), mood: Mood | None = None) -> "list[BaseMessage]":
    """Return the prompt to evaluate with one token while nobody waits: the fixed scene, and the script so far where
    there is one.
    """
    if cast.form == "playwright":
        return scene_messages(cast, turns, mood or Mood(anger=0))
    from langchain_core.messages import HumanMessage, SystemMessage  # noqa: PLC0415 - LangChain takes a second to import

    return [SystemMessage(chat_system(cast)), HumanMessage("…")]


def _by_script(
    model: "BaseChatModel", cast: Cast, turns: Sequence[Turn], mood: Mood, direction: Direction, seed: int
) -> SpokenLine:
    refused: list[Refusal] = []
    tokens: list[int | None] = []
    line = None
    written = script(cast, turns, mood)
    if cast.prompts.directions.acts[direction.act].by_author and (
        own := own_first(cast.persona, direction, turns, seed)
    ):
        return SpokenLine(own, authored=True, tokens=0, unread=True)
    for attempt in attempts(model, cast, written, turns, mood, direction, seed):
        refused += attempt.refused
        tokens.append(attempt.tokens)
        line = attempt.line
        if line is not None:
            break
    return SpokenLine(
        text=line or authored_line(cast.persona, direction, turns, seed),
        authored=line is None or is_authored(cast.persona, line),
        refused=tuple(refused),
        tries=len(tokens),
        tokens=_sum(tokens),
        unread=written.just_cut,
    )


def _by_chat(
    model: "BaseChatModel", cast: Cast, turns: Sequence[Turn], mood: Mood, direction: Direction, seed: int
) -> Generator[str, None, SpokenLine]:
    refused: list[Refusal] = []
    tokens: list[int | None] = []
    shown = ""
    while not shown and len(tokens) < TRIES:
        done = yield from take(model, cast, turns, mood, direction, refused[-1] if refused else None)
        tokens.append(done.tokens)
        shown = done.shown
        refused += [done.refused] if done.refused else []
    text = shown or authored_line(cast.persona, direction, turns, seed)
    if not shown:
        yield text
    return SpokenLine(text, not shown, tuple(refused), len(tokens), _sum(tokens))


def _sum(tokens: Sequence[int | None]) -> int | None:
    return None if None in tokens or not tokens else sum(count for count in tokens if count is not None)
