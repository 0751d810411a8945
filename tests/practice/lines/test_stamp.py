from dataclasses import replace
from pathlib import Path

import pytest

from poise.conversation.content import Content
from poise.conversation.errors import ContentError
from poise.llm.binding import Binding
from poise.practice.lines.fresh import complaint
from poise.practice.lines.result import Result
from poise.practice.lines.stamp import Stamp, embedded_model, model_file, served_model, stamp
from poise.roleplay.prompts import load_prompts

CONTENT = Content(Path(__file__).resolve().parents[3])
PROMPTS = load_prompts(CONTENT)
DENISE = CONTENT.persona("irate-diner")


def stamped(persona=DENISE, prompts=PROMPTS, form="playwright") -> Stamp:
    return stamp(persona, "standard", prompts, form, embedded_model(form))


def with_remedy(**changes):
    first, *rest = DENISE.remedies
    return DENISE.model_copy(update={"remedies": (first.model_copy(update=changes), *rest)})


def with_fact(**changes):
    first, *rest = DENISE.facts.hidden
    hidden = (first.model_copy(update=changes), *rest)
    return DENISE.model_copy(update={"facts": DENISE.facts.model_copy(update={"hidden": hidden})})


def with_temper(level, **changes):
    temper = {**DENISE.temper, level: DENISE.temper[level].model_copy(update=changes)}
    return DENISE.model_copy(update={"temper": temper})


SPOKEN = {
    "a word of the scenario": DENISE.model_copy(update={"scenario": f"{DENISE.scenario} It rains."}),
    "the manner": DENISE.model_copy(update={"voice": DENISE.voice.model_copy(update={"manner": "Shouts."})}),
    "an authored line": DENISE.model_copy(update={"lines": {**DENISE.lines, "yield": ("All right, all right.",)}}),
    "what a remedy is": with_remedy(words="another steak"),
    "how a remedy is taken": with_remedy(customer="refuses"),
    "a hidden fact": with_fact(words="Alan was ill."),
    "when a fact comes out": with_fact(comes_out="calm"),
    "the temper that is played": with_temper("standard", anger=30),
    "what soothes": DENISE.model_copy(update={"soothes": {}}),
}
UNSPOKEN = {
    "how an agent words a remedy": with_remedy(said_as=("put a new one on",)),
    "how an agent words a question": with_fact(said_as=("is he well",)),
    "the title": DENISE.model_copy(update={"title": "The steak"}),
    "what the learner reads": DENISE.model_copy(
        update={"briefing": DENISE.briefing.model_copy(update={"policy": ("Be kind.",)})}
    ),
    "a limit": with_remedy(limit="two steaks"),
    "another level's temper": with_temper("hard", anger=99),
    "a number": DENISE.model_copy(update={"version": 2}),
}


@pytest.mark.parametrize("persona", SPOKEN.values(), ids=list(SPOKEN))
def test_what_reaches_prompt_guard_or_direction_changes_the_personas_hash(persona):
    assert stamped(persona).differs(stamped()) == ["persona"]


@pytest.mark.parametrize("persona", UNSPOKEN.values(), ids=list(UNSPOKEN))
def test_what_reaches_none_of_them_does_not(persona):
    assert stamped(persona) == stamped()


@pytest.mark.parametrize(("prompt", "changed"), [("scene", ["prompts"]), ("guard", ["prompts"]), ("chat", [])])
def test_only_the_prompts_of_the_form_that_is_played_count(prompt, changed):
    versions = {**PROMPTS.versions, f"prompt.customer.{prompt}": "other"}
    other = replace(PROMPTS, versions=versions)
    assert stamped(prompts=other).differs(stamped()) == changed


def test_a_model_is_its_file_or_its_name_and_the_form_in_which_it_is_asked(tmp_path):
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF weights")
    served = Binding(role="customer", provider="openai", model="some-model")
    other = served.model_copy(update={"model": "other-model"})
    hashes = [
        embedded_model("playwright"), embedded_model("chat"), model_file(path, "playwright"),
        served_model(served, "chat"), served_model(other, "chat"),
    ]  # fmt: skip
    assert len(set(hashes)) == len(hashes)
    with pytest.raises(ContentError, match=r"gone\.gguf: cannot be read"):
        model_file(tmp_path / "gone.gguf", "chat")


def test_a_stale_result_is_named_with_what_changed_and_the_command():
    old = Result(persona=DENISE.id, level="standard", customer="some model", stamp=stamped(), versions={})
    assert complaint(old, stamped(), []) is None
    said = complaint(old, stamped(SPOKEN["the manner"]), [])
    assert said == (
        "irate-diner: its lines are stale, for persona changed since they were played. "
        "Run: poise persona check --live irate-diner"
    )
