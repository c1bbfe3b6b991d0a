"""The size of an output as a formula with this state's numbers, the floor in the open."""

from __future__ import annotations

from convviz.app.params.param import listed
from convviz.spec.conv import Geometry

AXES = ("depth", "height", "width")


def size_formulas(geometry: Geometry) -> list[tuple[str, str]]:
    """Name and TeX of the output size along each axis; axes with the same numbers share an entry."""
    axes: dict[str, list[str]] = {}
    for axis, name in enumerate(AXES[-geometry.spec.ndim :]):
        axes.setdefault(_tex(geometry, axis), []).append(name)
    return [(listed(names, "and"), line) for line, names in axes.items()]


def _tex(geometry: Geometry, axis: int) -> str:
    spec, size = geometry.spec, geometry.input_shape[axis]
    (low, high), stride = geometry.padding[axis], spec.stride[axis]
    kernel, dilation = spec.kernel[axis], spec.dilation[axis]
    padding, border = ("2p", rf"2 \cdot {low}") if low == high else (r"p_0 + p_1", f"{low} + {high}")
    window, taps = ("k", f"{kernel}") if dilation == 1 else ("d(k - 1) - 1", rf"{dilation} \cdot {kernel - 1} - 1")
    free = size + low + high - spec.span[axis]
    output = geometry.output_shape[axis]
    rounded = "" if stride == 1 else rf"\\[4pt] &= \left\lfloor {_quotient(free, stride)} \right\rfloor + 1 "
    return (
        r"\begin{aligned} o &= "
        rf"\left\lfloor \frac{{i + {padding} - {window}}}{{s}} \right\rfloor + 1 \\[4pt] &= "
        rf"\left\lfloor \frac{{{size} + {border} - {taps}}}{{{stride}}} \right\rfloor + 1 {rounded}= {output} "
        r"\end{aligned}"
    )


def _quotient(free: int, stride: int) -> str:
    """Two decimals at most, with an ellipsis where they go on (so cut off, not rounded)."""
    hundredths, rest = divmod(free * 100, stride)
    exact = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return rf"{exact}\ldots" if rest else exact
