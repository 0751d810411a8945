from pathlib import Path

import pytest

from evaluator.fast import FastCritic, load_fast_critic
from evaluator.rubric import Rubric, load_rubric
from poise.conversation.content import Content
from poise.conversation.persona import Persona

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def content() -> Content:
    return Content(ROOT)


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return load_rubric(ROOT / "prompts" / "rubric")


@pytest.fixture(scope="session")
def fast() -> FastCritic:
    return load_fast_critic()


@pytest.fixture(scope="session")
def diner(content: Content) -> Persona:
    return content.persona("irate-diner")
