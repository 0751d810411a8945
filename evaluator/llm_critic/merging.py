"""The answers to the parts of one question put together: a part that failed leaves only its ids not assessed."""

from collections import Counter
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from evaluator.contradictions import Contradiction, briefing_lines, proved
from evaluator.evidence import find
from evaluator.llm_critic.answer import observations_of
from evaluator.llm_critic.asking import PartAnswer
from evaluator.llm_critic.fencing import spoken
from evaluator.llm_critic.forms import Form
from evaluator.llm_critic.prompting import Moment
from evaluator.llm_critic.reading import Read
from poise.conversation.ids import OBSERVED
from poise.conversation.observation import Observations, not_assessed

OVERFLOW = "context_overflow"
"""What a server's own refusal of a question that is too long is called here as well."""


class CriticAnswer(BaseModel):
    """What came of one question. `observations` are not yet verified (`evaluator.evidence.verify`).

    `reason` is empty where the answer was whole, else says in words what went wrong; `form` is the answer form that the server
    took; `usage` its own token counts (empty where it sends none); `calls` how many requests were made; `prompt_cut` that the
    server read far fewer tokens than were sent, so that the judgement may rest on part of the conversation; `left_out` how
    many turns were not sent, the oldest, because the window had no room. `contradictions` are verified; of those that the model
    listed `contradictions_dropped` were not. `versions` names prompt, rubric and model.
    """

    model_config = ConfigDict(frozen=True)

    observations: Observations
    raw_text: str = ""
    finish_reason: str = ""
    reason: str = ""
    usage: dict[str, int] = {}
    form: Form = "json_schema"
    calls: int = 0
    prompt_cut: bool = False
    left_out: int = 0
    contradictions: tuple[Contradiction, ...] = ()
    contradictions_dropped: int = 0
    versions: dict[str, str] = {}


def merged(found: Sequence[PartAnswer], moment: Moment, threshold: float, versions: Mapping[str, str]) -> CriticAnswer:
    """Return one answer from those to the parts, at least one."""
    verdicts = {id_: verdict for part in found for id_, verdict in part.answer.verdicts.items()}
    silent = {id_: part.code for part in found for id_ in part.asked.ids}
    listed = [one for part in found if part.asked.contradictions for one in part.answer.listed]
    said = [one for one in listed if find(one.quote, spoken(moment.reply)) is not None]
    kept, dropped = proved(said, moment.reply, briefing_lines(moment.persona))
    reads = [part.read for part in found if part.read]
    return CriticAnswer(
        observations=observations_of(verdicts, threshold, moment.reply, silent),
        raw_text="\n".join(read.text for read in reads),
        finish_reason=", ".join(dict.fromkeys(read.finish_reason for read in reads if read.finish_reason)),
        reason=" ".join(dict.fromkeys(_sentence(part.reason, len(found)) for part in found if part.reason)),
        usage=dict(sum((Counter(read.usage) for read in reads), Counter[str]())),
        form=found[-1].form,
        calls=sum(part.calls for part in found),
        prompt_cut=any(part.prompt_cut for part in found),
        left_out=max(part.asked.left_out for part in found),
        contradictions=kept,
        contradictions_dropped=len(listed) - len(said) + dropped,
        versions={**versions, **_served(reads)},
    )


def no_room(tokens: int, threshold: float, versions: Mapping[str, str], calls: int) -> CriticAnswer:
    """Return the answer where a window of that many tokens has no room for the question; `calls` were made in vain."""
    reason = (
        f"The critic's window of {tokens} tokens has no room for this reply. "
        "Set POISE_CRITIC_CONTEXT_TOKENS to the model's window, or bind a model with a larger one"
    )
    silent = not_assessed(OVERFLOW, dict.fromkeys(OBSERVED, threshold))
    return CriticAnswer(observations=silent, reason=reason, calls=calls, versions=dict(versions))


def _sentence(reason: str, parts: int) -> str:
    return reason if parts == 1 else reason.rstrip(".") + "."


def _served(reads: Sequence[Read]) -> dict[str, str]:
    names = dict.fromkeys(read.model for read in reads if read.model)
    return {"critic_served_by": ", ".join(names)} if names else {}
