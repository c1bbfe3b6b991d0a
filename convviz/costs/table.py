"""The layers of a priced network as a table of plain cells: what a CSV file of them holds."""

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
    "in_shape",  # of the first map it reads, 64x56x56
    "kernel",
    "stride",
    "pad",  # one number if all ends are alike; else low:high of each axis
    "dilation",
    "groups",
    "out_shape",
    "bias",  # 1 where it has biases
    "weight_params",
    "bias_params",
    "params",  # both
    "bn_params",  # of the batch normalisation after it
    "macs",
    "out_elems",  # numbers written for one image
    "rf",  # receptive field along the last axis; empty where it sees everything
    "jump",
    "stage",
)


def layer_table(price: NetworkCost) -> list[dict[str, str]]:
    """One row a layer under `HEADER`, without those that only reorder or join.

    Example:
        >>> from convviz.costs.network import network_cost
        >>> from convviz.networks import network
        >>> row = layer_table(network_cost(network("resnet50")))[13]
        >>> row["name"], row["kernel"], row["stride"], row["macs"]
        ('layer2.0.conv2', '3x3', '2', '115605504')
    """
    return [_row(place, row) for place, row in enumerate(price.layers, 1)]


def layer_csv(price: NetworkCost) -> str:
    """The table as RFC 4180 has it."""
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
    """What lies on the map at once; a global mean is one window over all of it."""
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
    """One number if all axes have the same."""
    return str(sizes[0]) if len(set(sizes)) == 1 else _times(sizes)


def _ends(pairs: Pairs) -> str:
    if len({end for pair in pairs for end in pair}) == 1:
        return str(pairs[0][0])
    return "x".join(f"{low}:{high}" for low, high in pairs)
