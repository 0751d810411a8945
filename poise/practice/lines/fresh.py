"""Whether a result still speaks of the persona, the prompts and the model as they are, and is complete. Pure."""

from collections.abc import Sequence

from poise.practice.lines.plan import Wanted, left
from poise.practice.lines.result import Result
from poise.practice.lines.stamp import Stamp

COMMAND = "poise persona check --live"


def complaint(result: Result, now: Stamp, wanted: Sequence[Wanted], command: str = COMMAND) -> str | None:
    """Return why a result cannot be relied on, with the command that mends it; None where it is fresh and complete."""
    mend = f"Run: {command} {result.persona}"
    if changed := result.stamp.differs(now):
        return (
            f"{result.persona}: its lines are stale, for {' and '.join(changed)} changed since they were played. {mend}"
        )
    if missing := [one.id for one in left(result, wanted)]:
        return f"{result.persona}: conversations are missing: {', '.join(missing)}. {mend}"
    return None
