"""Somebody's own words, shown literally and set apart."""

import streamlit as st


def draw_quote(text: str, key: str) -> None:
    """Draw the words as a quotation; `key` must be unique on the page."""
    with st.container(key=f"quote-{key}"):
        st.text(f"“{text.strip()}”")
