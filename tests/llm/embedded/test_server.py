import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
from langchain_core.messages import AIMessage, HumanMessage

from poise.llm.binding import parse_binding
from poise.llm.chat_model import chat_model
from poise.llm.embedded.server import EmbeddedServer, start_server
from poise.llm.errors import ContextOverflow, ModelMissing, ServerSilent, ServerUnreachable

SCENE = "You write the customer's lines of a scene. Dana ordered her steak rare and it came grey. " * 4
SCRIPT = "AGENT: Good evening, is everything all right?\nDANA [furious]:"


@pytest.mark.parametrize(("content", "words"), [(None, "cannot be read"), (b"hello", "is not a GGUF file")])
def test_what_is_no_model_file_is_said_without_starting_anything(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "other.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelMissing, match=rf"other\.gguf: {words}.*poise models pull"):
        start_server(path)


def test_a_broken_model_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF" + b"x" * 100)
    with pytest.raises(ModelMissing, match=r"llama\.cpp cannot use this file"):
        start_server(path)


def test_a_start_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF" + b"x" * 100)
    with pytest.raises(ServerSilent, match="did not start within"):
        start_server(path, start_s=0.01)


@pytest.mark.embedded
def test_candidates_come_without_the_script_and_share_their_beginning(embedded_server: EmbeddedServer) -> None:
    binding = parse_binding("customer", "embedded")
    assert binding is not None
    model = chat_model(binding, timeout_s=120, endpoint=embedded_server.endpoint)
    embedded_server.warm(SCENE, SCRIPT)
    messages = [HumanMessage(SCENE), AIMessage(SCRIPT)]
    result = model.generate([messages], stop=["\n"], n=3, max_tokens=30, temperature=0.8)
    lines = [generation.text for generation in result.generations[0]]
    assert len(lines) == 3
    assert all(line.strip() and "DANA [" not in line and "\n" not in line for line in lines)
    timings = result.generations[0][0].message.response_metadata["timings"]  # type: ignore[union-attr]  # chat generations have messages
    assert timings["prompt_n"] <= 4, "what was warmed is not evaluated again"


@pytest.mark.embedded
def test_a_prompt_that_grows_at_its_end_costs_what_is_new(embedded_server: EmbeddedServer) -> None:
    first = embedded_server.warm(SCENE, SCRIPT)
    more = embedded_server.warm(SCENE, f"{SCRIPT} It is grey.\nAGENT: I am sorry.\nDANA [angry]:")
    assert more.cache_n >= first.cache_n + first.prompt_n - 4
    assert more.prompt_n < 30


@pytest.mark.embedded
def test_a_prompt_beyond_the_window_is_an_overflow(embedded_server: EmbeddedServer) -> None:
    binding = parse_binding("customer", "embedded")
    assert binding is not None
    model = chat_model(binding, timeout_s=120, endpoint=embedded_server.endpoint)
    with pytest.raises(ContextOverflow):
        model.invoke("word " * 9000)


@pytest.mark.embedded
def test_a_server_that_died_is_started_again_at_the_same_address(embedded_model: Path) -> None:
    with start_server(embedded_model) as server:
        endpoint = server.endpoint
        os.kill(server.process_id, signal.SIGKILL)
        while server.alive():
            time.sleep(0.05)
        with pytest.raises(ServerUnreachable):
            server.warm(SCENE)
        assert server.restart() == endpoint
        assert server.warm("Hello").prompt_n > 0
    assert not server.alive()


@pytest.mark.embedded
def test_the_server_ends_with_the_process_that_started_it(embedded_model: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from poise.llm.embedded.server import start_server\n"
        "server = start_server(Path(sys.argv[1]))\n"
        "print(server.endpoint, flush=True); time.sleep(600)\n"
    )
    command = [sys.executable, "-c", script, str(embedded_model)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as owner:
        assert owner.stdout is not None
        health = owner.stdout.readline().strip().removesuffix("/v1") + "/health"
        assert httpx2.get(health).status_code == 200
        owner.kill()
    deadline = time.monotonic() + 20
    while _answers(health):
        assert time.monotonic() < deadline, "the server outlived its owner"
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        return httpx2.get(url, timeout=2).status_code == 200
    except httpx2.HTTPError:
        return False
