"""The peer of the measurements: a page with every control of the first lesson, and neither player nor scene."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LESSON = "sliding_window"
PLAYER = r"^( +)(scene = |stage\.show\().*$"  # the lines of the lesson that the other page does without


def without_player(folder: Path) -> None:
    """A copy of the app whose lesson has every widget and no player, nor the scene it would show."""
    folder.mkdir()
    for name in ("app.py", "assets", "pages", ".streamlit"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    lesson = folder / "pages" / f"{LESSON}.py"
    text = lesson.read_text(encoding="utf-8")
    text, left_out = re.subn(PLAYER, r"\1pass", text, flags=re.MULTILINE)
    assert left_out == 2, f"{lesson.name} has {left_out} lines that make the scene and play it"
    lesson.write_text(text, encoding="utf-8")
