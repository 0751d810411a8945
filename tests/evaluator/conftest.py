from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.fast import FastCritic, load_fast_critic
from evaluator.llm_critic import LLMCritic, Window
from evaluator.rubric import Rubric, load_rubric
from poise.conversation.content import Content
from poise.conversation.persona import Persona
from poise.llm.binding import Binding
from poise.llm.chat_model import chat_model
from tests.fault_server.server import FaultServer

NewCritic = Callable[..., LLMCritic]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def content() -> Content:
    return Content(ROOT)


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return load_rubric(ROOT / "prompts" / "rubric")


@pytest.fixture
def new_critic(fault_server: FaultServer, rubric: Rubric, content: Content) -> NewCritic:
    """Makes LLM critics whose model sits behind the fault server; their window may be given."""
    binding = Binding(role="critic", provider="openai", model="fault-model", base_url=fault_server.url, api_key=None)
    model = chat_model(binding, timeout_s=2.0, max_retries=0)

    def make(window: Window | None = None) -> LLMCritic:
        prompt = content.prompt("critic/observe")
        return LLMCritic(model, rubric, prompt, window=window, model_name="openai:fault-model")

    return make


@pytest.fixture
def critic(new_critic: NewCritic) -> LLMCritic:
    return new_critic()


@pytest.fixture(scope="session")
def fast() -> FastCritic:
    return load_fast_critic()


@pytest.fixture(scope="session")
def rules() -> FastCritic:
    return load_fast_critic(learned=False)


@pytest.fixture(scope="session")
def diner(content: Content) -> Persona:
    return content.persona("irate-diner")
