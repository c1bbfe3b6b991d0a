"""Commands as fixtures."""

from collections.abc import Callable

import pytest

from .calling import Called


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Called]:
    """A function that runs a command: `call("net", "vgg16")`."""
    return lambda *words: Called(capsys, words)
