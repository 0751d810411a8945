import json
import re
from pathlib import Path

import pytest

from poise.cli.main import main
from poise.conversation.content import load_persona
from poise.conversation.persona import persona_schema
from poise.conversation.yaml_file import read_text
from tests.content.shipped import ROOT
from tests.conversation.character_card.cards import foreign


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["poise", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    code = stopped.value.code
    return code if isinstance(code, int) else 0


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The trainer's own folder of customers; nothing is in it yet."""
    monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "own/personas"


def test_a_new_draft_stands_in_the_trainers_folder_with_comments_and_the_schema(
    monkeypatch: pytest.MonkeyPatch, own: Path
) -> None:
    assert run(monkeypatch, "persona", "new", "late-parcel-again") == 0
    file = own / "late-parcel-again.yaml"
    persona = load_persona(file)
    assert persona.draft
    assert file.read_text().splitlines()[0] == "# yaml-language-server: $schema=schema.json"
    assert len(re.findall(r"^ *# ", file.read_text(), re.M)) > 20
    assert json.loads((own / "schema.json").read_text()) == persona_schema()


def test_a_draft_from_another_customer_is_that_customer_under_a_new_id(
    monkeypatch: pytest.MonkeyPatch, own: Path
) -> None:
    assert run(monkeypatch, "persona", "new", "my-cake", "--from", "cake-buyer") == 0
    source, copy = load_persona(ROOT / "personas/cake-buyer.yaml"), load_persona(own / "my-cake.yaml")
    assert copy == source.model_copy(update={"id": "my-cake", "version": 1, "draft": True})
    assert "# Whose sentence is this, and nobody else's?\nvoice:" in (own / "my-cake.yaml").read_text()


def test_a_draft_from_a_draft_carries_each_comment_once(monkeypatch: pytest.MonkeyPatch, own: Path) -> None:
    assert run(monkeypatch, "persona", "new", "first") == 0
    assert run(monkeypatch, "persona", "new", "second", "--from", "first") == 0
    first = (own / "first.yaml").read_text()
    assert (own / "second.yaml").read_text().count("# Whose sentence") == first.count("# Whose sentence") == 1
    assert load_persona(own / "second.yaml").id == "second"


@pytest.mark.parametrize("id_", ["cake-buyer", "mine"])
def test_nothing_is_overwritten(
    monkeypatch: pytest.MonkeyPatch, own: Path, capsys: pytest.CaptureFixture[str], id_: str
) -> None:
    run(monkeypatch, "persona", "new", "mine")
    before = (own / "mine.yaml").read_bytes()
    assert run(monkeypatch, "persona", "new", id_, "--from", "irate-diner") == 2
    assert f"there is a customer '{id_}' already. Choose another id" in capsys.readouterr().err
    assert (own / "mine.yaml").read_bytes() == before
    assert not (own / "cake-buyer.yaml").exists()


@pytest.mark.parametrize("id_", ["Late Parcel", "../late", "late_parcel", "x" * 61])
def test_an_id_that_is_no_name_of_a_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, own: Path, capsys: pytest.CaptureFixture[str], id_: str
) -> None:
    assert run(monkeypatch, "persona", "new", id_) == 2
    assert "Use small letters, digits and hyphens" in capsys.readouterr().err
    assert not own.exists()


def test_a_draft_is_told_line_by_line_what_it_still_lacks(
    monkeypatch: pytest.MonkeyPatch, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "persona", "new", "mine")
    capsys.readouterr()
    assert run(monkeypatch, "persona", "check", "mine") == 1
    *findings, total = capsys.readouterr().out.splitlines()
    text = read_text(own / "mine.yaml").splitlines()
    for finding in findings:
        assert re.match(rf"{re.escape(str(own))}/mine\.yaml:\d+: [\w.]+: .+ \[[a-z-]+\]\. .+", finding)
    unwritten = [int(finding.split(":")[1]) for finding in findings if "[unwritten]" in finding]
    assert all("TODO" in text[number - 1] for number in unwritten)
    assert total == f"1 customer checked: {len(findings)} things to mend."


