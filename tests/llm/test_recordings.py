"""Answers recorded once and given again without the model, however they are asked for."""

import asyncio
import json
from collections.abc import Callable
from contextlib import aclosing, closing
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable

from poise.conversation.errors import ContentError, ModelError
from poise.llm.errors import ServerFault
from poise.llm.recordings import NotRecorded, recording, replaying
from tests.fault_server import behaviours as server_does
from tests.fault_server.server import FaultServer
from tests.llm.models import model_of

Ask = Callable[[BaseChatModel], Any]
NAME = "embedded:test"


def _several(model: BaseChatModel) -> list[str]:
    return [one.text for one in model.generate([[HumanMessage("Hello")]], n=3, temperature=0.7).generations[0]]


async def _several_async(model: BaseChatModel) -> list[str]:
    result = await model.agenerate([[HumanMessage("Hello")]], n=3, temperature=0.7)
    return [one.text for one in result.generations[0]]


async def _pieces(model: BaseChatModel) -> list[str]:
    return [piece.text async for piece in model.astream("Hello")]


ASK: dict[str, Ask] = {
    "invoke": lambda model: model.invoke("Hello").text,
    "ainvoke": lambda model: asyncio.run(model.ainvoke("Hello")).text,
    "stream": lambda model: [piece.text for piece in model.stream("Hello")],
    "astream": lambda model: asyncio.run(_pieces(model)),
    "generate": _several,
    "agenerate": lambda model: asyncio.run(_several_async(model)),
}
every_way = pytest.mark.parametrize("ask", ASK.values(), ids=ASK)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tapes/answers.jsonl"


def recorded(server: FaultServer, file: Path) -> BaseChatModel:
    return recording(model_of(server), file, NAME)


def missing(file: Path, ask: Ask) -> str:
    with pytest.raises(NotRecorded) as caught:
        ask(replaying(file, NAME))
    return str(caught.value)


@every_way
def test_an_answer_is_given_again_as_it_came(fault_server: FaultServer, file: Path, ask: Ask) -> None:
    fault_server.then(server_does.say("It is cold.", "It is raw.", "It is late."))
    first = ask(recorded(fault_server, file))
    assert ask(replaying(file, NAME)) == first
    assert ask(recorded(fault_server, file)) == first
    assert len(fault_server.completions) == 1
    assert len(file.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("recorded_by", "replayed_by"),
    [("invoke", "astream"), ("ainvoke", "stream"), ("stream", "ainvoke"), ("astream", "invoke")],
)
def test_a_whole_answer_can_be_streamed_and_a_stream_read_whole(
    fault_server: FaultServer, file: Path, recorded_by: str, replayed_by: str
) -> None:
    fault_server.say("I ordered it rare.")
    first = ASK[recorded_by](recorded(fault_server, file))
    again = ASK[replayed_by](replaying(file, NAME))
    assert "".join(again) == "".join(first) == "I ordered it rare."


def test_condition_usage_and_log_probabilities_come_again(fault_server: FaultServer, file: Path) -> None:
    fault_server.then(server_does.cut_at_length("It is"))
    first = recorded(fault_server, file).invoke("Hello")
    again = replaying(file, NAME).invoke("Hello")
    assert again.response_metadata == first.response_metadata
    assert again.response_metadata["condition"] == "cut_at_length"
    assert again.usage_metadata == first.usage_metadata is not None
    result = recorded(fault_server, file).generate([[HumanMessage("Why?")]], logprobs=True)
    replayed = replaying(file, NAME).generate([[HumanMessage("Why?")]], logprobs=True)
    assert replayed.generations[0][0].generation_info == result.generations[0][0].generation_info


@pytest.mark.parametrize(
    ("ask", "gone", "come"),
    [
        (lambda model: model.invoke("Hallo"), "- human: Hello", "+ human: Hallo"),
        (lambda model: model.invoke("Hello", temperature=0.5), "", "+ temperature: 0.5"),
        (lambda model: model.invoke("Hello", stop=["\n"]), "- stop: null", '+ stop: ["\\n"]'),
        (lambda model: model.invoke([SystemMessage("Be rude."), HumanMessage("Hello")]), "", "+ system: Be rude."),
        (lambda model: [*model.stream("Hallo")], "- human: Hello", "+ human: Hallo"),
        (lambda model: asyncio.run(model.ainvoke("Hallo")), "- human: Hello", "+ human: Hallo"),
    ],
)
def test_a_request_that_was_not_recorded_shows_how_it_differs_from_the_nearest(
    fault_server: FaultServer, file: Path, ask: Ask, gone: str, come: str
) -> None:
    model = recorded(fault_server, file)
    model.invoke([HumanMessage("Something else"), AIMessage("Quite"), HumanMessage("Altogether")])
    model.invoke("Hello")
    said = missing(file, ask)
    assert str(file) in said
    assert "The nearest recorded one, line 2, differs" in said
    assert gone in said
    assert come in said


