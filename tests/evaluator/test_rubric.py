from pathlib import Path

import pytest

from evaluator.rubric import Rubric, load_rubric
from poise.conversation.errors import ContentError
from poise.conversation.ids import AFTER_STRATEGIES, MISTAKES, OMISSIONS, REPLY_STRATEGIES

FOLDER = Path(__file__).parents[2] / "prompts" / "rubric"


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    for path in FOLDER.glob("*.yaml"):
        text = path.read_text()
        if path.name == file:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / path.name).write_text(text)
    return tmp_path


def test_the_rubric_explains_twenty_strategies_and_ten_mistakes(rubric: Rubric) -> None:
    assert set(rubric.entries) == {*REPLY_STRATEGIES, *AFTER_STRATEGIES, *MISTAKES}
    assert len(rubric.entries) == 30


def test_presence_is_taught_and_not_an_entry(rubric: Rubric) -> None:
    assert rubric.presence.words
    assert "presence" not in rubric.entries


def test_every_entry_names_documents_by_title(rubric: Rubric) -> None:
    assert rubric.titles("personal") == ("Handle a customer who is angry",)
    assert all(rubric.titles(id_) for id_ in rubric.entries)


def test_the_proof_of_an_example_stands_where_such_a_proof_belongs(rubric: Rubric) -> None:
    for id_, entry in rubric.entries.items():
        for pair in entry.contrasts:
            place = pair.customer if id_ in OMISSIONS else pair.good if entry.kind == "strategy" else pair.poor
            assert pair.quote in place, id_


def test_everything_that_a_reply_can_show_has_two_to_four_contrasts_no_two_alike(rubric: Rubric) -> None:
    pairs = {entry.id: entry.contrasts for entry in rubric.observed()}
    assert {id_: len(found) for id_, found in pairs.items() if not 2 <= len(found) <= 4} == {}
    lines = [pair.customer for found in pairs.values() for pair in found]
    assert len(lines) == len(set(lines))


def test_both_replies_of_a_contrast_differ(rubric: Rubric) -> None:
    assert all(pair.good != pair.poor for entry in rubric.entries.values() for pair in entry.contrasts)


def test_a_change_of_wording_changes_the_version(rubric: Rubric, tmp_path: Path) -> None:
    other = load_rubric(changed(tmp_path, "strategies.yaml", "name: Active listening", "name: Listening"))
    assert other.version != rubric.version
    assert other.version.startswith("rubric#")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("strategies.yaml", "  choice:\n", "  choices:\n", "choices"),
        ("strategies.yaml", 'sources: ["003"]', 'sources: ["009"]', "009"),
        ("strategies.yaml", "    quote: Mrs Lindqvist", "    quote: Mr Nobody", "quote must stand word for word"),
        ("scoring.yaml", "pass_line: 60", "pass_line: 160", "pass_line"),
        ("scoring.yaml", "  listen: 3\n", "", "listen"),
        ("scoring.yaml", "  listen: 3\n", "  listen: 3\n  smile: 2\n", "smile"),
        ("scoring.yaml", "min_assessed: 0.6", "min_assessed: 0.6\nbonus: 3", "bonus"),
        ("scoring.yaml", "  tolerated_abuse:", "  tolerated:", "tolerated"),
        ("scoring.yaml", "calm_to: 30", "calm_to: 60", "calm_to must lie below angry_from"),
        ("scoring.yaml", "while_angry: [calm]", "while_angry: [serene]", "while_angry"),
    ],
)
def test_a_fault_names_file_field_and_fix(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_rubric(changed(tmp_path, file, old, new))
    assert file in str(caught.value)
    assert said in str(caught.value)
    assert caught.value.fix


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no such file"):
        load_rubric(tmp_path)
