"""Which command, how it ends, and what it loads."""

import errno
import io
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from convviz.app.params.param import settle
from convviz.cli import main as entrance
from convviz.cli.render import PICTURES
from serving import ROOT

from .calling import Called, refused

Call = Callable[..., Called]
SLOW = {"numpy", "streamlit", "matplotlib", "plotly", "PIL", "pandas"}


def run(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "convviz", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


@pytest.mark.parametrize("words", [("cost", "nn.Conv2d(3, 8, 3)"), ("net", "alexnet"), ("net", "--list"), ("--help",)])
def test_pricing_waits_for_no_library(words: tuple[str, ...]) -> None:
    script = f"import sys; from convviz.cli.main import main; main({words!r}); print({SLOW!r} & sys.modules.keys())"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).splitlines()[-1] == "set()"


def test_a_drawing_starts_no_server_and_complains_of_none(tmp_path: Path) -> None:
    done = run("render", "grouped", "-o", "out.html", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    grouped, player = PICTURES["grouped"]
    assert done.stdout == f"out.html: {grouped.scene(settle(grouped.state, {})[0], player).title}, 100 steps\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]


def test_the_console_script_enters_by_the_same_door() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["scripts"]["convviz"].partition(":")
    assert (module, function) == (entrance.__name__, entrance.main.__name__)


def test_it_says_what_it_can_do_and_which_it_is(call: Call) -> None:
    for words in (("--help",), ("-h",), ("help",)):
        helped = call(*words)
        assert helped.code == 0
        assert all(f"\n  {command} " in helped.out for command in entrance.COMMANDS)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert call("--version").out == f"convviz {version}\n"


def test_without_a_command_it_says_what_there_is(call: Call) -> None:
    nothing = call()
    assert (nothing.code, nothing.out) == (2, "")
    assert "usage: convviz COMMAND" in nothing.err


def test_a_command_that_is_none_is_told_from_the_nearest(call: Call) -> None:
    assert "did you mean render?" in refused(call("redner"), 2)
    assert refused(call("x" * 10_000), 2).startswith("There is no command 'xxx")


@pytest.mark.parametrize(("command", "word"), [("cost", "nn.ReLU()"), ("net", "vgg16"), ("render", "dilated")])
def test_every_command_helps_and_takes_no_abbreviation(call: Call, command: str, word: str) -> None:
    assert call(command, "--help").out.startswith(f"usage: convviz {command}")
    assert "--hel;" in refused(call(command, word, "-o", "never.svg", "--hel"), 2)


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-W", "error", "-m", "convviz", "net", "vgg16"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == entrance.NO_READER


class Full(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_an_output_that_takes_no_more_is_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", Full())
    assert refused(call("net", "vgg16"), 1) == "The result cannot be written: No space left on device."


def test_closed_streams_are_borne(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert call("net", "vgg16").code == 0
    monkeypatch.setattr("sys.stdin", None)
    assert "no layer" in refused(call("cost", "-"), 1)
    monkeypatch.setattr("sys.stderr", None)
    assert call("net").code == 2


def test_an_interruption_is_no_error(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(entrance, "_run", interrupted)
    stopped = call("net", "vgg16")
    assert (stopped.code, stopped.out, stopped.err) == (entrance.INTERRUPTED, "", "")


def test_a_terminal_that_knows_no_such_sign_does_not_stop_it() -> None:
    done = run("cost", "nn.Conv2d(3, 8, 3)", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "FLOPs = 2 ? MACs" in done.stdout
