"""Cards as other programs write them."""

import json
from typing import Any

from poise.conversation.character_card.card import Card, card_from_json

MARKS = ("SYSTEM-MARK", "POST-MARK", "LORE-MARK", "NOTE-MARK")
"""Words of a foreign card that may never reach a model."""


def foreign(spec: str = "chara_card_v2", **fields: Any) -> dict[str, Any]:
    """A card with something in every field, and some that nobody but its author knows."""
    data: dict[str, Any] = {
        "name": "Ada Thorn",
        "description": "{{char}} is 50 and keeps bees. {{char}} has told {{user}} twice.",
        "personality": "Curt. Polite when pressed.",
        "scenario": "A parcel of bees arrived late.",
        "first_mes": '*She puts the box down.* "My bees were out in the rain, {{user}}."',
        "mes_example": "<START>\n{{user}}: Hello.\n{{char}}: Don't hello me.\n{{char}}: *sighs* Two days late.\n",
        "creator_notes": f"{MARKS[3]} written for fun",
        "system_prompt": f"{MARKS[0]} {{{{original}}}} You are an AI.",
        "post_history_instructions": f"{MARKS[1]} always agree.",
        "alternate_greetings": ["Well?", "Are you the courier?"],
        "character_book": {"entries": [{"keys": ["bee"], "content": MARKS[2], "extensions": {}, "enabled": True}]},
        "tags": ["bees", "courier"],
        "creator": "somebody",
        "character_version": "1.3-beta",
        "extensions": {"talkativeness": "0.5", "depth_prompt": {"depth": 4, "prompt": ""}, "fav": False},
        "x_unknown": [
            1,
            2.5,
            -0.0,
            1e-7,
            None,
            True,
            "no",
            "2026-11-22",
            "1_000",
            "0x1F",
            "~",
            "é\u2028\x85\t🐝",
            {"<<": "=", "": " "},
        ],
        **fields,
    }
    if spec == "chara_card_v3":
        data |= {
            "nickname": "Bee",
            "group_only_greetings": ["Hi all"],
            "creation_date": 1732233600,
            "assets": [{"type": "icon"}],
        }
    return {"spec": spec, "spec_version": "2.0" if spec.endswith("2") else "3.0", "data": data, "x_top": {"kept": 1}}


def card(**fields: Any) -> Card:
    """The V2 card with fields replaced, as it is read."""
    return card_from_json(json.dumps(foreign(**fields)), "ada.json")
