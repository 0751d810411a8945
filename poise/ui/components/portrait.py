"""The customer's face."""

import base64
from pathlib import Path

import streamlit as st

from poise.conversation.content import Content
from poise.roleplay.mood import Expression


def draw_portrait(content: Content, persona_id: str, expression: Expression, key: str, width: int = 88) -> None:
    """Draw the face with this expression, `width` pixels wide; nothing where the persona has no drawn face."""
    file = content.file(f"personas/faces/{persona_id}/{expression}.svg")
    if file.is_file():
        with st.container(key=f"face-{key}", width="content"):
            st.image(as_image(file), width=width, alt="")


def avatar(content: Content, persona_id: str, expression: Expression) -> str | None:
    """Return the face as the picture beside a line, None where there is none."""
    file = content.file(f"personas/faces/{persona_id}/{expression}.svg")
    return as_image(file) if file.is_file() else None


def as_image(file: Path) -> str:
    """Return the picture as an address that a browser shows as an image, never as markup of the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(file.read_bytes()).decode()
