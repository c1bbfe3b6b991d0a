"""The examples in the docstrings run, and every public name that takes arguments shows one."""

import doctest
import importlib

import pytest

import convviz

MODULES = [
    *("arrays", "cost", "errors", "forward", "spec", "trace"),
    *("block", "block_cost", "block_trace", "compose", "factor", "loops", "recipes", "tf"),
    *("layer_table", "network", "network_cost", "networks", "networks.mobilenet", "operations"),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    module = importlib.import_module(f"convviz.{name}")
    failed, _ = doctest.testmod(module, raise_on_error=False)
    assert failed == 0


@pytest.mark.parametrize("name", ["ConvError", "ConvSpec.of", "convolve", "cost", "record"])
def test_public_names_show_an_example(name):
    thing = convviz
    for part in name.split("."):
        thing = getattr(thing, part)
    assert ">>>" in thing.__doc__


def test_public_names_are_importable():
    assert set(convviz.__all__) >= {"ConvSpec", "ConvError", "Trace", "convolve", "record", "cost"}
    assert all(hasattr(convviz, name) for name in convviz.__all__)
