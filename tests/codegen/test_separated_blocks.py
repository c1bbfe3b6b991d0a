"""A block as code runs as pasted and gives what the engine gives."""

import numpy as np
import pytest

from block_snippet_cases import BLOCKS, recorded
from snippet_cases import run


@pytest.mark.parametrize("dialect", ["numpy", "convviz"])
@pytest.mark.parametrize("name", BLOCKS)
def test_the_code_of_a_chain_gives_what_the_engine_gives(name: str, dialect: str) -> None:
    made, expected = recorded(name)
    assert list(made) == ["pytorch", "keras", "numpy", "convviz"]
    for snippet in made.values():
        compile(snippet.code, snippet.title, "exec")
    np.testing.assert_array_equal(run(made[dialect])["y"], expected)
