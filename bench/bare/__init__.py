"""The peer of the measurements: a page with every control of the first lesson, and neither player nor scene."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LESSON = "sliding_window"
WITH_HELP = (  # what this app does so that Streamlit is quick, and what stands there without
    ("server.prepare()", "from convviz.app import unchanging\n\nunchanging.tell = lambda name, make, *_: make()"),
    ("server.in_turn(), ", ""),
)
PLAYER = r"^( +)(scene = |stage\.show\().*$"  # the lines of the lesson that the other page does without


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
    text = lesson.read_text(encoding="utf-8")
    text, left_out = re.subn(PLAYER, r"\1pass", text, flags=re.MULTILINE)
    assert left_out == 2, f"{lesson.name} has {left_out} lines that make the scene and play it"
    lesson.write_text(text, encoding="utf-8")
    if not with_help:
        app = folder / "app.py"
        text = app.read_text(encoding="utf-8")
        for there, instead in WITH_HELP:
            assert text.count(there) == 1, there
            text = text.replace(there, instead)
        app.write_text(text, encoding="utf-8")
