"""One clear line where something went wrong."""

import streamlit as st

from poise.conversation.errors import PoiseError


def show_error(error: PoiseError) -> None:
    """Draw the error's own words, literally: they may hold file names and what somebody wrote."""
    with st.container(border=True, key="error-line"):
        st.text(str(error))
