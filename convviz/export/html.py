"""A scene as one HTML page that plays offline, in a browser, slide deck or notebook: with the player of the app."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from json import dumps
from posixpath import dirname, join, normpath

from convviz.engine.trace import Trace
from convviz.errors import ConvError
from convviz.export.keys import in_brief
from convviz.scene import Scene, scene_of

FIRST_HEIGHT = 560  # pixels of a frame, until the page inside has said how tall it is
HOW = "Keys: {keys}. This page needs no network."
FRAMED_HEIGHT = 480  # pixels of the picture in a frame, which grows to fit: its first height says nothing

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{fonts}
:root {{
  color-scheme: light dark;
  --st-font: "Convviz Sans", system-ui, sans-serif;
  --st-code-font: "Convviz Mono", ui-monospace, monospace;
}}
body {{ margin: 0; padding: 12px; background: var(--cv-surface); }}
header {{ max-width: 60rem; margin: 8px 0 20px; color: var(--cv-ink); font: 16px/1.5 var(--st-font); }}
header h1 {{ margin: 0 0 4px; font-size: 26px; line-height: 1.25; }}
header p {{ margin: 0 0 4px; }}
header p:last-child {{ color: var(--cv-quiet); }}
.framed header {{ display: none; }}
{css}
</style>
<script>document.documentElement.classList.toggle("framed", self !== top);</script>
<header>
<h1>{title}</h1>
<p>{what}</p>
<p>{how}</p>
</header>
<main id="player"></main>
<script type="importmap">{imports}</script>
<script type="application/json" id="scene">{scene}</script>
<script type="module">
import {{ mount }} from "convviz/player.mjs";
const options = self === top ? {{}} : {{ height: {height} }};
mount(document.getElementById("player"), options).update(document.getElementById("scene").textContent);
const grow = () => {{
  try {{
    frameElement.style.height = `${{document.documentElement.offsetHeight}}px`;
  }} catch {{
    // Alone in its window, or in a frame of another origin: there the height stays as given.
  }}
}};
new ResizeObserver(grow).observe(document.body);
</script>
</html>
"""


def page(scene: Scene) -> str:
    """The scene as a complete HTML document: nothing is fetched, from disk or from the network.

    In a window of its own it says what it shows; in a frame, as in a notebook, what is around it does.
    """
    return _PAGE.format(
        title=escape(scene.title),
        what=escape(scene.alt),
        how=HOW.format(keys=in_brief({"loops"} if any(track.listing for track in scene.tracks) else ())),
        height=FRAMED_HEIGHT,
        fonts=_fonts(),
        css=_read("player.css"),
        imports=_import_map(),
        scene=scene.json().replace("<", "\\u003c"),  # a title may not end the script it lies in
    )


def notebook_cell(trace: Trace) -> str:
    """A trace as the HTML a notebook shows; one too large to draw as a line of text that says so."""
    try:
        scene = scene_of(trace)
    except ConvError as error:
        return f"<pre>{escape(repr(trace))}\n{escape(str(error))}</pre>"
    style = f"width: 100%; height: {FIRST_HEIGHT}px; border: 0"
    title = escape(scene.alt)
    return f'<iframe srcdoc="{escape(page(scene))}" style="{style}" title="{title}" allow="fullscreen"></iframe>'


@cache
def _import_map() -> str:
    """Every module of the player as a data URL under a name of its own: data URLs know no relative imports."""
    return dumps({"imports": {f"convviz/{name}": _data_url(name) for name in sorted(_modules(_web()))}})


@cache
def _fonts() -> str:
    """The type of the app, which is not to be had from the app here."""
    return "\n".join(
        f'@font-face {{ font-family: "Convviz {name}"; font-weight: 400 700;'
        f" src: url(data:font/woff2;base64,{_encoded(name)}) format('woff2'); }}"
        for name in ("Sans", "Mono")
    )


def _encoded(name: str) -> str:
    file = files("convviz") / "export" / "fonts" / f"{name}.woff2"
    return b64encode(file.read_bytes()).decode()


def _modules(folder: Traversable, path: str = "") -> Iterator[str]:
    """The paths of all modules in a folder and those below it."""
    for item in folder.iterdir():
        if item.is_dir():
            yield from _modules(item, f"{path}{item.name}/")
        elif item.name.endswith(".mjs"):
            yield f"{path}{item.name}"


def _data_url(name: str) -> str:
    def absolute(found: re.Match[str]) -> str:
        return f'{found[1]}"convviz/{normpath(join(dirname(name), found[2]))}"'

    code = re.sub(r'(from\s+)"(\.[^"]*)"', absolute, _read(name))
    return f"data:text/javascript;base64,{b64encode(code.encode()).decode()}"


@cache
def _read(name: str) -> str:
    return _web().joinpath(*name.split("/")).read_text(encoding="utf-8")


def _web() -> Traversable:
    return files("convviz") / "player" / "web"
