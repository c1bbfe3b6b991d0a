"""Random layers with their arrays, for the laws: unequal axes, asymmetric kernels, every member of the family."""

from dataclasses import dataclass

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

import oracle
from convviz import ConvSpec, Trace
from counts import examples

quick = settings(derandomize=True, deadline=None, database=None, max_examples=examples(60))
thorough = settings(quick, max_examples=examples(250))


@dataclass(frozen=True)
class Layer:
    """A spec with integers to run it on: `x` has a batch axis."""

    spec: ConvSpec
    x: np.ndarray
    weight: np.ndarray
    bias: np.ndarray | None

    @property
    def arrays(self):
        return self.x, self.weight, self.bias

    @property
    def spatial(self):
        return self.x.shape[2:]

    def by_loops(self):
        """What `oracle` says of this layer; "same" must have been resolved."""
        spec = self.spec
        options = {
            "stride": spec.stride,
            "pads": spec.padding,
            "dilation": spec.dilation,
            "groups": spec.groups,
            "flip": spec.flip,
        }
        arrays = [array if array is None else array.tolist() for array in self.arrays]
        if spec.transposed:
            return oracle.transposed(*arrays, **options, output_padding=spec.output_padding)
        return oracle.direct(*arrays, **options, mode=spec.padding_mode)


def integers(seed, *sizes, most=9):
    return np.random.default_rng(seed).integers(-most, most + 1, sizes)


@st.composite
def layers(draw, ndim=None, transposed=None, mode=None, groups=None, flip=None):
    """A layer that fits, of a few hundred products at most a cell."""
    ndim = ndim or draw(st.integers(1, 3))
    transposed = draw(st.booleans()) if transposed is None else transposed
    groups = groups or draw(st.sampled_from([1, 1, 2, 3]))
    if mode is None:
        mode = "zeros" if transposed else draw(st.sampled_from(["zeros", "zeros", "reflect", "replicate", "circular"]))

    def per_axis(numbers):
        return tuple(draw(numbers) for _ in range(ndim))

    kernel = per_axis(st.integers(1, 4 if ndim < 3 else 3))
    stride, dilation = per_axis(st.integers(1, 3)), per_axis(st.integers(1, 3))
    pads = per_axis(st.tuples(st.integers(0, 2), st.integers(0, 2)))
    extra = tuple(
        draw(st.integers(0, max(s, d) - 1)) if transposed else 0 for s, d in zip(stride, dilation, strict=True)
    )
    spec = ConvSpec.of(
        ndim,
        groups * draw(st.integers(1, 2)),
        groups * draw(st.integers(1, 2)),
        kernel,
        stride=stride,
        padding=pads,
        dilation=dilation,
        groups=groups,
        transposed=transposed,
        output_padding=extra,
        padding_mode=mode,
        flip=draw(st.booleans()) if flip is None else flip,
    )
    sizes = []
    for axis in range(ndim):
        size = draw(st.integers(1, 5))
        while size in sizes or not _fits_along(axis, size, spec):
            size += 1
        sizes.append(size)
    seed = draw(st.integers(0, 2**32 - 1))
    return Layer(
        spec,
        integers(seed, draw(st.integers(1, 2)), spec.in_channels, *sizes),
        integers(seed + 1, *spec.weight_shape),
        integers(seed + 2, spec.out_channels) if draw(st.booleans()) else None,
    )


def _fits_along(axis, size, spec):
    low, high = spec.padding[axis]
    span = spec.dilation[axis] * (spec.kernel[axis] - 1) + 1
    if spec.transposed:
        return (size - 1) * spec.stride[axis] + span + spec.output_padding[axis] > low + high
    room = {"reflect": size - 1, "circular": size}.get(spec.padding_mode, max(low, high))
    return max(low, high) <= room and size + low + high >= span


def laid_down(trace: Trace):
    """The output, put together from the steps alone."""
    spec, geometry = trace.spec, trace.geometry
    if not spec.transposed:
        return np.array([step.sum for step in trace]).reshape(spec.out_channels, *geometry.output_shape)
    y = np.zeros((spec.out_channels, *geometry.output_shape), trace.output.dtype)
    if trace.bias is not None:
        y += trace.bias.reshape(-1, *(1,) * spec.ndim)
    for step in trace:
        for tap in np.ndindex(spec.kernel):
            place = tuple(taps[t] for taps, t in zip(step.window, tap, strict=True))
            if all(0 <= i < size for i, size in zip(place, geometry.output_shape, strict=True)):
                y[(slice(step.channels.start, step.channels.stop), *place)] += step.products[(slice(None), *tap)]
    return y
