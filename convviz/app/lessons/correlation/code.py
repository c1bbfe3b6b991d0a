"""The one-dimensional pair as calls of the NumPy functions that are named after it."""

from __future__ import annotations

from convviz.codegen import Snippet
from convviz.engine.trace import Trace
from convviz.samples.images_and_kernels import Kernel


def by_name(trace: Trace, kernel: Kernel, padding: str) -> Snippet:
    """`numpy.convolve` or `numpy.correlate` for this trace of one dimension, the result in `y`.

    Args:
        trace: flipped or not; one channel, no bias.
        kernel: its weights as whole numbers and a fraction.
        padding: "full", "same" or "none".
    """
    name = "convolve" if trace.spec.flip else "correlate"
    (size,), (taps,) = trace.geometry.input_shape, trace.spec.kernel
    call, note = _call(name, size, taps, padding)
    times, over = kernel.scale
    fraction = (f" * {times}" if times != 1 else "") + (f" / {over}" if over != 1 else "")
    lines = (
        "import numpy as np",
        "",
        f"x = np.array({trace.x[0].tolist()})",
        f"w = np.array({kernel.whole.tolist()}){fraction}",
        "",
        f"y = {call}",
        "print(y)",
        "",
    )
    return Snippet("numpy", f"numpy.{name}", "\n".join(lines), note)


def _call(name: str, size: int, taps: int, padding: str) -> tuple[str, str]:
    """The call, and what it does that one would not guess."""
    default = "full" if name == "convolve" else "valid"
    if padding != "same":
        wanted = "valid" if padding == "none" else padding
        mode = "" if wanted == default else f', mode="{wanted}"'
        return f"np.{name}(x, w{mode})", f'`np.{name}` has mode="{default}" unless told otherwise.'
    if taps % 2 and taps <= size:
        return f'np.{name}(x, w, mode="same")', ""
    full = f"np.{name}(x, w)" if default == "full" else f'np.{name}(x, w, mode="full")'
    note = (
        "“same” with an even kernel starts one cell earlier in NumPy than in PyTorch and TensorFlow, so it is cut out "
        "of “full”."
        if taps <= size
        else "“same” gives as many numbers as the longer of the two in NumPy, so it is cut out of “full”."
    )
    return f"{full}[{taps // 2} : {taps // 2 + size}]", note
