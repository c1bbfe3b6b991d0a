"""The PyTorch and Keras snippets run as pasted and give exactly what convviz gives."""

import numpy as np
import pytest

from block_snippet_cases import BLOCKS, CHAINS, by_dialect, recorded
from convviz import ConvSpec, convolve
from convviz.codegen import snippets
from snippet_cases import CASES, run, written

pytestmark = [
    # PyTorch remarks that an even kernel costs "same" a copy; a reader sees that, too.
    pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning"),
    # Keras's own variables on PyTorch have not caught up with NumPy 2.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
]


@pytest.mark.parametrize("bias", [False, True], ids=["no bias", "bias"])
@pytest.mark.parametrize("dialect", ["pytorch", "keras"])
@pytest.mark.parametrize("name", CASES)
def test_the_code_gives_what_convviz_gives(name: str, dialect: str, bias: bool) -> None:
    made, expected = written(*CASES[name], bias=bias)
    y = np.asarray(run(made[dialect])["y"])
    assert y.dtype == np.float64
    np.testing.assert_array_equal(y, expected)


@pytest.mark.parametrize("dialect", ["pytorch", "keras"])
def test_fractions_stay_fractions(dialect: str) -> None:
    spec, x, box = ConvSpec.of(2, 1, 1, 3, padding="same"), np.arange(20).reshape(1, 4, 5), np.ones((1, 1, 3, 3), int)
    made = {snippet.dialect: snippet for snippet in snippets(spec, (4, 5), x=x, weight=box, scale=(1, 9))}
    np.testing.assert_allclose(run(made[dialect])["y"], convolve(spec, x, box / 9), rtol=0, atol=1e-12)


@pytest.mark.parametrize("dialect", ["pytorch", "keras"])
@pytest.mark.parametrize("name", CHAINS)
def test_the_code_of_a_block_gives_what_convviz_gives(name: str, dialect: str) -> None:
    np.testing.assert_array_equal(np.asarray(run(by_dialect(name)[dialect])["y"]), CHAINS[name].output)


@pytest.mark.parametrize("dialect", ["pytorch", "keras"])
@pytest.mark.parametrize("name", BLOCKS)
def test_columns_rows_and_vectors_give_what_the_engine_gives(name: str, dialect: str) -> None:
    made, expected = recorded(name)
    np.testing.assert_array_equal(np.asarray(run(made[dialect])["y"]), expected)
