"""The wheel, used as someone else would: from an empty environment, in a folder that is not the repository."""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from posixpath import normpath

import pytest

from serving import ROOT, Server, serve

pytestmark = pytest.mark.wheel

APP = "import convviz.player\nimport streamlit as st\nst.title('The player is registered')\n"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel and what it depends on, and cannot see the repository."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = build_wheel(folder)
    run(sys.executable, "-m", "venv", "--without-pip", folder / "env")
    python = folder / "env" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    borrow_third_party(folder / "borrowed" / "site-packages", python)
    return python


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small app that is not part of the repository."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "small_app.py").write_text(APP)
    return folder


@pytest.fixture(scope="module")
def server(python: Path, elsewhere: Path):
    with serve("small_app.py", elsewhere / "log", cwd=elsewhere, python=str(python)) as server:
        yield server


def test_convviz_is_imported_from_the_wheel(python: Path, elsewhere: Path) -> None:
    file = run(python, "-c", "import convviz; print(convviz.__file__)", cwd=elsewhere).strip()
    assert Path(file).is_relative_to(python.parent.parent)


def test_the_command_line_comes_with_it(python: Path, elsewhere: Path) -> None:
    script = python.parent / "convviz"
    assert run(script, "--version", cwd=elsewhere).startswith("convviz ")
    assert "568,740,352" in run(script, "net", "mobilenet_v1", cwd=elsewhere)
    run(python, "-m", "convviz", "render", "grouped", "-o", "page.html", cwd=elsewhere)
    assert (elsewhere / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    run(python, "-m", "convviz", "render", "checkerboard", "-o", "picture.svg", cwd=elsewhere)
    assert "<svg " in (elsewhere / "picture.svg").read_text(encoding="utf-8")


def test_the_app_finds_its_component(python: Path, elsewhere: Path) -> None:
    script = "\n".join(
        [
            "from streamlit.testing.v1 import AppTest",
            "app = AppTest.from_file('small_app.py', default_timeout=60).run()",
            "assert not app.exception, app.exception[0].message",
            "print(app.title[0].value)",
        ]
    )
    assert "The player is registered" in run(python, "-c", script, cwd=elsewhere)


def test_the_players_files_are_served(server: Server) -> None:
    waiting, seen = ["player.mjs", "player.css"], set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        status, text = server.get(f"/_stcore/bidi-components/convviz.player/{name}")
        assert status == 200, f"{name} is not served from the wheel"
        assert text == (ROOT / "convviz" / "player" / "web" / name).read_text(encoding="utf-8")
        waiting += [found for found in relative_imports(name, text) if found not in seen]


def test_relative_imports_are_found() -> None:
    text = "import {a} from './a.mjs'; export * from '../b.mjs'; import './c.mjs'; await import('./d.mjs')"
    assert relative_imports("draw/x.mjs", text) == ["draw/a.mjs", "b.mjs", "draw/c.mjs", "draw/d.mjs"]


def relative_imports(name: str, text: str) -> list[str]:
    """Return the files an ES module imports, as paths beside `player.mjs`."""
    found = re.findall(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""", text)
    return [normpath(f"{Path(name).parent.as_posix()}/{target}") for target in found]


def build_wheel(folder: Path) -> Path:
    """Build from a copy: setuptools would otherwise leave folders in the repository and pack what lies in old ones."""
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "convviz", source / "convviz", ignore=shutil.ignore_patterns("__pycache__"))
    run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"),
        *("--wheel-dir", folder, source),
    )
    return next(folder.glob("convviz-*.whl"))


def borrow_third_party(folder: Path, python: Path) -> None:
    """Link this environment's other packages into `folder` and put it on the path: quicker than installing.

    Streamlit takes itself for a checkout under development unless it lies in a folder called site-packages.
    """
    folder.mkdir(parents=True)
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if "convviz" not in package.name and package.suffix != ".pth":
            (folder / package.name).symlink_to(package)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    (Path(site) / "third_party.pth").write_text(f"{folder}\n")


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command, show what it wrote if it fails, and return its output."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
