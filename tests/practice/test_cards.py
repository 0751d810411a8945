"""Character cards brought in and written: nothing is lost, and no card's prompt reaches a model."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from poise.conversation.character_card.card import Card
from poise.conversation.character_card.exporting import BLOCK, card_value, without_block
from poise.conversation.character_card.importing import draft_from_card
from poise.conversation.character_card.picture import card_json, plain_picture, with_card
from poise.conversation.content import Content, load_persona
from poise.conversation.errors import ContentError
from poise.conversation.persona import Persona
from poise.practice.cards import export_card, import_card
from poise.practice.drafts import TEMPLATE
from poise.roleplay.lint.check import check
from poise.roleplay.lint.unsafe import load_unsafe
from poise.roleplay.prompts import load_prompts
from tests.content.shipped import CONTENT, IDS, ROOT
from tests.conversation.character_card.cards import MARKS, foreign
from tests.fault_server.server import FaultServer
from tests.practice.conftest import Build
from tests.practice.talk import begin, say

BLANK: dict[str, Any] = yaml.safe_load((ROOT / TEMPLATE).read_text(encoding="utf-8"))
SPECS = ("chara_card_v2", "chara_card_v3")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(ROOT, tmp_path / "own")


def card_file(folder: Path, value: object, name: str = "ada.json") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def written(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def as_json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


@pytest.mark.parametrize("form", ["v2", "v3"])
@pytest.mark.parametrize("suffix", [".json", ".png"])
@pytest.mark.parametrize("id_", IDS)
def test_a_persona_exported_and_imported_again_lost_nothing(
    content: Content, tmp_path: Path, id_: str, suffix: str, form: Any
) -> None:
    file = tmp_path / f"card{suffix}"
    export_card(content, id_, file, form)
    back = import_card(content, file, "back").persona
    assert back == content.persona(id_).model_copy(update={"id": "back", "draft": True})
    assert load_persona(tmp_path / "own/personas/back.yaml") == back


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("as_png", [False, True])
def test_a_foreign_card_comes_out_again_with_all_that_was_in_it(
    content: Content, tmp_path: Path, spec: str, as_png: bool
) -> None:
    source = card_file(tmp_path, foreign(spec))
    if as_png:
        form: Any = "v2" if spec == "chara_card_v2" else "v3"
        picture = with_card(plain_picture("Ada"), {form: source.read_text()}, "ada.png")
        (source := tmp_path / "ada.png").write_bytes(picture)
    assert import_card(content, source).persona.id == "ada-thorn"
    export_card(content, "ada-thorn", tmp_path / "out.json")
    assert as_json(without_block(written(tmp_path / "out.json"))) == as_json(foreign(spec))
    export_card(content, "ada-thorn", tmp_path / "out.png")
    in_picture = json.loads(card_json((tmp_path / "out.png").read_bytes(), "out.png"))
    assert as_json(without_block(in_picture)) == as_json(foreign(spec))


def test_a_card_of_hardly_anything_becomes_a_draft_and_comes_out_with_its_nothings(
    content: Content, tmp_path: Path
) -> None:
    bare = {"spec": "chara_card_v2", "data": {"name": "Ada", "description": None, "extensions": None, "tags": None}}
    draft = import_card(content, card_file(tmp_path, bare)).persona
    assert draft.identity.called == ("Ada",)
    export_card(content, "ada", tmp_path / "out.json")
    out = written(tmp_path / "out.json")["data"]
    assert (out["description"], out["tags"], out["name"]) == (None, None, "Ada")


def test_a_foreign_card_goes_round_twice_unchanged(content: Content, tmp_path: Path) -> None:
    import_card(content, card_file(tmp_path, foreign()))
    export_card(content, "ada-thorn", tmp_path / "one.json")
    again = import_card(content, tmp_path / "one.json", "again").persona
    assert again == content.persona("ada-thorn").model_copy(update={"id": "again"})
    export_card(content, "again", tmp_path / "two.json")
    assert as_json(without_block(written(tmp_path / "two.json"))) == as_json(foreign())


@settings(max_examples=60, deadline=None)
@given(field=json_values, extension=json_values, top=json_values)
@example(field="", extension=None, top={"\x85": None})
def test_whatever_json_a_card_holds_is_kept(field: Any, extension: Any, top: Any, tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("card")
    value = {**foreign(x_unknown=field, extensions={"theirs": extension}), "x_top": top}
    content = Content(ROOT, folder)
    import_card(content, card_file(folder, value))
    export_card(content, "ada-thorn", folder / "out.json")
    assert as_json(without_block(written(folder / "out.json"))) == as_json(value)


def test_what_the_trainer_changed_goes_into_the_card_and_nothing_else() -> None:
    draft = draft_from_card(Card(foreign()), BLANK, "ada", "ada.json")
    changed = draft.model_copy(update={"scenario": "The bees arrived on time, but drunk."})
    out = without_block(card_value(changed))
    assert out["data"].pop("scenario") == "The bees arrived on time, but drunk."
    theirs = foreign()
    del theirs["data"]["scenario"]
    assert as_json(out) == as_json(theirs)


def test_what_another_program_changed_comes_into_the_persona_and_nothing_else() -> None:
    cake = CONTENT.persona("cake-buyer")
    value = card_value(cake)
    value["data"] |= {"description": "40, a baker himself.", "post_history_instructions": "Be nice."}
    back = draft_from_card(Card(value), BLANK, "cake", "cake.json")
    identity = cake.identity.model_copy(update={"about": "40, a baker himself."})
    kept = {"character_card": without_block(value)}
    assert back == cake.model_copy(update={"id": "cake", "draft": True, "identity": identity, "extensions": kept})


@pytest.mark.parametrize("spec", SPECS)
def test_an_import_is_a_draft_and_the_check_says_what_it_lacks(content: Content, tmp_path: Path, spec: str) -> None:
    draft = import_card(content, card_file(tmp_path, foreign(spec))).persona
    assert draft.draft
    findings = check(draft, load_prompts(CONTENT), load_unsafe(CONTENT))
    fields = {finding.field for finding in findings if finding.rule == "unwritten"}
    assert {"title", "trade", "briefing.policy.0", "remedies.0.words"} <= fields
    assert not fields & {"identity.name", "identity.about", "scenario", "opening.0", "lines.vent.0"}
    assert {"missing-act", "few-wordings"} <= {finding.rule for finding in findings}


def test_the_picture_of_a_card_goes_with_it(content: Content, tmp_path: Path) -> None:
    Image.new("RGB", (7, 5), "#123456").save(tmp_path / "small.png")
    picture = with_card((tmp_path / "small.png").read_bytes(), {"v2": json.dumps(foreign())}, "ada.png")
    (tmp_path / "ada.png").write_bytes(picture)
    import_card(content, tmp_path / "ada.png")
    export_card(content, "ada-thorn", tmp_path / "out.png")
    assert Image.open(BytesIO((tmp_path / "out.png").read_bytes())).size == (7, 5)


def test_a_card_of_the_third_version_is_read_by_programs_that_know_the_second(content: Content, tmp_path: Path) -> None:
    export_card(content, "cake-buyer", tmp_path / "out.png", "v3")
    image = Image.open(BytesIO((tmp_path / "out.png").read_bytes()))
    assert {"chara", "ccv3"} <= set(image.info)


def test_no_prompt_of_a_card_reaches_a_model(build: Build, tmp_path: Path, fault_server: FaultServer) -> None:
    services = build({"OPENAI_BASE_URL": fault_server.url, "POISE_CRITIC": "openai:fault-model"})
    import_card(services.content, card_file(tmp_path, foreign("chara_card_v3")))
    after = say(services, begin(services, "ada-thorn").id, "I'm so sorry about the bees. What happened to them?")
    services.pool.close()
    sent = json.dumps([asked.body for asked in fault_server.completions])
    assert after.exchanges == 1
    assert "Ada Thorn is 50 and keeps bees" in sent
    assert [mark for mark in (*MARKS, BLOCK + '": {', "always agree", "You are an AI") if mark in sent] == []


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "gone.json", "cannot be read (No such file"),
        (lambda folder: card_file(folder, "{"), "no valid JSON"),
        (lambda folder: card_file(folder, "", "empty.png"), "no valid JSON"),
        (lambda folder: card_file(folder, foreign(name="蜂")), "Name one with --id"),
        (lambda folder: card_file(folder, foreign(name="Cake Buyer")), "there is a customer 'cake-buyer' already"),
        (lambda folder: card_file(folder, foreign(extensions={"poise": 1})), "data.extensions.poise: holds no persona"),
        (lambda folder: card_file(folder, foreign(extensions={"poise": {"persona": {}}})), "id: the field is missing"),
        (lambda folder: card_file(folder, "[" * 700 + "]" * 700), "nested more than 64 levels deep"),
        (lambda folder: _bytes(folder, b"PK\x03\x04 zip"), "neither JSON nor PNG"),
        (lambda folder: _bytes(folder, b"\x00" * (32 * 2**20 + 1)), "bytes at most"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line_and_leaves_nothing(
    content: Content, tmp_path: Path, make: Callable[[Path], Path], says: str
) -> None:
    with pytest.raises(ContentError) as caught:
        import_card(content, make(tmp_path))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "own/personas").exists()


def test_a_card_as_deep_as_may_be_is_kept(content: Content, tmp_path: Path) -> None:
    deep: Any = 1
    for _ in range(62):
        deep = [deep]
    import_card(content, card_file(tmp_path, foreign(x_unknown=deep)))
    export_card(content, "ada-thorn", tmp_path / "out.json")
    assert written(tmp_path / "out.json")["data"]["x_unknown"] == deep
    with pytest.raises(ContentError, match="nested more than 64 levels deep"):
        import_card(content, card_file(tmp_path, foreign(x_unknown=[deep])), "deeper")


@pytest.mark.parametrize(
    ("name", "says"), [("out.txt", "neither .json nor .png"), ("there.json", "such a file already")]
)
def test_an_export_that_cannot_be_written_is_one_line(content: Content, tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "there.json").write_text("mine")
    with pytest.raises(ContentError, match=says):
        export_card(content, "cake-buyer", tmp_path / name)
    assert (tmp_path / "there.json").read_text() == "mine"


def test_a_kept_card_that_was_spoilt_is_named() -> None:
    draft: Persona = draft_from_card(Card(foreign()), BLANK, "ada", "ada.json")
    with pytest.raises(ContentError, match=r"ada\.yaml: extensions\.character_card: spec: spec is missing"):
        card_value(draft.model_copy(update={"extensions": {"character_card": {"data": {}}}}))


def _bytes(folder: Path, held: bytes) -> Path:
    (path := folder / "card.bin").write_bytes(held)
    return path