def test_without_a_name_every_published_customer_is_checked_and_drafts_wait(
    monkeypatch: pytest.MonkeyPatch, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    (content / "personas").mkdir(parents=True)
    (content / "prompts").symlink_to(ROOT / "prompts")
    for name in ("cake-buyer.yaml", "irate-diner.yaml", "templates"):
        (content / "personas" / name).symlink_to(ROOT / "personas" / name)
    monkeypatch.setenv("POISE_CONTENT_DIR", str(content))
    run(monkeypatch, "persona", "new", "mine")
    capsys.readouterr()
    run(monkeypatch, "persona", "check")
    *_, total, drafts = capsys.readouterr().out.splitlines()
    assert total.startswith("2 customers checked: ")
    assert drafts == "Drafts are checked when they are named: mine."


def test_files_and_folders_can_be_checked_where_they_stand(
    monkeypatch: pytest.MonkeyPatch, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "persona", "new", "mine", "--from", "cake-buyer")
    codes = {run(monkeypatch, "persona", "check", name) for name in ("mine", own / "mine.yaml", own)}
    assert len(codes) == 1
    assert capsys.readouterr().out.count("1 customer checked: ") == 3


def test_a_file_that_cannot_be_used_is_one_line_and_exit_code_two_and_the_others_are_checked(
    monkeypatch: pytest.MonkeyPatch, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "persona", "new", "mine", "--from", "cake-buyer")
    (own / "half.yaml").write_text((own / "mine.yaml").read_text().replace("fault: company", "faullt: company"))
    capsys.readouterr()
    assert run(monkeypatch, "persona", "check", "half", "mine") == 2
    printed = capsys.readouterr()
    assert re.fullmatch(r"poise: .*half\.yaml(:\d+)?: fault: the field is missing. Add it\n", printed.err)
    assert re.search(r"^1 customer checked: .+, 1 unusable\.$", printed.out, re.M)


def test_an_unknown_customer_is_one_line(
    monkeypatch: pytest.MonkeyPatch, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "persona", "check", "nobody") == 2
    assert "there is no persona 'nobody'. Choose one of: " in capsys.readouterr().err


def test_a_card_comes_in_as_a_draft_and_goes_out_again(
    monkeypatch: pytest.MonkeyPatch, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = foreign(description="She keeps bees. " * 60)
    (tmp_path / "ada.json").write_text(json.dumps(long))
    assert run(monkeypatch, "persona", "import", "ada.json", "--id", "bees") == 0
    assert capsys.readouterr().out.splitlines() == [
        str(own / "bees.yaml"),
        "Of the card's description the draft holds the beginning; the whole stands in extensions.",
        "See what it still lacks: poise persona check bees",
    ]
    assert run(monkeypatch, "persona", "check", "bees") == 1
    assert run(monkeypatch, "persona", "export", "bees", "--to", "out.png", "--format", "v3") == 0
    assert run(monkeypatch, "persona", "import", "out.png", "--id", "again") == 0
    assert load_persona(own / "again.yaml").identity.name == "Ada Thorn"


def test_a_card_that_is_none_is_one_line(
    monkeypatch: pytest.MonkeyPatch, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ada.json").write_text("{}")
    assert run(monkeypatch, "persona", "import", "ada.json") == 2
    assert capsys.readouterr().err == (
        "poise: ada.json: spec: spec is missing. Poise reads chara_card_v2 and chara_card_v3; save it as one of them\n"
    )


def test_a_customer_who_speaks_a_language_without_calibration_is_one_line(
    monkeypatch: pytest.MonkeyPatch, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own.mkdir(parents=True)
    source = (ROOT / "personas/irate-diner.yaml").read_text().replace("id: irate-diner", "id: grantige-gaestin", 1)
    (own / "grantige-gaestin.yaml").write_text(source.replace("\nchannel: ", "\nlanguage: de\nchannel: ", 1))
    assert run(monkeypatch, "persona", "check", "grantige-gaestin") == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if "[language]" in line]
    assert len(lines) == 1
    assert "language: 'de' is not offered: the fast critic is calibrated for en alone [language]" in lines[0]
