"""What the documentation names is there: files, folders, targets of make."""

import re
from pathlib import Path

import pytest

from serving import ROOT

PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
PATH = re.compile(r"`((?:convviz|tests|pages|docs|tools|bench|assets|deploy|\.streamlit)/[\w./-]*)`")
TO_BE_WRITTEN = ("lessons/pooling/", "pages/pooling.py", "test_pooling.py")  # the example of a new lesson


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_it_names_exists(page: Path) -> None:
    named = set(PATH.findall(page.read_text(encoding="utf-8")))
    missing = [path for path in named if not (ROOT / path).exists() and not any(part in path for part in TO_BE_WRITTEN)]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_it_names_exists(page: Path) -> None:
    targets = set(re.findall(r"(?:^    |`)make (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert not [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)]


def test_the_page_on_the_architecture_names_every_folder() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = [path.name for path in (ROOT / "convviz").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert not [name for name in folders if f"`{name}/`" not in text]


def test_the_twins_it_lists_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+/[\w.]+\.mjs)`.*\| `([\w/]+\.py)`", text, re.MULTILINE)
    assert len(rows) >= 10
    for script, module in rows:
        assert (ROOT / "convviz" / "player" / "web" / script).exists(), script
        assert (ROOT / "convviz" / module).exists(), module
