"""The app run in this process on a database of the test's own, its customer behind the fault server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from tests.fault_server.server import FaultServer
from tests.ui.story import Story


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """What the app finds set: a customer of its own choosing, and nobody else who judges."""
    values = {"POISE_DATA_DIR": str(tmp_path / "data"), "POISE_CRITIC": "none", "POISE_COACH": "none"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return values


@pytest.fixture
def story(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, fault_server: FaultServer) -> Iterator[Story]:
    """A learner at the app's first page."""
    monkeypatch.setenv("OPENAI_BASE_URL", fault_server.url)
    st.cache_resource.clear()
    told = Story()
    yield told
    told.close()


@pytest.fixture
def embedded_story(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Story]:
    """A learner on a machine without a key, on which the embedded model was not fetched yet and cannot be."""
    monkeypatch.setenv("POISE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("POISE_CUSTOMER", "embedded")
    nobody = "http://127.0.0.1:9"
    for name, value in {"PIP_INDEX_URL": nobody, "PIP_RETRIES": "0", "HTTPS_PROXY": nobody}.items():
        monkeypatch.setenv(name, value)
    st.cache_resource.clear()
    told = Story()
    yield told
    told.close()
