"""At every pixel, a small matrix mixes the channels."""

from __future__ import annotations

from math import prod
from typing import Any, Final

import streamlit as st

from convviz.app.deep_links import readable_size
from convviz.app.deep_links.readable_size import readable
from convviz.app.lessons.pointwise import relu, text, text_bottleneck
from convviz.app.lessons.pointwise.model import FEW, PointwiseModel, PointwiseState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import BlockLink, LayerLink, Requested
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import pair, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.widgets.bar_list import bars
from convviz.spec.conv import Geometry

Page = PageState[Any]


CASES: Final = (
    Case(
        "What does a 1×1 mix?", {}, "3×4×3 → 3×4×2", "mix",
        "Each filter weights the three numbers of one pixel and adds them. No neighbour is read.",
        "3×4×3 → 2",
    ),
    Case(
        "How do channels become one?", {"filters": 1, "weights": "average"}, "3×4×3 → 3×4×1", "average",
        "One filter takes a third of every channel: its map is the mean of the three.",
        "One filter: average",
    ),
    Case(
        "What if the image is larger?", {"height": 4, "width": 5}, "4×5×3 → 4×5×2", "larger",
        "20 pixels instead of 12 share the same 6 weights: 120 multiplications instead of 72.",
        "4×5×3 → 2",
    ),
    Case(
        "Can channels grow?", {"channels": 2, "filters": 6, "weights": "expand"}, "3×4×2 → 3×4×6", "grow",
        "Six filters write six maps, each another mixture of the same two channels.",
        "Expand 2 → 6",
    ),
    Case(
        "Can it only reorder?", {"input": "ramp", "filters": 3, "weights": "reverse"}, "3×4×3 → 3×4×3", "reorder",
        "Each filter has a single 1 and copies one channel: the last comes first.",
        "Reorder the channels",
    ),
    Case(
        "Is it a dense layer?", {"height": 1, "width": 1, "channels": 6, "filters": 4}, "1×1×6 → 1×1×4", "dense",
        "With one pixel it is one: 6 numbers in, 4 out, a weight for each of the 24 pairs.",
        "H×W = 1: a dense layer",
    ),
)  # fmt: skip


def _non_linearity(page: Page, model: PointwiseModel) -> None:
    control(page, "activation")
    sentences([relu.zeroed(model)])
    pair(relu.before_and_after(model))
    with st.container(horizontal=True, gap="large"):
        with st.container(width="content"):
            control(page, "second_filters")
        with st.container(width=220):
            control(page, "second_seed")
    sentences(relu.collapse(model))


def _dense_layer(page: Page, model: PointwiseModel) -> None:
    sentences(text.as_dense(model))


def _few_from_many(page: Page, model: PointwiseModel) -> None:
    sentences(text_bottleneck.few(model))
    bars(text_bottleneck.few_bars(model))
    source_corrections(*text.CORRECTIONS)


def _bottleneck(page: Page, model: PointwiseModel) -> None:
    with st.container(width=260):
        control(page, "inner_channels")
    sentences(text_bottleneck.trade(model))
    bars(text_bottleneck.trade_bars(model))


def _accepts(geometry: Geometry) -> bool:
    spec = geometry.spec
    plain = spec.ndim == 2 and not spec.transposed and spec.padding_mode == "zeros"
    alone = prod(spec.kernel) == prod(spec.stride) == spec.groups == 1 and not any(map(any, geometry.padding))
    return plain and alone and spec.in_channels > 1


def _requested(geometry: Geometry, same: bool) -> Requested:
    height, width = readable(geometry, FEW, 4)
    channels = min(geometry.spec.in_channels, readable_size.FEW)
    filters = min(geometry.spec.out_channels, readable_size.SOME)
    return {"height": height, "width": width, "channels": channels, "filters": filters}


POINTWISE = Lesson(
    page="pointwise",
    title="1×1 convolution",
    icon=":material/filter_1:",
    summary="Mixing channels pixel by pixel: a small matrix product, and a cheap one.",
    state=PointwiseState,
    model=PointwiseModel,
    idea=text.IDEA,
    formula=text.formula,
    players=(Player(PointwiseModel.scene, PointwiseModel.edit),),
    remarks=text.remarks,
    cases=CASES,
    controls=("show", "filters", "channels", "weights", ("height", "width"), "input"),
    more_controls=("order", "bias", "input_seed", "weights_seed"),
    chapters=(
        Chapter("Why a non-linearity follows", _non_linearity),
        Chapter("A dense layer is this", _dense_layer),
        Chapter("Few from many", _few_from_many),
        Chapter("The bottleneck", _bottleneck),
    ),
    code=PointwiseModel.code,
    quiz=Quiz(text.QUESTION, 32, text.WHY, {"height": 6, "width": 7, "channels": 8, "filters": 4}),
    ideas=(
        Idea("One lit pixel per channel", text.TRY_LIT, {"input": "onehot", "filters": 3}),
        Idea(
            "Difference of the channels", text.TRY_DIFFERENCE, {"input": "ramp", "weights": "difference", "filters": 3}
        ),
        Idea("One channel in, eight out", text.TRY_EXPAND, {"channels": 1, "filters": 8, "weights": "expand"}),
    ),
    opens=LayerLink(_accepts, _requested, lambda state: (state.spec, state.size), order=3),
    blocks={
        "bottleneck": BlockLink(
            lambda task: (("inner_channels", "channels inside", task.inside),),
            remark="the section on the bottleneck, in GoogLeNet's layer",
        ),
    },
)  # fmt: skip
