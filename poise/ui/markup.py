"""Markup of the house's own making, in which other people's words are shown as they stand."""

from html import escape

import streamlit as st


class Markup(str):
    """HTML that is safe to draw. Only `element`, `picture`, `scrolling` and `joined` make it."""

    __slots__ = ()


def element(name: str, *inside: str, kind: str = "") -> Markup:
    """Return an HTML element with the style class `kind`; text inside is escaped, elements inside are kept."""
    opening = f'{name} class="{escape(kind)}"' if kind else name
    return Markup(f"<{opening}>{joined(*inside)}</{name}>")


def picture(address: str, width: int) -> Markup:
    """Return a square picture without words of its own, `width` pixels wide."""
    return Markup(f'<img src="{escape(address)}" width="{width}" height="{width}" alt="">')


def scrolling(inside: str, label: str, kind: str) -> Markup:
    """Return a part that may be taller than its place: reached by keyboard and scrolled there, called `label`."""
    return Markup(
        f'<div class="{escape(kind)}" role="group" tabindex="0" aria-label="{escape(label)}">{joined(inside)}</div>'
    )


def joined(*parts: str) -> Markup:
    """Return elements and texts one after another, texts escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def quote(text: str, lead: str = "") -> Markup:
    """Return somebody's own words set apart, after a line that says whose they are where `lead` is given."""
    words = element("blockquote", f"“{text.strip()}”")
    return joined(element("p", lead, kind="lead"), words) if lead else words


def bullets(lines: tuple[str, ...]) -> Markup:
    """Return a list with one line for each text."""
    return element("ul", *(element("li", line) for line in lines))


def draw(markup: Markup) -> None:
    """Draw the markup here."""
    st.html(str(markup))
