"""The transposed convolution as what training does anyway: the gradient of the direct one."""

from __future__ import annotations

from math import prod

import numpy as np

from convviz.app.lessons.transposed.model import TransposedModel
from convviz.app.markup import as_input, as_kernel, as_output
from convviz.app.widgets import matrices
from convviz.engine.arrays import Array
from convviz.engine.gradients import Gradients, gradients
from convviz.engine.matrix import matrix_of
from convviz.scene.step_text import bracketed, number

MOST_TABLED = 8  # a side


def sentences(model: TransposedModel) -> list[str]:
    """That the two are equal, the sum behind one number, and the gradient of the weights."""
    direct = model.direct
    if direct is None:
        return [
            "No direct convolution leads from this output back to this input, for output_padding reaches the stride. "
            "Take a smaller output_padding, and this section compares the two."
        ]
    found, stamped = of_direct(model), unbiased(model)
    same, of = int(np.isclose(found.x, stamped).sum()), stamped.size
    return [
        "**Take the direct layer with this kernel, stride, padding and dilation.** In training, a number arrives for "
        "each of its outputs: how much the loss would change with it. Let these numbers be the input of this lesson. "
        "Each window passes its number back to the cells it had read, times the weight that met each; where windows "
        "overlapped, these products add up. That is stamping.",
        f"**Computed both ways:** {same} of {of} numbers of the direct layer's input gradient equal the output above"
        f"{' without its bias' if model.trace.bias is not None else ''}. {_one_cell(model, stamped)}",
        _weights(model),
    ]


def tables(model: TransposedModel) -> list[tuple[str, str]]:
    """The arriving numbers, the gradient, and the transposed output; none where they would be too large."""
    if model.direct is None or max(model.geometry.output_shape) > MOST_TABLED:
        return []
    arriving, found, stamped = model.trace.x[0], of_direct(model).x[0], unbiased(model)[0]
    return [
        ("Arrives at the direct output", matrices.inputs(arriving)),
        ("Gradient of the direct input", matrices.plain(found)),
        ("Transposed output", matrices.outputs(stamped)),
    ]


def of_direct(model: TransposedModel) -> Gradients:
    """The direct layer's gradients where the input of the lesson arrives, for an input that counts from 1."""
    return gradients(model.direct_spec, read(model), model.weight, model.trace.x)


def read(model: TransposedModel) -> Array:
    """What the direct layer reads: it matters for the gradient of the weights only."""
    size = model.geometry.output_shape
    return np.arange(1, prod(size) + 1).reshape(1, *size)


def unbiased(model: TransposedModel) -> Array:
    """The transposed output before its bias."""
    bias = model.trace.bias
    return model.trace.output if bias is None else model.trace.output - bias[:, np.newaxis, np.newaxis]


def _one_cell(model: TransposedModel, stamped: Array) -> str:
    """The cell that most windows read, with its sum."""
    reads = matrix_of(model.geometry, np.ones(model.spec.weight_shape, int))
    cell = int(reads.sum(axis=1).argmax())
    row, column = divmod(cell, model.geometry.output_shape[1])
    values, factors = model.trace.x.ravel(), matrix_of(model.geometry, model.weight)[cell]
    met = np.flatnonzero(reads[cell]).tolist()
    terms = " $+$ ".join(
        f"{as_input(_written(values[place]))} · {as_kernel(_written(factors[place]))}" for place in met
    )
    windows = "1 window reads" if len(met) == 1 else f"{len(met)} windows read"
    total = as_output(number(float(stamped.ravel()[cell])))
    return f"Row {row + 1}, column {column + 1}: {windows} this cell, and {terms} $=$ {total}." if met else ""


def _weights(model: TransposedModel) -> str:
    """The other gradient: it is the same for both layers, with input and arriving numbers exchanged."""
    x = read(model)
    direct, exchanged = of_direct(model).weight, gradients(model.spec, model.trace.x, model.weight, x).weight
    equal = "the same" if np.allclose(direct, exchanged) else "not the same"
    return (
        f"**And the weights?** Let the direct layer read 1, 2, 3 … {x.size}: its weights get the gradient "
        f"{matrices.weights(direct[0, 0])}. A transposed layer that reads the blue numbers, with 1, 2, 3 … arriving, "
        f"gets {equal}: the two layers exchange their roles, and the products stay."
    )


def _written(value: float) -> str:
    return bracketed(number(float(value)))
