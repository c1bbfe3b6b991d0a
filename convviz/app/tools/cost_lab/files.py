"""The table and the sweep for a spreadsheet, exact to the last digit; the charts for a paper, drawn when asked for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from io import StringIO
from typing import Any, Final

import streamlit as st

from convviz.app.markup import times
from convviz.app.params.page_state import PageState
from convviz.app.tools.cost_lab.counts import COUNTS, Number, plain, share
from convviz.app.tools.cost_lab.model import CostLabModel
from convviz.app.tools.cost_lab.state import SWEPT
from convviz.app.tools.cost_lab.sweep import Sweep
from convviz.charts.cost_images import CostBar, bars_picture, lines_picture
from convviz.charts.sweep_lines import SweepChart
from convviz.costs.alternatives import ALTERNATIVES

Page = PageState[Any]
KINDS: Final = {"png": "image/png", "svg": "image/svg+xml"}


def table_csv(model: CostLabModel) -> str:
    """A line for each block; ratios as decimals, everything else as whole numbers; reasons where there are none."""
    head = ["block", *COUNTS, "reason"]
    lines = [[row.way.name, *(_exact(model.value(key, row)) for key in COUNTS), ""] for row in model.rows]
    return _csv([head, *lines, *([way.name, *[""] * len(COUNTS), why] for way, why in model.refused)])


def sweep_csv(sweep: Sweep) -> str:
    """A line for each place, a column for each block; empty where the block cannot do it."""
    shown = [way for way in ALTERNATIVES if way.key in sweep.values]
    lines = [
        [str(place), *("" if (value := sweep.values[way.key][i]) is None else _exact(value) for way in shown)]
        for i, place in enumerate(sweep.places)
    ]
    return _csv([[SWEPT[sweep.key], *(way.name for way in shown)], *lines])


def table_buttons(page: Page, model: CostLabModel) -> None:
    """The table and its bars."""
    with st.container(horizontal=True):
        _button(page, "Table as CSV", partial(table_csv, model), "layer.csv", "text/csv")
        for kind, mime in KINDS.items():
            _button(page, f"Bars as {kind.upper()}", partial(_bars, model, kind), f"layer.{kind}", mime)


def sweep_buttons(page: Page, sweep: Sweep, chart: SweepChart) -> None:
    """The sweep and its lines."""
    with st.container(horizontal=True):
        _button(page, "Sweep as CSV", partial(sweep_csv, sweep), "sweep.csv", "text/csv")
        for kind, mime in KINDS.items():
            _button(page, f"Sweep as {kind.upper()}", partial(lines_picture, chart, kind), f"sweep.{kind}", mime)


def title_of(model: CostLabModel) -> str:
    """The layer in a line."""
    task = model.task
    high, wide = task.places
    return (
        f"{times(task.size)} × {task.in_channels:,} → {high} × {wide} × {task.out_channels:,}, "
        f"kernel {task.kernel} × {task.kernel}"
    )


def _bars(model: CostLabModel, kind: str) -> bytes:
    count, whole = model.charted, model.value(model.charted, model.unsorted[0])
    values = [model.value(count, row) for row in model.rows]
    bars = [
        CostBar(row.way.key, row.way.name, float(value), f"{plain(value)}   {share(value, whole)}")
        for row, value in zip(model.rows, values, strict=True)
    ]
    return bars_picture(bars, title_of(model), COUNTS[count].title, model.state.scale == "log", kind)


def _button(page: Page, label: str, make: Callable[[], str | bytes], file: str, mime: str) -> None:
    """A button whose file is made when it is pressed."""
    key = page.entry(f"file-{file}")
    st.download_button(label, make, file, mime, key=key, on_click="ignore", icon=":material/download:")


def _exact(value: Number) -> str:
    return repr(float(value)) if isinstance(value, Fraction) else str(value)


def _csv(lines: Iterable[Sequence[str]]) -> str:
    file = StringIO(newline="")
    csv.writer(file).writerows(lines)
    return file.getvalue()
