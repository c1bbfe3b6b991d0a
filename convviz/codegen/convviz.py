"""convviz itself: the spec with what differs from a plain convolution, and the recorded trace."""

from __future__ import annotations

from convviz.codegen.example import Case, Draft, Snippet, call, option, short
from convviz.codegen.numbers import LINE, Style
from convviz.spec.conv import ConvSpec


def native(case: Case) -> Snippet:
    """`ConvSpec.of` and `record`."""
    draft = Draft("import numpy as np", "from convviz import ConvSpec, record", "", *case.data(Style()), "")
    draft.add(f"spec = {_built(case.spec)}")
    draft.add(f"trace = {call('record', 'spec', 'x', 'w', 'b' if case.bias else '')}")
    draft.add("print(trace[0])  # the first step and its arithmetic", "y = trace.output")
    return draft.finish("convviz", "convviz")


def _built(spec: ConvSpec) -> str:
    """The call that makes `spec`, without what it leaves at the default."""
    arguments = (
        f"ndim={spec.ndim}",
        f"in_channels={spec.in_channels}",
        f"out_channels={spec.out_channels}",
        f"kernel={short(spec.kernel)}",
        option("stride", spec.stride, 1),
        _padding(spec),
        option("dilation", spec.dilation, 1),
        f"groups={spec.groups}" if spec.groups > 1 else "",
        "transposed=True" if spec.transposed else "",
        option("output_padding", spec.output_padding, 0),
        f'padding_mode="{spec.padding_mode}"' if spec.padding_mode != "zeros" else "",
        "flip=True" if spec.flip else "",
        "bias=True" if spec.bias else "",
    )
    line = call("ConvSpec.of", *arguments)
    if len(line) <= LINE:
        return line
    return "ConvSpec.of(" + "".join(f"\n    {argument}," for argument in arguments if argument) + "\n)"


def _padding(spec: ConvSpec) -> str:
    if isinstance(spec.padding, str):
        return f'padding="{spec.padding}"'
    if any(low != high for low, high in spec.padding):
        return f"padding={spec.padding}"
    return option("padding", tuple(low for low, _ in spec.padding), 0)
