from collections.abc import Iterator

import pytest

from tests.llm.embedded.small_model import CONTENT, Mirrored, mirrored


@pytest.fixture
def hub() -> Iterator[Mirrored]:
    """A publisher's hub on loopback that has the small model at /model."""
    with mirrored({"/model": CONTENT}) as state:
        yield state
