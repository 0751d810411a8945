from collections.abc import Sequence

import pytest

from evaluator.fast import FastCritic
from tests.evaluator.metamorphic.relations import RELATIONS, Relation, pairs, same, violations
from tests.evaluator.metamorphic.samples import Sample, samples

ALLOWED = 0.02


@pytest.fixture(scope="module")
def found() -> Sequence[Sample]:
    return samples()


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.name)
def test_at_most_two_in_a_hundred_pairs_of_a_kind_do_not_hold(
    relation: Relation, found: Sequence[Sample], fast: FastCritic
) -> None:
    count, wrong = violations(relation, found, fast)
    listed = "\n".join(f"{one.id} [{one.fault}] {one.reply}" for one in wrong)
    assert count
    assert len(wrong) <= ALLOWED * count, f"{len(wrong)} of {count} pairs:\n{listed}"


def test_there_are_a_dozen_kinds_and_a_thousand_pairs(found: Sequence[Sample]) -> None:
    assert len({relation.name for relation in RELATIONS}) >= 12
    assert sum(1 for relation in RELATIONS for _ in pairs(relation, found)) >= 1000


def test_a_relation_that_does_not_hold_is_seen(found: Sequence[Sample], fast: FastCritic) -> None:
    rude = Relation("rudeness changes nothing", lambda one: one.saying("You're an idiot. " + one.reply), same)
    count, wrong = violations(rude, found, fast, most=20)
    assert len(wrong) > count / 2
