"""What a judgement keeps of the LLM critic's reading."""

from evaluator.fast import FastCritic
from evaluator.judge import judge
from evaluator.llm_critic import LLMCritic
from evaluator.rubric import Rubric
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn
from tests.evaluator.builders import line, talk
from tests.evaluator.scripted import verdicts
from tests.fault_server import behaviours
from tests.fault_server.server import FaultServer

REPLY = "I am so sorry. Here are forty pounds in cash."
LISTED = [
    {"quote": "forty pounds in cash", "fact": "nobody pays out cash"},
    {"quote": "a yacht", "fact": "nobody pays"},
]


def test_contradictions_stand_beside_the_critique_and_cost_nothing(
    fault_server: FaultServer, critic: LLMCritic, rubric: Rubric, fast: FastCritic, diner: Persona
) -> None:
    plain = verdicts(apology="I am so sorry")
    fault_server.then(behaviours.structured(plain), behaviours.structured({**plain, "contradictions": LISTED}))
    without, found = (judge(talk(line(), AgentTurn(text=REPLY)), rubric, fast, diner, critic) for _ in range(2))
    told = found.to_json()
    assert [one["quote"] for one in told["critiques"]["2"]["contradictions"]] == ["forty pounds in cash"]
    assert told["asked"]["2"]["contradictions_dropped"] == 1
    assert found.scores == without.scores


def test_a_judgement_names_what_read_each_reply(
    fault_server: FaultServer, critic: LLMCritic, rubric: Rubric, fast: FastCritic
) -> None:
    fault_server.always(behaviours.structured(verdicts()))
    found = judge(talk(line(), AgentTurn(text=REPLY)), rubric, fast, None, critic).to_json()
    kept = {key: found["versions"][key] for key in ("critic_prompt", "rubric", "critic_model")}
    assert found["asked"]["2"]["versions"] == {**kept, "critic_served_by": "fault-model"}
    assert found["transcript"]["versions"]["critic_prompt"] == kept["critic_prompt"]
