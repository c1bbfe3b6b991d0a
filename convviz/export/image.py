"""One step of a scene as a picture for a slide, a handout or a paper."""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Final

from convviz.palette import Theme
from convviz.scene import Scene
from convviz.scene.step_text import sentence

if TYPE_CHECKING:  # Matplotlib takes half a second to import: only who asks for a picture pays for it
    from convviz.export.mpl.board import Board

DPI: Final = 180.0  # 2,400 pixels across: sharp on a projector
_IMAGE_DPI: Final = 360.0  # of pixel grids inside an SVG
_RANDOM_NAME: Final = re.compile(r'(?<=["(]#)\w+[0-9a-f]{10}(?=[")])|(?<= id=")\w+[0-9a-f]{10}(?=")')


def png(scene: Scene, step: int, *, theme: Theme = "light", dpi: float = DPI) -> bytes:
    """The scene after `step` (counted from 0) is complete, as a PNG image.

    Args:
        scene: what to draw.
        step: of its leading track.
        theme: colours.
        dpi: pixels per inch; the picture is 13⅓ inches wide.

    Raises:
        ConvError: there is no such step.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    board, _ = _drawn(scene, step, theme, dpi)
    canvas = FigureCanvasAgg(board.sheet.figure)
    canvas.draw()
    file = BytesIO()
    size = canvas.get_width_height(physical=True)
    Image.frombytes("RGBA", size, bytes(canvas.buffer_rgba())).convert("RGB").save(file, "PNG", dpi=(dpi, dpi))
    return file.getvalue()


def svg(scene: Scene, step: int, *, theme: Theme = "light") -> bytes:
    """The scene after `step` (counted from 0) is complete, as an SVG image.

    Letters are outlines: they look the same in a browser, PowerPoint and Inkscape, whatever fonts are installed.
    `<title>` and `<desc>` say in words what the picture shows.

    Raises:
        ConvError: there is no such step.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    board, words = _drawn(scene, step, theme, _IMAGE_DPI)
    file = BytesIO()
    FigureCanvasSVG(board.sheet.figure).print_svg(
        file, metadata={"Title": scene.title, "Creator": "convviz", "Date": None}
    )
    return _described(file.getvalue().decode(), words).encode()


def _drawn(scene: Scene, step: int, theme: Theme, dpi: float) -> tuple[Board, str]:
    """The board with one step on it, and that step in words."""
    from convviz.export.mpl.board import Board

    board = Board(scene, theme, dpi=dpi)
    moment = board.moment(step)
    board.sheet.add(board.background())
    board.sheet.add(board.ground(moment.shown, {}, under=moment))
    board.sheet.add(board.over(moment))
    said = sentence(board.decoder, moment.drawn[board.clock.leader], step, board.clock.steps)
    return board, f"{scene.alt} {said}"


def _described(image: str, words: str) -> str:
    """The same image with a description, and with names inside it that do not change from one drawing to the next."""
    names: dict[str, str] = {}
    image = _RANDOM_NAME.sub(lambda found: names.setdefault(found[0], f"part{len(names)}"), image)
    return image.replace("</title>", f"</title>\n <desc>{escape(words)}</desc>", 1).replace("<svg ", '<svg role="img" ')
