"""NumPy: every window as a view and one sum of products; transposed, one stamp a tap."""

from __future__ import annotations

from convviz.codegen.example import ENDS, Case, Draft, Snippet, call, every
from convviz.codegen.numbers import Style

MODES = {"zeros": "", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}  # as np.pad calls them

# Letters for the sums of products: positions and taps of up to three axes.
POSITIONS, TAPS = "zyx", "ijk"


def numpy(case: Case) -> Snippet:
    """The convolution without a framework."""
    view = [] if case.spec.transposed else ["from numpy.lib.stride_tricks import sliding_window_view"]
    draft = Draft("import numpy as np", *view, "", *case.data(Style()), "")
    weight = "w"
    if case.spec.flip:
        weight = "kernel"
        mirrored = ", ".join(["::-1"] * case.spec.ndim)
        draft.add(f"kernel = w[:, :, {mirrored}]  # true convolution: reversed along every spatial axis")
    write = _transposed if case.spec.transposed else _direct
    write(case, draft, weight)
    if case.bias:
        draft.add(f"y = y + b.reshape{(-1, *(1,) * case.spec.ndim)}")
    return draft.finish("numpy", "NumPy")


def pad(case: Case) -> tuple[str, str]:
    """Lines that make `padded`, the input with its border in the spec's padding mode."""
    mode = MODES[case.spec.padding_mode]
    ends = ", ".join(f"({low}, {high})" for low, high in ENDS[-case.spec.ndim :])
    padded = call("np.pad", "x", str(((0, 0), *case.pads)), f'mode="{mode}"' if mode else "")
    return f"# padded at: channels, {ends}", f"padded = {padded}"


def _direct(case: Case, draft: Draft, weight: str) -> None:
    spec, x = case.spec, "x"
    if case.bordered:
        x = "padded"
        draft.add(*pad(case))
        if (mode := MODES[spec.padding_mode]) not in ("", spec.padding_mode):
            draft.why(f'calls {spec.padding_mode} padding "{mode}"')
    size = tuple(size + sum(ends) for size, ends in zip(case.geometry.input_shape, case.pads, strict=True))
    if spec.groups > 1:
        draft.add(f"grouped = {x}.reshape{(spec.groups, spec.in_channels // spec.groups, *size)}  # groups in front")
        x = "grouped"
    lead = 2 if spec.groups > 1 else 1
    axes = tuple(range(lead, lead + spec.ndim))
    layout = f"({'group, ' if spec.groups > 1 else ''}channel, *position, *cell)"
    draft.add(f"windows = sliding_window_view({x}, {spec.span}, axis={axes})  # {layout}")
    if max(spec.stride + spec.dilation) > 1:
        index = every((1,) * lead + spec.stride + spec.dilation).removesuffix(", :" * spec.ndim)
        draft.add(f"windows = windows[{index}]  # {_thinned(case)}")
    draft.add(f"y = {_sum_of_products(case, weight)}")


def _thinned(case: Case) -> str:
    """What the steps through the windows mean."""
    strides = "positions by stride" if max(case.spec.stride) > 1 else ""
    taps = "taps by dilation" if max(case.spec.dilation) > 1 else ""
    return ", ".join(filter(None, (strides, taps)))


def _sum_of_products(case: Case, weight: str) -> str:
    """`np.einsum` over channels and taps, group by group."""
    spec = case.spec
    at, taps = POSITIONS[-spec.ndim :], TAPS[: spec.ndim]
    if spec.groups == 1:
        return f'np.einsum("c{at}{taps},oc{taps}->o{at}", windows, {weight})'
    sums = f'np.einsum("gc{at}{taps},goc{taps}->go{at}", windows, {weight}.reshape{_by_group(case)})'
    return f"{sums}.reshape{(spec.out_channels, *case.geometry.output_shape)}"


def _transposed(case: Case, draft: Draft, weight: str) -> None:
    spec, x = case.spec, "x"
    out: tuple[int, ...] = (spec.out_channels,)
    taps = TAPS[: spec.ndim]
    if spec.groups > 1:
        x, weight = "grouped", _grouped_weight(case, draft, weight)
        out = (spec.groups, spec.out_channels // spec.groups)
        shape = (spec.groups, spec.in_channels // spec.groups, *case.geometry.input_shape)
        draft.add(f"grouped = x.reshape{shape}  # groups in front")
    tap = ", ".join(taps)
    draft.add(f"y = np.zeros({(*out, *case.stamped)}, np.result_type(x, w))")
    draft.add(
        f"for {tap} in np.ndindex{spec.kernel}:  # each tap adds the whole input, where the stride puts it"
        if spec.ndim > 1
        else f"for i in range({spec.kernel[0]}):  # each tap adds the whole input, where the stride puts it"
    )
    g, at = "g" if spec.groups > 1 else "", POSITIONS[-spec.ndim :]
    stamp = f'np.einsum("{g}c{at},{g}co->{g}o{at}", {x}, {weight}[..., {tap}])'
    landing = ", ".join(_landing(case, axis, name) for axis, name in enumerate(taps))
    draft.add(f"    stamps = {stamp}", f"    y[..., {landing}] += stamps")
    if spec.groups > 1:
        draft.add(f"y = y.reshape{(spec.out_channels, *case.stamped)}")
    if case.bordered:
        draft.add(f"y = y[:, {case.crop}]  # the padding of a transposed convolution is cut off")


def _grouped_weight(case: Case, draft: Draft, weight: str) -> str:
    draft.add(f"kernels = {weight}.reshape{_by_group(case)}")
    return "kernels"


def _by_group(case: Case) -> tuple[int, ...]:
    """The weight's shape with the groups in front."""
    small, *rest = case.spec.weight_shape
    return (case.spec.groups, small // case.spec.groups, *rest)


def _landing(case: Case, axis: int, tap: str) -> str:
    """Where one tap of all stamps lands along `axis`, as a slice."""
    stride, dilation = case.spec.stride[axis], case.spec.dilation[axis]
    first = f"{dilation} * {tap}" if dilation > 1 else tap
    length = (case.geometry.input_shape[axis] - 1) * stride + 1
    return f"{first} : {first} + {length}" + (f" : {stride}" if stride > 1 else "")
