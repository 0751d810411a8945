import re
from typing import get_args
from xml.etree import ElementTree

import pytest

from poise.roleplay.mood import Expression
from tests.content.shipped import IDS, ROOT

FACES = ROOT / "personas/faces"
EXPRESSIONS: tuple[str, ...] = get_args(Expression)
NAMESPACE = "{http://www.w3.org/2000/svg}"
DRAWING = {"svg", "g", "path", "mask", "rect", "circle", "ellipse", "defs", "title", "clipPath"}


@pytest.mark.parametrize("persona", IDS)
def test_every_customer_has_a_face_for_every_expression(persona: str) -> None:
    drawings = {expression: (FACES / persona / f"{expression}.svg").read_bytes() for expression in EXPRESSIONS}
    assert len(set(drawings.values())) == len(EXPRESSIONS)
    assert all(len(drawing) < 40_000 for drawing in drawings.values())


@pytest.mark.parametrize("path", sorted(FACES.rglob("*.svg")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_face_is_a_square_drawing_without_script_or_reference_outside(path: object) -> None:
    root = ElementTree.parse(str(path)).getroot()
    left, top, width, height = (float(number) for number in root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width == height
    elements = list(root.iter())
    assert {element.tag.removeprefix(NAMESPACE) for element in elements} <= DRAWING
    values = [(name, value) for element in elements for name, value in element.attrib.items()]
    assert [name for name, _ in values if name.lower().startswith("on") or name.endswith("href")] == []
    assert [value for _, value in values if re.search(r"url\((?!#)|//|data:|javascript:", value)] == []


def test_no_face_lacks_its_customer() -> None:
    assert {folder.name for folder in FACES.iterdir() if folder.is_dir()} <= set(IDS)


def test_the_readme_names_the_versions_that_the_script_wants() -> None:
    script = (ROOT / "scripts/draw_faces.mjs").read_text(encoding="utf-8")
    readme = (FACES / "README.md").read_text(encoding="utf-8")
    wanted = re.findall(r'"(@dicebear/[a-z-]+)": "([\d.]+)"', script)
    assert len(wanted) == 2
    assert all(f"{name}@{version}" in readme for name, version in wanted)
    assert "CC0" in readme
