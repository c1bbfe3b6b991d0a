"""`import convviz` is quick, and gives what it always gave."""

import subprocess
import sys

import pytest

import convviz

ALONE = """
import sys, convviz
assert 'numpy' not in sys.modules
import convviz.costs.layer, convviz.engine.gradients
from convviz import cost, gradients
assert callable(cost) and callable(gradients)
print(sorted(set(convviz.__all__) - set(dir(convviz))))
"""
LATE = """
import convviz
spec = convviz.ConvSpec.of(2, 1, 1, 3)
print(convviz.cost(spec, (5, 5)).macs, convviz.record.__module__)
"""


def output(script: str) -> str:
    return subprocess.check_output([sys.executable, "-W", "error", "-c", script], text=True).strip()


def test_no_module_takes_the_place_of_a_public_name() -> None:
    assert output(ALONE) == "[]"


def test_names_load_when_they_are_used() -> None:
    assert output(LATE) == "81 convviz.engine.trace"


def test_a_name_that_is_not_there_is_told_as_python_does() -> None:
    with pytest.raises(AttributeError, match="module 'convviz' has no attribute 'convolute'"):
        _ = convviz.convolute  # type: ignore[attr-defined]
    with pytest.raises(ImportError, match="cannot import name 'convolute'"):
        exec("from convviz import convolute")


def test_every_name_that_is_promised_is_there() -> None:
    assert all(getattr(convviz, name) for name in convviz.__all__)
