"""The parts of the page, one function each."""

from __future__ import annotations

from functools import lru_cache, partial

import streamlit as st

from convviz.app.deep_links.block_to_lesson import opening_of
from convviz.app.page import sections
from convviz.app.params.url_state import Board
from convviz.app.tools.cost_lab import chart, controls, files, table, text
from convviz.app.tools.cost_lab.counts import COUNTS
from convviz.app.tools.cost_lab.model import Lab
from convviz.app.tools.cost_lab.state import SWEPT, is_swept
from convviz.app.tools.cost_lab.sweep import Sweep, left_out, sweep_of
from convviz.charts.sweep_lines import Chart, Line, sweep_lines
from convviz.codegen import Snippet, block_snippets
from convviz.costs.alternatives import ALTERNATIVES, Task, Alternative

CODE = "**The block as code**: PyTorch, Keras, NumPy"
CONFIG = {"displayModeBar": False, "displaylogo": False}


def compared(board: Board, lab: Lab) -> None:
    """The blocks as bars, and the one sentence to take home."""
    controls.order(board)
    chart.bars(lab)
    sections.sentences([text.cheapest(lab)])


def every_count(board: Board, lab: Lab) -> None:
    """The table, its formulas, and who is not in it."""
    sections.section("Every count of every block")
    table.table(lab)
    files.table_buttons(board, lab)
    with st.expander("The formula of every figure, block by block"):
        table.formulas(lab)
    if lab.refused:
        sections.sentences(["**Not in the table:**\n\n" + "\n".join(table.cannot(lab))])
    sections.sentences([text.precision(lab), text.NOT_EQUAL])


def swept(board: Board, lab: Lab) -> None:
    """One parameter along x, one count along y."""
    sections.section("Sweep a parameter")
    controls.sweep(board)
    if not is_swept(lab.state):
        sections.sentences([text.SWEEP])
        return
    sweep = sweep_of(lab)
    drawn = chart_of(lab, sweep)
    alt = f"{drawn.up} over {drawn.across}, one line for each of {len(drawn.lines)} blocks; the numbers are in the CSV"
    figure = sweep_lines(drawn, st.context.theme.type or "light")
    st.plotly_chart(figure, key=board.name("lines"), config=CONFIG, theme=None, alt=alt)
    sections.sentences([" ".join(left_out(sweep))])
    files.sweep_buttons(board, sweep, drawn)


def chart_of(lab: Lab, sweep: Sweep) -> Chart:
    """The sweep as it is drawn."""
    return Chart(
        tuple(Line(way.key, way.name, _drawn(sweep, way)) for way in ALTERNATIVES if way.key in sweep.values),
        sweep.places,
        sweep.here,
        SWEPT[sweep.key],
        COUNTS[str(lab.state["y"])].title,
        lab.state["axes"] == "log",
        lab.chosen.key,
    )


def _drawn(sweep: Sweep, way: Alternative) -> tuple[float | None, ...]:
    return tuple(None if value is None else float(value) for value in sweep.values[way.key])


def looked_at(board: Board, lab: Lab) -> None:
    """One block: what it is, where it is taught, and as code."""
    sections.section("One block")
    controls.block(board)
    opening = opening_of(lab.chosen.key, lab.task)
    link = f"[Open it in its lesson]({opening.address}). {opening.sentence}"
    sections.sentences(list(filter(None, [text.chosen(lab), text.memory(lab), link])))
    if lab.chosen_row is not None:
        sections.code(board, partial(code, lab.chosen, lab.task), title=CODE, note=text.code_note(lab))


@lru_cache(maxsize=128)
def code(way: Alternative, task: Task) -> tuple[Snippet, ...]:
    """The block as programs, with numbers of their own."""
    block = way.build(task)
    return block_snippets(block, None, [None] * len(block.convolutions), shape=task.shape)
