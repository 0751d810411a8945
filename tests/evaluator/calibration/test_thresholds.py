import numpy as np

from evaluator.calibration.sheet import Sheet
from evaluator.calibration.thresholds import nested
from poise.conversation.ids import OBSERVED

SHIPPED = np.full(len(OBSERVED), 0.5)


def sheet(p: list[float], label: list[bool], group: list[int]) -> Sheet:
    wide = (len(p), len(OBSERVED))
    first = np.zeros(wide, dtype=bool)
    first[:, 0] = True
    probabilities, labels = np.zeros(wide), np.zeros(wide, dtype=bool)
    probabilities[:, 0], labels[:, 0] = p, label
    blank = np.zeros(wide, dtype=bool)
    return Sheet(np.array(group), first, labels, probabilities, probabilities >= 0.5, blank)


def test_a_better_threshold_is_found_on_other_situations() -> None:
    groups = [n // 4 for n in range(40)]
    label = [n % 2 == 0 for n in range(40)]
    found = nested(sheet([0.3 if yes else 0.1 for yes in label], label, groups), SHIPPED)
    assert found is not None
    assert (found.shown[:, 0] == label).all()
    assert (found.chosen[:, 0] > 0.1).all()
    assert (found.chosen[:, 0] <= 0.3).all()


def test_no_reply_helps_to_choose_its_own_threshold() -> None:
    p, label = [n / 20 for n in range(1, 16)], [n % 3 != 0 for n in range(15)]
    before = nested(sheet(p, label, list(range(15))), SHIPPED)
    assert before is not None
    moved = 0
    for changed in range(15):
        other = [yes != (n == changed) for n, yes in enumerate(label)]
        after = nested(sheet(p, other, list(range(15))), SHIPPED)
        assert after is not None
        assert after.shown[changed, 0] == before.shown[changed, 0]
        moved += int((after.chosen != before.chosen).any())
    assert moved > 0


def test_labels_that_are_all_the_same_leave_the_shipped_threshold() -> None:
    found = nested(sheet([0.2] * 10, [False] * 10, list(range(10))), np.full(len(OBSERVED), 0.35))
    assert found is not None
    assert (found.chosen == 0.35).all()


def test_fewer_situations_than_folds_are_too_few() -> None:
    assert nested(sheet([0.6, 0.4], [True, False], [0, 1]), SHIPPED) is None
