"""What a transcript's `expect` demands, held against the judgement: the only thing in a transcript that can fail `poise eval`."""

from evaluator.observed import chosen
from evaluator.scoring import Scores
from poise.conversation.transcript import Transcript, Turn


def failures(transcript: Transcript, scores: Scores) -> tuple[str, ...]:
    """Return what does not hold, one sentence each; nothing where the transcript demands nothing."""
    expect = transcript.expect
    if expect is None:
        return ()
    found: list[str] = []
    for number, wanted in sorted(expect.turns.items()):
        turn = transcript.turns[number - 1]
        found += [
            _sentence(turn, number, id_, True, scores) for id_ in wanted.has if _shown(turn, id_, scores) is not True
        ]
        found += [
            _sentence(turn, number, id_, False, scores) for id_ in wanted.not_ if _shown(turn, id_, scores) is not False
        ]
    if expect.score is not None:
        low, high = expect.score
        if scores.score is None:
            found.append(f"score: expected {low:g} to {high:g}, but there is none ({scores.reason})")
        elif not low <= scores.score <= high:
            found.append(f"score: expected {low:g} to {high:g}, found {scores.score:g}")
    if expect.outcome is not None and transcript.outcome != expect.outcome:
        found.append(f"outcome: expected {expect.outcome}, found {transcript.outcome or 'none'}")
    return tuple(found)


def _shown(turn: Turn, id_: str, scores: Scores) -> bool | None:
    observations = chosen(turn, scores.critic)
    return observations.shown(id_) if observations else None


def _sentence(turn: Turn, number: int, id_: str, wanted: bool, scores: Scores) -> str:
    if _shown(turn, id_, scores) is None:
        return f"turn {number}: {id_} was not assessed"
    return f"turn {number}: expected {id_}" if wanted else f"turn {number}: did not expect {id_}"
