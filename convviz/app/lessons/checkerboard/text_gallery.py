"""What the lesson says about the picture, the two equalities, the warning, and the gradient."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from convviz.analysis.stamp_overlap import inside
from convviz.app.lessons.checkerboard import equalities
from convviz.app.lessons.checkerboard.equalities import Equality
from convviz.app.lessons.checkerboard.gallery import percent
from convviz.app.lessons.checkerboard.model import CheckerboardModel
from convviz.app.lessons.checkerboard.upsampling_methods import MARGIN, TAPS, UpsamplingMethods
from convviz.app.markup import as_kernel
from convviz.app.params.param import listed


def introduction(methods: UpsamplingMethods) -> list[str]:
    """What is compared, and how it is measured."""
    side, stride, kernel = methods.small.shape[1], methods.stride, methods.layer.kernel
    if stride == 1:
        return ["**At stride 1 nothing is enlarged**, and no way leaves a pattern. Choose a larger stride."]
    return [
        f"The layer above (kernel {kernel}, stride {stride}) makes {side} × {side} pixels into {side * stride} × "
        f"{side * stride}. Beside it four other ways, each with convolutions of {TAPS} × {TAPS}. The **peak** is how "
        f"strong the pattern of period {stride} is beside the mean brightness, at the ringed frequencies of the "
        f"spectrum; {MARGIN * stride} pixels at the edges are left out. The difference is from bilinear interpolation: "
        "middle grey is none."
    ]


def findings(methods: UpsamplingMethods) -> list[str]:
    """What the peaks say."""
    if methods.stride == 1:
        return []
    first, nearest, _, plain, start = methods.all
    kernel, stride = methods.layer.kernel, methods.stride
    overlap = "even" if methods.layer.even else "uneven"
    phases = " ".join(f"{mean:.0f}" for mean in first.phases.ravel())
    lines = [
        f"**Transposed convolution, {overlap} overlap: {percent(first.peak)}.** The mean brightness of its "
        f"{stride**2} phases: {phases}.{_weights(methods)}",
        f"**Resized first: {percent(nearest.peak)}.** What is left is the picture itself. **Sub-pixel:** "
        f"{percent(plain.peak)} with filters of their own for each pixel of a block, {percent(start.peak)} with "
        "the ICNR start.",
    ]
    if kernel < stride:
        lines.append("The kernel is smaller than the stride: black pixels that no stamp reaches.")
    return lines


def _weights(methods: UpsamplingMethods) -> str:
    if methods.state.weights == "smooth" and not methods.layer.even and methods.all[0].peak < 0.02:
        return " Smooth weights happen to make up for the uneven overlap; training need not keep them so."
    if methods.state.weights == "random" and methods.layer.even:
        return " The overlap is even, the weights are not."
    return ""


def warning(methods: UpsamplingMethods) -> list[str]:
    """Even overlap is not enough."""
    stamped, slid = equalities.on_ones(methods)
    layer = methods.layer
    overlap = "Here the overlap is even" if layer.even else "Here the overlap is uneven"
    own = "Each phase has weights of its own." if len(stamped) > 1 else "These weights happen to suit; try random ones."
    few = "one value" if len(stamped) == 1 else f"{len(stamped)} values"
    after = "one value" if len(slid) == 1 else f"{len(slid)} values"
    return [
        f"**Even overlap does not guarantee an even picture.** {overlap}; on an input of ones, with these weights "
        f"before scaling, kernel {layer.kernel} and stride {layer.stride} give {few} inside: {_some(stamped)}. "
        f"{own} Resized first, a {TAPS} × {TAPS} kernel gives {after}: {_some(slid)}."
    ]


def tied(stride: int) -> list[str]:
    """Resizing and convolving is a transposed convolution."""
    same = equalities.resizing(stride)
    return [
        f"**Resize, then convolve, is a transposed convolution whose weights are tied.** Copy each number of "
        f"`{_row(equalities.SIGNAL[0])}` {_times(stride)}, then slide {_kernel(equalities.SLID)} with a padding of 1: "
        f"`{_row(same.other)}`. Stamp {_kernel(same.kernel)} with stride {stride} and crop {same.crop}: "
        f"`{_row(same.stamped)}`. {_verdict(same)} {_tied(same)}"
    ]


def _tied(same: Equality) -> str:
    if len(same.kernel) == len(equalities.SLID):
        return "With stride 1 it is the same kernel, turned round."
    return (
        f"{len(same.kernel)} taps, but only {len(equalities.SLID)} weights to learn: every phase adds up to "
        f"{sum(equalities.SLID)}."
    )


def dealt(stride: int) -> list[str]:
    """Sub-pixel convolution is a transposed convolution whose kernel size the stride divides."""
    same, filters = equalities.shuffling(stride), equalities.filters(stride)
    named = listed([_kernel(line) for line in filters], "and")
    sums = len({int(line.sum()) for line in filters})
    follows = (
        "Even overlap, but each phase has a filter of its own." if sums > 1 else "With stride 1 there is one phase."
    )
    return [
        f"**Sub-pixel convolution is a transposed convolution with *k* divisible by *s*.** Convolve "
        f"`{_row(equalities.SIGNAL[0])}` with {named} (padding 1) and deal the maps out: `{_row(same.other)}`. Turn "
        f"each filter round and lay them into each other: stamp {_kernel(same.kernel)} with stride {stride} and crop "
        f"{same.crop}: `{_row(same.stamped)}`. {_verdict(same)} {len(same.kernel)} is divisible by {stride}. {follows}"
    ]


def gradient(model: CheckerboardModel) -> list[str]:
    """The pattern in the backward pass."""
    along = model.along
    arrived = equalities.backward(along)
    pattern = " ".join(map(str, inside([along])))
    verdict = "all alike inside" if along.even else f"{pattern}, again and again, inside"
    return [
        f"**Backwards, a strided convolution is a transposed one.** Take an ordinary convolution with kernel "
        f"{along.kernel} and stride {along.stride} on {len(arrived)} inputs, weights of 1, and let every output ask "
        f"for 1. The gradient at the inputs is `{_row(arrived)}`: {verdict}. So a network that reads pictures with "
        "such a layer also *teaches* unevenly, whatever makes the pictures."
    ]


def edge() -> list[str]:
    """Why the convolution after resizing should not pad with zeros."""
    zeros, mirrored = equalities.darkened()
    return [
        f"**Pad with a mirror.** Ones, resized, then a 3 × 3 kernel of ones: with zeros around them the corner is "
        f"{zeros[0, 0]}, the edge {zeros[0, 2]}, the inside {zeros[2, 2]}. Mirrored, every number is "
        f"{_some(np.unique(mirrored))}."
    ]


def _verdict(same: Equality) -> str:
    return f"**All {len(same.other)} numbers agree.**" if same.equal else "**They differ.**"


def _row(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:g}" for number in numbers)


def _some(values: np.ndarray) -> str:
    shown = [f"{value:g}" for value in values]
    return listed(shown, "and") if len(shown) <= 6 else f"{', '.join(shown[:5])} … {shown[-1]}"


def _kernel(weights: Iterable[float]) -> str:
    return as_kernel(f"[{' '.join(f'{weight:g}' for weight in weights)}]")


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
