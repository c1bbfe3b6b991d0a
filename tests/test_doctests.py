"""The examples in the docstrings run, and every public name that takes arguments shows one."""

import doctest
import importlib

import pytest

import convviz
from serving import ROOT

FILES = sorted((ROOT / "convviz").rglob("*.py"))
MODULES = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for file in FILES
    if ">>> " in file.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    failed, run = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert failed == 0
    assert run > 0


@pytest.mark.parametrize("name", ["ConvError", "ConvSpec.of", "convolve", "cost", "record"])
def test_public_names_show_an_example(name):
    thing = convviz
    for part in name.split("."):
        thing = getattr(thing, part)
    assert ">>>" in thing.__doc__


def test_public_names_are_importable():
    assert set(convviz.__all__) >= {"ConvSpec", "ConvError", "Trace", "convolve", "record", "cost"}
    assert all(hasattr(convviz, name) for name in convviz.__all__)
