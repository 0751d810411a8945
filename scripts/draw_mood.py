"""Draws the two pictures of docs/personas.md: how anger runs with each agent and level, and what moved it in one conversation.

    python scripts/draw_mood.py [--persona irate-diner]

No model plays: the mood is the same whoever says the lines.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from poise.conversation.agent_script import QUALITIES, AgentScript, Quality, agent_path, load_agent_script
from poise.conversation.content import Content
from poise.conversation.ids import LEVELS, Level
from poise.conversation.persona import Persona
from poise.conversation.transcript import CustomerTurn
from poise.practice.replay import Session
from poise.practice.simulation.agent import scripted
from poise.practice.simulation.company import authored_company
from poise.practice.simulation.conversation import Company, simulate

ROOT = Path(__file__).resolve().parents[1]
SEEDS, EXCHANGES = range(20), 8
HEIGHT, TOP = 220, 58
BANDS = (
    (75, 100, "furious", "#f3d9d4"),
    (50, 75, "angry", "#f7e7da"),
    (25, 50, "upset", "#f6f2df"),
    (0, 25, "calm", "#e3eee4"),
)
COLOURS: dict[Level, str] = {"easy": "#7a9e87", "standard": "#3f6b8c", "hard": "#8c3f4d"}
INK, QUIET = "#2b2b2b", "#6a6a6a"


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--persona", default="irate-diner")
    content = Content(ROOT)
    persona = content.persona(given.parse_args().persona)
    script, company = load_agent_script(agent_path(content, persona.id)), authored_company(content)
    (ROOT / "docs/mood-by-agent.svg").write_text(by_agent(company, persona, script), encoding="utf-8")
    (ROOT / "docs/mood-causes.svg").write_text(causes(company, persona, script), encoding="utf-8")


def held(company: Company, persona: Persona, script: AgentScript, level: Level, agent: Quality, seed: int) -> Session:
    return simulate(company, persona, level, scripted(script, agent, seed), name="drawn", turns=EXCHANGES, seed=seed)


def lines(session: Session) -> list[CustomerTurn]:
    return [turn for turn in session.turns if isinstance(turn, CustomerTurn)]


def by_agent(company: Company, persona: Persona, script: AgentScript) -> str:
    """Three panels, one an agent: mean anger by exchange at three levels; thin where fewer conversations still went on."""
    parts = [text(20, 26, f"{persona.identity.name}: mean anger of {len(SEEDS)} conversations each", 15, INK)]
    for panel, agent in enumerate(QUALITIES):
        left = 60 + panel * 265
        parts += [*frame(left, 225), text(left, TOP - 10, f"{agent} agent", 13, INK)]
        for level in LEVELS:
            runs = [
                [one.anger or 0 for one in lines(held(company, persona, script, level, agent, seed))] for seed in SEEDS
            ]
            # A customer who has gone keeps the anger with which they went, or the mean would fall when the angriest leave.
            kept = [[run[min(at, len(run) - 1)] for run in runs] for at in range(EXCHANGES + 1)]
            points = [(left + at * 225 / EXCHANGES, y(sum(values) / len(values))) for at, values in enumerate(kept)]
            parts.append(curve(points, COLOURS[level]))
    for n, level in enumerate(LEVELS):
        left, height = 60 + n * 110, TOP + HEIGHT + 44
        parts += [
            curve([(left, height), (left + 24, height)], COLOURS[level]),
            text(left + 30, height + 4, level, 12, INK),
        ]
    return picture(870, TOP + HEIGHT + 66, parts, "Mean anger by exchange for three agents at three levels")


def causes(company: Company, persona: Persona, script: AgentScript) -> str:
    """One conversation that begins badly and goes on well, with the causes of every step below it."""
    sessions = [_mended(company, persona, script, seed) for seed in SEEDS]
    said = next((run for one in sessions if (run := lines(one))[1].anger > run[0].anger + 5), lines(sessions[0]))
    step = 780 / max(1, len(said) - 1)
    points = [(60 + at * step, y(one.anger or 0)) for at, one in enumerate(said)]
    parts = [text(20, 26, f"{persona.identity.name}, standard: one brush-off, then somebody who listens", 15, INK)]
    parts += [*frame(60, 780, numbered=False), curve(points, COLOURS["standard"])]
    for (x, height), one in zip(points, said, strict=True):
        parts.append(f'<circle cx="{x:.0f}" cy="{height:.0f}" r="4" fill="{COLOURS["standard"]}"/>')
        parts.append(text(x, height - 9, str(one.anger), 12, INK, "middle"))
        parts.append(text(x, TOP + HEIGHT + 18, one.act or "", 12, INK, "middle"))
        moved = [f"{cause.id.replace('_', ' ')} {cause.delta:+d}" for cause in one.causes]
        parts += [text(x, TOP + HEIGHT + 36 + 15 * n, line, 10.5, QUIET, "middle") for n, line in enumerate(moved)]
    deepest = max(len(one.causes) for one in said)
    return picture(
        900, TOP + HEIGHT + 46 + 15 * deepest, parts, "Anger by exchange in one conversation, with its causes"
    )


def _mended(company: Company, persona: Persona, script: AgentScript, seed: int) -> Session:
    bad, good = scripted(script, "bad", seed), scripted(script, "good", seed)
    return simulate(
        company, persona, "standard", lambda said, act: bad(said, act) if not said else good(said[1:], act),
        name="drawn", turns=EXCHANGES, seed=seed,
    )  # fmt: skip


def y(anger: float) -> float:
    return TOP + HEIGHT * (1 - anger / 100)


def frame(left: float, width: float, numbered: bool = True) -> list[str]:
    parts = []
    for low, high, name, colour in BANDS:
        parts.append(f'<rect x="{left}" y="{y(high)}" width="{width}" height="{y(low) - y(high)}" fill="{colour}"/>')
        parts.append(text(left - 6, y((low + high) / 2) + 4, name, 10.5, QUIET, "end"))
    if numbered:
        marks = range(0, EXCHANGES + 1, 2)
        parts += [text(left + n * width / EXCHANGES, TOP + HEIGHT + 16, str(n), 10.5, QUIET, "middle") for n in marks]
    return parts


def curve(points: Sequence[tuple[float, float]], colour: str) -> str:
    path = " ".join(f"{x:.1f},{height:.1f}" for x, height in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-linejoin="round"/>'


def text(x: float, height: float, words: str, size: float, colour: str, anchor: str = "start") -> str:
    place = f'x="{x:.0f}" y="{height:.0f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"'
    return f"<text {place}>{escape(words)}</text>"


def picture(width: int, height: int, parts: Sequence[str], title: str) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" role="img">'
    )
    inner = "\n".join(
        f"  {part}"
        for part in [
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *parts,
        ]
    )
    return f"{head}\n{inner}\n</svg>\n"


if __name__ == "__main__":
    main()
