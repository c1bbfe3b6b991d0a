"""The sections of the lesson beside and below the player, one function each."""

from __future__ import annotations

from convviz.app.lessons.grouped import cost, sources, words
from convviz.app.lessons.grouped.layer import Layer
from convviz.app.page import sections
from convviz.app.page.gains_and_losses import gained_and_lost
from convviz.app.widgets.bar_list import bars
from convviz.app.widgets.channel_table import connections

ALEXNET = (
    "AlexNet (2012) was too large for one graphics card of its time: two cards of 3 GB each held half of the channels, "
    "and in three of its layers a half read only what lay on its own card. The cut that began as a way round missing "
    "memory halved the weights of these layers.",
    "The halves also learned different things: the first layer's filters on one card came to look for edges whatever "
    "their colour, those on the other for patches of colour. Later nets were trained with 1, 2, 4, 8 and 16 groups on "
    "purpose: related filters gather in a group, so that the table of who works with whom comes out in blocks.",
)


def reads(layer: Layer) -> None:
    """Who reads whom, for the filters on show."""
    count = layer.groups
    blocks = "one block" if count == 1 else f"{count} blocks on the diagonal"
    connections(layer.drawn_block.reads(), layer.channels, f"Which filter (row) reads which channel (column): {blocks}")


def side_by_side(layer: Layer) -> None:
    """The layer as a regular one with zeros."""
    sections.section("Layers side by side")
    sections.sentences(words.side_by_side(layer))
    sources.groups()


def price(layer: Layer) -> None:
    """What every number of groups costs."""
    sections.section("What groups save")
    sections.sentences([cost.table(layer)])
    bars(cost.bars(layer))
    gained_and_lost(words.gained(layer), words.lost(layer))


def two_halves() -> None:
    """Where groups come from."""
    sections.section("Two graphics cards")
    sections.sentences([*ALEXNET, cost.alexnet()])
    sources.alexnet()
