"""One step of a scene as a picture for a slide, a handout or a paper."""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Final

from convviz.export.form import PictureForm
from convviz.palette import Theme
from convviz.scene import Scene, step_text

if TYPE_CHECKING:  # Matplotlib takes half a second to import: only who asks for a picture pays for it
    from convviz.export.mpl.scene_figure import SceneFigure

DPI: Final[dict[PictureForm, float]] = {"slide": 144.0, "tall": 180.0}  # 1,920 × 1,080 pixels; 2,400 across
_IMAGE_DPI: Final = 360.0  # of pixel grids inside an SVG
_RANDOM_NAME: Final = re.compile(r'(?<=["(]#)\w+[0-9a-f]{10}(?=[")])|(?<= id=")\w+[0-9a-f]{10}(?=")')


def png(
    scene: Scene,
    step: int,
    *,
    theme: Theme = "light",
    form: PictureForm = "slide",
    sentence: str = "",
    dpi: float | None = None,
) -> bytes:
    """The scene after `step` (counted from 0) is complete, as a PNG image.

    Args:
        scene: what to draw.
        step: of its leading track.
        theme: colours.
        form: "slide" for 16 : 9, "tall" for as much height as there is to show.
        sentence: where to look, below the title.
        dpi: pixels per inch; the picture is 13⅓ inches wide, a slide 7½ high. None: as sharp as a projector.

    Raises:
        ConvError: there is no such step.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    dpi = dpi or DPI[form]
    scene_figure, _ = _drawn(scene, step, theme, form, sentence, dpi)
    canvas = FigureCanvasAgg(scene_figure.sheet.figure)
    canvas.draw()
    file = BytesIO()
    size = canvas.get_width_height(physical=True)
    Image.frombytes("RGBA", size, bytes(canvas.buffer_rgba())).convert("RGB").save(file, "PNG", dpi=(dpi, dpi))
    return file.getvalue()


def svg(scene: Scene, step: int, *, theme: Theme = "light", form: PictureForm = "slide", sentence: str = "") -> bytes:
    """The scene after `step` (counted from 0) is complete, as an SVG image.

    Letters are outlines: they look the same in a browser, PowerPoint and Inkscape, whatever fonts are installed.
    `<title>` and `<desc>` say in words what the picture shows. Other arguments are those of `png`.

    Raises:
        ConvError: there is no such step.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    scene_figure, words = _drawn(scene, step, theme, form, sentence, _IMAGE_DPI)
    file = BytesIO()
    FigureCanvasSVG(scene_figure.sheet.figure).print_svg(
        file, metadata={"Title": scene.title, "Creator": "convviz", "Date": None}
    )
    return _described(file.getvalue().decode(), words).encode()


def _drawn(
    scene: Scene, step: int, theme: Theme, form: PictureForm, sentence: str, dpi: float
) -> tuple[SceneFigure, str]:
    """The figure with one step drawn, and that step in words."""
    from convviz.export.mpl.scene_figure import SceneFigure

    scene_figure = SceneFigure(scene, theme, dpi=dpi, form=form, sentence=sentence)
    frame = scene_figure.frame(step)
    scene_figure.sheet.add(scene_figure.background())
    scene_figure.sheet.add(scene_figure.ground(frame.shown, {}, under=frame))
    scene_figure.sheet.add(scene_figure.over(frame))
    drawn, steps = frame.drawn[scene_figure.clock.leader], scene_figure.clock.steps
    said = step_text.sentence(scene_figure.decoder, drawn, step, steps)
    return scene_figure, f"{scene.alt} {said}"


def _described(image: str, words: str) -> str:
    """The same image with a description, and with names inside it that do not change from one drawing to the next."""
    names: dict[str, str] = {}
    image = _RANDOM_NAME.sub(lambda found: names.setdefault(found[0], f"part{len(names)}"), image)
    return image.replace("</title>", f"</title>\n <desc>{escape(words)}</desc>", 1).replace("<svg ", '<svg role="img" ')
