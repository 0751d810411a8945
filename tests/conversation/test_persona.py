from pathlib import Path

import pytest

from poise.conversation.content import load_persona
from poise.conversation.errors import ContentError
from poise.conversation.persona import Persona, persona_schema
from tests.conversation.files import PERSONA, message, write


def load(folder: Path, old: str = "", new: str = "") -> Persona:
    assert old in PERSONA
    return load_persona(write(folder, "late-guest.yaml", PERSONA.replace(old, new) if old else PERSONA))


def fault(folder: Path, old: str, new: str) -> str:
    with pytest.raises(ContentError) as caught:
        load(folder, old, new)
    return message(caught, folder)


def line(text: str) -> int:
    return PERSONA[: PERSONA.index(text)].count("\n") + 1


def test_a_persona_of_the_fields_that_must_be_there_is_enough(tmp_path: Path) -> None:
    persona = load(tmp_path)
    assert (persona.id, persona.channel, persona.wants, persona.good_end) == (
        "late-guest",
        "chat",
        "remedy",
        ("resolved",),
    )


def test_an_unknown_field_names_file_line_field_and_fix(tmp_path: Path) -> None:
    said = fault(tmp_path, "  manner: Short", "  maner: Short")
    assert "late-guest.yaml:" in said
    said = fault(tmp_path, "fault: company", "fault: company\nfaullt: none")
    assert said == f"late-guest.yaml:{line('fault:') + 1}: faullt: unknown field. Remove it or check its spelling"


def test_a_missing_field_is_named_with_the_line_of_its_parent(tmp_path: Path) -> None:
    said = fault(tmp_path, "  called: [Ines, Ms Roth]\n", "")
    assert said == f"late-guest.yaml:{line('identity:')}: identity.called: the field is missing. Add it"


def test_a_wrong_choice_names_the_choices_and_what_was_given(tmp_path: Path) -> None:
    said = fault(tmp_path, "fault: company", "fault: chef")
    assert said.startswith(f"late-guest.yaml:{line('fault:')}: fault: input should be 'company', 'shared', 'nobody'")
    assert said.endswith("Given was 'chef'")


def test_an_act_that_does_not_exist_is_named_at_its_line(tmp_path: Path) -> None:
    assert fault(tmp_path, "  vent:", "  shout:").startswith(f"late-guest.yaml:{line('  vent:')}: lines.shout: ")


def test_every_level_needs_a_temper(tmp_path: Path) -> None:
    said = fault(tmp_path, "  hard: {anger: 70, walks_out: 90}\n", "")
    assert said.startswith(f"late-guest.yaml:{line('temper:')}: temper: levels ['hard'] are missing")


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("soothes: {hugs: 2}", "soothes: takes strategy ids; unknown: ['hugs']"),
        ("trains: [patience]", "trains: takes strategy ids; unknown: ['patience']"),
        ("inflames: {apology: 2}", "inflames: takes mistake ids; unknown: ['apology']"),
    ],
)
def test_ids_of_strategies_and_mistakes_are_checked_at_their_line(tmp_path: Path, field: str, says: str) -> None:
    said = fault(tmp_path, "fault: company", f"fault: company\n{field}")
    assert said.startswith(f"late-guest.yaml:{line('fault:') + 1}: {says}")


def test_ids_of_facts_and_remedies_are_unique_together(tmp_path: Path) -> None:
    assert "twice: ['booked-late']" in fault(tmp_path, "id: other-hotel", "id: booked-late")


def test_who_wants_a_remedy_needs_one(tmp_path: Path) -> None:
    start, end = PERSONA.index("remedies:"), PERSONA.index("temper:")
    assert "needs at least one" in fault(tmp_path, PERSONA[start:end], "")


def test_who_only_wants_to_be_heard_needs_no_remedy(tmp_path: Path) -> None:
    start, end = PERSONA.index("remedies:"), PERSONA.index("temper:")
    assert load(tmp_path, PERSONA[start:end], "wants: heard\n").remedies == ()


@pytest.mark.parametrize("words", ["[30, 4]", "[0, 4]"])
def test_the_usual_length_of_a_line_runs_from_short_to_long(tmp_path: Path, words: str) -> None:
    assert "shortest and the longest" in fault(tmp_path, "[4, 30]", words)


@pytest.mark.parametrize(("old", "new"), [("name: Ines Roth", 'name: " "'), ("I said eleven.", '"\\t"')])
def test_a_text_of_nothing_but_spaces_is_refused(tmp_path: Path, old: str, new: str) -> None:
    assert "should match pattern" in fault(tmp_path, old, new)


def test_the_id_is_the_name_of_the_file(tmp_path: Path) -> None:
    said = fault(tmp_path, "id: late-guest", "id: early-guest")
    assert said == "late-guest.yaml:1: id: the id is 'early-guest'. Write 'late-guest' or rename the file"


def test_a_fault_of_the_firm_means_that_a_process_failed_unless_said_otherwise(tmp_path: Path) -> None:
    assert load(tmp_path).process_failed_here
    assert load(tmp_path, "fault: company", "fault: shared").process_failed_here
    assert not load(tmp_path, "fault: company", "fault: nobody").process_failed_here
    assert not load(tmp_path, "fault: company", "fault: company\nprocess_failed: false").process_failed_here
    assert load(tmp_path, "fault: company", "fault: nobody\nprocess_failed: true").process_failed_here


def test_facts_and_remedies_are_found_by_id(tmp_path: Path) -> None:
    persona = load(tmp_path)
    hidden, remedy = persona.fact("early-start"), persona.remedy("other-hotel")
    assert hidden is not None
    assert remedy is not None
    assert (hidden.words, remedy.words) == ("She has to be on site at five.", "a room elsewhere")
    assert persona.fact("other") is None
    assert persona.remedy("other") is None


def test_what_other_formats_carry_is_kept_in_extensions(tmp_path: Path) -> None:
    assert load(tmp_path, "fault: company", "fault: company\nextensions: {card: {v: 2}}").extensions == {
        "card": {"v": 2}
    }


def test_the_schema_refuses_unknown_fields_as_the_code_does() -> None:
    assert persona_schema()["additionalProperties"] is False
