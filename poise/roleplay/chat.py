"""The chat form: a chat model is the customer, and every sentence passes the guard before it is shown."""

import re
from collections.abc import Generator, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from poise.conversation.transcript import CustomerTurn, Refusal, Turn
from poise.roleplay.cast import Cast
from poise.roleplay.directing import direction_words
from poise.roleplay.direction import Direction
from poise.roleplay.guard import check, reason
from poise.roleplay.mood import Mood
from poise.roleplay.neutral import one_line
from poise.roleplay.scene import chat_system
from poise.roleplay.script import before_line

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

LINE_TOKENS = 200
TEMPERATURE = 0.8
_MESSAGE_TOKENS = 4
"""What a server adds around every message, roughly."""
_END = re.compile(r"[.!?…]+[\"'”’)]*\s+|\n+")


class Take(NamedTuple):
    """One request: what was shown, what the guard refused, and the tokens used where the server says so."""

    shown: str
    refused: Refusal | None
    tokens: int | None


def take(
    model: "BaseChatModel",
    cast: Cast,
    turns: Sequence[Turn],
    mood: Mood,
    direction: Direction,
    before: Refusal | None = None,
) -> Generator[str, None, Take]:
    """Yield the sentences of one request as the guard lets them through; return the take.

    The request ends with the first sentence that the guard refuses. `before` is the refusal that made this a second
    try. Raises
    what the model raises.
    """
    shown, refused, tokens, pending = "", None, None, ""
    stream = model.stream(
        messages(cast, turns, mood, direction, before), temperature=TEMPERATURE, max_tokens=LINE_TOKENS
    )
    for text, used in _texts(stream):
        tokens = used if used is not None else tokens
        complete, pending = complete_sentences(f"{pending}{text}") if text is not None else ([pending], "")
        for sentence in filter(None, map(_bare, complete)):
            refused = check(
                sentence,
                persona=cast.persona,
                direction=direction,
                turns=turns,
                mood=mood,
                prompts=cast.prompts,
                before=shown,
            )
            if refused is not None:
                return Take(shown, refused, tokens)
            piece = f" {sentence}" if shown else sentence
            shown += piece
            yield piece
    return Take(shown, None, tokens)


def complete_sentences(text: str) -> tuple[list[str], str]:
    """Return the sentences that are complete, and the rest: a sentence is complete once white space follows its end
    mark.
    """
    ends = [match.end() for match in _END.finditer(text)]
    starts = [0, *ends]
    return [text[start:end] for start, end in zip(starts, ends, strict=False)], text[starts[-1] :]


def messages(
    cast: Cast, turns: Sequence[Turn], mood: Mood, direction: Direction, before: Refusal | None = None
) -> "list[BaseMessage]":
    """Return the prompt: the system message always, then what fits into the window, the newest turns first.

    What does not fit leaves one line that lists the promises and offers made in it. The last message carries the
    direction.
    """
    from langchain_core.messages import HumanMessage, SystemMessage  # noqa: PLC0415 - a second to import

    spoken = [turn for turn in turns if turn.speaker in ("agent", "customer")]
    system, last = chat_system(cast), _noted(cast, spoken, mood, direction, before)
    earlier = spoken[:-1]
    start = _first_that_fits(cast, earlier, mood, cast.count_tokens(system) + cast.count_tokens(last))
    if start:
        system = f"{system}\n\n{before_line(cast, spoken[:start], mood)}"
    kept = [
        _customer_said(turn.text) if isinstance(turn, CustomerTurn) else _agent_said(_harmless(cast, turn.text))
        for turn in earlier[start:]
    ]
    return [SystemMessage(system), *kept, HumanMessage(last)]


# Every try of every turn tells all the earlier turns again; making their messages costs 2 ms at the fortieth.
@lru_cache(maxsize=2048)
def _customer_said(text: str) -> "BaseMessage":
    from langchain_core.messages import AIMessage  # noqa: PLC0415 - as above

    return AIMessage(text)


@lru_cache(maxsize=2048)
def _agent_said(text: str) -> "BaseMessage":
    from langchain_core.messages import HumanMessage  # noqa: PLC0415 - as above

    return HumanMessage(text)


def _noted(cast: Cast, spoken: Sequence[Turn], mood: Mood, direction: Direction, before: Refusal | None) -> str:
    reply = next((turn.text for turn in reversed(spoken) if turn.speaker == "agent"), "")
    words = direction_words(cast.prompts.directions, cast.persona, mood.anger, direction)
    values = {"reply": _harmless(cast, reply), "direction": words}
    if before is None:
        return cast.prompts.prompts["note"].render(**values)
    return cast.prompts.prompts["again"].render(**values, reason=reason(before.rule, cast.prompts))


def _first_that_fits(cast: Cast, earlier: Sequence[Turn], mood: Mood, fixed: int) -> int:
    """Return the index of the first turn that is kept: fixed parts, the memory line and the answer come out of the
    window first.
    """
    memory = cast.count_tokens(before_line(cast, earlier, mood))
    room = cast.window - fixed - memory - LINE_TOKENS - 2 * _MESSAGE_TOKENS
    start = len(earlier)
    while start and (room := room - cast.count_tokens(earlier[start - 1].text) - _MESSAGE_TOKENS) >= 0:
        start -= 1
    return start


def _harmless(cast: Cast, text: str) -> str:
    return one_line(text, (cast.label,))


def _bare(sentence: str) -> str:
    return sentence.strip().strip('"“”').strip()


def _texts(stream: "Iterator[BaseMessage]") -> Iterator[tuple[str | None, int | None]]:
    """Yield text and token count of every chunk, and (None, None) once the stream has ended."""
    for chunk in stream:
        usage = getattr(chunk, "usage_metadata", None)
        yield str(chunk.text), usage["total_tokens"] if usage else None
    yield None, None
