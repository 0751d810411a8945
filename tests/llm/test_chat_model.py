"""What a model behind the door does with good answers."""

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor

import pytest
from langchain_core.callbacks import get_usage_metadata_callback
from langchain_core.messages import AIMessage, HumanMessage

from poise.llm.binding import Binding
from poise.llm.chat_model import chat_model
from poise.llm.errors import KeyRejected, ServerUnreachable
from tests.fault_server.behaviours import Behaviour, cut_at_length, empty, filtered, null_content, refuse, say
from tests.fault_server.server import FaultServer
from tests.llm.models import KEY, model_of


def test_an_answer_comes_with_its_condition_finish_reason_and_usage(fault_server: FaultServer) -> None:
    fault_server.say("I ordered it rare.")
    answer = model_of(fault_server).invoke("Good evening")
    assert answer.text == "I ordered it rare."
    assert answer.response_metadata["condition"] == "complete"
    assert answer.response_metadata["finish_reason"] == "stop"
    assert answer.usage_metadata is not None
    assert answer.usage_metadata["input_tokens"] == 20


def test_usage_that_a_server_does_not_send_is_unknown_and_not_zero(fault_server: FaultServer) -> None:
    fault_server.then(say("Well?", usage=None))
    assert model_of(fault_server).invoke("Good evening").usage_metadata is None


@pytest.mark.parametrize(
    ("behaviour", "condition"),
    [
        (cut_at_length("I was just"), "cut_at_length"),
        (refuse("Not that."), "refused"),
        (empty(), "empty"),
        (null_content(), "empty"),
        (filtered(), "filtered"),
    ],
)
def test_a_poor_answer_is_handed_on_with_the_word_for_it(
    fault_server: FaultServer, behaviour: Behaviour, condition: str
) -> None:
    fault_server.always(behaviour)
    model = model_of(fault_server)
    for answer in (model.invoke("Hello"), asyncio.run(model.ainvoke("Hello"))):
        assert answer.response_metadata["condition"] == condition


def test_the_words_of_a_refusal_are_kept(fault_server: FaultServer) -> None:
    fault_server.then(refuse("I would rather not."))
    assert model_of(fault_server).invoke("Hello").additional_kwargs["refusal"] == "I would rather not."


def test_three_candidates_come_as_three_generations_without_the_beginning_that_was_given(
    fault_server: FaultServer,
) -> None:
    beginning = "AGENT: Good evening.\nDANA [furious]:"
    fault_server.then(say(" No.", " Rare!", " Again?", repeats_prefill=True))
    messages = [HumanMessage("The scene."), AIMessage(beginning)]
    result = model_of(fault_server).generate([messages], stop=["\n"], n=3, temperature=0.9, max_tokens=40)
    assert [generation.text for generation in result.generations[0]] == [" No.", " Rare!", " Again?"]
    reasons = [generation.message.response_metadata["finish_reason"] for generation in result.generations[0]]  # type: ignore[union-attr]  # chat generations have messages
    assert reasons == ["stop"] * 3
    asked = fault_server.completions[0].body
    assert (asked["n"], asked["stop"], asked["temperature"], asked["max_tokens"]) == (3, ["\n"], 0.9, 40)
    assert asked["messages"][-1] == {"role": "assistant", "content": beginning}


def test_an_answer_that_is_the_users_own_words_is_not_taken_for_a_repeated_beginning(fault_server: FaultServer) -> None:
    fault_server.say("Good evening to you")
    assert model_of(fault_server).invoke("Good evening").text == "Good evening to you"


@pytest.mark.parametrize("where", ["extra_body", "argument"])
def test_a_response_format_reaches_the_server_and_hides_nothing(fault_server: FaultServer, where: str) -> None:
    form = {"type": "json_schema", "json_schema": {"name": "verdict", "schema": {"type": "object"}}}
    fault_server.then(cut_at_length('{"score": 9, "rea'))
    given = {"extra_body": {"response_format": form}} if where == "extra_body" else {"response_format": form}
    answer = model_of(fault_server).invoke("Judge", **given)  # type: ignore[arg-type]  # arguments of the provider
    assert fault_server.completions[0].body["response_format"] == form
    assert answer.text == '{"score": 9, "rea'
    assert answer.response_metadata["condition"] == "cut_at_length"


def test_chat_completions_are_used_whatever_the_models_name(fault_server: FaultServer) -> None:
    model_of(fault_server, name="gpt-5-pro").invoke("Hello")
    assert [asked.path for asked in fault_server.requests] == ["/v1/chat/completions"]


def test_the_key_is_sent_and_a_server_without_one_gets_a_stand_in(fault_server: FaultServer) -> None:
    fault_server.key = KEY
    assert model_of(fault_server, key=KEY).invoke("Hello").text
    fault_server.key = "none"
    assert model_of(fault_server).invoke("Hello").text


def test_the_key_shows_in_no_text_form_of_the_model(fault_server: FaultServer) -> None:
    assert KEY not in repr(model_of(fault_server, key=KEY))


def test_one_model_answers_in_one_event_loop_after_another(fault_server: FaultServer) -> None:
    model = model_of(fault_server)

    async def several() -> list[str]:
        return [answer.text for answer in await model.abatch(["a", "b", "c"])]

    assert [asyncio.run(several()) for _ in range(3)] == [["All right."] * 3] * 3
    gc.collect()


def test_one_model_answers_in_several_threads(fault_server: FaultServer) -> None:
    model = model_of(fault_server)
    with ThreadPoolExecutor(4) as pool:
        assert [answer.text for answer in pool.map(model.invoke, "abcdefgh")] == ["All right."] * 8


def test_usage_is_seen_by_langchains_own_counter(fault_server: FaultServer) -> None:
    model = model_of(fault_server)
    with get_usage_metadata_callback() as counter:
        model.invoke("Hello")
        list(model.stream("Hello"))
    assert counter.usage_metadata["fault-model"]["input_tokens"] == 40


def test_a_binding_to_openai_without_key_or_address_says_what_to_set() -> None:
    with pytest.raises(KeyRejected, match="OPENAI_API_KEY"):
        chat_model(Binding(role="critic", provider="openai", model="gpt-x"), timeout_s=1)


def test_the_embedded_model_without_its_server_says_so() -> None:
    with pytest.raises(ServerUnreachable, match="not running"):
        chat_model(Binding(role="customer", provider="embedded", model="Q"), timeout_s=1)
