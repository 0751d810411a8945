"""A session says what made it, each model with a hash where it can be known."""

import re
from pathlib import Path

import pytest

from poise.conversation.yaml_file import fingerprint
from poise.llm.embedded.manifest import load_manifest
from poise.llm.word_vectors import VECTORS
from poise.practice.services import Services
from poise.practice.warm import warm
from tests.fault_server.server import FaultServer
from tests.practice import talk
from tests.practice.conftest import Build

ROOT = Path(__file__).parents[2]


def test_everything_that_takes_part_is_named_with_its_hash(services: Services) -> None:
    versions, manifest = talk.begin(services).versions, load_manifest()
    prompts = {name: value for name, value in versions.items() if name.startswith("prompt.customer.")}
    assert {name: value for name, value in versions.items() if name not in prompts} == {
        "persona": f"irate-diner@1#{fingerprint((ROOT / 'personas/irate-diner.yaml').read_text())}",
        "rubric": services.rubric.version,
        "critic": services.fast.version,
        "customer": f"embedded:{manifest.label}#{manifest.sha256[:12]}",
        "actor": "playwright",
        "hearing": f"word_vectors#{VECTORS[:12]}",
    }
    assert prompts == dict(services.prompts.versions)
    assert all(re.search(r"\b[0-9a-f]{12}$", value) for value in prompts.values())


def test_another_file_of_the_embedded_model_has_another_hash(build: Build, tmp_path: Path) -> None:
    file, seen = tmp_path / "small.gguf", set()
    for content in (b"GGUF" + bytes(3_000_000), b"GGUF" + bytes(2_999_999) + b"1", b"GGUF" + bytes(3_000_001)):
        file.write_bytes(content)
        named = talk.begin(build({"POISE_MODEL_PATH": str(file)}, customer_model=lambda: None)).versions["customer"]
        assert named.startswith("embedded:small#")
        seen.add(named)
    assert len(seen) == 3


def test_an_own_file_that_is_not_there_is_named_without_a_hash(build: Build) -> None:
    services = build({"POISE_MODEL_PATH": "nowhere.gguf"}, customer_model=lambda: None)
    assert talk.begin(services).versions["customer"] == "embedded:nowhere#"


def test_bound_critic_and_coach_are_named(build: Build) -> None:
    services = build(
        {"POISE_CUSTOMER": "openai:big", "POISE_CRITIC": "openai:judge", "POISE_COACH": "openai:words"},
        customer_model=lambda: None,
    )
    versions = talk.begin(services).versions
    roles = ("customer", "actor", "llm_critic", "coach")
    assert [versions[role] for role in roles] == ["openai:big", "chat", "openai:judge", "openai:words"]
    assert versions["prompt.critic.observe"] == services.critic_prompt.version


@pytest.mark.parametrize(("asked_before", "named"), [(True, "openai:fault-model"), (False, "openai:")])
def test_a_name_that_the_server_chose_is_kept_once_the_server_was_asked(
    build: Build, fault_server: FaultServer, asked_before: bool, named: str
) -> None:
    services = build({"OPENAI_BASE_URL": fault_server.url, "POISE_CRITIC": "none", "POISE_COACH": "none"})
    if asked_before:
        warm(services, "irate-diner", "easy")
        services.pool.close(10)
    assert talk.begin(services).versions["customer"] == named
