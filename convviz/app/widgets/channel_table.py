"""Which output channel can depend on which input channel, as a table with a row for each output."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

import streamlit as st


def connections(
    reads: Sequence[Collection[int]], inputs: int, caption: str, *, inputs_followed: Collection[int] = (),
    outputs_followed: Collection[int] = (),
) -> None:  # fmt: skip
    """Draw it.

    Args:
        reads: for each output channel the input channels it depends on, counted from 0 (`Block.reads`).
        inputs: how many input channels there are.
        caption: what the table is of.
        inputs_followed: input channels whose columns are marked.
        outputs_followed: output channels whose rows are marked.
    """
    head = "".join(_head(place, "col", "input", place in inputs_followed) for place in range(inputs))
    lines = [
        f"<tr>{_head(row, 'row', 'output', row in outputs_followed)}"
        + "".join(_cell(place in read, row in outputs_followed or place in inputs_followed) for place in range(inputs))
        + "</tr>"
        for row, read in enumerate(reads)
    ]
    corner = '<td class="corner" style="border: 0">out ↓ &nbsp;in →</td>'
    st.html(
        f'<p class="connections-title">{escape(caption)}</p>'
        f'<table class="connections" aria-label="{escape(caption)}">'
        f"<thead><tr>{corner}{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )


def _head(place: int, scope: str, what: str, followed: bool) -> str:
    mark = ' class="followed"' if followed else ""
    return f'<th scope="{scope}" aria-label="{what} {place + 1}"{mark}>{place + 1}</th>'


def _cell(reads: bool, followed: bool) -> str:
    names = " ".join(name for name, holds in (("reads", reads), ("followed", followed and reads)) if holds)
    sign = '<span role="img" aria-label="reads">●</span>' if reads else '<span role="img" aria-label="no">·</span>'
    return f'<td class="{names}">{sign}</td>'
