"""The learned part: an encoder beside the rules. `--critic rules` leaves it out."""

import shutil
from pathlib import Path

import pytest

from evaluator.evidence import verify
from evaluator.fast import FastCritic, load_fast_critic
from evaluator.fast.rules import WEIGHTS
from evaluator.items import read_labels
from poise.conversation.errors import ContentError
from tests.evaluator.test_fast_critic import DEV, seen


def test_the_rules_alone_are_another_critic_with_a_name_of_its_own(fast: FastCritic, rules: FastCritic) -> None:
    assert rules.version.startswith("fast@1#")
    assert fast.version.startswith("fast@2#")


def test_every_shown_quote_is_verbatim(fast: FastCritic) -> None:
    for item in read_labels(DEV):
        observed = fast.observe(item.context, item.reply)
        assert verify(observed, item.reply, item.context) == observed, item.id


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_broken_or_missing_encoder_is_named_with_what_to_do(name: str, tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    file = tmp_path / "weights" / "encoder" / name
    file.write_bytes(b"not what it was")
    with pytest.raises(ContentError, match="encoder is broken"):
        load_fast_critic(tmp_path / "weights")
    file.unlink()
    with pytest.raises(ContentError, match="cannot be read"):
        load_fast_critic(tmp_path / "weights")


@pytest.mark.parametrize(
    "reply",
    ["I apologise for the delay.", "Sorry about that.", "My apologies, Mr Khan.", "I'm so sorry about the blinds."],
)
def test_a_bare_apology_is_one_and_not_the_other_kind(fast: FastCritic, reply: str) -> None:
    assert {"apology", "non_apology"} & seen(fast, reply) == {"apology"}


def test_names_figures_and_spelling_make_no_difference(fast: FastCritic) -> None:
    before = "I apologise, Mr Khan. She told me about the £74. I'll have it in your account by Friday, in any colour."
    after = "I apologize, Mrs Novak. He told me about the £95. I will have it in your account by Friday, in any color."
    assert seen(fast, before) == seen(fast, after)
