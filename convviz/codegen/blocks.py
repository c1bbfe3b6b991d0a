"""A block as code that runs: its stages one after the other, in PyTorch, Keras, NumPy and convviz."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from convviz.codegen.example import Draft, Snippet, call, option
from convviz.codegen.keras import STYLE as KERAS
from convviz.codegen.numbers import Numbers, Style, written
from convviz.codegen.pytorch import STYLE as TORCH
from convviz.errors import ConvError
from convviz.spec.block import Block, Permutation
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints, Pairs

CONV = '''def conv(x, w, groups=1, stride=(1, 1), padding=((0, 0), (0, 0))):
    """Slide every filter over the channels of its group."""
    x = np.pad(x, ((0, 0), *padding))
    windows = sliding_window_view(x, w.shape[2:], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    shares = zip(np.split(windows, groups), np.split(w, groups))
    return np.concatenate([np.einsum("cyxij,ocij->oyx", part, filters) for part, filters in shares])
'''


@dataclass(frozen=True)
class _Step:
    """One stage as code sees it: its name, what it does on its input, and the variable of its weight."""

    name: str
    does: Geometry | Permutation
    weight: str


def block_snippets(
    block: Block, x: Any, weights: Sequence[Any], *, shape: Sequence[int] = ()
) -> tuple[Snippet, ...]:  # fmt: skip
    """Write one block in every dialect: PyTorch, Keras, NumPy, convviz. The result, `(channels, *spatial)`, is `y`.

    Args:
        block: of direct convolutions on pictures, with zero padding and without dilation, bias and flip.
        x: the input's numbers, `(in_channels, height, width)`; None: the code makes them up.
        weights: one array for each convolution, or None for each.
        shape: of the input where there are no numbers.

    Raises:
        ConvError: it is another kind of block.
    """
    for spec in block.convolutions:
        if spec.ndim != 2 or (spec.transposed, spec.flip, spec.bias, spec.padding_mode) != (False,) * 3 + ("zeros",):
            raise ConvError("block", block.name, "must be of plain convolutions on pictures", "Use snippets for each.")
        if set(spec.dilation) != {1}:
            raise ConvError("block", block.name, "must have no dilation", "Use snippets for each stage.")
    shapes = block.shapes(shape if x is None else x.shape)
    steps = [
        _Step(
            stage.name,
            stage.does.resolve(shape) if isinstance(stage.does, ConvSpec) else stage.does,
            f"w_{stage.name.replace(' ', '_')}",
        )
        for stage, shape in zip(block.stages, shapes, strict=False)
    ]
    named = [Numbers("x", shapes[0], "x: (channels, height, width)", written("x", x, shapes[0]))]
    given = iter(weights)
    for step in steps:
        if isinstance(step.does, Geometry):
            entries = step.does.spec.weight_shape
            layout = f"{step.weight}: (out, in{' / groups' if step.does.spec.groups > 1 else ''}, height, width)"
            named.append(Numbers(step.weight, entries, layout, written("weight", next(given), entries)))
    return tuple(write(block, steps, named) for write in (_pytorch, _keras, _numpy, _native))


def _pytorch(block: Block, steps: list[_Step], named: list[Numbers]) -> Snippet:
    draft = Draft("import torch", "import torch.nn.functional as F", "", *_data(named, TORCH), "", "y = x")

    def conv(step: _Step, geometry: Geometry) -> list[str]:
        (top, bottom), (left, right) = geometry.padding
        even = (top, left) == (bottom, right)
        spec = geometry.spec
        line = call(
            "F.conv2d",
            "y",
            step.weight,
            option("stride", spec.stride, 1),
            f"padding={(top, left)}" if even and top + left else "",
            f"groups={spec.groups}" if spec.groups > 1 else "",
        )
        before = [] if even else [f"y = F.pad(y, {(left, right, top, bottom)})"]
        return [*before, f"y = {line}  # {step.name}"]

    _add(draft, steps, conv, "y = y[{order}]")
    return draft.finish("pytorch", "PyTorch")


def _keras(block: Block, steps: list[_Step], named: list[Numbers]) -> Snippet:
    draft = Draft("import numpy as np", "from keras import ops", "", *_data(named, KERAS), "")
    draft.add("# Keras puts the channels last: (batch, height, width, channels)")
    draft.add("y = np.moveaxis(x, 0, -1)[np.newaxis]")

    def conv(step: _Step, geometry: Geometry) -> list[str]:
        spec = geometry.spec
        padding = ((0, 0), *geometry.padding, (0, 0))
        lines = [f"y = ops.pad(y, {padding})"] if any(map(sum, geometry.padding)) else []
        strides = option("strides", spec.stride, 1)
        if 1 < spec.groups == spec.in_channels and len(set(spec.stride)) == 1:
            shape = (spec.in_channels, spec.out_channels // spec.in_channels, *spec.kernel)
            kernel = f"{step.weight}.reshape{shape}.transpose(2, 3, 0, 1)"
            return [*lines, f"y = {call('ops.depthwise_conv', 'y', kernel, strides)}  # {step.name}"]
        return [*lines, f"y = {call('ops.conv', 'y', f'{step.weight}.transpose(2, 3, 1, 0)', strides)}  # {step.name}"]

    _add(draft, steps, conv, "y = ops.take(y, {order}, axis=-1)")
    draft.add("y = np.moveaxis(ops.convert_to_numpy(y)[0], -1, 0)  # channels first again")
    return draft.finish("keras", "Keras / TensorFlow")


def _numpy(block: Block, steps: list[_Step], named: list[Numbers]) -> Snippet:
    draft = Draft("import numpy as np", "from numpy.lib.stride_tricks import sliding_window_view", "", "")
    draft.add(*CONV.splitlines(), "", "", *_data(named, Style()), "", "y = x")

    def conv(step: _Step, geometry: Geometry) -> list[str]:
        spec = geometry.spec
        groups = f"groups={spec.groups}" if spec.groups > 1 else ""
        padding = f"padding={geometry.padding}" if any(map(sum, geometry.padding)) else ""
        stride = f"stride={spec.stride}" if set(spec.stride) != {1} else ""
        return [f"y = {call('conv', 'y', step.weight, groups, stride, padding)}  # {step.name}"]

    _add(draft, steps, conv, "y = y[{order}]")
    return draft.finish("numpy", "NumPy")


def _native(block: Block, steps: list[_Step], named: list[Numbers]) -> Snippet:
    moves = any(isinstance(step.does, Permutation) for step in steps)
    draft = Draft(
        "import numpy as np",
        "from convviz import ConvSpec",
        f"from convviz.spec.block import Block{', Permutation' if moves else ''}",
        "from convviz.engine.block_trace import record_block",
        "",
        *_data(named, Style()),
        "",
    )
    draft.add("block = Block.of(", f'    "{block.name}",')
    for step in steps:
        name = step.name.replace(" ", "_")
        does = f"Permutation({step.does.order})" if isinstance(step.does, Permutation) else _spec(step.does.spec)
        draft.add(f"    {name}={does},")
    weights = ", ".join(step.weight for step in steps if isinstance(step.does, Geometry))
    draft.add(")", f"y = record_block(block, x, [{weights}]).output")
    return draft.finish("convviz", "convviz")


def _spec(spec: ConvSpec) -> str:
    kernel: int | Ints = spec.kernel[0] if len(set(spec.kernel)) == 1 else spec.kernel
    padding = f"padding={spec.padding}" if any(map(sum, cast(Pairs, spec.padding))) else ""
    groups = f"groups={spec.groups}" if spec.groups > 1 else ""
    return call(
        "ConvSpec.of",
        "2",
        str(spec.in_channels),
        str(spec.out_channels),
        str(kernel),
        option("stride", spec.stride, 1),
        padding,
        groups,
    )


def _add(draft: Draft, steps: list[_Step], conv: Callable[[_Step, Geometry], list[str]], move: str) -> None:
    for step in steps:
        if isinstance(step.does, Permutation):
            draft.add(f"{move.format(order=list(step.does.order))}  # {step.name}")
        else:
            draft.add(*conv(step, step.does))


def _data(named: list[Numbers], style: Style) -> list[str]:
    return [line for numbers in named for line in numbers.lines(style)]
