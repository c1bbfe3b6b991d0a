"""What holds for every page, whatever it teaches."""

import ast
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from convviz.app import shell
from convviz.app.lessons.registry import LESSONS
from convviz.app.navigation import PAGES as KNOWN
from convviz.app.tools.registry import TOOLS
from serving import ROOT, serve
from visiting import PAGES, unfolded, visit

LONGEST = 10
WITHOUT_PLAYER = {tool.page for tool in TOOLS}


def test_there_is_a_script_for_every_page() -> None:
    assert {page.stem for page in PAGES} == {"home", *(page.page for page in KNOWN)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_opens_and_plays(page: Path) -> None:
    """A tool has nothing to play."""
    assert visit(page).get("bidi_component") or page.stem in WITHOUT_PLAYER


@pytest.mark.parametrize("page", LESSONS)
def test_programs_are_written_when_they_are_asked_for(page: str) -> None:
    app = visit(ROOT / "pages" / f"{page}.py")
    before = len(app.code)
    assert len(unfolded(app).code) >= before + 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_a_thin_script(page: Path) -> None:
    source = page.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    assert len(source.splitlines()) <= LONGEST
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef | ast.BinOp)]


def test_the_first_visitor_after_a_start_may_come_by_a_link_to_a_lesson(tmp_path: Path) -> None:
    """Checked in the server's log here, and in a browser in tests/browser/test_links.py."""
    with serve("app.py", tmp_path / "log") as server:
        assert server.get("/sliding_window?k=2&v=2")[0] == 200
        assert not server.new_complaints()


def test_without_being_installed_the_app_says_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(shell, "version", missing)
    shell.installed.cache_clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    shell.installed.cache_clear()
    assert not app.exception
    assert "pip install -r requirements.txt" in app.error[0].value


def test_no_page_imports_pandas() -> None:
    """It costs 63 MB and 300 ms, and comes with the first list in a component's data, or with st.dataframe."""
    visits = "import sys; from visiting import PAGES, visit; [visit(page) for page in PAGES]"
    command = [sys.executable, "-c", f"{visits}; sys.exit('pandas' in sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT / "tests")}, check=False)
    assert done.returncode == 0
