"""Every export opens in what it is for, and nobody's words become markup in it."""

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
import typer
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from poise.cli.eval_command import eval_ as eval_command
from poise.conversation.errors import SessionError
from poise.conversation.ids import Outcome
from poise.conversation.transcript import Transcript
from poise.practice.export.blocks import Heading, Speech, Words
from poise.practice.export.document import document
from poise.practice.export.told import told
from poise.practice.exports import FORMATS, export
from poise.practice.languages import in_language, languages
from poise.practice.services import Services
from poise.practice.session import end, start
from poise.practice.step_events import Ticks
from poise.practice.steps.taking import reflect, send_follow_up, skip, write_case_note
from poise.practice.words import practice_words
from tests.practice.ended import play
from tests.practice.talk import SORRY, say

ODD = "I'm so sorry <script>alert(1)</script> **Denise** [x](http://evil.example) | <b>it</b> &lt; 日本語 Zoë Ærøskøbing Привет"
HARD = (
    "1. I'm so sorry, Denise.\n- # Not a heading\n===\n> no `code`\n| a | b |\n![i](http://evil.example/i.png)",
    ODD,
)


@pytest.mark.both_databases
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_a_name_and_something_in_it(services: Services, form: str) -> None:
    made = export(services, play(services).id, form)  # type: ignore[arg-type]
    assert re.fullmatch(r"poise-irate-diner-2026-11-22-[0-9a-f]{8}\.[a-z.]+", made.name)
    assert len(made.body) > 500


@pytest.mark.parametrize("form", FORMATS)
def test_a_conversation_without_a_reply_can_be_kept_too(services: Services, form: str) -> None:
    assert export(services, play(services, ()).id, form).body  # type: ignore[arg-type]


@pytest.mark.both_databases
def test_a_conversation_that_goes_on_is_not_exported(services: Services) -> None:
    with pytest.raises(SessionError, match="still goes on"):
        export(services, start(services, "irate-diner", "easy").id, "md")


@pytest.mark.both_databases
def test_json_is_the_transcript_and_can_be_judged(services: Services, tmp_path: Path) -> None:
    view = play(services)
    file = tmp_path / "talk.json"
    file.write_bytes(export(services, view.id, "json").body)
    kept = Transcript.model_validate(json.loads(file.read_text()))
    with_help = {**view.versions, "help": "critique on demand"}
    assert kept == view.transcript.model_copy(update={"versions": with_help})
    app = typer.Typer()
    app.command()(eval_command)
    result = CliRunner().invoke(app, [str(file), "--out", str(tmp_path / "judged")])
    assert result.exit_code == 0, result.output
    judged = json.loads(next((tmp_path / "judged").iterdir()).read_text())
    assert judged["scores"]["score"] is not None


def test_html_refers_to_nothing_outside_and_runs_nothing(services: Services) -> None:
    page = export(services, play(services, HARD).id, "html").body.decode()
    parser = _Parser()
    parser.feed(page)
    assert not {"script", "link", "iframe", "img", "object", "a"} & parser.tags
    assert not {"src", "href", "srcset", "style"} & parser.attributes
    assert not any(name.startswith("on") for name in parser.attributes)
    assert "url(" not in page
    assert "@import" not in page
    assert ODD in re.sub(r"\s+", " ", "".join(parser.text))


def test_markdown_gives_back_the_words_and_no_markup_of_anybodys(services: Services) -> None:
    text = export(services, play(services, HARD).id, "md").body.decode()
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    parser = _Parser()
    parser.feed(rendered)
    assert not parser.tags & {"a", "img", "script", "code", "b", "s"}
    words = re.sub(r"\s+", " ", re.sub(r" \[\d+\]", "", "".join(parser.text)))
    assert ODD in words
    assert re.sub(r"\s+", " ", HARD[0]) in words


def test_the_turning_points_are_named_in_words_and_every_step_has_its_cause(services: Services) -> None:
    text = export(services, play(services).id, "md").body.decode()
    assert re.search(r"\| Reply 2, turning point \| \d+ \| .*Dismissing \+\d", text)
    assert "| Opening |" in text


