import json

from evaluator.calibration.disagreements import disagreement_line, disagreements
from evaluator.calibration.repeats import flips
from evaluator.calibration.tables import disagreement_rows, flips_sentence
from evaluator.items import Item, LabelledItem
from poise.conversation.observation import Observations
from tests.evaluator.builders import observed


def item(id_: str, *shown: str, unknown: tuple[str, ...] = ()) -> LabelledItem:
    return LabelledItem(id=id_, reply="I am so sorry.", strategies=shown, unknown=unknown)


def test_every_disagreement_is_listed_with_the_critics_quote_and_the_reply() -> None:
    seen = observed("apology", evidence={"apology": "so sorry"})
    found = disagreements([(item("1"),), (item("2", "apology", "calm"),)], [seen, seen])
    assert [(one.id, one.about, one.critic, one.label) for one in found] == [
        ("2", "calm", False, True),
        ("1", "apology", True, False),
    ]
    line = json.loads(disagreement_line(found[1]))
    assert (line["quote"], line["reply"], line["p"]) == ("so sorry", "I am so sorry.", 1.0)


def test_what_was_not_judged_or_not_assessed_is_no_disagreement() -> None:
    unjudged = item("1", unknown=("apology",))
    assert disagreements([(unjudged,)], [observed("apology")]) == []
    assert disagreements([(item("1", "apology"),)], [observed(silent=["apology"])]) == []


def test_the_page_names_a_few_and_counts_the_others() -> None:
    found = disagreements([(item(str(n)),) for n in range(9)], [observed("apology")] * 9)
    assert disagreement_rows(found) == [("apology", "0, 1, 2, 3, 4, 5 and 3 more", "")]


def test_a_critic_that_changes_its_mind_is_found_out() -> None:
    answers = iter([observed("calm"), observed("calm"), observed(), observed("calm", silent=["apology"])])

    def moody(_: Item) -> Observations:
        return next(answers)

    found = flips([item("1"), item("2")], [observed("calm"), observed("calm")], moody, runs=3)
    assert found.changed == (("2", "calm"), ("2", "apology"))
    assert found.share == 2 / 56
    assert "2 of 56 decisions (3.6 %) changed over 3 runs" in flips_sentence(found)
