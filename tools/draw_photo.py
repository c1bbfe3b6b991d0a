"""Draw the sample picture of the lessons, assets/cat.png: a cat at a window, 96 × 96, greyscale.

It is made for kernels: straight edges in both directions (frame, bricks), curves (head, eyes), fine lines (whiskers),
texture (fur) and a smooth gradient (sky).

    python tools/draw_photo.py
"""

from __future__ import annotations

from math import cos, pi, sin
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFilter

SIDE = 96
FINE = 8  # drawn this many times larger, so that edges come out smooth
OUT = Path(__file__).resolve().parent.parent / "assets" / "cat.png"

Point = tuple[float, float]


def main() -> None:
    """Draw and save."""
    picture = Image.new("L", (SIDE * FINE, SIDE * FINE))
    pen = ImageDraw.Draw(picture)
    draw_window(pen)
    draw_wall(pen)
    draw_cat(pen)
    picture = picture.filter(ImageFilter.GaussianBlur(FINE / 4)).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    OUT.parent.mkdir(exist_ok=True)
    picture.save(OUT, optimize=True)
    print(f"{OUT.name}: {OUT.stat().st_size} bytes")


def scaled(*points: Point) -> list[Point]:
    """Picture coordinates on the fine grid."""
    return [(x * FINE, y * FINE) for x, y in points]


def draw_window(pen: ImageDraw.ImageDraw) -> None:
    """A sky that brightens downwards, a sun, hills, and the bars of the frame."""
    for y in range(68 * FINE):
        pen.line([(0, y), (SIDE * FINE, y)], fill=95 + int(110 * y / (68 * FINE)))
    pen.ellipse(scaled((70, 8), (84, 22)), fill=250)
    hills = [(x, 58 - 7 * sin(x / 13) - 3 * sin(x / 5)) for x in range(97)]
    pen.polygon(scaled(*hills, (96, 70), (0, 70)), fill=120)
    for x in (0, 60):
        pen.rectangle(scaled((x, 0), (x + 3, 70)), fill=235)
        pen.rectangle(scaled((x + 3, 0), (x + 4, 70)), fill=60)
    pen.rectangle(scaled((0, 30), (96, 33)), fill=235)
    pen.rectangle(scaled((0, 33), (96, 34)), fill=60)


def draw_wall(pen: ImageDraw.ImageDraw) -> None:
    """The sill and three rows of bricks, each brick a little different."""
    chance = Random(3)
    pen.rectangle(scaled((0, 68), (96, 96)), fill=70)
    pen.rectangle(scaled((0, 66), (96, 71)), fill=225)
    for row in range(3):
        top = 73 + row * 8
        for column in range(-1, 7):
            left = column * 16 + (8 if row % 2 else 0)
            pen.rectangle(scaled((left, top), (left + 14.6, top + 6.6)), fill=chance.randint(120, 160))


def draw_cat(pen: ImageDraw.ImageDraw) -> None:
    """Body, ears, head with stripes, eyes, nose and whiskers."""
    fur, shade, dark = 75, 48, 22
    pen.ellipse(scaled((12, 58), (56, 108)), fill=fur)
    pen.ellipse(scaled((25, 66), (43, 100)), fill=205)
    for side in (-1, 1):
        pen.polygon(scaled((34 + side * 21, 8), (34 + side * 4, 24), (34 + side * 22, 36)), fill=fur)
        pen.polygon(scaled((34 + side * 18.5, 14), (34 + side * 8, 24), (34 + side * 19, 32)), fill=165)
    pen.ellipse(scaled((10, 18), (58, 64)), fill=fur)
    draw_fur(pen, shade)
    pen.ellipse(scaled((22, 45), (46, 63)), fill=215)
    for side in (-1, 1):
        x = 34 + side * 10
        pen.ellipse(scaled((x - 6, 33), (x + 6, 45)), fill=dark)
        pen.ellipse(scaled((x - 5, 34), (x + 5, 44)), fill=238)
        pen.ellipse(scaled((x - 1.8, 34.5), (x + 1.8, 43.5)), fill=10)
        pen.ellipse(scaled((x + 0.6, 35.5), (x + 2.6, 37.5)), fill=255)
        for lift in (-3, 0, 3):
            start, end = (34 + side * 8, 53 + lift / 2), (34 + side * 31, 52 + lift * 2)
            pen.line(scaled(start, end), fill=245, width=FINE * 3 // 4)
        pen.arc(scaled((34 + min(0, side) * 7, 50), (34 + max(0, side) * 7, 58)), 0, 180, fill=dark, width=FINE)
    pen.polygon(scaled((30.5, 48), (37.5, 48), (34, 52.5)), fill=dark)
    for x in (30, 34, 38):
        pen.polygon(scaled((x - 1.5, 19), (x + 1.5, 19), (x + (x - 34) * 0.1, 30)), fill=dark)


def draw_fur(pen: ImageDraw.ImageDraw, shade: int) -> None:
    """Short strokes that point away from the nose."""
    chance = Random(7)
    for _ in range(420):
        angle, reach = chance.uniform(0, 2 * pi), chance.uniform(8, 22)
        x, y = 34 + reach * cos(angle), 42 + reach * 0.95 * sin(angle)
        length = chance.uniform(1.5, 3.5)
        tip = (x + length * cos(angle), y + length * sin(angle))
        pen.line(scaled((x, y), tip), fill=chance.choice((shade, shade, 108)), width=FINE // 2)


if __name__ == "__main__":
    main()
