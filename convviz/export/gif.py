"""The steps of a scene as a GIF that loops: for slides and pages that play nothing else.

Drawing is what costs. So the figure is drawn once; a frame repaints only the cells that changed, and on top of them
what its step touches, which is taken away again by putting back the pixels below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

import numpy as np

from convviz.export.form import PictureForm
from convviz.palette import Theme
from convviz.scene import Clock, Scene

if TYPE_CHECKING:  # Matplotlib takes half a second to import: only who asks for an animation pays for it
    from matplotlib.artist import Artist
    from numpy.typing import NDArray
    from PIL import Image

MOST_FRAMES: Final = 120
DPI: Final = 72.0  # one pixel a point: 960 pixels across
FRAME_MS: Final = 900  # slow enough to multiply along
HOLD_MS: Final = 2200  # the finished picture stays before the loop starts again
_WHOLE_MS = 36_000  # a loop should end before the patience does
_PLAIN = str.maketrans({"×": "x", "·": "-", "−": "-", "–": "-", "→": "->", "…": "..."})  # comments are in ASCII
_COLOURS = 255  # one of 256 is kept for "as before"
_SAMPLES = 4  # frames whose colours make the palette


def gif(
    scene: Scene,
    *,
    theme: Theme = "light",
    form: PictureForm = "slide",
    sentence: str = "",
    progress: Callable[[float], object] | None = None,
) -> bytes:
    """All steps of a scene as an animated GIF; of more than `MOST_FRAMES` an even choice, as a line in it says.

    Args:
        scene: what to draw.
        theme: colours.
        form: "slide" for 16 : 9, "tall" for as much height as there is to show.
        sentence: where to look, below the title.
        progress: called with the share of the work done, from 0 to 1.
    """
    report = progress or (lambda share: None)
    report(0.0)
    steps, file = shown_steps(scene), BytesIO()
    first, *others = _reported(_frames(_Film(scene, theme, form, sentence), steps), len(steps), report)
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=others,
        duration=_durations(len(steps)),
        loop=0,
        comment=f"{scene.title}. {scene.alt} {left_out(scene)}".strip().translate(_PLAIN).encode("ascii", "replace"),
    )
    report(1.0)
    return file.getvalue()


def shown_steps(scene: Scene) -> list[int]:
    """The steps a GIF of the scene shows, evenly spaced, the last one always among them."""
    steps = Clock(scene).steps
    frames = min(steps, MOST_FRAMES)
    return [(frame + 1) * steps // frames - 1 for frame in range(frames)]


def left_out(scene: Scene) -> str:
    """What a GIF of the scene leaves out, in a few words; empty where it shows every step."""
    steps, shown = Clock(scene).steps, len(shown_steps(scene))
    return "" if shown == steps else f"{shown} of {steps:,} steps shown"


def _durations(frames: int) -> list[int]:
    """Milliseconds of every frame, in the hundredths of a second that GIF counts in."""
    each = max(100, min(FRAME_MS, _WHOLE_MS // frames)) // 10 * 10
    return [*[each] * (frames - 1), HOLD_MS]


def _reported(frames: Iterable[Image.Image], count: int, report: Callable[[float], object]) -> Iterator[Image.Image]:
    for done, frame in enumerate(frames, 1):
        yield frame
        report(0.95 * done / count)  # the rest is writing the file


def _frames(film: _Film, steps: Sequence[int]) -> Iterator[Image.Image]:
    """One image a step, all with one palette."""
    samples = [film.frame(steps[i * (len(steps) - 1) // (_SAMPLES - 1)]) for i in range(_SAMPLES)]
    palette = _Palette(samples)
    for step in steps:
        yield palette.indexed(film.frame(step))


class _Film:
    """A scene figure on a canvas that remembers which cells it shows."""

    def __init__(self, scene: Scene, theme: Theme, form: PictureForm, sentence: str) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        from convviz.export.mpl.scene_figure import SceneFigure
        from convviz.export.mpl.text_cache import TextCache

        self._scene_figure = SceneFigure(scene, theme, dpi=DPI, form=form, sentence=sentence, remark=left_out(scene))
        self._canvas = FigureCanvasAgg(self._scene_figure.sheet.figure)
        self._canvas.draw()
        self._texts = TextCache()
        self._shown = self._scene_figure.blank()
        self._draw(self._scene_figure.background())
        self._draw(self._scene_figure.ground(self._shown, {}))

    def frame(self, step: int) -> Image.Image:
        """The picture of a step."""
        from PIL import Image

        frame = self._scene_figure.frame(step)
        self._draw(self._scene_figure.ground(frame.shown, self._shown))
        self._shown = frame.shown
        below = self._canvas.copy_from_bbox(self._scene_figure.sheet.figure.bbox)
        self._draw(self._scene_figure.over(frame))
        size = self._canvas.get_width_height(physical=True)
        picture = Image.frombytes("RGBA", size, bytes(self._canvas.buffer_rgba())).convert("RGB")
        self._canvas.restore_region(below)
        return picture

    def _draw(self, artists: Iterable[Artist]) -> None:
        """Draw artists over what is there, and forget them."""
        from matplotlib.text import Text

        renderer = self._canvas.get_renderer()
        for artist in self._scene_figure.sheet.add(artists):
            if isinstance(artist, Text):
                self._texts.draw(renderer, artist)
            else:
                artist.draw(renderer)
            artist.remove()


class _Palette:
    """The commonest colours of some pictures, exactly as they are: no area may change its tint.

    Colours are looked up by their box of 4 × 4 × 4 neighbours, of which only the commonest is kept.
    """

    def __init__(self, samples: Iterable[Image.Image]) -> None:
        from PIL import Image

        colours, counts = np.unique(np.concatenate([_packed(sample) for sample in samples]), return_counts=True)
        common: dict[int, int] = {}
        for colour in colours[np.argsort(-counts, kind="stable")].tolist():
            common.setdefault(_box(colour), colour)
        chosen = list(common.items())[:_COLOURS]
        self.holder = Image.new("P", (1, 1))
        self.holder.putpalette(b"".join(colour.to_bytes(3) for _, colour in chosen))
        boxes = np.indices((64, 64, 64), np.uint8).reshape(3, -1).T * 4 + 2
        nearest = Image.fromarray(boxes.reshape(512, 512, 3)).quantize(palette=self.holder, dither=Image.Dither.NONE)
        self._index = np.asarray(nearest).ravel().copy()
        self._index[[box for box, _ in chosen]] = np.arange(len(chosen))

    def indexed(self, picture: Image.Image) -> Image.Image:
        """The picture in these colours."""
        from PIL import Image

        red, green, blue = np.moveaxis(np.asarray(picture) >> 2, 2, 0).astype(np.int32)
        image = Image.fromarray(self._index[red << 12 | green << 6 | blue])
        image.putpalette(self.holder.getpalette() or [])
        return image


def _packed(picture: Image.Image) -> NDArray[np.int32]:
    """The colour of every pixel as one number, 0xRRGGBB.

    Pillow counts colours too, but looks through room for every colour there could be: two fifths of a GIF's time.
    """
    red, green, blue = np.asarray(picture).reshape(-1, 3).T.astype(np.int32)
    packed: NDArray[np.int32] = red << 16 | green << 8 | blue
    return packed


def _box(colour: int) -> int:
    return (colour >> 18) << 12 | (colour >> 10 & 63) << 6 | colour >> 2 & 63
