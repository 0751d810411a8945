import math

import pytest

from evaluator.agreement import Agreement, bootstrap_macro_kappa, count, macro


def test_full_agreement_is_one_and_chance_is_nought() -> None:
    assert count([(True, True), (False, False)]).kappa == 1.0
    assert count([(True, True), (True, False), (False, True), (False, False)]).kappa == 0.0


def test_kappa_is_cohens() -> None:
    assert Agreement(both=20, critic_only=5, label_only=10, neither=15).kappa == pytest.approx(0.4)


def test_constant_answers_have_no_kappa() -> None:
    assert count([(False, False)] * 5).kappa is None
    assert count([]).kappa is None


def test_rates_are_shares_of_what_they_are_shares_of() -> None:
    found = Agreement(both=8, critic_only=3, label_only=2, neither=27)
    assert (found.base_rate, found.tpr, found.tnr) == (0.25, 0.8, 0.9)
    assert found.f1 == pytest.approx(16 / 21)


def test_rates_of_nothing_do_not_exist() -> None:
    found = count([(False, False)])
    assert found.tpr is None
    assert found.tnr == 1.0


def test_the_mean_leaves_out_what_does_not_exist() -> None:
    assert macro([0.5, None, 1.0]) == 0.75
    assert macro([None]) is None


def test_the_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    rows = [(f"s{n % 10}", {"a": (n % 3 == 0, n % 3 == 0 or n % 7 == 0)}) for n in range(200)]
    low, high = bootstrap_macro_kappa(rows, ["a"], rounds=200) or (math.nan, math.nan)
    kappa = count([row["a"] for _, row in rows]).kappa
    assert kappa is not None
    assert low < kappa < high
    assert bootstrap_macro_kappa(rows, ["a"], rounds=200) == (low, high)


def test_one_situation_has_no_interval() -> None:
    assert bootstrap_macro_kappa([("s", {"a": (True, True)})], ["a"]) is None
