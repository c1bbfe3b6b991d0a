"""Draw the colour picture of the lessons, assets/parrot.png: a parrot on a branch, 48 × 48.

It is made for channels: plain regions of red, yellow, green, blue, black and white, so that each of the three planes
of the picture shows something else.

    python tools/draw_parrot.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

SIDE = 48
FINE = 8  # drawn this many times larger, so that edges come out smooth
OUT = Path(__file__).resolve().parent.parent / "assets" / "parrot.png"

SKY, LEAF, BRANCH = (120, 190, 235), (35, 140, 50), (110, 65, 30)
RED, YELLOW, BLUE = (225, 30, 35), (250, 215, 35), (25, 60, 200)
WHITE, BLACK = (250, 250, 250), (15, 15, 15)

Point = tuple[float, float]


def main() -> None:
    """Draw and save."""
    picture = Image.new("RGB", (SIDE * FINE, SIDE * FINE), SKY)
    pen = ImageDraw.Draw(picture)
    draw_tree(pen)
    draw_parrot(pen)
    picture = picture.resize((SIDE, SIDE), Image.Resampling.BOX)
    OUT.parent.mkdir(exist_ok=True)
    picture.save(OUT, optimize=True)
    print(f"{OUT.name}: {OUT.stat().st_size} bytes")


def scaled(*points: Point) -> list[Point]:
    """Picture coordinates on the fine grid."""
    return [(x * FINE, y * FINE) for x, y in points]


def draw_tree(pen: ImageDraw.ImageDraw) -> None:
    """A branch, and leaves in two corners."""
    pen.polygon(scaled((0, 39), (48, 36), (48, 40), (0, 43)), fill=BRANCH)
    for left, top, right, bottom in (
        (-6, -6, 12, 9),
        (2, -4, 18, 5),
        (35, 28, 52, 36),
        (38, 39, 54, 52),
        (-5, 42, 9, 54),
    ):
        pen.ellipse(scaled((left, top), (right, bottom)), fill=LEAF)


def draw_parrot(pen: ImageDraw.ImageDraw) -> None:
    """Tail, body, wing in three colours, head, face, eye, beak and feet."""
    pen.polygon(scaled((24, 36), (31, 36), (33, 48), (28, 48)), fill=BLUE)
    pen.ellipse(scaled((16, 12), (34, 41)), fill=RED)
    pen.ellipse(scaled((25, 18), (37, 40)), fill=YELLOW)
    pen.pieslice(scaled((25, 18), (37, 40)), 20, 200, fill=BLUE)
    pen.ellipse(scaled((14, 5), (31, 22)), fill=RED)
    pen.ellipse(scaled((15, 9), (24, 18)), fill=WHITE)
    pen.ellipse(scaled((18.5, 11), (22, 14.5)), fill=BLACK)
    pen.polygon(scaled((15.5, 11), (9.5, 15), (11, 21), (13, 18), (17, 18)), fill=BLACK)
    for x in (20, 26):
        pen.rectangle(scaled((x, 38), (x + 3, 42)), fill=BLACK)


if __name__ == "__main__":
    main()
