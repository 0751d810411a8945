"""Lets the bound model play customers as a plan wants it, a result file for each; what is there and fresh is not played again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from poise.conversation.content import Content
from poise.conversation.ids import Level
from poise.conversation.persona import Persona
from poise.practice.lines.plan import Wanted, left
from poise.practice.lines.playing import play
from poise.practice.lines.result import Result, Talk, load_result, save_result
from poise.practice.lines.stamp import embedded_model, model_file, served_model, stamp
from poise.practice.models import named
from poise.practice.settings import Settings
from poise.practice.simulation.company import made_by
from poise.practice.simulation.conversation import Company
from poise.roleplay.cast import Form

Tell = Callable[[Talk], None]


def bound_model(settings: Settings, form: Form) -> str:
    """Return the hash of the customer's model that the settings bind.

    Raises ContentError where its file cannot be read; SettingsError or ModelError where a server does not name its model.
    """
    if settings.customer.capable:
        return served_model(named(settings.customer), form)
    return model_file(settings.model_path, form) if settings.model_path else embedded_model(form)


def empty_result(
    settings: Settings, content: Content, company: Company, persona: Persona, level: Level, model: str, agent: str
) -> Result:
    """Return the result of a persona before anything was played: the stamp, and all versions; `agent` says who will speak."""
    return Result(
        persona=persona.id,
        level=level,
        customer=settings.customer.label,
        stamp=stamp(persona, level, company.prompts, company.form, model),
        versions=made_by(settings, content, company, persona, "model", agent),
    )


def so_far(path: Path, empty: Result) -> Result:
    """Return what the file holds where it is fresh, else the empty result: stale lines are played anew. Raises ContentError."""
    found = load_result(path)
    fresh = found is not None and found.level == empty.level and not found.stamp.differs(empty.stamp)
    return found if found is not None and fresh else empty


def play_missing(
    path: Path, result: Result, company: Company, persona: Persona, wanted: Sequence[Wanted], tell: Tell
) -> Result:
    """Play what the result lacks and return it complete; the file is written after every conversation.

    What is not wanted any more goes. Raises ModelError, after which the next call goes on from there; ContentError.
    """
    order = [one.id for one in wanted]
    kept = [talk for talk in result.talks if talk.id in order]
    result = result.model_copy(update={"talks": tuple(kept)})
    for talk in play(company, persona, result.level, left(result, wanted)):
        talks = sorted((*result.talks, talk), key=lambda one: order.index(one.id))
        result = result.model_copy(update={"talks": tuple(talks)})
        save_result(path, result)
        tell(talk)
    return result
