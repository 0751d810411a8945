import asyncio
import json
from pathlib import Path

from evaluator.batch import Row, Unusable, judge_all, read_all
from evaluator.fast import FastCritic
from evaluator.gate import Gate
from evaluator.judge import Judgement, judge
from evaluator.rubric import Rubric
from poise.conversation.errors import ContentError
from poise.conversation.transcript import Transcript
from tests.evaluator.builders import LINE, REPLY


def value(id_: str) -> dict[str, object]:
    return {"id": id_, "turns": [{"speaker": "customer", "text": LINE}, {"speaker": "agent", "text": REPLY}]}


def test_a_broken_line_is_a_row_and_the_others_are_still_read(tmp_path: Path) -> None:
    path = tmp_path / "talks.jsonl"
    path.write_text("\n".join([json.dumps(value("a")), "{", json.dumps({"id": "b"}), json.dumps(value("c"))]))
    a, broken, wrong, c = read_all([path])
    assert isinstance(a, Transcript)
    assert isinstance(c, Transcript)
    assert isinstance(broken, Unusable)
    assert isinstance(wrong, Unusable)
    assert "talks.jsonl:2: no valid JSON" in broken.problem
    assert "talks.jsonl:3: turns: the field is missing" in wrong.problem


def test_a_broken_file_and_a_missing_path_are_rows(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: [")
    (tmp_path / "b.json").write_text(json.dumps(value("b")))
    rows = list(read_all([tmp_path, tmp_path / "none.json"]))
    assert [isinstance(row, Unusable) for row in rows] == [True, False, True]


def test_rows_come_in_the_order_of_the_input_whatever_ends_first(rubric: Rubric, fast: FastCritic) -> None:
    done: list[Row] = []

    async def judge_one(transcript: Transcript) -> Judgement:
        await asyncio.sleep(0.03 if transcript.id == "a" else 0)
        if transcript.id == "b":
            raise ContentError("b", "cannot be judged", "Look at it")
        return judge(transcript, rubric, fast)

    talks = [Transcript.model_validate(value(id_)) for id_ in "abc"]
    rows = asyncio.run(judge_all(talks, judge_one, done.append, workers=3))
    assert [row.name if isinstance(row, Unusable) else row.transcript.id for row in rows] == ["a", "b", "c"]
    assert done[-1] == rows[0]


def test_a_gate_demands_score_mistakes_and_ids(rubric: Rubric, fast: FastCritic) -> None:
    found = judge(Transcript.model_validate(value("a")), rubric, fast)
    assert Gate().shortfalls(found) == []
    assert Gate(min_score=1, max_mistakes=1, require=["apology"]).shortfalls(found) == []
    short = Gate(min_score=100, require=["follow_up"]).shortfalls(found)
    assert short[0].startswith("score: at least 100 is demanded")
    assert short[1] == "follow_up is demanded and was not shown"


def test_no_score_is_no_pass(rubric: Rubric, fast: FastCritic) -> None:
    foreign = Transcript.model_validate(
        {
            "id": "x",
            "turns": [{"speaker": "agent", "text": "Es tut mir sehr leid, dass Ihr Paket heute wieder nicht ankam."}],
        }
    )
    found = judge(foreign, rubric, fast)
    assert found.scores.score is None
    assert Gate(min_score=0).shortfalls(found)[0].startswith("score: at least 0 is demanded, found none")
