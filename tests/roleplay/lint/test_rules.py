from typing import Any

import pytest

from poise.roleplay.lint.check import check
from poise.roleplay.lint.finding import written
from tests.content.shipped import IDS, PERSONAS
from tests.roleplay.lint.customers import CAKE, PROMPTS, UNSAFE, changed, found, with_lines, with_remedies

TEMPERS = {level: temper.model_dump() for level, temper in CAKE.temper.items()}
VENT = list(CAKE.lines["vent"])


@pytest.mark.parametrize("persona", PERSONAS, ids=IDS)
def test_every_published_customer_passes(persona: Any) -> None:
    if not persona.draft:
        assert [written(finding, persona.id, "") for finding in check(persona, PROMPTS, UNSAFE)] == []


def test_a_finding_is_one_line_with_file_line_field_problem_rule_and_fix() -> None:
    finding = check(changed(title="TODO: a headline"), PROMPTS, UNSAFE)[0]
    line = written(finding, "personas/x.yaml", "id: x\ntitle: TODO\n")
    assert line == "personas/x.yaml:2: title: still to be written: a headline [unwritten]. Write it in place of TODO"


def test_what_is_still_to_be_written_is_told_once() -> None:
    assert found(with_lines(thank=["TODO: thanks", "  TODO"])) == [
        ("unwritten", "lines.thank.0"),
        ("unwritten", "lines.thank.1"),
    ]


def test_a_name_that_only_begins_like_it_is_written() -> None:
    assert found(changed(title="Todor and the TODOs of the day")) == []


@pytest.mark.parametrize("text", ["…", "🐝", "1", "?!", "a", "蜂", "\u200b", "x" * 600, " ".join(["no"] * 200)])
def test_whatever_stands_in_a_line_the_rules_have_an_answer(text: str) -> None:
    facts = {
        "known": [{"id": "a", "words": text, "said_as": [text]}],
        "hidden": [{"id": "b", "words": text, "said_as": [text]}],
    }
    remedy = {"id": "c", "words": text, "said_as": [text], "agent": "may", "limit": text, "customer": "accepts"}
    identity = {"name": text, "called": [text], "about": text}
    odd = changed(lines={"vent": [text]}, opening=[text], facts=facts, remedies=[remedy], identity=identity)
    assert ("missing-act", "lines.vent") in [(one.rule, one.field) for one in check(odd, PROMPTS, UNSAFE)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"process_failed": True, "fault": "customer", "trains": []}, "process_failed"),
        ({"process_failed": True, "fault": "nobody", "trains": []}, "process_failed"),
        ({"fault": "nobody", "trains": ["listen", "apology"]}, "trains.1"),
        ({"process_failed": False, "trains": ["root_cause"]}, "trains.0"),
        ({"good_end": ["resolved", "ended_by_agent"]}, "good_end"),
        ({"yields": False}, "yields"),
    ],
)
def test_fields_that_contradict_each_other_are_named(fields: dict[str, Any], field: str) -> None:
    assert found(changed(**fields)) == [("contradiction", field)]


def test_nothing_is_contradicted_where_a_process_failed_at_a_fault_of_both() -> None:
    assert found(changed(fault="shared", process_failed=True)) == []


def test_somebody_who_wants_to_be_heard_has_no_remedy_for_the_taking() -> None:
    lonely = found(changed(wants="heard", trains=["listen", "solution"]))
    assert ("contradiction", "trains.1") in lonely
    assert ("contradiction", "remedies.0.customer") in lonely


