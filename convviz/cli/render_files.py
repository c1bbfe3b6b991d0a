"""Files of a scene, by their ending: what the page's own dialog offers, made by the same hands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from convviz.errors import ConvError, shown
from convviz.export.form import PictureForm
from convviz.palette import Theme
from convviz.scene import Clock, Scene


@dataclass(frozen=True, slots=True)
class FileRequest:
    """How a file is wanted.

    Attributes:
        step: which one a picture shows, counted from 0.
        theme: colours.
        form: of a picture or animation.
        sentence: where to look, in one.
        every_product: every product instead of the output, in a table.
    """

    step: int
    theme: Theme
    form: PictureForm
    sentence: str
    every_product: bool


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    Attributes:
        make: its contents.
        takes: the options that mean something for it.
    """

    make: Callable[[Scene, FileRequest], bytes]
    takes: frozenset[str]


def chosen_step(scene: Scene, asked: int | None) -> int:
    """The step a picture shows, counted from 0: unless asked for the one in the middle, where much is going on.

    Raises:
        ConvError: there is no such step.
    """
    steps = Clock(scene).steps
    if asked is None:
        return (steps - 1) // 2
    if not 1 <= asked <= steps:
        raise ConvError("--step", asked, f"must be from 1 to {steps}", f"Use {steps} for the last one.")
    return asked - 1


def write(path: Path, content: bytes) -> None:
    """Put a file in its place.

    Raises:
        ConvError: the system does not allow it.
    """
    try:
        path.write_bytes(content)
    except (OSError, ValueError) as error:  # a ValueError is for names that no file can have
        raise _unwritable(path, getattr(error, "strerror", None) or str(error)) from None


def check_writable(path: Path) -> None:
    """Find out before the work whether there is a place for its result.

    Raises:
        ConvError: there is none.
    """
    try:
        is_folder, has_place = path.is_dir(), path.parent.is_dir()
    except OSError as error:  # a name no file can have
        raise _unwritable(path, error.strerror or str(error)) from None
    if is_folder:
        raise _unwritable(path, "it is a folder")
    if not has_place:
        raise _unwritable(path, f"there is no folder {shown(str(path.parent))}")


def _unwritable(path: Path, why: str) -> ConvError:
    return ConvError("-o", str(path), f"cannot be written: {why}", "Name another file.")


def _gif(scene: Scene, order: FileRequest) -> bytes:
    from convviz.export.gif import gif

    progress = _report if sys.stderr.isatty() else None
    return gif(scene, theme=order.theme, form=order.form, sentence=order.sentence, progress=progress)


def _report(share: float) -> None:
    """A line that counts up and is gone at the end: drawing takes seconds."""
    sys.stderr.write(f"\rDrawing: {share:4.0%}" if share < 1 else "\r\033[K")
    sys.stderr.flush()


def _html(scene: Scene, order: FileRequest) -> bytes:
    from convviz.export.html import page

    return page(scene).encode()


def _png(scene: Scene, order: FileRequest) -> bytes:
    from convviz.export.image import png

    return png(scene, order.step, theme=order.theme, form=order.form, sentence=order.sentence)


def _svg(scene: Scene, order: FileRequest) -> bytes:
    from convviz.export.image import svg

    return svg(scene, order.step, theme=order.theme, form=order.form, sentence=order.sentence)


def _csv(scene: Scene, order: FileRequest) -> bytes:
    from convviz.export.csv import output_csv, steps_csv

    return (steps_csv if order.every_product else output_csv)(scene).encode()


KINDS: Final = {
    ".gif": FileKind(_gif, frozenset({"--dark", "--form"})),
    ".html": FileKind(_html, frozenset()),
    ".svg": FileKind(_svg, frozenset({"--dark", "--form", "--step"})),
    ".png": FileKind(_png, frozenset({"--dark", "--form", "--step"})),
    ".csv": FileKind(_csv, frozenset({"--every-product"})),
}


def endings() -> str:
    """The endings, in a sentence."""
    *most, last = KINDS
    return f"{', '.join(most)} or {last}"
