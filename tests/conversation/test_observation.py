from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from poise.conversation.ids import MISTAKES, OBSERVED, REPLY_STRATEGIES
from poise.conversation.observation import Observations, not_assessed


def fields(**changes: Any) -> dict[str, Any]:
    return {
        "strategies": dict.fromkeys(REPLY_STRATEGIES, 0.0),
        "mistakes": dict.fromkeys(MISTAKES, 0.0),
        "thresholds": dict.fromkeys(OBSERVED, 0.5),
        **changes,
    }


def observed(**probabilities: float | None) -> Observations:
    strategies = {id_: probabilities.get(id_, 0.0) for id_ in REPLY_STRATEGIES}
    mistakes = {id_: probabilities.get(id_, 0.0) for id_ in MISTAKES}
    reasons = {id_: "void_quote" for id_, p in probabilities.items() if p is None}
    return Observations.model_validate(fields(strategies=strategies, mistakes=mistakes, not_assessed=reasons))


def test_a_missing_id_is_refused_by_name() -> None:
    strategies = dict.fromkeys(REPLY_STRATEGIES[1:], 0.0)
    with pytest.raises(ValidationError, match=r"strategies: missing \['listen'\], unknown nothing"):
        Observations.model_validate(fields(strategies=strategies))


def test_an_unknown_id_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match=r"mistakes: missing nothing, unknown \['rude'\]"):
        Observations.model_validate(fields(mistakes=dict.fromkeys([*MISTAKES, "rude"], 0.0)))


def test_every_id_needs_a_threshold() -> None:
    with pytest.raises(ValidationError, match=r"thresholds: missing \['tolerate_abuse'\]"):
        Observations.model_validate(fields(thresholds=dict.fromkeys(OBSERVED[:-1], 0.5)))


def test_an_id_without_a_probability_needs_a_reason() -> None:
    strategies = {**dict.fromkeys(REPLY_STRATEGIES, 0.0), "listen": None}
    with pytest.raises(ValidationError, match=r"not_assessed must name exactly .* \['listen'\]"):
        Observations.model_validate(fields(strategies=strategies))


def test_a_reason_for_an_id_with_a_probability_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"not_assessed must name exactly .* \['calm'\]"):
        Observations.model_validate(fields(not_assessed={"calm": "refused"}))


@pytest.mark.parametrize("outside", [-0.01, 1.01, float("nan")])
def test_a_probability_outside_zero_and_one_is_refused(outside: float) -> None:
    with pytest.raises(ValidationError, match="listen"):
        Observations.model_validate(fields(strategies={**dict.fromkeys(REPLY_STRATEGIES, 0.0), "listen": outside}))


@given(st.floats(min_value=0, max_value=1))
def test_probabilities_keep_two_decimals(probability: float) -> None:
    kept = observed(listen=probability).probability("listen")
    assert kept is not None
    assert kept == round(kept, 2)
    assert abs(kept - probability) <= 0.005 + 1e-9


def test_shown_begins_at_the_threshold() -> None:
    assert observed(listen=0.5).shown("listen") is True
    assert observed(listen=0.49).shown("listen") is False


def test_what_was_not_assessed_is_neither_shown_nor_missed() -> None:
    assert observed(blame=None).shown("blame") is None
    assert "blame" not in observed(blame=None).probabilities()


def test_decided_lists_strategies_and_mistakes_that_are_shown() -> None:
    assert observed(apology=0.9, blame=1.0, calm=0.2).decided() == {"apology", "blame"}


def test_a_failed_judgement_leaves_every_id_not_assessed_with_its_reason() -> None:
    empty = not_assessed("the model refused")
    assert empty.decided() == frozenset()
    assert empty.not_assessed == dict.fromkeys(OBSERVED, "the model refused")
    assert set(empty.thresholds) == set(OBSERVED)


def test_observations_survive_the_round_trip_through_json() -> None:
    seen = observed(apology=0.87, listen=None)
    assert Observations.model_validate_json(seen.model_dump_json()) == seen