@pytest.mark.parametrize(
    ("yields", "good_end", "clashes"),
    [
        (False, ["resolved"], True),
        (False, ["ended_by_agent"], False),
        (True, ["ended_by_agent"], True),
        (True, ["resolved"], False),
    ],
)
def test_an_abusive_customers_good_end_fits_whether_they_yield(
    yields: bool, good_end: list[str], clashes: bool
) -> None:
    abuse = {
        "insult": ["you clown, honestly", "useless, the lot of you"],
        "yield": ["alright, alright", "fine, i'll stop"],
    }
    persona = with_lines(**abuse).model_copy(update={"yields": yields, "good_end": tuple(good_end)})
    assert (("contradiction", "good_end") in found(persona)) == clashes


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"customer": "refuses"}, "unreachable-remedy"),
        ({"agent": "never"}, "unreachable-remedy"),
        ({"agent": "manager"}, "unreachable-remedy"),
    ],
)
def test_a_good_end_that_nothing_can_bring_about_is_named(changes: dict[str, str], rule: str) -> None:
    assert (rule, "remedies") in found(with_remedies(**changes))


def test_a_single_remedy_that_is_only_haggled_over_ends_nothing() -> None:
    card = next(remedy for remedy in CAKE.model_dump(mode="json")["remedies"] if remedy["id"] == "card-from-bakers")
    assert ("unreachable-remedy", "remedies") in found(changed(remedies=[card]))


@pytest.mark.parametrize("end", ["walked_out", "turn_limit"])
def test_ends_that_are_not_good_are_named(end: str) -> None:
    assert ("unreachable-end", "good_end") in found(changed(good_end=[end]))


@pytest.mark.parametrize(
    ("line", "reached"), [("right i'm off to ring round", False), ("get me the manager then", True)]
)
def test_only_who_asks_for_the_manager_can_be_handed_over(line: str, reached: bool) -> None:
    persona = with_lines(vent=[*VENT[:4], line]).model_copy(update={"good_end": ("escalated",)})
    assert (("unreachable-end", "good_end") not in found(persona)) == reached


@pytest.mark.parametrize("limit", ["up to £90", "up to 35 %", "1,200 pounds", "€12.50"])
def test_a_limit_that_the_briefing_does_not_name_is_told(limit: str) -> None:
    first = {**CAKE.model_dump(mode="json")["remedies"][0], "limit": limit}
    rest = CAKE.model_dump(mode="json")["remedies"][1:]
    assert found(changed(remedies=[first, *rest])) == [("limit-and-policy", "remedies.0.limit")]


@pytest.mark.parametrize("limit", ["up to £74", "£80: cake and jam", "two clear days", "up to 20%", "20 per cent"])
def test_a_limit_of_the_briefings_amounts_or_their_sum_passes(limit: str) -> None:
    first = {**CAKE.model_dump(mode="json")["remedies"][0], "limit": limit}
    rest = CAKE.model_dump(mode="json")["remedies"][1:]
    assert found(changed(remedies=[first, *rest])) == []


@pytest.mark.parametrize(
    ("field", "value"), [("anger", 64), ("walks_out", 97), ("rises", 0.9), ("falls", 1.1), ("patience", 5)]
)
def test_every_number_of_a_level_is_as_hard_as_the_level_before(field: str, value: float) -> None:
    temper = {**TEMPERS, "hard": {**TEMPERS["hard"], field: value}}
    assert found(changed(temper=temper)) == [("levels", f"temper.hard.{field}")]


def test_nobody_leaves_after_one_mistake() -> None:
    temper = {**TEMPERS, "hard": {**TEMPERS["hard"], "anger": 80}}
    assert found(changed(temper=temper)) == [("levels", "temper.hard.walks_out")]


@pytest.mark.parametrize("line", ["you retards", "i know where you live mun", "what the fuck is this", "FUCKING cake"])
def test_words_that_not_even_an_abusive_customer_says_are_unsafe(line: str) -> None:
    assert ("unsafe", "lines.vent.6") in found(with_lines(vent=[*VENT, line]))


@pytest.mark.parametrize(
    "line", ["cut them with a spick and span knife i did", "bloody hell, that's a cock-up and a half"]
)
def test_mild_words_and_harmless_lookalikes_are_not_unsafe(line: str) -> None:
    assert "unsafe" not in {rule for rule, _ in found(with_lines(vent=[*VENT, line]))}


