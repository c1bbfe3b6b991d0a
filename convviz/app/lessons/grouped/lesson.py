"""Channels in groups, and filters that read one group only."""

from __future__ import annotations

from typing import Any

from convviz.app.deep_links.readable_size import readable
from convviz.app.lessons.grouped import cost, text
from convviz.app.lessons.grouped.model import MOST, SIDES, GroupedModel, GroupedState
from convviz.app.page.gains_and_losses import gained_and_lost
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import LayerLink, Requested
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.page_state import PageState
from convviz.app.widgets.bar_list import bars
from convviz.app.widgets.channel_table import connections
from convviz.spec.conv import Geometry

Page = PageState[Any]


def _who_reads_whom(page: Page, model: GroupedModel) -> None:
    count = model.state.groups
    blocks = "one block" if count == 1 else f"{count} blocks on the diagonal"
    title = f"Which filter (row) reads which channel (column): {blocks}"
    connections(model.drawn_block.reads(), model.state.channels, title)


def _side_by_side(page: Page, model: GroupedModel) -> None:
    sentences(text.side_by_side(model))
    source_corrections(*text.GROUP_CORRECTIONS)


def _price(page: Page, model: GroupedModel) -> None:
    sentences([cost.table(model)])
    bars(cost.bars(model))


def _trade(page: Page, model: GroupedModel) -> None:
    gained_and_lost(text.gained(model), text.lost(model))


def _two_cards(page: Page, model: GroupedModel) -> None:
    sentences([*text.ALEXNET, cost.alexnet()])
    source_corrections(*text.ALEXNET_CORRECTIONS)


def _accepts(geometry: Geometry) -> bool:
    spec = geometry.spec
    return spec.ndim == 2 and not spec.transposed and spec.padding_mode == "zeros" and spec.groups > 1


def _requested(geometry: Geometry, same: bool) -> Requested:
    spec = geometry.spec
    each, written = spec.in_channels // spec.groups, spec.out_channels // spec.groups
    groups = min(spec.groups, max(2, MOST // max(each, written)))
    channels, filters = (min(MOST // groups, many) * groups for many in (each, written))
    height = readable(geometry, SIDES, 7)[0]
    return {"height": height, "channels": channels, "filters": filters, "groups": groups, "kernel": spec.kernel[0]}


GROUPED = Lesson(
    page="grouped",
    title="Grouped convolution",
    icon=":material/view_column:",
    summary="Filters that read a share of the channels: smaller layers side by side, from regular to depthwise.",
    state=GroupedState,
    model=GroupedModel,
    idea=text.IDEA,
    formula=text.formula,
    players=(Player(GroupedModel.scene, GroupedModel.edit),),
    remarks=text.remarks,
    cases=(
        Case("2 groups", {}),
        Case("1 group: regular", {"groups": 1}),
        Case("4 groups: depthwise", {"groups": 4}),
        Case("Race", {"show": "race"}),
        Case("One bright channel", {"input": "bright"}),
        Case("6 channels, 3 groups", {"height": 5, "channels": 6, "filters": 6, "groups": 3}),
    ),
    controls=(
        "groups", "show", _who_reads_whom, "channels", "filters", "kernel", "height", "input", "input_seed",
        "bright_channel", "weights", "weights_seed",
    ),
    chapters=(
        Chapter("Layers side by side", _side_by_side),
        Chapter("What groups save", _price),
        Chapter("What is gained, and what is lost", _trade),
        Chapter("Two graphics cards", _two_cards),
    ),
    code=GroupedModel.code,
    quiz=Quiz(text.QUESTION, 1_600, text.WHY, {"channels": 8, "filters": 64, "groups": 8, "kernel": 5}),
    ideas=(
        Idea("One bright channel", text.TRY_BRIGHT, {"input": "bright"}),
        Idea("Race with 4 groups", text.TRY_RACE, {"groups": 4, "show": "race"}),
        Idea("3 channels", text.TRY_THREE, {"channels": 3, "filters": 24, "groups": 3}),
    ),
    opens=LayerLink(
        _accepts,
        _requested,
        lambda state: (state.block(state.groups, state.filters).convolutions[0], state.shape[1:]),
        order=5,
    ),
)  # fmt: skip
