"""The peer of the measurements: a page with every control of the first lesson, and neither player nor scene."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LESSON = "sliding_window"
WITHOUT_PLAYER = """from convviz.app.page.lesson import Lesson

Lesson.play = lambda *_, **__: None
"""
NOT_FETCHED_EARLY = """from convviz.app import index_page

index_page.LESSONS = frozenset()
"""
WITHOUT_PATCHES = """import os

os.environ["CONVVIZ_STREAMLIT_PATCHES"] = "off"
"""


def without_player(folder: Path, *, with_help: bool = True) -> None:
    """A copy of the app whose lesson has every widget and no player, nor the scene it would show.

    Args:
        folder: where to put it; made here.
        with_help: whether it is served as the app is (`convviz.app.streamlit_patches`), or as Streamlit does by itself.
    """
    folder.mkdir()
    for name in ("app.py", "assets", "pages", ".streamlit"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    lesson = folder / "pages" / f"{LESSON}.py"
    lesson.write_text(WITHOUT_PLAYER + lesson.read_text(encoding="utf-8"), encoding="utf-8")
    app = folder / "app.py"
    before = NOT_FETCHED_EARLY if with_help else WITHOUT_PATCHES + NOT_FETCHED_EARLY
    app.write_text(before + app.read_text(encoding="utf-8"), encoding="utf-8")
