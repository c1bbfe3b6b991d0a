"""A new lesson takes the files and the one line that docs/how-to.md says: it is built from there, and works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from serving import ROOT

RECIPE = (ROOT / "docs" / "how-to.md").read_text(encoding="utf-8").partition("## A new lesson")[2].partition("\n## ")[0]
FILES = dict(
    re.findall(r"`((?:convviz|pages)/[\w/]+\.py)`[^`]*(?:`[^`\n]+`[^`]*)*?```python\n(.*?)```", RECIPE, re.DOTALL)
)
LINE = ("SPATIAL, DEPTHWISE,", "POOLING, SPATIAL, DEPTHWISE,")
IMPORT = "from convviz.app.lessons.pooling.lesson import POOLING\n"

OPENS = """
from visiting import ROOT, address, board, choosing, lit, notices, output_size, visit
page = ROOT / "pages" / "pooling.py"
app, choose = visit(page), choosing("pooling")
assert output_size(app) == (4, 4), output_size(app)
assert lit(app, "pooling") == ["square"]
app = choose(app, "k", 4)
assert address(app) == {"case": "larger", "v": "2"}
assert output_size(app) == (2, 2)
assert board(app)["sentence"].startswith("Sixteen numbers")
assert address(choose(app, "h", 4)) == {"h": "4", "k": "4", "v": "2"}
assert not notices(app)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with the new lesson in it."""
    copy = tmp_path_factory.mktemp("with a new lesson") / "convviz"
    for name in ("convviz", "pages", "tests", "assets", ".streamlit", "tools", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    for name, code in FILES.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(code, encoding="utf-8")
    registry = copy / "convviz" / "app" / "lessons" / "registry.py"
    text = registry.read_text(encoding="utf-8")
    assert LINE[0] in text
    text = text.replace(*LINE).replace(
        "from convviz.app.lessons.pointwise", f"{IMPORT}from convviz.app.lessons.pointwise", 1
    )
    registry.write_text(text, encoding="utf-8")
    return copy


def run(built: Path, *command: str) -> str:
    """What a command prints in the copy."""
    environment = {**os.environ, "PYTHONPATH": f"{built}{os.pathsep}{built / 'tests'}"}
    done = subprocess.run(
        [sys.executable, *command], cwd=built, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_takes_five_files() -> None:
    assert set(FILES) == {
        "pages/pooling.py",
        *(f"convviz/app/lessons/pooling/{name}.py" for name in ("__init__", "lesson", "model", "text")),
    }


def test_it_is_opened_and_answers(built: Path) -> None:
    run(built, "-c", OPENS)


def test_the_command_line_draws_it(built: Path) -> None:
    assert "pooling" in run(built, "-m", "convviz", "render", "--list")
    for words in (("--kernel", "4"), ("--case", "larger"), ("--case", "pytorch-nn-avgpool2d-4")):
        said = run(built, "-m", "convviz", "render", "pooling", *words, "-o", "out.csv")
        assert said == "out.csv: What if squares are larger?, 4 steps\n"


def test_it_does_what_every_lesson_must(built: Path) -> None:
    contract = ("tests/contract/test_every_lesson.py", "-k", "pooling")
    said = run(built, "-m", "pytest", "-q", "-p", "no:cacheprovider", *contract)
    passed = re.search(r"(\d+) passed", said)
    assert passed
    assert int(passed[1]) >= 25
