"""Checks the arrays of a convolution: numeric, finite, not empty, of the right shape."""

from __future__ import annotations

from math import isfinite, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec, Geometry, as_spec

Array = NDArray[Any]
Index = tuple[Any, ...]  # an index of a NumPy array
MOST_NUMBERS = 2**31  # 16 GB of float64: a clear error instead of an out-of-memory kill
EXACT_INT64 = 2**63 - 1


def numeric(name: str, values: Any) -> Array:
    """Return `values` as an array of int64, float32 or float64.

    Smaller integer types and float16 are promoted, so that sums do not overflow.

    Args:
        name: name of the argument, for the error message.
        values: an array or nested lists.

    Raises:
        ConvError: `values` are ragged, not real numbers, empty, not finite, or integers beyond 64 bits.
    """
    return _measured(name, values)[0]


def _measured(name: str, values: Any) -> tuple[Array, float]:
    """Return `numeric(name, values)` and its largest magnitude as a Python number."""
    try:
        array = np.asarray(values)
    except (ValueError, TypeError, OverflowError):
        raise _not_numbers(name, values) from None
    if array.dtype.kind not in "biuf":
        raise _not_numbers(name, values)
    if array.size == 0:
        raise ConvError(name, array.shape, "must not be empty along any axis", "Give at least one number.")
    highest, lowest = array.max().item(), array.min().item()  # Python numbers, for which -(-2**63) does not wrap
    if not (isfinite(highest) and isfinite(lowest)):  # both propagate NaN
        raise ConvError(
            name,
            "NaN or infinity",
            "must hold finite numbers",
            "Replace them: one NaN poisons every window it is in.",
        )
    if highest > EXACT_INT64 and all(isinstance(number, int) for number in np.array(values, dtype=object).flat):
        # NumPy turns a list of these into uint64, and a list that also holds smaller ones into rounded floats.
        raise ConvError(name, highest, "must fit into 64 signed bits", "Scale the values, or give them as floats.")
    if array.dtype.kind == "f":
        array = array.astype(np.float32 if array.dtype.itemsize < 4 else array.dtype, copy=False)
    else:
        array = array.astype(np.int64, copy=False)
    return array, max(highest, -lowest)


def checked(spec: ConvSpec, x: Any, weight: Any, bias: Any = None) -> tuple[Geometry, Array, Array, Array | None]:
    """Check the arguments of a convolution.

    Args:
        spec: the layer.
        x: `(in_channels, *spatial)` or `(batch, in_channels, *spatial)`.
        weight: `spec.weight_shape`.
        bias: `(out_channels,)` or None.

    Returns:
        The geometry, and the three arrays as returned by `numeric`; `x` always has a batch axis.

    Raises:
        ConvError: an array does not fit the layer, or sums could exceed the range of their type.
    """
    spec = as_spec(spec)
    (x, most), (weight, heaviest) = _measured("x", x), _measured("weight", weight)
    if x.ndim not in (spec.ndim + 1, spec.ndim + 2):
        raise ConvError(
            "x",
            x.shape,
            f"must have {spec.ndim + 1} axes (channels, *spatial), or one more for a batch in front",
            f"Reshape it for a {spec.ndim}-D convolution.",
        )
    batched = x if x.ndim == spec.ndim + 2 else x[np.newaxis]
    if batched.shape[1] != spec.in_channels:
        raise ConvError(
            "x",
            x.shape,
            f"must have in_channels (={spec.in_channels}) channels",
            "Put the channels before the spatial axes.",
        )
    if weight.shape != spec.weight_shape:
        raise ConvError(
            "weight",
            weight.shape,
            f"must have the shape {spec.weight_shape}",
            f"The layout is ({'in' if spec.transposed else 'out'}_channels, the other channels / groups, *kernel).",
        )
    added: float = 0
    if bias is not None:
        bias, added = _measured("bias", bias)
        if bias.shape != (spec.out_channels,):
            raise ConvError(
                "bias", bias.shape, f"must have the shape ({spec.out_channels},)", "Give one number per output channel."
            )
    geometry = spec.resolve(batched.shape[2:])
    _check_size(geometry, batched.shape[0])
    _check_sums(spec, most, heaviest, added, np.result_type(x, weight, *() if bias is None else (bias,)))
    return geometry, batched, weight, bias


def largest_sum(spec: ConvSpec, x: Array, weight: Array, bias: Array | None) -> float:
    """Return an upper bound of every output value: max |x| · max |weight| · terms + max |bias|."""
    return _bound(spec, _magnitude(x), _magnitude(weight), 0 if bias is None else _magnitude(bias))


def _bound(spec: ConvSpec, most: float, heaviest: float, added: float) -> float:
    terms = max(spec.in_channels, spec.big_channels) // spec.groups * prod(spec.kernel)
    return most * heaviest * terms + added


def _magnitude(array: Array) -> float:
    ends: tuple[float, float] = array.max().item(), -array.min().item()  # Python numbers: -(-2**63) does not wrap
    return max(ends)


def _check_sums(spec: ConvSpec, most: float, heaviest: float, added: float, dtype: np.dtype[Any]) -> None:
    limit = (
        EXACT_INT64 if dtype.kind == "i" else float(np.finfo(dtype).max) / 2
    )  # half, because sums of floats are rounded
    if _bound(spec, most, heaviest, added) > limit:
        raise ConvError("x", most, f"and the weights must keep sums within {dtype}", "Scale them down.")


def _check_size(geometry: Geometry, batch: int) -> None:
    spec = geometry.spec
    padded = prod(size + sum(pair) for size, pair in zip(geometry.big, geometry.padding, strict=True))
    numbers = batch * max(padded * spec.big_channels, prod(geometry.small) * spec.small_channels)
    if numbers > MOST_NUMBERS:
        raise ConvError(
            "padding" if max(map(max, geometry.padding)) > max(geometry.input_shape) else "x",
            f"{numbers:,} numbers",
            f"must need at most {MOST_NUMBERS:,} numbers",
            "Use a smaller input, batch, padding or stride.",
        )


def _not_numbers(name: str, values: Any) -> ConvError:
    return ConvError(
        name, values, "must be a full rectangle of real numbers", "Give nested lists of equal length, or an array."
    )
