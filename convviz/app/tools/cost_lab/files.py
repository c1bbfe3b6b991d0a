"""The table and the sweep for a spreadsheet, exact to the last digit; the charts for a paper, drawn when asked for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from io import StringIO
from typing import Final

import streamlit as st

from convviz.app.params.url_state import Board
from convviz.app.tools.cost_lab.chart import share
from convviz.app.tools.cost_lab.counts import COUNTS, Number, plain
from convviz.app.tools.cost_lab.model import Lab
from convviz.app.tools.cost_lab.state import SWEPT
from convviz.app.tools.cost_lab.sweep import Sweep
from convviz.app.widgets.figures import times
from convviz.charts.cost_images import Bar, bars_picture, lines_picture
from convviz.charts.sweep_lines import Chart
from convviz.costs.alternatives import ALTERNATIVES

KINDS: Final = {"png": "image/png", "svg": "image/svg+xml"}


def table_csv(lab: Lab) -> str:
    """A line for each block; ratios as decimals, everything else as whole numbers; reasons where there are none."""
    head = ["block", *COUNTS, "reason"]
    lines = [[row.way.name, *(_exact(lab.value(key, row)) for key in COUNTS), ""] for row in lab.rows]
    return _csv([head, *lines, *([way.name, *[""] * len(COUNTS), why] for way, why in lab.refused)])


def sweep_csv(sweep: Sweep) -> str:
    """A line for each place, a column for each block; empty where the block cannot do it."""
    shown = [way for way in ALTERNATIVES if way.key in sweep.values]
    lines = [
        [str(place), *("" if (value := sweep.values[way.key][i]) is None else _exact(value) for way in shown)]
        for i, place in enumerate(sweep.places)
    ]
    return _csv([[SWEPT[sweep.key], *(way.name for way in shown)], *lines])


def table_buttons(board: Board, lab: Lab) -> None:
    """The table and its bars."""
    with st.container(horizontal=True):
        _button(board, "Table as CSV", partial(table_csv, lab), "layer.csv", "text/csv")
        for kind, mime in KINDS.items():
            _button(board, f"Bars as {kind.upper()}", partial(_bars, lab, kind), f"layer.{kind}", mime)


def sweep_buttons(board: Board, sweep: Sweep, chart: Chart) -> None:
    """The sweep and its lines."""
    with st.container(horizontal=True):
        _button(board, "Sweep as CSV", partial(sweep_csv, sweep), "sweep.csv", "text/csv")
        for kind, mime in KINDS.items():
            _button(board, f"Sweep as {kind.upper()}", partial(lines_picture, chart, kind), f"sweep.{kind}", mime)


def title_of(lab: Lab) -> str:
    """The layer in a line."""
    task = lab.task
    high, wide = task.places
    return (
        f"{times(task.size)} × {task.in_channels:,} → {high} × {wide} × {task.out_channels:,}, "
        f"kernel {task.kernel} × {task.kernel}"
    )


def _bars(lab: Lab, kind: str) -> bytes:
    count, whole = lab.charted, lab.value(lab.charted, lab.unsorted[0])
    values = [lab.value(count, row) for row in lab.rows]
    bars = [
        Bar(row.way.key, row.way.name, float(value), f"{plain(value)}   {share(value, whole)}")
        for row, value in zip(lab.rows, values, strict=True)
    ]
    return bars_picture(bars, title_of(lab), COUNTS[count].title, lab.state["log"] == "on", kind)


def _button(board: Board, label: str, make: Callable[[], str | bytes], file: str, mime: str) -> None:
    """A button whose file is made when it is pressed."""
    key = board.name(f"file-{file}")
    st.download_button(label, make, file, mime, key=key, on_click="ignore", icon=":material/download:")


def _exact(value: Number) -> str:
    return repr(float(value)) if isinstance(value, Fraction) else str(value)


def _csv(lines: Iterable[Sequence[str]]) -> str:
    file = StringIO(newline="")
    csv.writer(file).writerows(lines)
    return file.getvalue()
