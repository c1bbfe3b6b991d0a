"""A visitor's own picture: chosen, kept for the session as the few numbers it was reduced to, and shown as a whole."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

import streamlit as st
from PIL import Image

from convviz.app.params.groups.image_patch import PLACE, Source
from convviz.app.params.links import encode
from convviz.app.params.page_state import PageState
from convviz.app.streamlit_patches import release_upload
from convviz.errors import ConvError, shown
from convviz.palette import ROLES
from convviz.samples.image_file import MOST_BYTES, SIDE, Picture, load

KINDS: Final = ("png", "jpg", "jpeg", "webp")
OVERVIEW: Final = 150  # CSS pixels of its longer side
COARSE: Final = 64  # pixels a side, below which they are drawn as squares


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the session remembers of the files that were chosen.

    Attributes:
        picture: the last one that could be read.
        name: of its file.
        refusal: why a file after it could not be read; empty if there was none.
        files: how many were chosen, which names the next uploader: an empty one.
    """

    picture: Picture | None = None
    name: str = ""
    refusal: str = ""
    files: int = 0


def held(page: str) -> Picture | None:
    """The picture the visitor chose on this page, if any."""
    return _kept(page).picture


def chooser(page: PageState[Any]) -> None:
    """The control for choosing a file, and what became of the last one."""
    kept = _kept(page.page)
    key = f"{page.entry('file')}-{kept.files}"
    st.file_uploader(
        "Picture file",
        type=KINDS,
        max_upload_size=MOST_BYTES // 2**20,
        key=key,
        on_change=_take,
        args=(page, key),
        help=f"Kept for this session only, as {SIDE} × {SIDE} greys at most; a reload forgets it.",
    )
    if kept.refusal:
        st.warning(kept.refusal, icon=":material/broken_image:")
    if kept.picture:
        st.markdown(f"{_quoted(kept.name)}: {kept.picture.story}.")


def overview(source: Source) -> None:
    """The whole picture, small, with the patch framed."""
    if source.picture is None:
        return
    height, width = source.picture.values.shape
    st.image(
        _framed(source, source.picture),
        width=max(1, round(OVERVIEW * width / max(height, width))),
        alt=f"The whole picture, {height} rows of {width}; {_place(source)}",
    )


def _place(source: Source) -> str:
    (top, left), (height, width) = source.corner, source.size
    return f"the patch is rows {top + 1} to {top + height}, columns {left + 1} to {left + width}."


def _kept(page: str) -> _Kept:
    kept: _Kept = st.session_state.get(f"{page}.picture", _Kept())
    return kept


def _take(page: PageState[Any], key: str) -> None:
    """Callback: read the file that was chosen, and keep the last good picture if it cannot be."""
    file = st.session_state[key]
    if file is None:
        return
    kept = replace(_kept(page.page), files=_kept(page.page).files + 1, refusal="")
    try:
        kept = replace(kept, picture=load(file.getvalue()), name=file.name)
    except ConvError as error:
        stays = f" {_quoted(kept.name)} is still the picture." if kept.picture else ""
        kept = replace(kept, refusal=f"{_quoted(file.name)} ({shown(error.value)}) {error.rule}. {error.cure}{stays}")
    else:
        latest = page.latest()
        told = {param.key: param.name for param in latest.params}
        values = {told[key]: latest.values[told[key]] for key in encode(latest) if key in told}
        for name in ("patch_numbers", "input_edits"):  # these are of another picture
            values.pop(name, None)
        fresh = replace(page, state=type(latest)(latest.values, kept.picture))
        fresh.open_case(values, quiet=PLACE)  # what became of the patch can be seen
    st.session_state[f"{page.page}.picture"] = kept
    release_upload(file)


def _framed(source: Source, picture: Picture) -> str:
    """An SVG of the picture, dimmed outside the patch."""
    rows, columns = picture.values.shape
    (top, left), (height, width) = source.corner, source.size
    patch = f"M{left} {top}h{width}v{height}h-{width}z"
    look = "pixelated" if max(rows, columns) < COARSE else "auto"
    line = 'fill="none" vector-effect="non-scaling-stroke"'
    lines = ((3.5, "#fff"), (1.5, ROLES["input"]["light"].fill))
    frame = "".join(
        f'<path d="{patch}" {line} stroke="{colour}" stroke-width="{thickness}"/>' for thickness, colour in lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns} {rows}">'
        f'<image href="{_as_address(picture)}" width="{columns}" height="{rows}" style="image-rendering:{look}"/>'
        f'<path d="M0 0h{columns}v{rows}H0z{patch}" fill="#000" fill-opacity=".35" fill-rule="evenodd"/>{frame}</svg>'
    )


@lru_cache(maxsize=64)
def _as_address(picture: Picture) -> str:
    """The picture as a data address: WebP, a tenth of a PNG."""
    file = BytesIO()
    Image.fromarray(picture.values).save(file, "WEBP", quality=80)
    return f"data:image/webp;base64,{b64encode(file.getvalue()).decode('ascii')}"


def _quoted(name: str) -> str:
    """A file's name as inline code, unable to end it."""
    return f"`{shown(name).replace('`', 'ʹ')}`"
