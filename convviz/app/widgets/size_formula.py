"""The size of an output as a formula with this state's numbers, the floor in the open."""

from __future__ import annotations

from convviz.app.markup import GAP, as_output
from convviz.app.page.formula import Formula
from convviz.app.params.param import listed
from convviz.spec.conv import Geometry

AXES = ("depth", "height", "width")


def size_formulas(geometry: Geometry) -> list[tuple[str, str]]:
    """Name and formula of the output size along each axis; axes with the same numbers share an entry.

    The formula is o = ⌊(i + p₀ + p₁ − d(k − 1) − 1) / s⌋ + 1 (Dumoulin and Visin 2016, relationship 6 with dilation).
    """
    axes: dict[str, list[str]] = {}
    for axis, name in enumerate(AXES[-geometry.spec.ndim :]):
        axes.setdefault(_formula(geometry, axis), []).append(name)
    return [(listed(names, "and"), formula) for formula, names in axes.items()]


def size_in_words(geometry: Geometry, letters: str = "") -> Formula:
    """The output size along the first axis, with the words and numbers of a state; the other axes in the note.

    Args:
        geometry: of the layer.
        letters: what else to say with letters, after the size.
    """
    spec, size, (low, high) = geometry.spec, geometry.input_shape[0], geometry.padding[0]
    stride, span, out = spec.stride[0], spec.span[0], geometry.output_shape
    padding = f"word(2 · padding {low})" if low == high else f"word(padding {low} + {high})"
    window = f"kernel(kernel {span})" if spec.dilation[0] == 1 else f"kernel(reach {span})"
    free = size + low + high - span
    here = f"floor(frac({free}; {stride}))" if stride > 1 else f"{free}"
    above = f"input(input {size}) + {padding} − {window}"
    words = f"$output(output) = floor(frac({above}; word(stride {stride}))) + 1 = {here} + 1 =$"
    per = "per side" if len(set(out)) == 1 else f"{AXES[-spec.ndim :][0]}; output {' × '.join(map(str, out))}"
    dilation, kernel = spec.dilation[0], spec.kernel[0]
    reach = "" if dilation == 1 else f" reach {dilation} · ({kernel} − 1) + 1."
    p, k = "2p" if low == high else "p_0 + p_1", "k" if spec.dilation[0] == 1 else "d(k − 1) − 1"
    general = f"$o = floor(frac(i + {p} − {k}; s)) + 1$"
    return Formula(
        f"{words} {as_output(f'**{out[0]}**')}",
        f"{general} {GAP} {letters}" if letters else general,
        f"{per}.{reach} ⌊ ⌋ round down." if reach else f"{per}. ⌊ ⌋ means: round down.",
    )


def _formula(geometry: Geometry, axis: int) -> str:
    spec, size = geometry.spec, geometry.input_shape[axis]
    (low, high), stride = geometry.padding[axis], spec.stride[axis]
    kernel, dilation = spec.kernel[axis], spec.dilation[axis]
    padding, border = ("2p", f"2 · {low}") if low == high else ("p_0 + p_1", f"{low} + {high}")
    window, taps = ("k", f"{kernel}") if dilation == 1 else ("d(k − 1) − 1", f"{dilation} · {kernel - 1} − 1")
    free = size + low + high - spec.span[axis]
    general = f"o = floor(frac(i + {padding} − {window}; s)) + 1"
    here = f"= floor(frac({size} + {border} − {taps}; {stride})) + 1"
    rounded = "" if stride == 1 else f"; = floor({_quotient(free, stride)}) + 1"
    return f"lines({general}; {here}{rounded} = {geometry.output_shape[axis]})"


def _quotient(free: int, stride: int) -> str:
    """Two decimals at most, with an ellipsis where they go on (so cut off, not rounded)."""
    hundredths, rest = divmod(free * 100, stride)
    exact = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return f"{exact}…" if rest else exact
