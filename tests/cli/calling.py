"""Run the command line in this process."""

import pytest

from convviz.cli.main import main


class Called:
    """What a command left behind: its exit code, and what it wrote."""

    def __init__(self, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
        self.code = main(words)
        self.out, self.err = capsys.readouterr()


def refused(called: Called, code: int) -> str:
    """The sentence a command refuses with, and nothing else."""
    assert called.code == code, called.err
    assert called.out == ""
    assert called.err.startswith("convviz: ")
    assert called.err.count("\n") == 1
    return called.err.removeprefix("convviz: ").rstrip("\n")
