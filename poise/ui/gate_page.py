"""The one page that stands before the passphrase: a form, and one line where something was wrong. It runs nothing."""

from html import escape
from pathlib import Path

from poise.conversation.texts import ENGLISH
from poise.practice.languages import nearest_language
from poise.ui.texts_file import load_texts

HEADERS = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    ),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
STYLE = Path(__file__).with_name("gate.css")


def gate_page(action: str, to: str, problem: str, wait: int, languages: str) -> str:
    """Return the page: `problem` is `wrong`, `wait` (seconds) or nothing; `languages` what the browser prefers."""
    asked = (part.partition(";")[0] for part in languages.split(","))
    code = next((found for one in asked if (found := nearest_language(one))), ENGLISH)
    t = load_texts(code)
    line = t(f"access.{problem}", seconds=wait) if problem == "wait" else t("access.wrong") if problem else ""
    told = f'<p class="problem" role="alert">{escape(line)}</p>' if line else ""
    return (
        f'<!doctype html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(t("app.name"))}</title>\n'
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n<h1>{escape(t('app.name'))}</h1>\n"
        f'<form method="post" action="{escape(action)}">\n<input type="hidden" name="to" value="{escape(to)}">\n'
        f'<label for="passphrase">{escape(t("access.label"))}</label>\n'
        '<input id="passphrase" name="passphrase" type="password" autocomplete="current-password" required autofocus>\n'
        f'{told}\n<button type="submit">{escape(t("access.enter"))}</button>\n</form>\n</main>\n</body>\n</html>\n'
    )
