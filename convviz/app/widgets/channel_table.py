"""Which output channel can depend on which input channel, as a table with a row for each output."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from typing import Final

import streamlit as st

# In shades of the ink, so that it follows the theme and takes no colour of a role.
STYLE: Final = """<style>
.connections-title { font-size: 0.875rem; margin: 0 0 0.4rem; }
.connections { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 0 0 0.5rem; }
.connections :is(th, td) { width: 1.6rem; height: 1.6rem; padding: 0; text-align: center; font-weight: 400; }
.connections th { font-size: 0.8rem; }
.connections .corner { font-size: 0.8rem; width: auto; padding-inline-end: 0.5rem; white-space: nowrap; }
.connections td { border: 1px solid color-mix(in srgb, currentColor 35%, transparent); }
.connections td.reads { background: color-mix(in srgb, currentColor 22%, transparent); }
.connections .followed { background: color-mix(in srgb, currentColor 12%, transparent); font-weight: 700; }
.connections td.reads.followed { background: color-mix(in srgb, currentColor 50%, transparent); }
</style>"""


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
        f'{STYLE}<p class="connections-title">{escape(caption)}</p>'
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
