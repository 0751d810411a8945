"""What axe-core finds wrong with a page, at a desk and on a phone, in light and in dark, and how far it is wider than a phone."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

BORNE: dict[tuple[str, str], str] = {}
"""Faults of Streamlit itself that cannot be mended from here: rule and a part of the selector, with the reason."""

_FIND = """async (rules) => (await axe.run(document, {resultTypes: ['violations'], ...rules})).violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .flatMap(one => one.nodes.map(node => ({
    rule: one.id, at: node.target.join(' '), why: [...node.any, ...node.all, ...node.none].map(it => it.message).join('; ')
  })))"""
_WIDER = """Math.max(...['html', '.stMain'].map(at => document.querySelector(at)?.scrollWidth ?? 0)) - innerWidth"""
_STILL = """async () => {
  const frames = n => new Promise(done => { const go = () => n-- ? requestAnimationFrame(go) : done(); go(); });
  await frames(2);
  await Promise.allSettled(document.getAnimations().filter(one => isFinite(one.effect?.getTiming().iterations ?? 0)
    && one.playState === 'running').map(one => one.finished));
  await frames(2);
}"""
# Nothing but the colours differs between light and dark.
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def serious_faults(page: Page) -> list[str]:
    """Return every serious fault in every light and at every width, each once with where it was seen."""
    page.evaluate(AXE_SCRIPT)
    found: dict[str, list[str]] = {}
    for size, width in ((DESK, "desk"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for light, rules in (("light", {}), ("dark", _COLOURS)):
            page.emulate_media(color_scheme=light, reduced_motion="reduce")  # type: ignore[arg-type]
            page.wait_for_timeout(100)
            page.evaluate(_STILL)
            for one in page.evaluate(_FIND, rules):
                if not _borne(one):
                    found.setdefault(f"{one['rule']} at {one['at']}: {one['why']}", []).append(f"{width} {light}")
    if wider := page.evaluate(_WIDER):
        found[f"wider than the window by {wider} px"] = ["phone"]
    return [f"{fault} ({', '.join(seen)})" for fault, seen in found.items()]


def _borne(one: dict[str, Any]) -> bool:
    return any(one["rule"] == rule and part in one["at"] for rule, part in BORNE)
