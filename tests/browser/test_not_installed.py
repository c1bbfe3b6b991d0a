"""Started from a fresh copy of the repository, without `pip install`: one sentence, and the command in it."""

import shutil
import sys
import sysconfig
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.looking import settle
from serving import ROOT, serve


@pytest.fixture(scope="module")
def fresh_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the app consists of, and nothing that an installation leaves behind."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("assets", "convviz", "pages", ".streamlit"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "app.py", copy)
    return copy


@pytest.fixture(scope="module")
def python_without_convviz(tmp_path_factory: pytest.TempPathFactory) -> str:
    """This Python with all its packages but ours."""
    folder = tmp_path_factory.mktemp("fresh") / "site-packages"  # Streamlit knows by this name that it is installed
    folder.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "convviz" not in entry.name:
            (folder / entry.name).symlink_to(entry)
    wrapper = folder.parent / "python"
    wrapper.write_text(f'#!/bin/sh\nPYTHONPATH="{folder}" exec "{sys.executable}" -S "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    return str(wrapper)


def test_the_app_says_the_one_command(
    browser: Browser, fresh_copy: Path, python_without_convviz: str, tmp_path: Path
) -> None:
    with serve("app.py", tmp_path / "log", cwd=fresh_copy, python=python_without_convviz) as server:
        page = browser.new_page()
        for path in ("/sliding_window?k=2", "/"):
            page.goto(server.url + path)
            settle(page)
            expect(page.get_by_role("alert")).to_contain_text("pip install -r requirements.txt")
            assert page.get_by_test_id("stException").count() == 0
        page.close()
        assert not server.new_complaints()