def test_a_hidden_fact_with_an_unsafe_word_is_found_too() -> None:
    facts = CAKE.model_dump(mode="json")["facts"]
    facts["hidden"][0]["words"] = "A neighbour called Mali a slut."
    assert ("unsafe", "facts.hidden.0.words") in found(changed(facts=facts))


def test_a_line_half_as_long_again_as_the_voice_is_too_long() -> None:
    fits, too_long = " ".join(["cake"] * 67), " ".join(["jam"] * 68)
    rules = found(with_lines(vent=[*VENT, fits, too_long]))
    assert ("too-long", "lines.vent.7") in rules
    assert ("too-long", "lines.vent.6") not in rules


def test_five_sentences_are_too_many() -> None:
    assert found(with_lines(vent=[*VENT, "one cake. one box. one lid. one van. nobody looked."])) == [
        ("too-long", "lines.vent.6")
    ]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("how can i help you today", "guard-offers-help"),
        ("i'm sorry about that, my fault", "guard-apologises"),
        ("as an ai i have no cake", "guard-talks-of-machine"),
        ("*slams the box down* look at it", "guard-stage-direction"),
        ("rhys ordered 24 and got fifteen", "guard-third-person"),
        ("she gave her own slice to a boy who had none and cried in the van", "leak"),
    ],
)
def test_lines_that_break_role_or_tell_too_much_are_named_by_their_rule(line: str, rule: str) -> None:
    assert (rule, "lines.vent.6") in found(with_lines(vent=[*VENT, line]))


@pytest.mark.parametrize(
    "line",
    [
        "24 i said, three weeks ago i said it; fifteen slices and it was gone and i cut them thin",
        "Ok and what happens NOW?",
    ],
)
def test_lines_equal_or_nearly_equal_to_another_are_named(line: str) -> None:
    own = CAKE.lines["press"]
    assert ("repeated-line", f"lines.press.{len(own)}") in found(with_lines(press=[*own, line]))


def test_a_wording_that_no_offer_can_hold_is_told() -> None:
    remedies = CAKE.model_dump(mode="json")["remedies"]
    remedies[0]["said_as"] += ["do what you asked"]
    last = len(remedies[0]["said_as"]) - 1
    assert found(changed(remedies=remedies)) == [("said-as", f"remedies.0.said_as.{last}")]


def test_a_wording_that_two_remedies_share_is_told_at_one_of_them() -> None:
    remedies = CAKE.model_dump(mode="json")["remedies"]
    remedies[0]["said_as"] += ["half your money back"]
    told = found(changed(remedies=remedies))
    assert ("said-as", "remedies.2.said_as.0") in told
    assert {rule for rule, _ in told} == {"said-as"}
    assert all(place.startswith("remedies.2.") for _, place in told)


def test_a_question_that_two_facts_share_is_told_at_one_of_them() -> None:
    facts = CAKE.model_dump(mode="json")["facts"]
    facts["hidden"][0]["said_as"] += ["when is her actual birthday"]
    last = len(facts["hidden"][0]["said_as"]) - 1
    assert found(changed(facts=facts)) == [("said-as", f"facts.hidden.0.said_as.{last}")]


def test_too_few_wordings_are_counted() -> None:
    remedies = CAKE.model_dump(mode="json")["remedies"]
    remedies[0]["said_as"] = remedies[0]["said_as"][:5]
    assert ("few-wordings", "remedies.0.said_as") in found(changed(remedies=remedies))


def test_an_answer_to_a_follow_up_fits_the_person_and_no_longer_the_talk() -> None:
    lines = ["and here i am at the counter still", "mun " * 90]
    assert found(changed(afterwards={"angry": lines})) == [
        ("too-long", "afterwards.angry.1"),
        ("here-and-now", "afterwards.angry.0"),
    ]
