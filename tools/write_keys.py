"""Write the table of keys of convviz/player/web/controls/keys.mjs into README.md."""

from __future__ import annotations

from pathlib import Path

from convviz.export.keys import as_markdown

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- the table of keys, written by make keys -->\n", "\n<!-- end of the keys -->"


def with_keys(text: str) -> str:
    """A text with today's table between the marks it has for it."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{as_markdown()}\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
