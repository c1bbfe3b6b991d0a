"""Questions about sizes, answered backwards: the settings of a layer that give what one needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from convviz.app.markup import to_streamlit
from convviz.app.page.named_cases import case_buttons
from convviz.app.page.sections import notices
from convviz.app.page.tool import Tool
from convviz.app.params.case import Case
from convviz.app.params.controls import control, controls
from convviz.app.params.page_state import PageState
from convviz.app.tools.find_setting import sections, text
from convviz.app.tools.find_setting.state import FindSettingState
from convviz.app.widgets import glossary

Page = PageState[Any]

TITLE: Final = "Find the setting"
CASES: Final = (
    Case("28 → 56, kernel 3", {}),
    Case("28 → 56, any kernel", {"wanted_kernel": "any"}),
    Case("DCGAN: 4 → 8", {"height": 4, "output_height": 8, "wanted_kernel": "4"}),
    Case("ResNet: 224 → 112", {"height": 224, "output_height": 112, "wanted_kernel": "7"}),
    Case("Patches: 224 → 14", {"height": 224, "output_height": 14, "wanted_kernel": "any"}),
    Case("Even kernel", {"question": "same"}),
    Case("Dilated, same size", {"question": "same", "kernel": 3, "dilation": 2}),
    Case("55 or 56?", {"question": "inputs"}),
    Case("Which output_padding?", {"question": "inputs", "kind": "transposed"}),
    Case("Lost row", {"question": "edge"}),
    Case("SAME, stride 2", {"question": "tf"}),
    Case("padding=1 in Keras", {"question": "tf", "direction": "tf"}),
    Case("Conv2DTranspose", {"question": "tf", "kind": "transposed"}),
)
# The controls of each question, from left to right; of those that do not matter none is shown.
NUMBERS: Final = {
    "sizes": ("height", "width", "output_height", "output_width", "axes"),
    "same": ("kernel", "dilation"),
    "inputs": ("kind", "output_height", "kernel", "stride", "padding_cells", "dilation"),
    "edge": ("height", "kernel", "stride", "padding_cells", "dilation"),
    "tf": (
        "direction", "kind", "height", "width", "kernel", "stride", "padding_cells", "dilation", "output_padding",
        "axes",
    ),
}  # fmt: skip
CHOICES: Final = ("kind", "direction", "axes")  # of these, what takes as much room as it needs
WIDTH: Final = 120  # pixels of a number


def draw() -> None:
    """The page."""
    page = PageState.open("find_setting", FindSettingState)
    st.title(TITLE, anchor=False)
    st.markdown(to_streamlit(text.IDEA), help=glossary.note())
    notices(page)
    control(page, "question")
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        numbers(page, NUMBERS[page.state.question])
    sections.answer(page)
    if page.state.question == "sizes":  # the sizes alone are a question already: what narrows it stands below
        with st.container(horizontal=True, gap="medium"):
            controls(page, ("wanted_kernel", "wanted_stride", "wanted_dilation", "wanted_kind"))
    sections.remarks(page)
    sections.settings(page)
    sections.code(page)
    case_buttons(page, CASES, "Worked questions")


def numbers(page: Page, names: Sequence[str]) -> None:
    """What the question needs to know, as far as there is something to choose."""
    for name in names:
        if name in CHOICES:
            control(page, name)
        elif page.param(name).is_active(page.state) and (name != "dilation" or len(page.options(name)) > 1):
            with st.container(width=WIDTH):
                control(page, name)


FIND_SETTING = Tool(
    page="find_setting",
    title=TITLE,
    icon=":material/manage_search:",
    summary="I have 28 and want 56: every kernel, stride and padding that does it, and where the edge went.",
    state=FindSettingState,
    draw=draw,
)
