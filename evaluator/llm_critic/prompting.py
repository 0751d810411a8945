"""The critic's prompt: rubric, policy and stage in the system message, the conversation as one fenced user message."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluator.llm_critic.fencing import harmless, transcript_text
from evaluator.rubric import Entry, Rubric
from poise.conversation.errors import ContentError
from poise.conversation.ids import OMISSIONS, Stage
from poise.conversation.persona import Persona
from poise.conversation.prompt import Prompt
from poise.conversation.transcript import Turn


@dataclass(frozen=True)
class Asked:
    """The texts of one question: `system` and `user`."""

    system: str
    user: str


@dataclass(frozen=True)
class CriticPrompt:
    """The prompt in its three parts: what the critic is told, how the reply is put before it, what a repair asks for."""

    system: Prompt
    user: Prompt
    repair: Prompt
    version: str


def split_prompt(prompt: Prompt) -> CriticPrompt:
    """Return the parts of a critic's prompt. Raises ContentError where a part is missing."""
    system, rest = _cut(prompt, prompt.body, "user")
    user, repair_ = _cut(prompt, rest, "repair")
    one, two, three = (prompt.model_copy(update={"body": body}) for body in (system, user, repair_))
    return CriticPrompt(one, two, three, prompt.version)


def ask(
    prompt: CriticPrompt, rubric: Rubric, context: Sequence[Turn], reply: str, persona: Persona | None, stage: Stage
) -> Asked:
    """Return the question about one reply."""
    values = {
        "entries": entries_text(rubric),
        "examples": examples_text(rubric),
        "policy": _policy(persona),
        "stage": stage,
        "transcript": transcript_text(context),
        "reply": harmless(reply),
        "problem": "",
    }
    return Asked(prompt.system.render(**values), prompt.user.render(**values))


def repair(prompt: CriticPrompt, problem: str) -> str:
    """Return what is said to a model whose answer could not be used."""
    values = dict.fromkeys(prompt.repair.header.variables, "") | {"problem": problem}
    return prompt.repair.render(**values)


def entries_text(rubric: Rubric) -> str:
    """Return every id that a reply can show, with what counts as it."""
    return "\n".join(f"- {entry.id} ({entry.name}): {entry.counts}" for entry in rubric.observed())


def examples_text(rubric: Rubric) -> str:
    """Return one contrasting pair per id: a reply that shows it with the proof, and one that does not."""
    return "\n".join(_example(entry) for entry in rubric.observed())


def _cut(prompt: Prompt, body: str, name: str) -> tuple[str, str]:
    head, marker, rest = body.partition(f"=== {name} ===\n")
    if not marker:
        raise ContentError(prompt.file, f"the part '{name}' is missing", f"Begin it with a line === {name} ===")
    return head, rest


def _example(entry: Entry) -> str:
    pair = entry.contrast
    shows, not_ = (pair.good, pair.poor) if entry.kind == "strategy" else (pair.poor, pair.good)
    proof = "provoked_by" if entry.id in OMISSIONS else "quote"
    return f'- {entry.id}. Customer: "{pair.customer}" Shown by: "{shows}" ({proof}: "{pair.quote}") Not shown by: "{not_}"'


def _policy(persona: Persona | None) -> str:
    if persona is None:
        return "(not known)"
    return "\n".join(f"- {line}" for line in persona.briefing.policy)
