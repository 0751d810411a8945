from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from evaluator.attack import AttackFile, Attempt, Drift, load_attacks, run_attacks, run_harmless
from evaluator.attack_report import outcome_of, page
from evaluator.fast import FastCritic
from evaluator.rubric import Rubric
from poise.conversation.content import Content
from poise.conversation.errors import ContentError
from poise.conversation.persona import Persona

REPLY = "How can I help you today?"
SMALL = {
    "version": 1,
    "moments": [
        {
            "id": "late",
            "context": [{"speaker": "customer", "text": "My parcel is three weeks late. I'm furious!"}],
            "reply": REPLY,
        }
    ],
    "families": {"real": {"what": "an honest act", "texts": ["I'm so sorry that it is so late."]}},
    "harmless": [{"what": "a space at the end", "find": "$", "put": " "}],
}


@pytest.fixture(scope="module")
def suite() -> AttackFile:
    return load_attacks()


@pytest.fixture(scope="module")
def personas(content: Content) -> Mapping[str, Persona]:
    return {persona.id: persona for persona in content.personas()}


@pytest.fixture(scope="module")
def attempts(suite: AttackFile, rubric: Rubric, fast: FastCritic, personas: Mapping[str, Persona]) -> Sequence[Attempt]:
    return run_attacks(suite, rubric, fast, personas)


def attempt(attack: str, after: float | None) -> Attempt:
    return Attempt("family", attack, "behind", "moment", "reply", 10.0, after)


def test_there_are_sixty_attacks_of_eight_families(suite: AttackFile) -> None:
    assert len(suite.families) >= 8
    assert sum(len(family.texts) + len(family.rewrites) for family in suite.families.values()) >= 60


def test_no_attack_talks_the_fast_critic_into_a_better_score(
    suite: AttackFile, attempts: Sequence[Attempt], rubric: Rubric, fast: FastCritic
) -> None:
    outcome = outcome_of(attempts, run_harmless(suite, rubric, fast))
    assert outcome.shortfalls() == []


def test_only_what_cannot_be_read_gets_no_score(attempts: Sequence[Attempt]) -> None:
    silent = {one.family for one in attempts if one.inflation is None}
    assert silent <= {"languages", "hidden_characters"}
    assert all(one.place == "instead" for one in attempts if one.inflation is None)


def test_a_real_apology_does_gain_points(rubric: Rubric, fast: FastCritic) -> None:
    found = run_attacks(AttackFile.model_validate(SMALL), rubric, fast, {})
    assert all((one.inflation or 0) > 0 for one in found)


def test_an_edit_that_is_not_harmless_is_seen(rubric: Rubric, fast: FastCritic) -> None:
    rude = {"what": "an insult", "find": "^", "put": "You're an idiot. "}
    drift = run_harmless(AttackFile.model_validate({**SMALL, "harmless": [rude]}), rubric, fast)
    assert drift.share > 0.02
    assert ("an insult", REPLY, "hostile") in drift.changed


def test_every_limit_that_is_passed_is_named() -> None:
    outcome = outcome_of([attempt("one", 40.0), attempt("two", 30.0)], Drift(100, (("edit", "reply", "calm"),) * 2))
    mean, worst, drift = outcome.shortfalls()
    assert "the mean may reach 30.0 points" in mean
    assert "one gains 30.0 points" in worst
    assert "2.0%" in drift


def test_an_attempt_without_a_score_is_counted_and_makes_no_number() -> None:
    outcome = outcome_of([attempt("one", None), attempt("two", 12.0)], Drift(100, ()))
    assert outcome.total.mean == 2.0
    assert outcome.total.unscored == 1
    assert outcome.interval == (2.0, 2.0)


def test_a_run_in_which_nothing_got_a_score_does_not_hold() -> None:
    outcome = outcome_of([attempt("one", None)], Drift(100, ()))
    assert outcome.total.mean is None
    assert outcome.shortfalls() == ["no attempt got a score"]


def test_the_page_lists_families_and_what_drifts() -> None:
    text = page(
        outcome_of([attempt("one", 10.0)], Drift(10, (("edit", "Hello.", "calm"),))),
        "poise attack",
        "fast",
        ("family",),
    )
    assert "| family | 1 | 1 | +0.0 |" in text
    assert "- calm, edit: Hello." in text


def test_an_unknown_persona_is_named(rubric: Rubric, fast: FastCritic, suite: AttackFile) -> None:
    with pytest.raises(ContentError, match="there is no persona 'cake-buyer'"):
        run_attacks(suite, rubric, fast, {})


def test_a_fault_in_a_suite_names_file_and_field(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("version: 1\nmoments: []\nfamilies: {}\nharmless: []\n")
    with pytest.raises(ContentError, match=r"mine\.yaml.*moments"):
        load_attacks(tmp_path / "mine.yaml")
