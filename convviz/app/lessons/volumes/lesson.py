"""A window that also walks along the depth, beside one that cannot."""

from __future__ import annotations

from typing import Any

import streamlit as st

from convviz.app.deep_links.readable_size import readable
from convviz.app.lessons.volumes import text
from convviz.app.lessons.volumes.cases import CASES, IDEAS, VESSEL
from convviz.app.lessons.volumes.model import MOST_SIDE, SIDES, VolumesModel, VolumesState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import LayerLink, Requested
from convviz.app.page.quiz import Quiz
from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.page.sections import formulas, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.widgets.size_formula import size_formulas
from convviz.spec.conv import Geometry

Page = PageState[Any]


def _order(page: Page, model: VolumesModel) -> None:
    """A single filter has one order."""
    if model.state.filters > 1:
        control(page, "order")


def _in_numbers(page: Page, model: VolumesModel) -> None:
    sentences([text.table(model)])
    formulas(size_formulas(model.solid.geometry))
    source_corrections(*text.CORRECTIONS)


def _coincide(page: Page, model: VolumesModel) -> None:
    """When both convolutions are one, and a way to such a state."""
    sentences(text.coincide(model))
    depth = model.state.depth
    if depth in page.options("kernel_depth"):
        values = {"kernel_depth": depth, "padding": "none", "padding_depth": "none"}
        key = page.entry("as-deep")
        st.button("Make the filter as deep as the input", key=key, on_click=page.update, args=(values,))


def _colours(page: Page, model: VolumesModel) -> None:
    sentences(text.order(model))


def _uses(page: Page, model: VolumesModel) -> None:
    sentences(text.uses())
    st.button("Show it in the player", key=page.entry("vessel"), on_click=open_in_view, args=(page, VESSEL.values))


def _accepts(geometry: Geometry) -> bool:
    return geometry.spec.ndim == 3


def _requested(geometry: Geometry, same: bool) -> Requested:
    spec = geometry.spec
    (kernel_depth, kernel, kernel_width), (stride_depth, stride, stride_across) = spec.kernel, spec.stride
    dilation_depth, dilation, dilation_across = spec.dilation
    depth, height, width = readable(geometry, range(SIDES[0], MOST_SIDE + 1), 6)
    padding_depth, padding, padding_across = ("same" if any(pair) else "none" for pair in geometry.padding)
    alike = (kernel, stride, dilation) == (kernel_width, stride_across, dilation_across)
    square = alike and (stride, dilation) == (stride_depth, dilation_depth)
    return {
        **{"axes": "square" if square else "independent", "depth": depth, "height": height, "width": width},
        **{"channels": spec.in_channels, "filters": spec.out_channels},
        **{"padding_depth": padding_depth, "padding": padding, "padding_across": padding_across},
        **{"kernel_depth": kernel_depth, "kernel": kernel, "kernel_width": kernel_width},
        **{"dilation_depth": dilation_depth, "dilation": dilation, "dilation_across": dilation_across},
        **{"stride_depth": stride_depth, "stride": stride, "stride_across": stride_across, "show": "solid"},
    }


VOLUMES = Lesson(
    page="volumes",
    title="3-D convolution",
    icon=":material/deployed_code:",
    summary="The window walks along depth as well. Why a deep filter alone does not make it 3-D.",
    state=VolumesState,
    model=VolumesModel,
    idea=text.IDEA,
    wide=True,
    formula=text.formula,
    players=(Player(VolumesModel.scene, VolumesModel.edit, lines=5, counters=2),),
    remarks=text.remarks,
    cases=CASES,
    controls=("kernel_depth", "depth", "kernel", "channels", "show"),
    more_controls=(
        "input", "input_seed", ("height", "width"), "filters", "weights", "weights_seed", "stride", "padding",
        "dilation", _order, "axes", "kernel_width", "stride_depth", "stride_across", "padding_depth",
        "padding_across", "dilation_depth", "dilation_across",
    ),
    chapters=(
        Chapter("The two in numbers", _in_numbers),
        Chapter("When they coincide", _coincide),
        Chapter("Why is a colour picture not 3-D?", _colours),
        Chapter("Where it is used", _uses),
    ),
    code=VolumesModel.code,
    quiz=Quiz(text.QUESTION, 48, text.WHY, {"depth": 5, "height": 6, "kernel_depth": 3}),
    ideas=IDEAS,
    opens=LayerLink(_accepts, _requested, lambda state: (state.solid_spec, state.size), order=2),
)  # fmt: skip
