"""The customer's face."""

import base64
from functools import lru_cache
from pathlib import Path

from poise.conversation.content import Content
from poise.roleplay.mood import Expression
from poise.ui.markup import Markup, element, picture

_NO_FACE = ":material/sentiment_neutral:"


def beside_face(content: Content, persona_id: str, expression: Expression, width: int, inside: Markup) -> Markup:
    """Return `inside` beside the face with this expression, `width` pixels wide; alone where the persona has no drawn face.

    The face has no words of its own. It is no `st.image`, which would load numpy and a dialogue for the first page.
    """
    file = _file(content, persona_id, expression)
    return (
        element("div", picture(_address(file, file.stat().st_mtime_ns), width), inside, kind="faced")
        if file
        else inside
    )


def avatar(content: Content, persona_id: str, expression: Expression) -> str:
    """Return the face as the picture beside a line, a plain sign where there is none."""
    file = _file(content, persona_id, expression)
    return _address(file, file.stat().st_mtime_ns) if file else _NO_FACE


def _file(content: Content, persona_id: str, expression: Expression) -> Path | None:
    file = content.file(f"personas/faces/{persona_id}/{expression}.svg")
    return file if file.is_file() else None


@lru_cache(maxsize=256)
def _address(file: Path, changed_ns: int) -> str:
    """Return the picture as an address, which a browser shows as a picture and never as markup; read again when it changed."""
    return "data:image/svg+xml;base64," + base64.b64encode(file.read_bytes()).decode()
