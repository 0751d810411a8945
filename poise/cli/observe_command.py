"""`poise observe`: replies in, observations out, one a line."""

import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from poise.conversation.errors import ContentError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from evaluator.items import Item
    from poise.conversation.observation import Observations


class CriticChoice(StrEnum):
    """Who observes the replies."""

    FAST = "fast"
    LLM = "llm"
    RULES = "rules"
    """The fast critic's wording rules alone, without what it learned."""


def observe(
    source: Annotated[str, typer.Argument(metavar="IN", help="JSONL of {id, context, reply}; - for standard input.")],
    out: Annotated[str, typer.Option(help="Where the observations go; - for standard output.")] = "-",
    critic: Annotated[CriticChoice, typer.Option(help="Who observes.")] = CriticChoice.FAST,
) -> None:
    """Observe replies: a probability, threshold and proof for every strategy and mistake, in the order of the input."""
    from evaluator.items import output_line, read_items

    look = observer(critic)
    with _reader(source) as lines, _writer(out) as target:
        for item in read_items(lines, "standard input" if source == "-" else source):
            target.write(output_line(item.id, look(item)) + "\n")


def observer(critic: CriticChoice) -> "Callable[[Item], Observations]":
    """Return the function that observes one item with the chosen critic, its quotes verified."""
    from evaluator.evidence import verify
    from evaluator.fast import load_fast_critic

    fast = load_fast_critic(learned=critic is not CriticChoice.RULES)
    if critic is CriticChoice.LLM:
        from evaluator.judge import observe_context
        from poise.cli.critics import llm_critic
        from poise.conversation.stage import stage_before, stage_turns

        model = llm_critic()

        def read(item: "Item") -> "Observations":
            context = observe_context(item.context, fast)
            stage = stage_before(stage_turns(context))
            return verify(model.observe(context, item.reply, None, stage).observations, item.reply, context)

        return read
    return lambda item: verify(fast.observe(item.context, item.reply), item.reply, item.context)


def _reader(source: str) -> "AbstractContextManager[Iterable[str]]":
    if source == "-":
        return nullcontext(sys.stdin)
    try:
        return open(source, encoding="utf-8")
    except OSError as error:
        raise ContentError(source, f"cannot be read ({error.strerror})", "Check the path and its rights") from error


def _writer(out: str) -> "AbstractContextManager[TextIO]":
    if out == "-":
        return nullcontext(sys.stdout)
    try:
        return open(out, "w", encoding="utf-8")
    except OSError as error:
        raise ContentError(out, f"cannot be written ({error.strerror})", "Check the path and its rights") from error
