from pathlib import Path

import pytest

from poise.conversation.content import Content
from poise.conversation.errors import ContentError
from poise.practice.lines.intervals import Share
from poise.practice.lines.readings import joined, verdict
from poise.practice.lines.sheets import Sheet, read_sheet, sheet_of, write_sheet
from tests.practice.lines.lines import result, shown, talk

DENISE = Content(Path(__file__).resolve().parents[3]).persona("irate-diner")
PLAYED = result(
    talk("What now?", shown("No, love.", authored=True), "I like trains."), talk("And when?", id="bad", agent="bad")
)


def filled(reader: str, *verdicts: bool) -> Sheet:
    """A sheet on which the lines fit or not, in order; those that do not also break the role."""
    sheet = sheet_of(PLAYED, DENISE, reader)
    given = iter(verdicts)
    conversations = []
    for conversation in sheet.conversations:
        items = []
        for item in conversation.exchanges:
            fits = next(given)
            verdict = {"fits": fits, "why": "" if fits else "odd", "role_break": not fits}
            items.append(item.model_copy(update=verdict))
        conversations.append(conversation.model_copy(update={"exchanges": tuple(items)}))
    return sheet.model_copy(update={"conversations": tuple(conversations)})


def test_a_sheet_shows_everything_a_reader_may_know_and_nothing_of_how_a_line_came_about(tmp_path):
    write_sheet(tmp_path / "one.yaml", sheet_of(PLAYED, DENISE))
    text = (tmp_path / "one.yaml").read_text()
    assert "fits: null" in text
    assert DENISE.identity.name in text
    for hidden in ("authored", "press", "tries", "anger", "agent: bad", "good"):
        assert hidden not in text.split("conversations:")[1]


def test_a_filled_sheet_may_say_yes_and_no(tmp_path):
    path = tmp_path / "one.yaml"
    write_sheet(path, sheet_of(PLAYED, DENISE))
    text = path.read_text().replace("reader: null", "reader: Ada").replace("fits: null", "fits: yes")
    path.write_text(text.replace("role_break: null", "role_break: no"))
    assert [(item.fits, item.role_break) for item in read_sheet(path).items()] == [(True, False)] * 4


def test_a_sheet_that_stands_there_is_never_written_over(tmp_path):
    write_sheet(tmp_path / "one.yaml", sheet_of(PLAYED, DENISE))
    with pytest.raises(ContentError, match="may be filled in"):
        write_sheet(tmp_path / "one.yaml", sheet_of(PLAYED, DENISE))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("reader: Ada", "reader:", "no reader is named"),
        ("fits: true", "fits:", "line 1-1 has no verdict"),
        ("role_break: false", "role_break:", "line 1-1 has no verdict"),
        ("why: odd", "why: ''", "line 1-3 does not fit and nothing says why"),
    ],
)
def test_a_gap_in_a_sheet_is_named(tmp_path, old, new, told):
    path = tmp_path / "one.yaml"
    write_sheet(path, filled("Ada", True, True, False, True))
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(ContentError, match=told):
        read_sheet(path)


def test_two_sheets_are_joined_and_the_authored_lines_can_be_counted_apart():
    readings = joined(PLAYED, filled("Ada", True, True, False, True), filled("Ben", True, True, True, False))
    assert [(one.talk, one.exchange, one.authored) for one in readings] == [
        ("good", 1, False), ("good", 2, True), ("good", 3, False), ("bad", 1, False),
    ]  # fmt: skip
    found = verdict([one for one in readings if not one.authored])
    assert found.both == Share(1, 3)
    assert (found.first, found.second) == (Share(2, 3), Share(2, 3))
    assert found.role_breaks == Share(2, 3)
    assert found.agreed == Share(1, 3)
    assert found.agreement.kappa == pytest.approx(-0.5)


def test_a_sheet_of_other_lines_is_refused():
    other = result(talk("What now?", "No.", "I like trains."), talk("And when?", id="bad"))
    sheets = filled("Ada", True, True, True, True), filled("Ben", True, True, True, True)
    with pytest.raises(ContentError, match="line 1-2 is not the result's"):
        joined(other, *sheets)
    with pytest.raises(ContentError, match="line 2-1 is not in the result"):
        joined(result(PLAYED.talks[0]), *sheets)
    with pytest.raises(ContentError, match="the result is of cake-buyer"):
        joined(result(*PLAYED.talks, persona="cake-buyer"), *sheets)
