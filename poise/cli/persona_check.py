"""What `poise persona check` prints: a line for every finding, and how it came out."""

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from poise.conversation.content import Content, load_persona
from poise.conversation.errors import ContentError
from poise.conversation.yaml_file import line_of, read_text


def checked(content: Content, files: Sequence[Path], drafts: bool) -> int:
    """Check every file and return the exit code: 0 nothing found, 1 something, 2 a file that cannot be used.

    `drafts`: whether drafts are checked too; else they are named and left out.
    """
    from evaluator.languages import not_offered
    from poise.roleplay.lint.check import check
    from poise.roleplay.lint.finding import Finding, written
    from poise.roleplay.lint.unsafe import load_unsafe
    from poise.roleplay.prompts import load_prompts

    prompts, unsafe = load_prompts(content), load_unsafe(content)
    left_out: list[str] = []
    count, found, broken = 0, 0, 0
    for file in files:
        try:
            persona = load_persona(file)
        except ContentError as error:
            broken += 1
            sys.stderr.write(f"poise: {error}\n")
            continue
        if persona.draft and not drafts:
            left_out.append(persona.id)
            continue
        findings = check(persona, prompts, unsafe)
        if problem := not_offered(persona.language):
            findings.append(Finding(("language",), "language", problem, "Let them speak one of these"))
        count, found = count + 1, found + len(findings)
        text = read_text(file)
        for finding in sorted(findings, key=lambda one: line_of(text, one.place) or 0):
            typer.echo(written(finding, file, text))
    typer.echo(_sum(count, found, broken))
    if left_out:
        typer.echo(f"Drafts are checked when they are named: {', '.join(left_out)}.")
    return 2 if broken else 1 if found else 0


def _sum(count: int, found: int, broken: int) -> str:
    customers = "1 customer" if count == 1 else f"{count} customers"
    findings = {0: "nothing to mend", 1: "1 thing to mend"}.get(found, f"{found} things to mend")
    unusable = f", {broken} unusable" if broken else ""
    return f"{customers} checked: {findings}{unusable}."
