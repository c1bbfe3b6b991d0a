"""With every patch switched off, all pages still open and answer."""

import os
import re
import subprocess
import sys

import pytest

from convviz.app.streamlit_patches.setting import enabled
from serving import ROOT

FOLDER = ROOT / "convviz" / "app" / "streamlit_patches"
MOST_LINES = 300
PRIVATE = re.compile(
    r"streamlit\.(runtime|proto|web|cursor|elements|delta_generator_singletons)\b|\bst\._|streamlit\.\w*\._"
)

VISITS = """
from visiting import PAGES, standing, visit
for page in PAGES:
    app = visit(page)
    numbers = [one for one in app.button_group if len(one.options) > 1 and all(map(str.isdigit, one.options))]
    for control in numbers[:1]:
        wanted = next(int(option) for option in control.options if option != str(control.value))
        control.set_value(wanted)
        standing(app.run())
        assert next(one for one in app.button_group if one.key == control.key).value == wanted, page
        print(page.stem)
"""


def test_all_pages_open_and_answer_without_any_patch() -> None:
    environment = {**os.environ, "CONVVIZ_STREAMLIT_PATCHES": "off", "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(
        [sys.executable, "-c", VISITS], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) >= 15, "pages that answered a click"


@pytest.mark.parametrize(("word", "on"), [("off", False), ("on", True), ("", True), ("no", True)])
def test_only_off_turns_them_off(word: str, on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVVIZ_STREAMLIT_PATCHES", word)
    assert enabled() is on


def test_they_are_few_lines() -> None:
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in FOLDER.glob("*.py")) <= MOST_LINES


def test_nothing_else_reaches_into_streamlit() -> None:
    """Private modules of Streamlit, and names with an underscore, are used in this folder only."""
    sources = [*(ROOT / "convviz").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sources
        if FOLDER not in path.parents
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if PRIVATE.search(line)
    ]
    assert not found, found
