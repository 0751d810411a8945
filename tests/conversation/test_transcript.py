import json

import pytest
from pydantic import ValidationError

from poise.conversation.observation import not_assessed
from poise.conversation.transcript import Transcript, transcript_schema
from tests.conversation.files import transcript


def observed_transcript() -> Transcript:
    value = transcript(
        persona="late-guest",
        level="hard",
        outcome="resolved",
        labels={"by": "a labeller", "turns": {"2": {"strategies": ["apology", "personal"]}}},
        expect={"turns": {"2": {"has": ["apology"], "not": ["blame"]}}, "score": [0, 100]},
    )
    value["turns"][0] |= {"act": "open", "anger": 55, "marks": {"angry": True, "abusive": None}, "timestamp": "23:04"}
    value["turns"][1]["observations"] = {"fast": not_assessed("no model").model_dump()}
    value["turns"] += [{"speaker": "note", "text": "The manager came."}]
    return Transcript.model_validate(value)


def test_a_transcript_survives_the_round_trip_through_json() -> None:
    once = observed_transcript()
    assert Transcript.model_validate(json.loads(json.dumps(once.to_json()))) == once


def test_the_file_form_keeps_probabilities_that_are_null() -> None:
    fast = observed_transcript().to_json()["turns"][1]["observations"]["fast"]
    assert fast["strategies"]["listen"] is None
    assert fast["not_assessed"]["listen"] == "no model"


def test_the_file_form_writes_not_as_readers_write_it() -> None:
    assert observed_transcript().to_json()["expect"]["turns"]["2"] == {"has": ["apology"], "not": ["blame"]}


def test_the_file_form_keeps_timestamps() -> None:
    assert observed_transcript().to_json()["turns"][0]["timestamp"] == "23:04"


def test_labels_may_name_replies_only() -> None:
    with pytest.raises(ValidationError, match=r"name turns \[1, 3\], which are no replies"):
        Transcript.model_validate(transcript(labels={"by": "x", "turns": {"1": {}, "2": {}, "3": {}}}))


def test_expectations_may_name_replies_only() -> None:
    with pytest.raises(ValidationError, match=r"name turns \[0\], which are no replies"):
        Transcript.model_validate(transcript(expect={"turns": {"0": {"has": ["listen"]}}}))


@pytest.mark.parametrize("field", ["has", "not"])
def test_an_expectation_of_an_unknown_id_is_refused(field: str) -> None:
    with pytest.raises(ValidationError, match=r"unknown ids \['lissen'\]"):
        Transcript.model_validate(transcript(expect={"turns": {"2": {field: ["lissen", "calm"]}}}))


def test_a_label_of_an_unknown_id_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"unknown ids \['calm', 'kind'\]"):
        Transcript.model_validate(
            transcript(labels={"by": "x", "turns": {"2": {"mistakes": ["calm"], "strategies": ["kind"]}}})
        )


@pytest.mark.parametrize("score", [[80, 20], [-1, 50], [0, 101]])
def test_an_expected_score_runs_from_least_to_most_within_zero_and_a_hundred(score: list[float]) -> None:
    with pytest.raises(ValidationError, match="from 0 to 100"):
        Transcript.model_validate(transcript(expect={"score": score}))


def test_a_transcript_without_turns_is_refused() -> None:
    with pytest.raises(ValidationError, match="turns"):
        Transcript.model_validate(transcript(turns=[]))


def test_the_published_schema_names_the_fields_as_files_do() -> None:
    schema = transcript_schema()
    assert set(schema["required"]) == {"id", "turns"}
    assert "not" in schema["$defs"]["TurnExpectation"]["properties"]
