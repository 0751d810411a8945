"""A question that takes several calls: answers put together, failures kept to their ids, windows learnt from the server."""

import asyncio
from typing import Any

import pytest

from evaluator.llm_critic import CriticAnswer, LLMCritic, Window
from poise.conversation.ids import OBSERVED
from poise.conversation.persona import Persona
from tests.evaluator.builders import REPLY, line
from tests.evaluator.conftest import NewCritic
from tests.evaluator.scripted import answer, answering, asked_ids
from tests.fault_server import behaviours
from tests.fault_server.server import FaultServer

NARROW = Window(4096, lambda text: len(text) // 4)
SORRY = "I am so sorry"


@pytest.fixture
def narrow(new_critic: NewCritic) -> LLMCritic:
    return new_critic(NARROW)


def ask(critic: LLMCritic, persona: Persona | None = None) -> CriticAnswer:
    return critic.observe([line()], REPLY, persona)


def asked(server: FaultServer) -> list[list[str]]:
    return [asked_ids(one.body) for one in server.completions]


def test_the_answers_of_all_calls_are_put_together(fault_server: FaultServer, narrow: LLMCritic) -> None:
    fault_server.always(answering(apology=SORRY, empathy="You waited two hours", jargon="cold meal"))
    found = ask(narrow)
    assert found.observations.decided() == {"apology", "empathy", "jargon"}
    assert found.observations.not_assessed == {}
    assert [id_ for ids in asked(fault_server) for id_ in ids] == list(OBSERVED)
    assert found.calls == len(asked(fault_server)) > 1
    assert found.usage["input_tokens"] == 20 * found.calls
    assert (found.reason, found.finish_reason, found.form) == ("", "stop", "json_schema")


def test_a_batch_puts_them_together_as_well(fault_server: FaultServer, narrow: LLMCritic) -> None:
    fault_server.always(answering(apology=SORRY))
    assert asyncio.run(narrow.aobserve([line()], REPLY)).observations == ask(narrow).observations


FAULTS: dict[str, Any] = {
    "server_fault": behaviours.fail(500),
    "cut_at_length": behaviours.cut_at_length("{"),
    "refused": behaviours.refuse(),
    "malformed": behaviours.say("8 out of 10"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_part_that_fails_leaves_only_its_ids_not_assessed(
    fault_server: FaultServer, narrow: LLMCritic, code: str
) -> None:
    good = answering(apology=SORRY)
    fault_server.always(lambda body: good(body) if "apology" in asked_ids(body) else FAULTS[code])
    found = ask(narrow)
    first, *others = dict.fromkeys(map(tuple, asked(fault_server)))
    assert found.observations.not_assessed == {id_: code for part in others for id_ in part}
    assert found.observations.decided() == {"apology"}
    assert all(found.observations.shown(id_) is not None for id_ in first)
    assert found.reason


def test_ids_that_another_call_was_asked_for_are_not_taken_from_an_answer(
    fault_server: FaultServer, narrow: LLMCritic
) -> None:
    everything = behaviours.structured(answer(OBSERVED, apology=SORRY))
    fault_server.then(everything)
    fault_server.always(behaviours.refuse())
    found = ask(narrow)
    assert set(found.observations.not_assessed) == set(OBSERVED) - set(asked(fault_server)[0])


def test_only_the_first_call_is_asked_for_what_contradicts_the_briefing(
    fault_server: FaultServer, narrow: LLMCritic, diner: Persona
) -> None:
    fault_server.always(answering())
    ask(narrow, diner)
    schemas = [one.body["response_format"]["json_schema"]["schema"] for one in fault_server.completions]
    assert ["contradictions" in schema["required"] for schema in schemas] == [True] + [False] * (len(schemas) - 1)


def test_a_server_with_a_smaller_window_is_asked_again_in_parts_and_that_is_remembered(
    fault_server: FaultServer, new_critic: NewCritic
) -> None:
    def serve(body: dict[str, Any]) -> behaviours.Behaviour:
        length = sum(len(message["content"]) for message in body["messages"])
        return behaviours.overflow_llama() if length // 4 > 4096 else behaviours.structured(answer(asked_ids(body)))

    fault_server.always(serve)
    critic = new_critic(Window(16384, NARROW.count))
    first, second = ask(critic), ask(critic)
    assert first.observations.not_assessed == second.observations.not_assessed == {}
    assert first.calls > second.calls > 1


def test_a_server_that_takes_no_length_ends_as_not_assessed(fault_server: FaultServer, new_critic: NewCritic) -> None:
    fault_server.always(behaviours.overflow_openai())
    found = ask(new_critic(Window(16384, NARROW.count)))
    assert found.observations.not_assessed == dict.fromkeys(OBSERVED, "context_overflow")
    assert found.reason


def test_a_window_without_room_is_told_with_the_setting_and_nothing_is_asked(
    fault_server: FaultServer, new_critic: NewCritic
) -> None:
    found = ask(new_critic(Window(1024, NARROW.count)))
    assert set(found.observations.not_assessed) == set(OBSERVED)
    assert "POISE_CRITIC_CONTEXT_TOKENS" in found.reason
    assert fault_server.completions == []


def test_every_answer_names_prompt_rubric_and_model(fault_server: FaultServer, narrow: LLMCritic) -> None:
    fault_server.always(answering())
    versions = ask(narrow).versions
    assert versions["critic_prompt"].startswith("critic-observe@2#")
    assert versions["rubric"].startswith("rubric#")
    assert (versions["critic_model"], versions["critic_served_by"]) == ("openai:fault-model", "fault-model")
    fault_server.always(behaviours.fail(500))
    assert set(ask(narrow).versions) == {"critic_prompt", "rubric", "critic_model"}
