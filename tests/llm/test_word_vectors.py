from pathlib import Path

import pytest

from poise.conversation.errors import ContentError
from poise.llm.word_vectors import load_word_vectors

ENCODE = load_word_vectors()


def like(one: str, other: str) -> float:
    first, second = ENCODE([one, other])
    return sum(a * b for a, b in zip(first, second, strict=True))


def test_a_text_is_a_vector_of_length_one_and_one_without_known_words_is_nothing() -> None:
    assert like("Where is the lamp?", "Where is the lamp?") == pytest.approx(1)
    assert like("xqzv", "lamp") == 0


def test_what_means_nearly_the_same_is_nearer_than_what_does_not() -> None:
    assert like("What did you wear?", "which dress did you have on") > like(
        "What did you wear?", "what is your order number"
    )
    assert like("When is lunch?", "at what time is dinner") > like("When is lunch?", "how much did you pay")


def test_another_file_than_the_shipped_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "word_vectors.npz"
    with pytest.raises(ContentError, match="cannot be read"):
        load_word_vectors(other)
    other.write_bytes(b"something")
    with pytest.raises(ContentError, match="not the file that was shipped"):
        load_word_vectors(other)
