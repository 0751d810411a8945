"""Replies drawn for people to label, blind: nothing on a line says what any critic thought of it."""

import json
import random
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from poise.conversation.errors import ContentError
from poise.conversation.ids import OBSERVED
from poise.conversation.transcript import AgentTurn, Transcript


class DrawnReply(BaseModel):
    """A reply that was drawn: `id` names conversation and turn, `context` holds who said what before it."""

    model_config = ConfigDict(frozen=True)

    id: str
    scenario: str
    context: tuple[tuple[str, str], ...]
    reply: str


def draw_replies(transcripts: Iterable[Transcript], number: int, seed: int) -> list[DrawnReply]:
    """Return so many replies of the conversations, every reply as likely as any other and none twice.

    The same conversations and seed give the same replies, in whatever order the conversations come. Raises ContentError where
    there are too few replies, or two conversations of one id differ.
    """
    found: dict[str, DrawnReply] = {}
    for transcript in transcripts:
        for drawn in _replies(transcript):
            if found.setdefault(drawn.id, drawn) != drawn:
                fix = "Give every conversation its own id"
                raise ContentError(transcript.id, "another conversation has the same id", fix, field="id")
    if len(found) < number:
        fix = f"Ask for at most {len(found)}, or give more conversations"
        raise ContentError("label sample", f"{number} replies are wanted and there are {len(found)}", fix)
    return random.Random(seed).sample([found[id_] for id_ in sorted(found)], number)


def shuffled(drawn: Sequence[DrawnReply], seed: int, labeller: str) -> list[DrawnReply]:
    """Return the replies in a labeller's own order, the same for the same seed and name."""
    order = list(drawn)
    random.Random(f"{seed}:{labeller}").shuffle(order)
    return order


def blank_line(drawn: DrawnReply, labeller: str) -> str:
    """Return a reply as one line of a label file in which nothing is judged yet."""
    said = [{"speaker": speaker, "text": text} for speaker, text in drawn.context]
    line = {"id": drawn.id, "scenario": drawn.scenario, "by": labeller, "context": said, "reply": drawn.reply}
    return json.dumps({**line, "labels": dict.fromkeys(OBSERVED)}, ensure_ascii=False)


def _replies(transcript: Transcript) -> Iterable[DrawnReply]:
    said = [(turn.speaker, turn.text) for turn in transcript.turns]
    for number, turn in enumerate(transcript.turns, start=1):
        if isinstance(turn, AgentTurn):
            id_, before = f"{transcript.id}:{number}", tuple(said[: number - 1])
            yield DrawnReply(id=id_, scenario=transcript.id, context=before, reply=turn.text)
