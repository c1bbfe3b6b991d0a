"""A block as code runs as pasted and gives what convviz gives (PyTorch and Keras: tests/frameworks)."""

import numpy as np
import pytest

from block_snippet_cases import BLOCKS, CHAINS, by_dialect, recorded
from convviz import ConvError, ConvSpec
from convviz.codegen import DIALECTS, block_snippets
from convviz.spec.block import Block
from convviz.spec.recipes import regular
from snippet_cases import run


@pytest.mark.parametrize("dialect", ["numpy", "convviz"])
@pytest.mark.parametrize("name", CHAINS)
def test_the_code_gives_what_convviz_gives(name: str, dialect: str) -> None:
    assert np.array_equal(run(by_dialect(name)[dialect])["y"], CHAINS[name].output)


@pytest.mark.parametrize("dialect", ["numpy", "convviz"])
@pytest.mark.parametrize("name", BLOCKS)
def test_the_code_of_a_chain_gives_what_the_engine_gives(name: str, dialect: str) -> None:
    made, expected = recorded(name)
    assert list(made) == [dialect.name for dialect in DIALECTS]
    for snippet in made.values():
        compile(snippet.code, snippet.title, "exec")
    np.testing.assert_array_equal(run(made[dialect])["y"], expected)


@pytest.mark.parametrize("name", CHAINS)
def test_every_dialect_compiles_and_fits_a_page(name: str) -> None:
    made = by_dialect(name)
    assert list(made) == [dialect.name for dialect in DIALECTS]
    for snippet in made.values():
        compile(snippet.code, snippet.title, "exec")
        assert max(map(len, snippet.code.splitlines())) <= 120
    assert ("Permutation" in made["convviz"].code) == ("huffle" in name)


@pytest.mark.parametrize(
    "block",
    [
        Block.of("up", up=ConvSpec.of(2, 1, 1, 2, transposed=True)),
        Block.of("line", line=ConvSpec.of(1, 1, 1, 2)),
        Block.of("turned", turned=ConvSpec.of(2, 1, 1, 2, flip=True)),
        regular(1, 1, 2, dilation=2),
    ],
    ids=lambda block: block.stages[0].name,
)
def test_what_it_cannot_write_is_refused(block: Block) -> None:
    with pytest.raises(ConvError, match="`block`"):
        block_snippets(block, np.ones((1, 4, 4)), [np.ones(block.weight_shapes[0])])


def test_one_array_of_weights_per_convolution() -> None:
    with pytest.raises(ConvError, match="`weights`"):
        block_snippets(regular(1, 1, 2), np.ones((1, 4, 4)), [])
