"""Take it along: files of what the player shows, made when asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from convviz.errors import ConvError
from convviz.export.csv import check_steps, output_csv, steps_csv
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.export.image import png, svg
from convviz.palette import Theme
from convviz.scene import Clock, Scene

THEMES: Final = ("light", "dark")


def asked(key: str) -> Callable[[int], None]:
    """What the player called `key` calls when files are asked for, with the step on show."""

    def remember(step: int) -> None:
        st.session_state[f"{key}.files"] = step

    return remember


def offer(key: str, scene: Scene, name: str) -> None:
    """Open the dialog if files were asked for.

    Args:
        key: of the player.
        scene: what it shows.
        name: what the files are called, without their endings.
    """
    step = st.session_state.pop(f"{key}.files", None)
    if step is not None:
        _files(scene, step, name)


@st.dialog("Take it along", width="medium", on_dismiss=lambda: _forget())
def _files(scene: Scene, step: int, name: str) -> None:
    steps = Clock(scene).steps
    left, right = st.columns(2)
    with left:
        chosen = int(st.number_input("Step", 1, steps, min(step + 1, steps), key="files.step"))
    with right:
        theme = cast(Theme, st.segmented_control("Colours", THEMES, default="light", required=True, key="files.theme"))
    st.markdown(f"**Step {chosen} as a picture**")
    with st.container(horizontal=True):
        _download("PNG", partial(png, scene, chosen - 1, theme=theme), f"{name}-step-{chosen}.png", "image/png")
        _download("SVG", partial(svg, scene, chosen - 1, theme=theme), f"{name}-step-{chosen}.svg", "image/svg+xml")
    st.markdown("**The animation**: for slides that play GIF")
    _animation(scene, theme, name)
    st.markdown("**The player**: one page that plays offline, in any browser or slide deck")
    _download("HTML", partial(page, scene), f"{name}.html", "text/html")
    st.markdown("**The numbers**: for a spreadsheet")
    with st.container(horizontal=True):
        _download("Output as CSV", partial(output_csv, scene), f"{name}-output.csv", "text/csv")
        _products(scene, f"{name}-steps.csv")


def _download(label: str, make: Callable[[], str | bytes], file: str, mime: str) -> None:
    """A button whose file is made when it is pressed."""
    st.download_button(
        label, make, file, mime, key=f"files.{file}", on_click="ignore", icon=":material/download:"
    )  # fmt: skip


def _animation(scene: Scene, theme: Theme, name: str) -> None:
    """Seconds of work, so with a progress bar, and kept while the dialog is open."""
    ready = st.session_state.get("files.gif")
    if ready is None or ready[:2] != (scene, theme):
        place = st.empty()
        if not place.button("Make the animation", key="files.make", icon=":material/movie:"):
            return
        bar = place.progress(0.0, "Drawing the steps")
        ready = (scene, theme, gif(scene, theme=theme, progress=lambda done: _advance(bar, done)))
        st.session_state["files.gif"] = ready
        place.empty()
    st.download_button(
        f"GIF, {len(ready[2]) / 1e6:.1f} MB",
        ready[2],
        f"{name}.gif",
        "image/gif",
        key="files.gif.download",
        on_click="ignore",
        icon=":material/download:",
    )


def _advance(bar: DeltaGenerator, done: float) -> None:
    bar.progress(done, "Drawing the steps")


def _forget() -> None:
    """The animation is the one file that is kept; not beyond the dialog."""
    st.session_state.pop("files.gif", None)


def _products(scene: Scene, file: str) -> None:
    label = "Every product as CSV"
    try:
        check_steps(scene)
    except ConvError as error:
        st.markdown(f"{label}: {error}")
    else:
        _download(label, partial(steps_csv, scene), file, "text/csv")
