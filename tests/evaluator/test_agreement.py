import pytest

from evaluator.agreement import Agreement, count, macro


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


def test_ac1_is_gwets_and_does_not_fall_where_nearly_everything_is_no() -> None:
    found = Agreement(both=0, critic_only=1, label_only=1, neither=98)
    assert found.kappa == pytest.approx(-0.0101, abs=1e-4)
    assert found.ac1 == pytest.approx((0.98 - 0.0198) / (1 - 0.0198))
    assert count([(False, False)]).ac1 == 1.0
    assert count([]).ac1 is None
