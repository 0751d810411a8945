"""Who simulates: the critic, the customer's model and the prompts, built from the settings without a store or a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from evaluator.fast import load_fast_critic
from evaluator.rubric import load_rubric
from poise.conversation.content import Content
from poise.conversation.persona import Persona
from poise.llm.tokens import TokenCounter
from poise.llm.word_vectors import load_word_vectors
from poise.practice.embedded_host import EmbeddedHost
from poise.practice.models import RoleModel
from poise.practice.settings import Settings
from poise.practice.simulation.conversation import Company
from poise.roleplay.prompts import load_prompts

Lines = Literal["model", "authored"]


def authored_company(content: Content) -> Company:
    """Return a company in which the customer says authored lines only. Raises ContentError."""
    return Company(
        fast=load_fast_critic(), prompts=load_prompts(content), model=lambda: None, encode=load_word_vectors()
    )


@contextmanager
def company(settings: Settings, content: Content, lines: Lines) -> Iterator[Company]:
    """Give the company for as long as it is needed; the embedded model's server ends with it.

    Raises ContentError; ModelError and SettingsError come when the first line is asked for.
    """
    if lines == "authored":
        yield authored_company(content)
        return
    host = EmbeddedHost(settings.cache_dir, settings.model_path)
    tokens = TokenCounter(settings.cache_dir)
    try:
        yield Company(
            fast=load_fast_critic(),
            prompts=load_prompts(content),
            model=RoleModel(settings.customer, settings.customer_timeout_s, host),
            encode=load_word_vectors(),
            form=settings.form,
            window=settings.context_tokens,
            count_tokens=lambda text: tokens.count(text).n,
        )
    finally:
        host.close()


def made_by(
    settings: Settings, content: Content, players: Company, persona: Persona, lines: Lines, agent: str
) -> dict[str, str]:
    """Return the ids and hashes of everything that made a conversation; `agent` says who spoke."""
    customer = settings.customer
    return {
        "persona": f"{persona.id}@{persona.version}#{content.version(f'personas/{persona.id}.yaml')}",
        "agent": agent,
        "rubric": load_rubric(content.file("prompts/rubric/strategies.yaml").parent).version,
        "critic": players.fast.version,
        "customer": "authored" if lines == "authored" else f"{customer.provider}:{customer.model}",
        **players.prompts.versions,
    }
