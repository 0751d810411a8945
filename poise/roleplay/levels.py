"""How a level changes what the customer does, beside the temper that the persona's file gives it: what they let pass, doubt,
demand. Every number has its reason here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from poise.conversation.ids import Level


class Bearing(NamedTuple):
    """What a customer does at one level.

    `takes_below`: angrier than this they agree to nothing, for first they want to be heard. `asks_when`: an offer without a time
    is not taken but asked about. `doubts`: while angry they put a wanted offer to the test once before they take it.
    `lets_pass`: so many vague words they do not answer back to. `haggles`: so often a remedy that they haggle over is
    offered before they take it by itself. `vents`: so many times in a row they let off steam before they press.
    """

    takes_below: int
    asks_when: bool
    doubts: bool
    lets_pass: int
    haggles: int
    vents: int


BEARINGS: Mapping[Level, Bearing] = MappingProxyType(
    {
        "easy": Bearing(takes_below=74, asks_when=False, doubts=False, lets_pass=1, haggles=2, vents=1),
        "standard": Bearing(takes_below=66, asks_when=True, doubts=False, lets_pass=0, haggles=2, vents=2),
        "hard": Bearing(takes_below=62, asks_when=True, doubts=True, lets_pass=0, haggles=3, vents=2),
    }
)
"""Easy forgives a loose end; standard wants to know when; hard has been promised things before. Set by running the scripted
agents: the good one still has to settle it within eight exchanges.
"""
