"""The fixed parts of a prompt: who, where, what the customer knows and how they talk. The same for a whole session."""

from collections.abc import Sequence
from itertools import accumulate

from poise.conversation.ids import Act
from poise.roleplay.cast import Cast
from poise.roleplay.directing import direction_words
from poise.roleplay.direction import Direction
from poise.roleplay.person import in_first_person

SCENE_TOKENS = 600
"""The scene stays this short: it is evaluated anew on every start, and a small model reads the end of a prompt best."""
_EXAMPLE_ACTS: tuple[Act, ...] = (
    "challenge", "press", "refuse", "test", "vent", "answer", "ask_when", "soften", "accept", "thank", "threaten", "insult",
)  # fmt: skip
"""Acts in the order in which an example is worth its tokens: those in which a small model fails most come first."""
_EXAMPLE_ANGER: dict[Act, int] = {"ask_when": 40, "soften": 30, "accept": 30, "thank": 15}


def scene(cast: Cast) -> str:
    """Return the message that sets the scene, with as many authored lines as fit into `SCENE_TOKENS`, one an act."""
    examples, bare = _examples(cast), _scene(cast, [])
    room = SCENE_TOKENS - cast.count_tokens(bare)
    sizes = accumulate(cast.count_tokens(example) + 1 for example in examples)
    return _scene(cast, examples[: sum(size <= room for size in sizes)])


def chat_system(cast: Cast) -> str:
    """Return the system prompt for a chat model: persona, facts and one authored line an act."""
    persona = cast.persona
    lines = [f"- {lines[0]}" for act in _EXAMPLE_ACTS if (lines := persona.lines.get(act))]
    return cast.prompts.prompts["chat"].render(
        name=persona.identity.name,
        scenario=persona.scenario,
        about=persona.identity.about,
        manner=persona.voice.manner,
        typing=persona.voice.typing,
        facts=_facts(cast),
        examples="\n".join(lines),
        shortest=str(persona.voice.words[0]),
        longest=str(persona.voice.words[1]),
    )


def _scene(cast: Cast, examples: Sequence[str]) -> str:
    persona = cast.persona
    return cast.prompts.prompts["scene"].render(
        name=persona.identity.name,
        label=cast.label,
        scenario=persona.scenario,
        about=persona.identity.about,
        manner=persona.voice.manner,
        facts=_facts(cast),
        examples="\n".join(examples),
    )


def _facts(cast: Cast) -> str:
    return "\n".join(f"- {in_first_person(fact.words, cast.persona)}" for fact in cast.persona.facts.known)


def _examples(cast: Cast) -> list[str]:
    """Return for every act that has a typical reply and an authored line a fragment of script."""
    acts = cast.prompts.directions.acts
    found = []
    for act in _EXAMPLE_ACTS:
        lines = cast.persona.lines.get(act)
        if lines and acts[act].agent:
            words = direction_words(
                cast.prompts.directions, cast.persona, _EXAMPLE_ANGER.get(act, 80), Direction(act=act, strength=2)
            )
            found.append(f"AGENT: {acts[act].agent}\n{cast.label} [{words}]: {lines[0]}")
    return found
