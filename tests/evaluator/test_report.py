from pathlib import Path

import pytest

from evaluator.report import code, fill, load_template, sections, table, write_report
from poise.conversation.errors import ContentError


def test_a_new_page_holds_its_section_and_says_what_is_missing(tmp_path: Path) -> None:
    write_report(tmp_path / "page.md", {"untouched": "figures"})
    found = sections((tmp_path / "page.md").read_text())
    assert found["untouched"] == "figures"
    assert found["in-sample"] == "Not measured yet."


def test_a_section_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write_report(page, {"untouched": "one", "public": r"p \1 $x"})
    write_report(page, {"untouched": "two"})
    found = sections(page.read_text())
    assert (found["untouched"], found["public"]) == ("two", r"p \1 $x")


def test_words_around_the_figures_come_from_the_template() -> None:
    template = load_template()
    old = fill(template, None, {"own": "mine"}).replace("# Evaluation", "# Old words")
    assert fill(template, old, {}).startswith("# Evaluation")
    assert sections(fill(template, old, {}))["own"] == "mine"


def test_an_unknown_section_names_the_known_ones() -> None:
    with pytest.raises(
        ContentError, match=r"'best'.*in-sample, rules, untouched, conversations, sessions, public, own"
    ):
        fill(load_template(), None, {"best": "x"})


def test_a_page_of_somebody_elses_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# My notes")
    with pytest.raises(ContentError, match="no page of figures"):
        write_report(tmp_path / "notes.md", {"own": "x"})
    assert (tmp_path / "notes.md").read_text() == "# My notes"


def test_a_page_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be written"):
        write_report(tmp_path / "nowhere" / "page.md", {"own": "x"})


def test_a_very_long_command_stays_one_command() -> None:
    command = "poise calibrate " + " ".join(f"labels/file-{n}.jsonl" for n in range(30))
    block = code(command)
    assert max(map(len, block.splitlines())) <= 125
    assert block.removeprefix("```\n").removesuffix("\n```").replace(" \\\n  ", " ") == command
    assert code("poise observe x") == "```\npoise observe x\n```"


def test_words_stand_left_and_figures_right() -> None:
    assert table(("id", "κ"), [("calm", "0.7")]).splitlines() == ["| id | κ |", "| --- | ---: |", "| calm | 0.7 |"]
