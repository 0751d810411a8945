"""The playwright form: the model continues a script, and the best of three candidates becomes the line."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from poise.conversation.transcript import Refusal, Turn
from poise.roleplay.cast import Cast
from poise.roleplay.choice import Candidate, Written, best, ranked
from poise.roleplay.direction import Direction
from poise.roleplay.guard import Watch
from poise.roleplay.mood import Mood
from poise.roleplay.openers import opener
from poise.roleplay.script import Script, next_speaker, script

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.outputs import Generation, LLMResult

CANDIDATES = 3
"""One request for three lines costs little more than for one: they share the prompt."""
LINE_TOKENS = 40
"""Enough for two sentences; what is cut off is left out."""
TEMPERATURES = (0.7, 0.9)
"""The second try varies more, and begins with other words."""
MIN_P = 0.08
"""Leaves out words that are hardly likely: at these temperatures a small model strays through them."""


class Attempt(NamedTuple):
    """The outcome of one request: the line if there was a good one, everything that the guard refused, and the tokens
    used.
    """

    line: str | None
    refused: tuple[Refusal, ...]
    tokens: int | None
    candidates: tuple[Candidate, ...]


def attempts(
    model: "BaseChatModel",
    cast: Cast,
    written: Script,
    turns: Sequence[Turn],
    mood: Mood,
    direction: Direction,
    seed: int,
) -> Iterator[Attempt]:
    """Yield one attempt a request, each with its own beginning of the line. Raises what the model raises."""
    head = next_speaker(cast, mood, direction)
    watch = Watch(cast.persona, direction, turns, mood, cast.prompts)
    words = cast.prompts.directions.acts[direction.act]
    for number, temperature in enumerate(TEMPERATURES):
        lead = opener(cast.persona, direction, turns, words, seed + number)
        messages = _messages(written.scene, f"{written.text}{head} {lead}".rstrip())
        result = model.generate(
            [messages],
            stop=["\n"],
            n=CANDIDATES,
            temperature=temperature,
            max_tokens=LINE_TOKENS,
            seed=(seed + number) % 2**31,
            logprobs=True,
            extra_body={"min_p": MIN_P, "cache_prompt": True},
        )
        yield _attempt(result, lead, watch)


def scene_messages(cast: Cast, turns: Sequence[Turn], mood: Mood) -> "list[BaseMessage]":
    """Return the messages whose evaluation makes the next line quick: the scene, and the script so far."""
    written = script(cast, turns, mood)
    return _messages(written.scene, written.text or f"{cast.label} [")


def _messages(scene: str, text: str) -> "list[BaseMessage]":
    from langchain_core.messages import AIMessage, HumanMessage  # noqa: PLC0415 - LangChain takes a second to import

    return [HumanMessage(scene), AIMessage(text)]


def _attempt(result: "LLMResult", lead: str, watch: Watch) -> Attempt:
    written = [_written(one, lead) for one in result.generations[0]]
    candidates = ranked(written, watch)
    chosen = best(candidates)
    whole = {one.text for one in written}
    refused = tuple(one.refusal for one in candidates if one.refusal is not None and one.text in whole)
    return Attempt(chosen.text if chosen else None, refused, _tokens(result), tuple(candidates))


def _written(generation: "Generation", lead: str) -> Written:
    """Return the line: the model's words follow the given ones directly, as a part of a word may be what it wrote first."""
    details = generation.generation_info or {}
    told = (details.get("logprobs") or {}).get("content") or ()
    text = f"{lead}{_whole(generation.text, details)}"
    tokens = tuple((one["token"], one["logprob"]) for one in told)
    return Written(text.strip() if not lead else text.rstrip(), tokens)


def _whole(text: str, details: dict[str, object]) -> str:
    """Return the candidate without what was cut off: up to the last sentence's end, else closed at its last comma."""
    if details.get("finish_reason") != "length":
        return text
    if ends := [match.end() for match in re.finditer(r"[.!?…](?=\s|$)", text)]:
        return text[: ends[-1]]
    comma = text.rfind(",")
    return f"{text[:comma]}." if comma > 0 else text


def _tokens(result: "LLMResult") -> int | None:
    usage = getattr(getattr(result.generations[0][0], "message", None), "usage_metadata", None)
    return usage["total_tokens"] if usage else None
