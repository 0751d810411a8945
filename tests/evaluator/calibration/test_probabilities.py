import numpy as np
import pytest

from evaluator.calibration.probabilities import auc, brier_skill

LABEL = np.array([True, True, False, False])


def test_certain_and_right_is_full_skill_and_the_base_rate_is_none() -> None:
    assert brier_skill(LABEL.astype(float), LABEL) == 1.0
    assert brier_skill(np.full(4, 0.5), LABEL) == 0.0
    assert brier_skill(1 - LABEL.astype(float), LABEL) == -3.0


def test_there_is_no_skill_where_labels_are_constant() -> None:
    assert brier_skill(np.array([0.1, 0.9]), np.array([True, True])) is None
    assert brier_skill(np.array([]), np.array([], dtype=bool)) is None


def test_the_area_counts_pairs_in_order_and_ties_half() -> None:
    assert auc(np.array([0.9, 0.8, 0.2, 0.1]), LABEL) == 1.0
    assert auc(np.full(4, 0.3), LABEL) == 0.5
    assert auc(np.array([0.9, 0.2, 0.2, 0.1]), LABEL) == pytest.approx(3.5 / 4)


def test_there_is_no_area_without_both_kinds() -> None:
    assert auc(np.array([0.1, 0.2]), np.array([True, True])) is None
