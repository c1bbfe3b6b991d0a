"""A filter has a kernel for each channel, and gives one feature map."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from convviz.app.deep_links.readable_size import FEW, SOME, readable
from convviz.app.lessons.channels import text
from convviz.app.lessons.channels.model import SIDES, TAPS, ChannelsModel, ChannelsState
from convviz.app.lessons.channels.photo_overview import overview
from convviz.app.lessons.channels.shapes import permuting
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import LayerLink, Requested
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import formulas, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.controls import control, control_pair
from convviz.app.params.page_state import PageState
from convviz.app.widgets.size_formula import size_formulas
from convviz.spec.conv import Geometry

Page = PageState[Any]


CASES: Final = (
    Case(
        "How do 3 channels become 1?", {}, "5×5×3 → 3×3×1", "sum",
        "Each kernel reads one channel and writes a map. Σ adds the three maps.",
        "One filter on three channels",
    ),
    Case(
        "What do 4 filters give?", {"height": 8, "padding": "tf", "filters": 4, "show": "once"}, "8×8×3 → 8×8×4",
        "four",
        "Each filter writes one map from all 3 channels. Filter 1 is drawn.",
        "Four filters, SAME",
    ),
    Case(
        "What if one channel is lit?", {"input": "bright", "bright_channel": 2}, "channel 2", "lit",
        "Channels 1 and 3 are 0, so are their maps. The sum is the map of channel 2.",
        "One bright channel",
    ),
    Case(
        "How do colours become grey?", {"input": "photo", "padding": "tf", "weights": "average"}, "3 → 1",
        "grey",
        "Each kernel passes on a third of its colour. Their sum is grey.",
        "Photo, averaged",
    ),
    Case(
        "Where is red above green?", {"input": "photo", "padding": "tf", "weights": "difference"}, "red − green",
        "red",
        "Red minus green is high where red is stronger, below 0 where green is.",
        "Photo, red − green",
    ),
    Case(
        "What do two filters find?", {"input": "photo", "filters": 2, "weights": "edges", "show": "once"},
        "3 → 2", "edges",
        "Both filters read all colours. Map 1 has upright edges, map 2 level ones.",
        "Photo, edges",
    ),
)  # fmt: skip


def _order(page: Page, model: ChannelsModel) -> None:
    """Map by map there is one filter, whose places have one order."""
    if model.state.filters > 1 and not model.state.by_map:
        control(page, "order")


def _sizes(page: Page, model: ChannelsModel) -> None:
    """The sides of input and kernels, side by side."""
    control_pair(page, ("patch_height" if model.state.is_photo else "height", "kernel"))


def _picture(page: Page, model: ChannelsModel) -> None:
    if model.state.is_photo:
        overview(model.state)
        control(page, "patch_width")
        control_pair(page, ("patch_row", "patch_column"))


def _four_words(page: Page, model: ChannelsModel) -> None:
    sentences(text.meanings(model))
    source_corrections(*text.FILTER_CORRECTIONS)


def _depth(page: Page, model: ChannelsModel) -> None:
    sentences(text.depth(model))


def _counting(page: Page, model: ChannelsModel) -> None:
    sentences(text.counting(model))
    formulas(size_formulas(model.geometry))
    source_corrections(*text.SIZE_CORRECTIONS)


def _shapes(page: Page, model: ChannelsModel) -> None:
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        with st.container(width="content"):
            control(page, "layout")
        with st.container(width=180):
            control(page, "images")
    sentences(text.layouts(model))
    st.code(permuting(model), language="python", wrap_lines=True)


def _accepts(geometry: Geometry) -> bool:
    """Layers of several channels or filters, square and with a border that the lesson has."""
    spec, ends = geometry.spec, {end for pair in geometry.padding for end in pair}
    plain = spec.ndim == 2 and not spec.transposed and spec.padding_mode == "zeros"
    several = spec.in_channels > 1 or spec.out_channels > 1
    small = max(spec.kernel) <= TAPS[-1] and set(spec.dilation) == {1} and len(ends) <= 2
    square = len(set(spec.kernel)) == len(set(spec.stride)) == 1
    return plain and several and small and square


def _requested(geometry: Geometry, same: bool) -> Requested:
    spec, (low, high) = geometry.spec, geometry.padding[0]
    height, width = readable(geometry, SIDES, 7)
    uneven = low != high or geometry.padding[0] != geometry.padding[1]
    padding = "tf" if same or uneven else "custom" if low else "none"
    border: Requested = {"padding": padding, **({"padding_cells": low} if padding == "custom" else {})}
    channels, filters = min(spec.in_channels, FEW), min(spec.out_channels, SOME)
    return {
        **{"height": height, "width": width, **border, "channels": channels, "filters": filters},
        **{"kernel": spec.kernel[0], "stride": spec.stride[0]},
    }


CHANNELS = Lesson(
    page="channels",
    title="Channels and filters",
    icon=":material/layers:",
    summary="A filter is as deep as its input, and every filter makes one feature map.",
    state=ChannelsState,
    model=ChannelsModel,
    idea=text.IDEA,
    formula=text.formula,
    players=(Player(ChannelsModel.scene, ChannelsModel.edit, lines=3),),
    remarks=text.remarks,
    cases=CASES,
    controls=("show", "filters", "channels", _sizes, "weights", "input"),
    more_controls=(
        "shown_filter", _order, "input_seed", "bright_channel", _picture, "width", "weights_seed",
        "padding", "padding_cells", "stride", "bias",
    ),
    chapters=(
        Chapter("Channel, kernel, filter, feature map", _four_words),
        Chapter("Why is a filter as deep as its input?", _depth),
        Chapter("How much is there to learn, and to compute?", _counting),
        Chapter("Shapes: channels last or first", _shapes),
    ),
    code=ChannelsModel.code,
    quiz=Quiz(text.QUESTION, 12_800, text.WHY, {"height": 6, "channels": 8, "filters": 8, "kernel": 5, "show": "once"}),
    ideas=(
        Idea("Turn on channel 2 alone", text.TRY_BRIGHT, {"input": "bright", "bright_channel": 2}),
        Idea(
            "Three differences of colours",
            text.TRY_COLOURS,
            {"input": "photo", "padding": "tf", "filters": 3, "weights": "difference", "show": "once"},
        ),
        Idea(
            "15 × 15 × 3 with 8 filters",
            text.TRY_EIGHT,
            {"input": "photo", "patch_height": 15, "filters": 8, "show": "once"},
        ),
    ),
    opens=LayerLink(_accepts, _requested, lambda state: (state.spec, state.size), order=6),
)  # fmt: skip
