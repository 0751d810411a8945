"""The agents of a simulation: what they say next, given what they said and what the customer did."""

from collections.abc import Callable, Sequence
from pathlib import Path

from poise.conversation.agent_script import LONGEST_REPLY, AgentScript, Chosen, Quality, next_reply
from poise.conversation.errors import ContentError
from poise.conversation.ids import Act
from poise.conversation.yaml_file import read_text

Agent = Callable[[Sequence[Chosen], Act | None], Chosen]
"""Given what was said so far and the customer's last act, the next reply."""


def scripted(script: AgentScript, quality: Quality, seed: int) -> Agent:
    """Return the agent of one quality; the seed draws its wordings."""
    moves = script.moves(quality)
    return lambda said, act: next_reply(moves, said, act, seed)


def reading_aloud(replies: Sequence[str]) -> Agent:
    """Return an agent that says these replies one after another, whatever it hears, and from the first again at the end."""
    return lambda said, _: Chosen(f"reply-{len(said) + 1}", replies[len(said) % len(replies)])


def read_replies(path: Path) -> list[str]:
    """Return the replies of a file, one a line; empty lines are passed over. Raises ContentError."""
    lines = [line.strip() for line in read_text(path).splitlines()]
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_REPLY:
            raise ContentError(
                path, f"the reply has {len(line):,} characters", f"Cut it to {LONGEST_REPLY:,}", line=number
            )
    if not any(lines):
        raise ContentError(path, "holds no replies", "Write one reply a line")
    return [line for line in lines if line]
