import shutil

import pytest

from poise.conversation.content import Content
from poise.conversation.errors import ContentError
from poise.roleplay.phrases import count, find
from poise.roleplay.prompts import load_prompts
from tests.roleplay.world import CONTENT, prompts


def test_every_file_of_the_customers_prompts_has_its_version():
    assert set(prompts().versions) == {
        f"prompt.customer.{name}"
        for name in ("scene", "before", "chat", "note", "again", "directions", "guard", "afterwards")
    }


def test_an_act_without_words_is_one_clear_error(tmp_path):
    shutil.copytree(CONTENT.root / "prompts", tmp_path / "prompts")
    path = tmp_path / "prompts/customer/directions.yaml"
    path.write_text(path.read_text().split("  puzzled:\n")[0])
    with pytest.raises(ContentError, match=r"directions\.yaml.*words are missing for \['puzzled'\]"):
        load_prompts(Content(tmp_path))


def test_an_unknown_field_of_a_guard_rule_is_named_with_its_line(tmp_path):
    shutil.copytree(CONTENT.root / "prompts", tmp_path / "prompts")
    path = tmp_path / "prompts/customer/guard.yaml"
    path.write_text(
        path.read_text().replace("    reason: the customer apologised", "    raeson: the customer apologised")
    )
    with pytest.raises(ContentError, match=r"guard\.yaml:\d+: rules\.\d\.\w+"):
        load_prompts(Content(tmp_path))


@pytest.mark.parametrize(
    ("wording", "text", "found"),
    [
        ("our team", "Our   team will", True),
        ("our team", "your teamwork", False),
        ("i'll check", "I’ll check", True),
        ("leav*", "I am leaving", True),
        ("*n't", "That isn't it", True),
        ("help ... you", "help me to find you", True),
        ("help ... you", "help one two three four five you", False),
        ("?", "what?", True),
    ],
)
def test_wordings_are_found_as_trainers_write_them(wording, text, found):
    assert (find([wording], text) is not None) is found


def test_what_may_stand_is_left_out_and_wordings_are_counted():
    assert find(["thanks"], "no thanks", leaving_out=["no thanks"]) is None
    assert count(["what", "when", "?"], "what now?") == 2
