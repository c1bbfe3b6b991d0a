"""The price of one layer, by every block that turns its input into its output."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any, Final

import streamlit as st

from convviz.app.deep_links.block_to_lesson import block_link
from convviz.app.page.named_cases import case_buttons
from convviz.app.page.sections import code, heading, notices, section, sentences
from convviz.app.page.tool import Tool
from convviz.app.params.case import Case
from convviz.app.params.controls import control, control_pair, controls
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Widget
from convviz.app.tools.cost_lab import chart, files, table, text
from convviz.app.tools.cost_lab.counts import COUNTS
from convviz.app.tools.cost_lab.model import CostLabModel
from convviz.app.tools.cost_lab.state import SWEPT, CostLabState
from convviz.app.tools.cost_lab.sweep import Sweep, left_out, sweep_of
from convviz.charts.sweep_lines import SweepChart, SweepLine, sweep_lines
from convviz.codegen import Snippet, block_snippets
from convviz.costs.alternatives import ALTERNATIVES, Alternative, Task

Page = PageState[Any]

TITLE: Final = "One layer, every way"
CASES: Final = (
    Case("56×56: 64 → 128", {}),
    Case("MobileNet's first", {"height": 112, "channels": 32, "filters": 64}),
    Case("Inception's 5×5", {"height": 28, "kernel": 5, "channels": 192, "filters": 32}),
    Case("AlexNet's second", {"height": 27, "kernel": 5, "channels": 96, "filters": 256, "groups": 2}),
    Case("ResNet, 14×14: 256 → 256", {"height": 14, "channels": 256, "filters": 256}),
    Case("7×7×3 → 128", {"height": 7, "padding": "none", "channels": 3, "groups": 1}),
)
MOST_BUTTONS: Final = 9  # groups that have a button each; more are a menu
CODE: Final = "**The block as code**: PyTorch, Keras, NumPy"
CHART_CONFIG: Final = {"displayModeBar": False, "displaylogo": False}


def draw() -> None:
    """The page."""
    page = PageState.open("cost_lab", CostLabState)
    model = CostLabModel(page.state)
    heading(TITLE, text.IDEA, text.formula(model))
    notices(page)
    case_buttons(page, CASES, "Named layers")
    panel, picture = st.columns([3, 7], gap="medium")
    with panel:
        layer(page)
    with picture:
        compared(page, model)
    every_count(page, model)
    swept(page, model)
    one_block(page, model)


def layer(page: Page) -> None:
    """The layer, and what its replacements need besides."""
    control_pair(page, ("height", "width"))
    control_pair(page, ("channels", "filters"))
    controls(page, ("kernel", "padding", "padding_cells", "stride", "dilation"))
    control(page, "groups", Widget.MENU if len(page.options("groups")) > MOST_BUTTONS else None)
    control_pair(page, ("inner_channels", "multiplier"))
    controls(page, ("bias", "precision"))


def compared(page: Page, model: CostLabModel) -> None:
    """The blocks as bars, and the one sentence to take home."""
    control(page, "count")
    with st.container(horizontal=True):
        controls(page, ("sort", "scale"))
    chart.bars(model)
    sentences([text.cheapest(model)])


def every_count(page: Page, model: CostLabModel) -> None:
    """The table, its formulas, and who is not in it."""
    section("Every count of every block")
    table.table(model)
    files.table_buttons(page, model)
    with st.expander("The formula of every figure, block by block"):
        table.formulas(model)
    if model.refused:
        sentences(["**Not in the table:**\n\n" + "\n".join(table.cannot(model))])
    sentences([text.precision(model), text.NOT_EQUAL])


def swept(page: Page, model: CostLabModel) -> None:
    """One parameter along x, one count along y."""
    section("Sweep a parameter")
    controls(page, ("sweep", "sweep_count", "sweep_scale"))
    if not model.state.is_swept:
        sentences([text.SWEEP])
        return
    sweep = sweep_of(model)
    lines = chart_of(model, sweep)
    alt = f"{lines.up} over {lines.across}, one line for each of {len(lines.lines)} blocks; the numbers are in the CSV"
    figure = sweep_lines(lines, st.context.theme.type or "light")
    st.plotly_chart(figure, key=page.entry("lines"), config=CHART_CONFIG, theme=None, alt=alt)
    sentences([" ".join(left_out(sweep))])
    files.sweep_buttons(page, sweep, lines)


def chart_of(model: CostLabModel, sweep: Sweep) -> SweepChart:
    """The sweep as it is drawn."""
    return SweepChart(
        tuple(SweepLine(way.key, way.name, _drawn(sweep, way)) for way in ALTERNATIVES if way.key in sweep.values),
        sweep.places,
        sweep.here,
        SWEPT[sweep.key],
        COUNTS[model.state.sweep_count].title,
        model.state.sweep_scale == "log",
        model.chosen.key,
    )


def _drawn(sweep: Sweep, way: Alternative) -> tuple[float | None, ...]:
    return tuple(None if value is None else float(value) for value in sweep.values[way.key])


def one_block(page: Page, model: CostLabModel) -> None:
    """One block: what it is, where it is taught, and as code."""
    section("One block")
    control(page, "block")
    link = block_link(model.chosen.key, model.task)
    sentences(list(filter(None, [text.chosen(model), text.memory(model), text.opens(link)])))
    if model.chosen_row is not None:
        code(page, partial(programs, model.chosen, model.task), title=CODE, note=text.code_note(model))


@lru_cache(maxsize=128)
def programs(way: Alternative, task: Task) -> tuple[Snippet, ...]:
    """The block as programs, with numbers of their own."""
    block = way.build(task)
    return block_snippets(block, None, [None] * len(block.convolutions), shape=task.shape)


COST_LAB = Tool(
    page="cost_lab",
    title=TITLE,
    icon=":material/calculate:",
    summary="One shape in, one shape out, by every block that can: weights, multiplications, bytes, as a chart.",
    state=CostLabState,
    draw=draw,
)
