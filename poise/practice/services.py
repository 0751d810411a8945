"""The composition root: everything that a session needs, built once from the settings; each part can be replaced."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypedDict, Unpack

from evaluator.rubric import Rubric, load_rubric
from poise.conversation.content import Content
from poise.conversation.prompt import Prompt
from poise.conversation.stage import Critic
from poise.llm.tokens import TokenCounter
from poise.practice.criticism import Criticism
from poise.practice.embedded_host import EmbeddedHost
from poise.practice.learners import FIRST
from poise.practice.models import RoleModel, critic_of
from poise.practice.pool import Pool
from poise.practice.recall import Recall
from poise.practice.settings import Settings
from poise.practice.store import Store, open_store
from poise.roleplay.prompts import CustomerPrompts, load_prompts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from evaluator.fast import FastCritic
    from evaluator.llm_critic import LLMCritic
    from poise.llm.word_vectors import WordVectors
    from poise.practice.coach import Coach

_SEEDS = 2**31


@dataclass(frozen=True)
class Services:
    """What practice works with. `customer_model` gives the model when it is needed; None from it plays authored lines only.

    `criticism` is None where no model judges, `coach` where no capable model words anything better. `clock` gives an aware
    time, `new_id` a session id of 128 random bits, `new_seed` the seed of a session.
    """

    settings: Settings
    content: Content
    prompts: CustomerPrompts
    rubric: Rubric
    load_fast: Callable[[], FastCritic]
    load_encode: Callable[[], WordVectors]
    store: Store
    recall: Recall
    pool: Pool
    host: EmbeddedHost
    customer_model: Callable[[], BaseChatModel | None]
    criticism: Criticism | None
    critic_prompt: Prompt
    coach: Coach | None
    tokens: TokenCounter
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    new_seed: Callable[[], int]

    @cached_property
    def fast(self) -> FastCritic:
        """The fast critic, loaded when it is first needed: the first page does not wait for it."""
        return self.load_fast()

    @cached_property
    def encode(self) -> WordVectors:
        """The encoder of the hearing, loaded when the first reply is heard."""
        return self.load_encode()

    @property
    def learner(self) -> str:
        """The profile that these services serve; the first one where they serve everybody."""
        return FIRST if self.store.learner is None else self.store.learner

    def seen_by(self, learner: str) -> Services:
        """Return the same services as this profile may use them: another's session cannot be opened through them."""
        return replace(self, store=self.store.seen_by(learner))

    def as_trainer(self) -> Services:
        """Return the same services, through which their learner also reads what was shared, if they are a trainer."""
        return replace(self, store=self.store.seen_by(self.learner, trains=True))

    @property
    def judging(self) -> Critic:
        """Whose observations a critique shows first: the LLM critic's where one is bound, else the fast one's."""
        return "fast" if self.criticism is None else "llm"

    def now(self) -> str:
        """Return the time for an event: ISO 8601, UTC, microseconds."""
        return iso(self.clock())

    def close(self) -> None:
        """Finish what runs (two seconds at most), end the embedded model's server and give the database back."""
        self.pool.close()
        self.host.close()
        self.store.close()


class Parts(TypedDict, total=False):
    """The parts that can be handed in ready made; see Services. `llm_critic` and `coach_model` give theirs when first needed."""

    content: Content
    prompts: CustomerPrompts
    rubric: Rubric
    load_fast: Callable[[], FastCritic]
    store: Store
    pool: Pool
    host: EmbeddedHost
    customer_model: Callable[[], BaseChatModel | None]
    llm_critic: Callable[[], LLMCritic] | None
    coach_model: Callable[[], BaseChatModel] | None
    tokens: TokenCounter
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    new_seed: Callable[[], int]


def build_services(settings: Settings, **parts: Unpack[Parts]) -> Services:
    """Build the services; a part that is handed in is used instead of the built one.

    No model is loaded and no server asked: that waits until a line is needed, or for `warm`. Raises ContentError, StoreError.
    """
    content = parts.get("content") or Content(settings.content_dir, settings.overlay)
    rubric = parts.get("rubric") or load_rubric(content.file("prompts/rubric/strategies.yaml").parent)
    host = parts.get("host") or EmbeddedHost(settings.cache_dir, settings.model_path)
    prompts = parts.get("prompts") or load_prompts(content)
    store = parts.get("store") or open_store(settings.database_url)
    pool, clock = parts.get("pool") or Pool(), parts.get("clock") or _utc
    critic_prompt = content.prompt("critic/observe")
    tokens = parts.get("tokens") or TokenCounter(settings.cache_dir)
    critic = (
        parts["llm_critic"] if "llm_critic" in parts else _llm_critic(settings, critic_prompt, rubric, host, tokens)
    )
    load_fast = cache(parts.get("load_fast") or _load_fast)
    asked = parts["coach_model"] if "coach_model" in parts else _coach_model(settings, host)
    return Services(
        settings=settings,
        content=content,
        prompts=prompts,
        rubric=rubric,
        load_fast=load_fast,
        load_encode=cache(_load_encode),
        store=store,
        recall=Recall(),
        pool=pool,
        host=host,
        customer_model=parts.get("customer_model") or RoleModel(settings.customer, settings.customer_timeout_s, host),
        criticism=None
        if critic is None
        else Criticism(critic, store, pool, lambda: iso(clock()), content.prompt("critic/follow_up")),
        critic_prompt=critic_prompt,
        coach=None if asked is None else _coach(asked, settings, content, rubric, load_fast, store, pool, clock),
        tokens=tokens,
        clock=clock,
        new_id=parts.get("new_id") or _random_id,
        new_seed=parts.get("new_seed") or _random_seed,
    )


def iso(time: datetime) -> str:
    """Return an aware time as events carry it: ISO 8601, UTC, microseconds."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


@cache
def _load_fast() -> FastCritic:
    from evaluator.fast import load_fast_critic  # noqa: PLC0415 - half a second that the first page need not wait for

    return load_fast_critic()


def _load_encode() -> WordVectors:
    from poise.llm.word_vectors import load_word_vectors  # noqa: PLC0415 - a moment that the first page need not wait for

    return load_word_vectors()


def _llm_critic(
    settings: Settings, prompt: Prompt, rubric: Rubric, host: EmbeddedHost, tokens: TokenCounter
) -> Callable[[], LLMCritic] | None:
    if settings.critic is None:
        return None
    model = RoleModel(settings.critic, settings.critic_timeout_s, host)

    @cache
    def load() -> LLMCritic:
        return critic_of(settings, model(), rubric, prompt, tokens)

    return load


def _coach_model(settings: Settings, host: EmbeddedHost) -> Callable[[], BaseChatModel] | None:
    if settings.coach is None or not settings.coach.capable:
        return None
    return RoleModel(settings.coach, settings.critic_timeout_s, host)


def _coach(
    model: Callable[[], BaseChatModel],
    settings: Settings,
    content: Content,
    rubric: Rubric,
    load_fast: Callable[[], FastCritic],
    store: Store,
    pool: Pool,
    clock: Callable[[], datetime],
) -> Coach:
    from poise.practice.coach import Coach, Judges, load_coach_prompts  # noqa: PLC0415 - only where one is bound

    label = settings.coach.label if settings.coach else ""
    return Coach(
        model, label, load_coach_prompts(content), Judges(rubric, load_fast), store, pool, lambda: iso(clock())
    )


def _utc() -> datetime:
    return datetime.now(UTC)


def _random_id() -> str:
    return secrets.token_hex(16)


def _random_seed() -> int:
    return secrets.randbelow(_SEEDS)
