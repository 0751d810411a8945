"""`poise observe --critic llm`: what the model is told of the conversation so far."""

import json
from pathlib import Path

import pytest

from poise.cli.main import main
from tests.evaluator.scripted import answering
from tests.fault_server.server import FaultServer

HEARD = [
    {"speaker": "customer", "text": "You charged me twice and nobody rang me back. I'm furious!"},
    {
        "speaker": "agent",
        "text": "I'm so sorry. You were charged twice and then left without a call; that must have been infuriating.",
    },
    {"speaker": "customer", "text": "It was, you useless idiot. I'll come and smash your windows."},
]


def test_stage_and_abuse_are_read_from_the_conversation_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault_server: FaultServer
) -> None:
    fault_server.always(answering(apology="I am so sorry"))
    monkeypatch.setenv("OPENAI_BASE_URL", fault_server.url)
    monkeypatch.setenv("POISE_CRITIC", "openai:fault-model")
    monkeypatch.chdir(tmp_path)
    item = {"id": "a", "context": HEARD, "reply": "I am so sorry."}
    (tmp_path / "in.jsonl").write_text(json.dumps(item))
    monkeypatch.setattr("sys.argv", ["poise", "observe", "in.jsonl", "--out", "out.jsonl", "--critic", "llm"])
    with pytest.raises(SystemExit):
        main()
    system = fault_server.completions[0].body["messages"][0]["content"]
    assert 'Stage "explore"' in system
    assert "was read as abusive" in system
    found = json.loads((tmp_path / "out.jsonl").read_text())
    assert (found["strategies"]["apology"], found["thresholds"]["apology"]) == (1.0, 0.5)
