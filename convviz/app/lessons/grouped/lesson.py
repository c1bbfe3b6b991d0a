"""Channels in groups, and filters that read one group only."""

from __future__ import annotations

from typing import Any, Final

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
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Widget
from convviz.app.widgets.bar_list import bars
from convviz.app.widgets.channel_table import connections
from convviz.spec.conv import Geometry

Page = PageState[Any]

CASES: Final = (
    Case(
        "What does one filter read?", {}, "2 groups", "read",
        "Two groups: each filter reads 2 of the 4 channels, so 2,304 weights are left of 4,608.",
        "Towards intuitive understanding, section 10: filter groups",
    ),
    Case(
        "What is a single group?", {"groups": 1}, "1 group", "single",
        "One group is a regular layer: every filter reads all 4 channels, with 4,608 weights.",
        "1 group: regular",
    ),
    Case(
        "When is it depthwise?", {"groups": 4}, "4 groups", "depthwise",
        "Four groups for 4 channels: each filter reads a single channel, and 1,152 weights are left.",
        "4 groups: depthwise",
    ),
    Case(
        "Who needs less work?", {"show": "race"}, "115,200 → 57,600", "work",
        "With two groups the layer needs 57,600 multiplications, the regular one 115,200.",
        "Race",
    ),
    Case(
        "Where does channel 1 arrive?", {"input": "bright"}, "1 lit channel", "bright",
        "Only channel 1 is not 0. The maps of the other group stay 0, whatever their weights.",
        "One bright channel",
    ),
    Case(
        "What do three groups share?", {"height": 5, "channels": 6, "filters": 6, "groups": 3}, "6 → 6, 3 groups",
        "three",
        "Nothing: these are three small layers side by side, each with 2 channels and 2 filters.",
        "6 channels, 3 groups",
    ),
)  # fmt: skip


def _filters(page: Page, model: GroupedModel) -> None:
    """Their number, as a list: a button each would take too much room."""
    control(page, "filters", Widget.MENU)


def _who_reads_whom(page: Page, model: GroupedModel) -> None:
    count = model.state.groups
    blocks = "one block" if count == 1 else f"{count} blocks on the diagonal"
    title = f"Which filter (row) reads which channel (column): {blocks}"
    connections(model.drawn_block.reads(), model.state.channels, title)


def _side_by_side(page: Page, model: GroupedModel) -> None:
    _who_reads_whom(page, model)
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
    wide=True,
    formula=text.formula,
    players=(Player(GroupedModel.scene, GroupedModel.edit, lines=5, counters=2),),
    remarks=text.remarks,
    cases=CASES,
    controls=("groups", "channels", _filters, "kernel", "show"),
    more_controls=("height", "input", "input_seed", "bright_channel", "weights", "weights_seed"),
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
