"""A block as code runs as pasted and gives what the engine gives."""

import numpy as np
import pytest

from convviz.codegen import Snippet, block_snippets
from convviz.engine.arrays import Array
from convviz.engine.block_trace import record_block
from convviz.spec.recipes import flattened, spatially_separable
from engine.layers import integers
from snippet_cases import run

BLOCKS = {
    "a column, then a row": (spatially_separable(3), (1, 5, 5)),
    "two columns, then two rows, padded": (spatially_separable((3, 2), terms=2, padding="same"), (1, 4, 5)),
    "of two channels, with strides": (spatially_separable(2, terms=3, channels=2, stride=(1, 2)), (2, 5, 6)),
    "three vectors": (flattened(3, 2, 3), (3, 5, 5)),
    "three vectors, padded unequally": (flattened(2, 3, 2, padding=((1, 0), (0, 1))), (2, 3, 4)),
}


def recorded(name: str) -> tuple[dict[str, Snippet], Array]:
    """The code of a block, by dialect, and what it has to give."""
    block, shape = BLOCKS[name]
    x = integers(1, *shape)
    weights = [integers(2 + place, *each, most=5) for place, each in enumerate(block.weight_shapes)]
    made = {snippet.dialect: snippet for snippet in block_snippets(block, x, weights)}
    return made, record_block(block, x, weights).output


@pytest.mark.parametrize("dialect", ["numpy", "convviz"])
@pytest.mark.parametrize("name", BLOCKS)
def test_the_code_of_a_chain_gives_what_the_engine_gives(name: str, dialect: str) -> None:
    made, expected = recorded(name)
    assert list(made) == ["pytorch", "keras", "numpy", "convviz"]
    for snippet in made.values():
        compile(snippet.code, snippet.title, "exec")
    np.testing.assert_array_equal(run(made[dialect])["y"], expected)