def test_another_model_finds_nothing(fault_server: FaultServer, file: Path) -> None:
    recorded(fault_server, file).invoke("Hello")
    with pytest.raises(NotRecorded, match=r"- model: embedded:test\n\+ model: embedded:other"):
        replaying(file, "embedded:other").invoke("Hello")


def test_a_long_line_is_shown_from_where_it_parts(fault_server: FaultServer, file: Path) -> None:
    recorded(fault_server, file).invoke("word " * 200 + "end")
    said = missing(file, lambda model: model.invoke("word " * 200 + "stop"))
    assert "end\n" in said
    assert said.endswith("stop")
    assert max(map(len, said.splitlines()[1:])) < 130


def test_an_empty_file_says_that_it_holds_none(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("")
    assert "the file holds none. Record it again" in missing(file, ASK["invoke"])


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda text: text.replace("Hello", "Hallo"), ":1: the key does not belong to its request: stale or edited"),
        (lambda text: text[:-20], ":1: no recorded answer"),
        (lambda text: "\n\n[]", ":3: no recorded answer"),
        (lambda text: text.replace('"generations"', '"genrations"'), ":1: holds no answer"),
    ],
)
def test_a_stale_or_broken_recording_is_named_when_the_file_is_read(
    fault_server: FaultServer, file: Path, edit: Callable[[str], str], says: str
) -> None:
    recorded(fault_server, file).invoke("Hello")
    file.write_text(edit(file.read_text()))
    with pytest.raises(ContentError, match=says):
        replaying(file, NAME)


def test_a_file_that_is_not_there_cannot_be_replayed(file: Path) -> None:
    with pytest.raises(ContentError, match="there is no such file"):
        replaying(file, NAME)


def test_recordings_that_nobody_asks_for_are_stale(fault_server: FaultServer, file: Path) -> None:
    model = recorded(fault_server, file)
    for text in ("Hello", "Good morning"):
        model.invoke(text)
    replayed: Any = replaying(file, NAME)
    replayed.invoke("Good morning")
    with pytest.raises(NotRecorded, match=r"1 recorded answers were not asked for \(lines 1\)"):
        replayed.recordings.require_all_asked()
    replayed.invoke("Hello")
    replayed.recordings.require_all_asked()


@every_way
def test_an_error_of_the_model_passes_through_and_is_not_recorded(
    fault_server: FaultServer, file: Path, ask: Ask
) -> None:
    fault_server.then(server_does.fail(500))
    with pytest.raises(ServerFault):
        ask(recorded(fault_server, file))
    assert not file.exists()


def test_a_stream_that_its_reader_leaves_is_recorded_whole(fault_server: FaultServer, file: Path) -> None:
    fault_server.say("I ordered it rare.")
    with closing(recorded(fault_server, file).stream("Hello")) as stream:
        assert next(piece.text for piece in stream if piece.text) == "I"
    assert "".join(ASK["stream"](replaying(file, NAME))) == "I ordered it rare."


def test_a_stream_that_a_coroutine_leaves_is_recorded_whole(fault_server: FaultServer, file: Path) -> None:
    fault_server.say("I ordered it rare.")

    async def look(model: BaseChatModel) -> str:
        async with aclosing(model.astream("Hello")) as stream:
            return await anext(piece.text async for piece in stream if piece.text)

    assert asyncio.run(look(recorded(fault_server, file))) == "I"
    assert "".join(ASK["stream"](replaying(file, NAME))) == "I ordered it rare."


def test_many_at_once_are_each_recorded_once(fault_server: FaultServer, file: Path) -> None:
    model = recorded(fault_server, file)
    model.batch([f"Hello {number}" for number in range(20)])
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert len({line["key"] for line in lines}) == len(lines) == 20
    again = replaying(file, NAME).batch([f"Hello {number}" for number in range(20)])
    assert [one.text for one in again] == ["All right."] * 20


def test_a_parameter_that_is_no_json_is_one_line(fault_server: FaultServer, file: Path) -> None:
    bound: Runnable[Any, Any] = recorded(fault_server, file).bind(seed=object())
    with pytest.raises(ModelError, match="cannot be recorded"):
        bound.invoke("Hello")


def test_no_key_and_no_address_is_written_down(fault_server: FaultServer, file: Path) -> None:
    key = "sk-very-secret-0123456789"
    recording(model_of(fault_server, key=key), file, NAME).invoke("Hello")
    assert key not in file.read_text()
    assert "127.0.0.1" not in file.read_text()
