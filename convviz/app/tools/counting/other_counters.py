"""What popular counters report, as a table whose true columns are computed here."""

from __future__ import annotations

from html import escape
from math import prod
from string import ascii_lowercase
from typing import Final

import streamlit as st

from convviz.app.markup import times
from convviz.costs.layer import cost
from convviz.costs.other_counters import (
    COUNTERS,
    MEASURED,
    PROFILED,
    REASONS,
    TRAINING,
    TRUE_TRAINING,
    CounterReport,
    MeasuredLayer,
)

MARKS: Final = dict(zip(REASONS, ascii_lowercase, strict=False))
TRUE: Final = ("multiplications M", "on real cells", "bias additions b")


def true_counts(measured: MeasuredLayer) -> tuple[int, int, int]:
    """M, those on real cells, and additions of biases: by the engine."""
    price = cost(measured.spec, measured.size)
    biases = price.outputs if measured.spec.bias else 0
    return measured.times * price.macs, measured.times * price.macs_nonpad, measured.times * biases


def table() -> None:
    """The layers, the truth, and the reports; wrong ones marked by a cross, a letter and bold type."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in (*TRUE, *COUNTERS))
    lines = "".join(map(_line, MEASURED))
    _framed(f'<thead><tr><th scope="col">layer</th>{heads}</tr></thead><tbody>{lines}</tbody>', "Reports of counters")


def _line(measured: MeasuredLayer) -> str:
    size = times((*measured.size, measured.spec.in_channels))
    name = f"{measured.name}: {size} → {measured.spec.out_channels}"
    true = "".join(f"<td>{count:,}</td>" for count in true_counts(measured))
    return f'<tr><th scope="row">{escape(name)}</th>{true}{"".join(map(_cell, measured.reports))}</tr>'


def _cell(report: CounterReport) -> str:
    if report.error is None:
        return f"<td>{escape(report.reported)}</td>"
    why = escape(REASONS[report.error])
    return f'<td class="wrong" title="{why}">✗ {escape(report.reported)} ({MARKS[report.error]})</td>'


def reasons() -> list[str]:
    """The letters of the table."""
    return ["\n".join(f"* ✗ **({MARKS[reason]})** {text[0].upper()}{text[1:]}" for reason, text in REASONS.items())]


def tensorflow() -> None:
    """TensorFlow's own counter, which counts floating-point operations."""
    lines = []
    for row in PROFILED:
        true = cost(row.spec, row.size).flops
        right = row.reported == true
        says = f"<td>{row.reported:,}</td>" if right else f'<td class="wrong">✗ {row.reported:,}</td>'
        why = "" if right else escape(row.reason)
        name = escape(row.name)
        lines.append(f'<tr><th scope="row">{name}</th><td>{true:,}</td>{says}<td>{why}</td></tr>')
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("layer", "FLOPs = 2 × MACs", "TensorFlow", "because it")
    )
    _framed(f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody>", "Reports of TensorFlow's profiler")


def training() -> str:
    """What backward passes are counted as."""
    wrong = ", ".join(f"{ratio} with {name}" for name, ratio in TRAINING.items() if ratio != TRUE_TRAINING)
    return (
        f"**Training.** Forward and backward together take {TRUE_TRAINING} times the multiplications of the forward "
        f"pass: one more for the gradient of the input, one more for that of the weights. torch 2.13.0's "
        f"FlopCounterMode says so for regular layers, but ✗ {wrong}."
    )


def applied(measured: MeasuredLayer) -> int:
    """Positions of the output, for all applications together."""
    return measured.times * prod(measured.spec.output_shape(measured.size))


def _framed(inner: str, label: str) -> None:
    st.html(f'<div class="counters" role="region" tabindex="0" aria-label="{label}"><table>{inner}</table></div>')