@pytest.mark.both_databases
def test_what_was_written_after_the_end_is_kept_and_the_notes_beside_the_talk_are_not(services: Services) -> None:
    view = play(services)
    write_case_note(services, view.id, "Steak came back pink twice. A new one *on the house* in 15 minutes.")
    text = export(services, view.id, "md").body.decode()
    assert "### The case note" in text
    assert r"A new one \*on the house\* in 15 minutes." in text
    assert "The follow-up" not in text


CALLING = "I'll ring you on Friday to hear whether the steak was right."


def _words(services: Services, session_id: str, form: str) -> str:
    """Return the words of a document on one line, without what Markdown puts before a sign."""
    text = export(services, session_id, form).body.decode()  # type: ignore[arg-type]
    if form == "html":
        parser = _Parser()
        parser.feed(text)
        text = " ".join(parser.text)
    return re.sub(r"[\s>]+", " ", text.replace("\\", ""))


@pytest.mark.parametrize("form", ["md", "html"])
def test_what_the_steps_were_held_against_stands_beside_what_was_written(services: Services, form: str) -> None:
    session_id = play(services, (SORRY, CALLING)).id
    write_case_note(services, session_id, "Customer complained. She got a full refund, all settled.")
    send_follow_up(services, session_id, "Calm down, it was not our fault.", "message", "steak-off-bill")
    reflect(services, session_id, "", Ticks(shown=("apology", "listen")))
    words = _words(services, session_id, form)
    for sentence in (
        "The customer's concern is missing.",
        "A promise is missing.",
        "What was noted:",
        "A message, 3 days later.",
        "Goodwill that went with it: the sirloin taken off the bill.",
        "A promise passed over:",
        "A call had been promised.",
        "Went wrong: Dismissing.",
        "It still called for: ",
        "Seen alike by agent and evaluator: ",
        "Where the two differ",
    ):
        assert sentence in words
    assert words.count(CALLING.rstrip(".")) >= 3


def test_a_skipped_step_and_a_reflection_of_words_alone_are_told(services: Services) -> None:
    session_id = play(services, (SORRY, CALLING)).id
    skip(services, session_id, "case_note")
    send_follow_up(services, session_id, CALLING.replace("I'll", "I said I would"), "call", None)
    reflect(services, session_id, "I was *calm*.", Ticks())
    words = _words(services, session_id, "md")
    assert "The case note This step was skipped." in words.replace("#", "")
    assert "A promise taken up:" in words
    assert "had been promised" not in words
    assert "I was *calm*." in words
    assert "Nothing was ticked" in words


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_a_document_reads_rightly_for_whoever_reads_it(services: Services, language: str, outcome: Outcome) -> None:
    session_id = start(services, "irate-diner", "easy").id
    say(services, session_id, SORRY)
    end(services, session_id, outcome)
    found = document(told(in_language(services, language), session_id), practice_words(language))
    words = f"{found.title} {' '.join(block.text for block in found.blocks if isinstance(block, Heading | Words))}"
    speakers = {block.who for block in found.blocks if isinstance(block, Speech)}
    assert not re.search(r"\b([Yy]ou|[Yy]our|Sie|Ihr|Ihre)\b", found.title)
    assert not re.search(r"\b(You|Sie) (and|haben|ended)\b|\bcost you\b", words)
    assert not speakers & {"You", "Sie"}


def test_the_pdf_holds_the_words_in_every_script_that_it_can_show(services: Services, tmp_path: Path) -> None:
    file = tmp_path / "talk.pdf"
    session_id = play(services, HARD).id
    file.write_bytes(export(services, session_id, "pdf").body)
    assert file.read_bytes() == export(services, session_id, "pdf").body
    text = re.sub(r"\s+", " ", _run("pdftotext", "-layout", str(file), "-"))
    for words in ("Zoë Ærøskøbing Привет", "<script>alert(1)</script>", "What moved Denise", "日本語"):
        assert words in text
    assert "emb" in _run("pdffonts", str(file))
    _run("pdftoppm", "-r", "40", "-png", str(file), str(tmp_path / "page"))
    assert len(list(tmp_path.glob("page*.png"))) >= 2


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _run(program: str, *arguments: str) -> str:
    if shutil.which(program) is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no {program}: apt-get install poppler-utils")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout
