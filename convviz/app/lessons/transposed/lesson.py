"""Each input number stamps the kernel, which is the direct convolution read backwards."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from convviz.app.deep_links.readable_size import SOME
from convviz.app.lessons.transposed import cost, gradient, padding_conventions, round_trip, text
from convviz.app.lessons.transposed.model import TransposedModel, TransposedState
from convviz.app.markup import to_streamlit
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import LayerLink, Requested
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import formulas, pair, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.page_state import PageState
from convviz.app.widgets.bar_list import bars
from convviz.spec.conv import Geometry

Page = PageState[Any]


CASES: Final = (
    Case(
        "How does the picture grow?", {}, "2 → 5", "grow",
        "Each input number stamps the kernel, 2 cells from the stamp before. Where stamps overlap, they add up.",
        "Dumoulin & Visin: no padding, strides, transposed",
    ),
    Case(
        "What if stamps lie closer?", {"stride": 1}, "2 → 4", "closer",
        "At stride 1 a stamp is only one cell from the one before, so more of it overlaps.",
        "Dumoulin & Visin: no padding, no strides, transposed",
    ),
    Case(
        "What does padding do here?", {"height": 6, "kernel": 4, "stride": 1, "padding_cells": 2}, "6 → 5", "crop",
        "It crops. 9 × 9 cells are stamped, 2 are cut off on every side, and 5 × 5 remain.",
        "Dumoulin & Visin: arbitrary padding, no strides, transposed",
    ),
    Case(
        "Can it keep the size?", {"height": 5, "stride": 1, "padding_cells": 1}, "5 → 5", "keep",
        "7 × 7 cells are stamped, and one ring of them is cut off.",
        "Dumoulin & Visin: half padding, no strides, transposed",
    ),
    Case(
        "Can the output shrink?", {"height": 7, "stride": 1, "padding_cells": 2}, "7 → 5", "shrink",
        "9 × 9 cells are stamped, and two rings are cut off: more than the stamps had added.",
        "Dumoulin & Visin: full padding, no strides, transposed",
    ),
    Case(
        "Padding against stride?", {"height": 3, "padding_cells": 1}, "3 → 5", "against",
        "Stride 2 spreads the stamps over 7 × 7 cells, and padding 1 cuts off one ring.",
        "Dumoulin & Visin: padding, strides, transposed",
    ),
    Case(
        "How do I get an even size?", {"height": 3, "padding_cells": 1, "output_padding": 1}, "3 → 6", "even",
        "Output padding adds a row and a column. The direct convolution takes 5 × 5 and 6 × 6 to 3 × 3 alike.",
        "Dumoulin & Visin: padding, strides, transposed (odd)",
    ),
    Case(
        "How do generators double it?", {"height": 4, "kernel": 4, "padding_cells": 1}, "4 → 8", "double",
        "Kernel 4, stride 2 and padding 1 double the side. A generator stacks several of these layers.",
        "Radford et al.: DCGAN",
    ),
)  # fmt: skip
UNITS: Final = {"paint": "stamp", "slide": "stop", "matrix": "row"}


def _unit(model: TransposedModel) -> str:
    return UNITS.get(model.state.show, "step")


def _second_padding(page: Page, model: TransposedModel) -> None:
    st.markdown(f":small[{to_streamlit(padding_conventions.in_short(model))}]")


def _size(page: Page, model: TransposedModel) -> None:
    formulas(padding_conventions.formulas(model))
    sentences([padding_conventions.candidates(model)])


def _not_an_inverse(page: Page, model: TransposedModel) -> None:
    trip = round_trip.round_trip(model)
    round_trip.show(trip)
    sentences([*round_trip.sentences(trip), round_trip.no_unit_matrix()])
    source_corrections(*text.CORRECTIONS)


def _gradient(page: Page, model: TransposedModel) -> None:
    sentences(gradient.sentences(model))
    pair(gradient.tables(model))


def _names(page: Page, model: TransposedModel) -> None:
    sentences(text.NAMES)


def _cost(page: Page, model: TransposedModel) -> None:
    bars(cost.bars(model))
    sentences(cost.sentences(model))


def _requested(geometry: Geometry, same: bool) -> Requested:
    spec = geometry.spec
    return {
        "height": min(geometry.input_shape[0], SOME),
        "kernel": spec.kernel[0],
        "stride": spec.stride[0],
        "dilation": spec.dilation[0],
        "padding_cells": geometry.padding[0][0],
        "output_padding": geometry.output_padding[0],
    }


TRANSPOSED = Lesson(
    page="transposed",
    title="Transposed convolution",
    icon=":material/open_in_full:",
    summary="Stamp, stretch or multiply by Cᵀ: three ways to the same larger picture, and why it undoes nothing.",
    state=TransposedState,
    model=TransposedModel,
    idea=text.IDEA,
    formula=text.formula,
    players=(Player(TransposedModel.scene, TransposedModel.edit, unit=_unit, lines=2),),
    remarks=text.remarks,
    cases=CASES,
    controls=("show", ("height", "kernel"), "stride", "padding_cells", "output_padding"),
    more_controls=("input", "input_seed", "weights", "weights_seed", "dilation", "bias", _second_padding),
    chapters=(
        Chapter("How large is the output?", _size),
        Chapter("Not an inverse", _not_an_inverse),
        Chapter("It is the gradient of the direct convolution", _gradient),
        Chapter("Its names", _names),
        Chapter("What does it cost?", _cost),
    ),
    code=TransposedModel.code,
    quiz=Quiz(text.QUESTION, 10, text.WHY, {"height": 5, "kernel": 4, "padding_cells": 1}),
    ideas=(
        Idea("Kernel 2 × 2, stride 2", text.TRY_SIDE_BY_SIDE, {"kernel": 2}),
        Idea("Stamp a single 1", text.TRY_ONE, {"input": "impulse", "height": 3, "kernel": 3}),
        Idea(
            "Padding beyond the kernel", text.TRY_NEGATIVE, {"height": 5, "kernel": 2, "stride": 1, "padding_cells": 2}
        ),
    ),
    opens=LayerLink(
        lambda geometry: geometry.spec.transposed,
        _requested,
        lambda state: (state.spec, state.size),
        order=1,
    ),
)  # fmt: skip
