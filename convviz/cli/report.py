"""A price as text: for the eye, as CSV, as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Final

from convviz.cli.text_table import aligned
from convviz.costs.network import LayerCost, NetworkCost
from convviz.costs.table import HEADER, layer_table
from convviz.model_parser import shape_text
from convviz.spec.parse import Ints

PRECISIONS: Final = {"fp32": 4, "fp16": 2, "int8": 1}  # bytes a number
COLUMNS: Final = tuple(name for name in HEADER if name != "stage")

_SHOWN: Final = {
    "name": "layer",
    "type": "type",
    "in_shape": "reads",
    "kernel": "kernel",
    "stride": "stride",
    "pad": "padding",
    "dilation": "dilation",
    "groups": "groups",
    "out_shape": "writes",
    "weight_params": "weights",
    "bias_params": "biases",
    "bn_params": "batch norm",
    "macs": "MACs",
}
_DULL: Final = {"dilation": "1", "groups": "1", "bias_params": "0", "bn_params": "0"}  # not worth a column if all alike
_NUMBERS: Final = ("weight_params", "bias_params", "bn_params", "macs")


@dataclass(frozen=True, slots=True)
class Report:
    """What layers cost for one image.

    Attributes:
        name: of the network or the layer.
        costs: of the parts one after another, usually one.
        loose: what normalisations learn that belong to no layer in the table.
        precision: how a number is held, one of `PRECISIONS`.
    """

    name: str
    costs: tuple[NetworkCost, ...]
    loose: int = 0
    precision: str = "fp32"

    @property
    def rows(self) -> tuple[LayerCost, ...]:
        """Every layer of the table."""
        return tuple(row for cost in self.costs for row in cost.layers)

    @property
    def input_shape(self) -> Ints:
        """What is read."""
        return self.costs[0].network.input_shape

    @property
    def output_shape(self) -> Ints:
        """What is written at the end."""
        return self.costs[-1].rows[-1].out_shape

    @property
    def totals(self) -> dict[str, int]:
        """Of all layers. `bytes` hold every parameter, what comes in, and what each layer writes."""
        params = self._sum(lambda cost: cost.params)
        norms = self._sum(lambda cost: cost.norm_params) + self.loose
        inputs = self._sum(lambda cost: prod(cost.network.input_shape))
        outputs = self._sum(lambda cost: cost.written)
        macs = self._sum(lambda cost: cost.macs)
        return {
            "weights": self._sum(lambda cost: cost.weights),
            "biases": self._sum(lambda cost: cost.biases),
            "params": params,
            "bn_params": norms,
            "macs": macs,
            "flops": 2 * macs,
            "inputs": inputs,
            "outputs": outputs,
            "activations": inputs + outputs,
            "bytes": PRECISIONS[self.precision] * (params + norms + inputs + outputs),
        }

    def plain(self) -> str:
        """For the eye: a table if there are several layers, and the totals."""
        table = f"\n{self._table()}" if len(self.rows) > 1 else ""
        return f"{self.name}\n{table}\n{self._totals()}"

    def csv(self) -> str:
        """A line a layer under `COLUMNS`."""
        import csv
        from io import StringIO

        file = StringIO(newline="")
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(self._cells())
        return file.getvalue()

    def json(self, **others: object) -> str:
        """Totals, shapes, and the layers, a line each; whatever else is known goes along."""
        from json import dumps

        said = {
            "name": self.name,
            "input": self.input_shape,
            "output": self.output_shape,
            **self.totals,
            "precision": self.precision,
            **others,
        }
        entries = [f'  "{key}": {dumps(value)}' for key, value in said.items()]
        layers = ",\n".join(f"    {dumps(_layer(row))}" for row in self.rows)
        return "{\n" + ",\n".join([*entries, f'  "layers": [\n{layers}\n  ]']) + "\n}\n"

    def _sum(self, count: Callable[[NetworkCost], int]) -> int:
        return sum(count(cost) for cost in self.costs)

    def _cells(self) -> list[dict[str, str]]:
        lines = [line for cost in self.costs for line in layer_table(cost)]
        return [{**line, "idx": str(place)} for place, line in enumerate(lines, 1)]

    def _table(self) -> str:
        cells = self._cells()
        kept = [name for name in _SHOWN if any(line[name] != _DULL.get(name) for line in cells)]
        lines = [[_grouped(line[name]) if name in _NUMBERS else line[name] for name in kept] for line in cells]
        right = {place for place, name in enumerate(kept) if name in _NUMBERS}
        return aligned([[_SHOWN[name] for name in kept], *lines], right)

    def _totals(self) -> str:
        totals = self.totals
        lines: list[tuple[str, int, str]] = [
            ("reads", totals["inputs"], " and ".join(shape_text(cost.network.input_shape) for cost in self.costs)),
            ("writes", prod(self.output_shape), shape_text(self.output_shape)),
            ("weights", totals["weights"], ""),
            ("biases", totals["biases"], ""),
            ("batch norm", totals["bn_params"], "scales and shifts"),
            ("multiplications", totals["macs"], f"MACs; FLOPs = 2 × MACs = {totals['flops']:,}"),
            ("activations", totals["activations"], "the input and what every layer writes"),
            ("bytes", totals["bytes"], f"parameters and activations in {self.precision}"),
        ]
        shown = [line for line in lines if line[1] or line[0] != "batch norm"]
        return aligned([[name, f"{count:,}", note] for name, count, note in shown], {1})


def _grouped(number: str) -> str:
    return f"{int(number):,}"


def _layer(row: LayerCost) -> dict[str, object]:
    price = row.cost
    return {
        "name": row.name,
        "type": row.kind,
        "input": row.in_shapes[0],
        "output": row.out_shape,
        "weights": price.weights,
        "biases": price.biases,
        "params": price.params,
        "bn_params": row.norm_params,
        "macs": price.macs,
        "flops": price.flops,
        "inputs": price.inputs,
        "outputs": price.outputs,
    }
