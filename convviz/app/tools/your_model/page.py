"""A layer or a model of one's own, pasted as text: read, never run, and priced layer by layer."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import streamlit as st

from convviz.app.page.named_cases import case_buttons
from convviz.app.page.sections import heading, notices, section
from convviz.app.page.tool import Tool
from convviz.app.params.case import Case
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.streamlit_patches import set_widget_value
from convviz.app.tools.networks.totals import figures
from convviz.app.tools.your_model import table, text
from convviz.app.tools.your_model.examples import EXAMPLES
from convviz.app.tools.your_model.model import YourModelModel
from convviz.app.tools.your_model.state import OWN, YourModelState
from convviz.app.tools.your_model.text_in_url import pack
from convviz.errors import ConvError
from convviz.model_parser import MOST_CHARACTERS, input_shape_of, shape_text

Page = PageState[Any]

TITLE: Final = "Your own layer or model"
CASES: Final = tuple(Case(example.title, {"example": key}) for key, example in EXAMPLES.items())
KEPT: Final = "your_model.kept"  # a text that is too long for a link lives as long as the session


def draw() -> None:
    """The page."""
    page = PageState.open("your_model", YourModelState)
    model = YourModelModel(page.state, kept())
    heading(TITLE, text.IDEA, text.formula(model))
    notices(page)
    case_buttons(page, CASES, "Begin with")
    paper, price = st.columns([5, 5], gap="medium")
    with paper:
        pasted(page, model)
    with price:
        totals(model)
        left_out(model)
    layers(page, model)


def kept() -> str | None:
    """The text of this session that no link can carry."""
    found: str | None = st.session_state.get(KEPT)
    return found


def pasted(page: Page, model: YourModelModel) -> None:
    """The text, the shape of its input, and a button that need do nothing: fields speak when they lose the focus."""
    _box(page, model)
    beside, button = st.columns([6, 4], vertical_alignment="bottom")
    with beside:
        _shape(page)
    with button:
        st.button(
            "Read it", key=page.entry("read"), type="primary", icon=":material/calculate:", width="stretch",
            on_click=page.update, args=({},),  # without, its run would obey an address from before the text changed
        )  # fmt: skip


def _box(page: Page, model: YourModelModel) -> None:
    key = page.entry("box")
    set_widget_value(key, model.text)
    st.text_area(
        "Layer or model", key=key, height=330, on_change=_take_text, args=(page, key), help=text.BOX_HELP,
        placeholder="nn.Conv2d(3, 64, kernel_size=3, padding=1)",
    )  # fmt: skip


def _shape(page: Page) -> None:
    key = page.entry("shape")
    set_widget_value(key, page.state.input_shape)
    st.text_input(
        "Input, channels first", key=key, on_change=_take_shape, args=(page, key), help=text.SHAPE_HELP,
        placeholder="as the text says", max_chars=60,
    )  # fmt: skip


def _take_text(page: Page, key: str) -> None:
    """Callback: the text as it stands in the box now."""
    written = str(st.session_state[key])
    if len(written) > MOST_CHARACTERS:
        st.session_state[KEPT] = written[:MOST_CHARACTERS]
        page.update({"example": OWN, "text": "", "input_shape": ""})
        page.reject("text", text.cut_off(len(written)))
        return
    letters = pack(written) if written.strip() else ""
    latest = page.latest()
    same_model = _alike(YourModelModel(latest, kept()).text, written)
    st.session_state[KEPT] = written if letters is None else None
    shape = latest.input_shape if same_model else ""
    page.update({"example": OWN, "text": letters or "", "input_shape": shape})


def _alike(before: str, after: str) -> bool:
    """Whether a text is the one before it with changes, so that the shape of the input still belongs to it."""
    lines = {line.strip() for line in before.splitlines()} - {""}
    return 2 * len(lines & {line.strip() for line in after.splitlines()}) >= len(lines) > 0


def _take_shape(page: Page, key: str) -> None:
    """Callback: a shape, or a sentence why it is none."""
    written = str(st.session_state[key]).strip()
    try:
        page.update({"input_shape": shape_text(input_shape_of(written)) if written else ""})
    except ConvError as error:
        page.reject("input_shape", f"The input (“{error.value}”) {error.rule}. {error.cure}")


def totals(model: YourModelModel) -> None:
    """What all of it costs."""
    if not model.text.strip():
        st.info(text.EMPTY, icon=":material/edit_note:")
    elif model.reading.networks:
        figures(text.entries(model.reading))


def left_out(model: YourModelModel) -> None:
    """What was not read and what was assumed, line by line."""
    reading = model.reading
    if model.text.strip() and reading.refusals:
        listed = "\n".join(map(text.refusal, reading.refusals))
        st.warning(f"{text.not_read(reading)}\n\n{listed}", icon=":material/rule:")
    if reading.remarks:
        st.markdown("**Assumed:**\n\n" + "\n".join(f"- {remark}" for remark in reading.remarks))
    if not model.linked:
        st.info(text.TOO_LONG, icon=":material/link_off:")


def layers(page: Page, model: YourModelModel) -> None:
    """Every layer."""
    if not model.reading.networks:
        return
    section("Layer by layer")
    control(page, "sort")
    table.layers(model)
    st.download_button(
        "Layers as CSV", partial(table.layers_csv, model.reading), "model.csv", "text/csv", key=page.entry("csv"),
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


YOUR_MODEL = Tool(
    page="your_model",
    title=TITLE,
    icon=":material/edit_note:",
    summary="Paste PyTorch or Keras, or a printed model: read without being run, and priced layer by layer.",
    state=YourModelState,
    draw=draw,
)
