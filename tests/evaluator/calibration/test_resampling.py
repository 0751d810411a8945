import numpy as np
import pytest

from evaluator.agreement import Agreement
from evaluator.calibration.resampling import draws, interval, kappas, resample, row_means


def test_kappas_are_those_of_the_counts() -> None:
    counts = [[20, 5, 10, 15], [1, 0, 0, 1], [3, 4, 5, 6]]
    found = kappas(np.array(counts, dtype=float))
    assert found.tolist() == pytest.approx([Agreement(*row).kappa for row in counts])


def test_constant_answers_have_no_kappa() -> None:
    assert np.isnan(kappas(np.array([[0.0, 0.0, 0.0, 9.0], [0.0, 0.0, 0.0, 0.0]]))).all()


def test_whole_situations_are_drawn_and_always_the_same() -> None:
    found = draws(10, rounds=50)
    assert found.shape == (50, 10)
    assert (found.sum(axis=1) == 10).all()
    assert (found == draws(10, rounds=50)).all()
    assert (found != draws(10, rounds=50, seed=8)).any()


def test_the_interval_holds_the_figure() -> None:
    generator = np.random.default_rng(1)
    cells = generator.integers(0, 6, size=(30, 1, 4)).astype(float)
    drawn = resample(cells, draws(30))[:, 0]
    low, high = interval(drawn) or (np.nan, np.nan)
    assert low < kappas(cells.sum(axis=0))[0] < high


def test_one_situation_has_no_width_and_absent_figures_no_interval() -> None:
    assert interval(np.array([np.nan, np.nan, 0.5])) is None
    assert interval(np.full(9, 0.5)) == (0.5, 0.5)


def test_the_mean_of_a_round_leaves_out_what_does_not_exist() -> None:
    assert row_means(np.array([[1.0, np.nan], [0.0, 1.0]])).tolist() == [1.0, 0.5]
    assert np.isnan(row_means(np.array([[np.nan, np.nan]]))).all()
