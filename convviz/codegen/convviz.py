"""convviz itself: the spec without what it leaves at the default, and the recorded trace."""

from __future__ import annotations

from convviz.codegen.dialect import Draft
from convviz.codegen.example import CodeExample, ConvStage, PermutationStage
from convviz.codegen.expressions import call, comma_separated, option, short
from convviz.codegen.numbers import LINE, Style
from convviz.spec.conv import ConvSpec


def function_calls(example: CodeExample) -> Draft:
    """`record` for one convolution, `record_block` for a block."""
    write = _block if example.is_block else _single
    return write(example)


def _single(example: CodeExample) -> Draft:
    (stage,) = example.convolutions
    draft = Draft("import numpy as np", "from convviz import ConvSpec, record", "", *example.data(Style()), "")
    draft.add(f"spec = {_spec_by_name(stage.spec)}")
    bias = stage.bias.name if stage.bias else ""
    draft.add(f"trace = {call('record', 'spec', example.x.name, stage.weight.name, bias)}")
    draft.add("print(trace[0])  # the first step and its arithmetic", "y = trace.output", "print(y)")
    return draft


def _block(example: CodeExample) -> Draft:
    permutes = any(isinstance(stage, PermutationStage) for stage in example.stages)
    draft = Draft(
        "import numpy as np",
        "from convviz import ConvSpec",
        f"from convviz.spec.block import Block{', Permutation' if permutes else ''}",
        "from convviz.engine.block_trace import record_block",
        "",
        *example.data(Style()),
        "",
    )
    draft.add("block = Block.of(", f'    "{example.name}",')
    draft.add(*(f"    {_stage_by_name(stage)}," for stage in example.stages), ")")
    weights = comma_separated(*(stage.weight.name for stage in example.convolutions))
    draft.add(f"y = record_block(block, x, [{weights}]).output", "print(y)")
    return draft


def _stage_by_name(stage: ConvStage | PermutationStage) -> str:
    """A stage as an argument of `Block.of`."""
    if isinstance(stage, PermutationStage):
        does = f"Permutation({stage.order})"
    else:
        spec = stage.spec
        channels = (str(spec.in_channels), str(spec.out_channels))
        padding = f"padding={stage.pads}" if stage.has_padding else ""
        does = call("ConvSpec.of", str(spec.ndim), *channels, short(spec.kernel), *_options(spec, padding))
    return f"{(stage.name or '').replace(' ', '_')}={does}"


def _spec_by_name(spec: ConvSpec) -> str:
    """The call that builds `spec`, every argument by name."""
    arguments = (
        f"ndim={spec.ndim}",
        f"in_channels={spec.in_channels}",
        f"out_channels={spec.out_channels}",
        f"kernel={short(spec.kernel)}",
        *_options(spec, _padding(spec)),
    )
    line = call("ConvSpec.of", *arguments)
    if len(line) <= LINE:
        return line
    return "ConvSpec.of(" + "".join(f"\n    {argument}," for argument in arguments if argument) + "\n)"


def _options(spec: ConvSpec, padding: str) -> tuple[str, ...]:
    """The options of `ConvSpec.of`, "" for each that has its default."""
    return (
        option("stride", spec.stride, 1),
        padding,
        option("dilation", spec.dilation, 1),
        f"groups={spec.groups}" if spec.groups > 1 else "",
        "transposed=True" if spec.transposed else "",
        option("output_padding", spec.output_padding, 0),
        f'padding_mode="{spec.padding_mode}"' if spec.padding_mode != "zeros" else "",
        "flip=True" if spec.flip else "",
        "bias=True" if spec.bias else "",
    )


def _padding(spec: ConvSpec) -> str:
    if isinstance(spec.padding, str):
        return f'padding="{spec.padding}"'
    if any(low != high for low, high in spec.padding):
        return f"padding={spec.padding}"
    return option("padding", tuple(low for low, _ in spec.padding), 0)
