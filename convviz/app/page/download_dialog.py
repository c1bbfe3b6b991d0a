"""Save or export: files of what the player shows, made when asked for."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from convviz.errors import ConvError
from convviz.export.csv import check_steps, output_csv, steps_csv
from convviz.export.form import FORMS, PictureForm
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.export.image import png, svg
from convviz.palette import Theme
from convviz.scene import Clock, Scene

THEMES: Final = ("light", "dark")
PREVIEW_DPI: Final = 72.0  # 960 pixels across
PREVIEW_WIDTH, PREVIEW_HEIGHT = 480, 360  # pixels on the page, at most


def asked(key: str) -> Callable[[int], None]:
    """What the player called `key` calls when files are asked for, with the step on show."""

    def remember(step: int) -> None:
        st.session_state[f"{key}.files"] = step

    return remember


def offer(key: str, scene: Scene, name: str, sentence: str = "") -> None:
    """Open the dialog if files were asked for.

    Args:
        key: of the player.
        scene: what it shows.
        name: what the files are called, without their endings.
        sentence: where to look, for pictures and animation.
    """
    step = st.session_state.pop(f"{key}.files", None)
    if step is not None:
        _files(scene, step, name, sentence)


@dataclass(frozen=True, slots=True)
class _Look:
    """How pictures and animation are to look: their colours, their form, and the sentence below the title."""

    theme: Theme
    form: PictureForm
    sentence: str

    @property
    def ending(self) -> str:
        """What names of files end in before their endings."""
        return "" if self.form == "slide" else f"-{self.form}"

    def png(self, scene: Scene, step: int, dpi: float | None = None) -> bytes:
        """A step as PNG."""
        return png(scene, step, theme=self.theme, form=self.form, sentence=self.sentence, dpi=dpi)

    def svg(self, scene: Scene, step: int) -> bytes:
        """A step as SVG."""
        return svg(scene, step, theme=self.theme, form=self.form, sentence=self.sentence)

    def gif(self, scene: Scene, progress: Callable[[float], object]) -> bytes:
        """All steps as GIF."""
        return gif(scene, theme=self.theme, form=self.form, sentence=self.sentence, progress=progress)


@st.dialog("Save or export", width="medium", on_dismiss=lambda: _forget())
def _files(scene: Scene, step: int, name: str, sentence: str) -> None:
    steps = Clock(scene).steps
    left, middle, right = st.columns([2, 3, 5])
    with left:
        chosen = int(st.number_input("Step", 1, steps, min(step + 1, steps), key="files.step"))
    with middle:
        theme = cast(Theme, st.segmented_control("Colours", THEMES, default="light", required=True, key="files.theme"))
    with right:
        look = _Look(theme, _form(), sentence)
    _preview(scene, chosen - 1, look)
    st.markdown(f"**Step {chosen} as a picture**")
    with st.container(horizontal=True):
        file = f"{name}-step-{chosen}{look.ending}"
        _download("PNG", partial(look.png, scene, chosen - 1), f"{file}.png", "image/png")
        _download("SVG", partial(look.svg, scene, chosen - 1), f"{file}.svg", "image/svg+xml")
    st.markdown("**The animation**: for slides that play GIF")
    _animation(scene, look, f"{name}{look.ending}.gif")
    st.markdown("**The player**: one page that plays offline, in any browser or slide deck")
    _download("HTML", partial(page, scene), f"{name}.html", "text/html")
    st.markdown("**The numbers**: for a spreadsheet")
    with st.container(horizontal=True):
        _download("Output as CSV", partial(output_csv, scene), f"{name}-output.csv", "text/csv")
        _products(scene, f"{name}-steps.csv")


def _form() -> PictureForm:
    """The form of pictures and animation; the next dialog of the session opens with it."""
    before = st.session_state.get("files.last-form", "slide")
    form = st.segmented_control(
        "Pictures", FORMS, format_func=FORMS.__getitem__, default=before, required=True, key="files.form"
    )
    st.session_state["files.last-form"] = form
    return cast(PictureForm, form)


def _preview(scene: Scene, step: int, look: _Look) -> None:
    """The picture, small; kept until another is asked for."""
    ready = st.session_state.get("files.preview")
    if ready is None or ready[:3] != (scene, step, look):
        ready = st.session_state["files.preview"] = (scene, step, look, look.png(scene, step, PREVIEW_DPI))
    wide, high = struct.unpack(">II", ready[3][16:24])  # as every PNG says
    width = round(min(PREVIEW_WIDTH, PREVIEW_HEIGHT * wide / high))
    st.image(ready[3], width=width, alt=f"Preview of step {step + 1}. {scene.alt}")


def _download(label: str, make: Callable[[], str | bytes], file: str, mime: str) -> None:
    """A button whose file is made when it is pressed."""
    st.download_button(
        label, make, file, mime, key=f"files.{file}", on_click="ignore", icon=":material/download:"
    )  # fmt: skip


def _animation(scene: Scene, look: _Look, file: str) -> None:
    """Seconds of work, so with a progress bar, and kept while the dialog is open."""
    ready = st.session_state.get("files.gif")
    if ready is None or ready[:2] != (scene, look):
        place = st.empty()
        if not place.button("Make the animation", key="files.make", icon=":material/movie:"):
            return
        bar = place.progress(0.0, "Drawing the steps")
        ready = st.session_state["files.gif"] = (scene, look, look.gif(scene, lambda done: _advance(bar, done)))
        place.empty()
    st.download_button(
        f"GIF, {len(ready[2]) / 1e6:.1f} MB",
        ready[2],
        file,
        "image/gif",
        key="files.gif.download",
        on_click="ignore",
        icon=":material/download:",
    )


def _advance(bar: DeltaGenerator, done: float) -> None:
    bar.progress(done, "Drawing the steps")


def _forget() -> None:
    """Preview and animation are kept, but not beyond the dialog."""
    st.session_state.pop("files.preview", None)
    st.session_state.pop("files.gif", None)


def _products(scene: Scene, file: str) -> None:
    label = "Every product as CSV"
    try:
        check_steps(scene)
    except ConvError as error:
        st.markdown(f"{label}: {error}")
    else:
        _download(label, partial(steps_csv, scene), file, "text/csv")
