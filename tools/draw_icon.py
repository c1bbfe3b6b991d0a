"""Draw the app's icon, assets/icon.png: an input, the window on it, and the cell it writes.

python tools/draw_icon.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from convviz.palette import ROLES

SIDE, FINE = 128, 4
OUT = Path(__file__).resolve().parent.parent / "assets" / "icon.png"


def main() -> None:
    """Draw and save."""
    picture = Image.new("RGBA", (SIDE * FINE, SIDE * FINE))
    pen = ImageDraw.Draw(picture)
    cell, gap, corner = 36 * FINE, 6 * FINE, 7 * FINE
    for row in range(3):
        for column in range(3):
            left, top = 4 * FINE + column * (cell + gap), 4 * FINE + row * (cell + gap)
            role = "output" if row == column == 2 else "input"
            pen.rounded_rectangle((left, top, left + cell, top + cell), corner, fill=ROLES[role]["light"].fill)
    frame = (0, 0, 2 * cell + gap + 8 * FINE, 2 * cell + gap + 8 * FINE)
    pen.rounded_rectangle(frame, corner * 1.4, outline=ROLES["kernel"]["light"].fill, width=6 * FINE)
    picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(OUT, optimize=True)
    print(f"{OUT.name}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
