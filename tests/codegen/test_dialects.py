"""The table of dialects: a new one is one file and one entry."""

import numpy as np
import pytest

import convviz.codegen
from convviz import ConvSpec
from convviz.codegen import DIALECTS, Snippet, block_snippets, layer_snippets, snippets
from convviz.codegen.dialect import Dialect, Draft
from convviz.codegen.example import CodeExample, ConvStage
from convviz.spec.block import Block, shuffle
from snippet_cases import run

SPEC = ConvSpec.of(2, 2, 2, 3, padding=((0, 1), (0, 1)))


def calls(example: CodeExample) -> Draft:
    draft = Draft(f"{len(example.stages)} stages")
    draft.why("counts")
    return draft


def layer(stage: ConvStage) -> Draft:
    return Draft(f"kernel {stage.spec.kernel}")


@pytest.fixture
def with_jax(monkeypatch: pytest.MonkeyPatch) -> None:
    jax = Dialect("jax", "JAX / Flax", calls, layer)
    monkeypatch.setattr(convviz.codegen, "DIALECTS", (*DIALECTS, jax))


@pytest.mark.usefixtures("with_jax")
def test_one_entry_more_is_written_everywhere() -> None:
    assert snippets(SPEC, (5, 5))[-1] == Snippet("jax", "JAX / Flax", "1 stages\n", "JAX counts.")
    block = Block.of("two", one=SPEC, deal=shuffle(2, 2))
    assert block_snippets(block, np.ones((2, 5, 5)), [None])[-1] == Snippet("jax", "JAX / Flax", "2 stages\n", "")
    assert layer_snippets(SPEC, (5, 5))[-1] == Snippet("jax", "JAX / Flax", "kernel (3, 3)\n", "")


def test_the_dialects_and_those_that_have_layers() -> None:
    assert [dialect.name for dialect in DIALECTS] == ["pytorch", "keras", "numpy", "convviz"]
    assert [snippet.dialect for snippet in snippets(SPEC, (5, 5))] == ["pytorch", "keras", "numpy", "convviz"]
    assert [snippet.dialect for snippet in layer_snippets(SPEC, (5, 5))] == ["pytorch", "keras"]


@pytest.mark.parametrize("dialect", ["numpy", "convviz"])
def test_a_block_of_one_stage_gives_what_the_single_convolution_gives(dialect: str) -> None:
    spec = ConvSpec.of(2, 2, 2, 3, stride=2, padding=1)
    single = snippets(spec, (5, 5))
    block = block_snippets(Block.of("alone", one=spec), None, [None], shape=(5, 5))
    single_y, block_y = (run(next(s for s in made if s.dialect == dialect))["y"] for made in (single, block))
    assert np.array_equal(single_y, block_y)
