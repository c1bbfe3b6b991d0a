"""The cost of a network as a table of strings, and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from convviz.costs.network import LayerCost, NetworkCost
from convviz.spec.conv import ConvSpec
from convviz.spec.operations import GlobalPool, Linear, Pool
from convviz.spec.parse import Pairs

HEADER: Final = (
    "idx",  # counted from 1
    "name",
    "type",  # `LayerCost.kind`
    "in_shape",  # of its first input, 64x56x56
    "kernel",
    "stride",
    "pad",  # one number if all ends are equal; else low:high per axis
    "dilation",
    "groups",
    "out_shape",
    "bias",  # 1 if it has biases
    "weight_params",
    "bias_params",
    "params",  # weights and biases
    "bn_params",  # of the batch normalisation that follows
    "macs",
    "out_elems",  # values written per image
    "rf",  # receptive field along the last axis; empty after a linear layer
    "jump",
    "stage",
)


def layer_table(price: NetworkCost) -> list[dict[str, str]]:
    """Return one row per layer, with the keys of `HEADER`.

    Example:
        >>> from convviz.costs.network import network_cost
        >>> from convviz.networks import network
        >>> row = layer_table(network_cost(network("resnet50")))[13]
        >>> row["name"], row["kernel"], row["stride"], row["macs"]
        ('layer2.0.conv2', '3x3', '2', '115605504')
    """
    return [_row(place, row) for place, row in enumerate(price.layers, 1)]


def layer_csv(price: NetworkCost) -> str:
    """Return the table as CSV (RFC 4180)."""
    file = StringIO(newline="")
    writer = csv.DictWriter(file, HEADER)
    writer.writeheader()
    writer.writerows(layer_table(price))
    return file.getvalue()


def _row(place: int, row: LayerCost) -> dict[str, str]:
    field = row.receptive_field[-1] if row.receptive_field else None
    cells: dict[str, object] = {
        "idx": place,
        "name": row.name,
        "type": row.kind,
        "in_shape": _times(row.in_shapes[0]),
        **_window(row),
        "out_shape": _times(row.out_shape),
        "bias": int(row.cost.biases > 0),
        "weight_params": row.cost.weights,
        "bias_params": row.cost.biases,
        "params": row.cost.params,
        "bn_params": row.norm_params,
        "macs": row.cost.macs,
        "out_elems": row.cost.outputs,
        "rf": field.receptive if field else "",
        "jump": field.jump if field else "",
        "stage": row.stage,
    }
    return {key: str(cells[key]) for key in HEADER}


def _window(row: LayerCost) -> dict[str, object]:
    """Return the cells of the kernel; global pooling has one kernel of the size of the map."""
    cells: dict[str, object] = {"kernel": "", "stride": "", "pad": "", "dilation": 1, "groups": 1}
    operation = row.operation
    if isinstance(operation, GlobalPool):
        return cells | {"kernel": _times(row.in_shapes[0][1:]), "stride": 1, "pad": 0}
    if isinstance(operation, Linear) or not isinstance(operation, ConvSpec | Pool):
        return cells
    padding = operation.padding if isinstance(operation.padding, str) else _ends(operation.padding)
    cells |= {"kernel": _times(operation.kernel), "stride": _alike(operation.stride), "pad": padding}
    return cells | (
        {"dilation": _alike(operation.dilation), "groups": operation.groups} if isinstance(operation, ConvSpec) else {}
    )


def _times(sizes: Sequence[int]) -> str:
    return "x".join(map(str, sizes))


def _alike(sizes: Sequence[int]) -> str:
    """Return one number if all axes are equal, else all of them."""
    return str(sizes[0]) if len(set(sizes)) == 1 else _times(sizes)


def _ends(pairs: Pairs) -> str:
    if len({end for pair in pairs for end in pair}) == 1:
        return str(pairs[0][0])
    return "x".join(f"{low}:{high}" for low, high in pairs)
