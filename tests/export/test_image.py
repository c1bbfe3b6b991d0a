"""One step as a picture: valid files that say and show what the player does."""

import gc
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from convviz import ConvError
from convviz.export.gif import gif
from convviz.export.image import png, svg
from convviz.palette import PAGE, ROLES
from convviz.scene import Clock, Decoder
from convviz.scene.step_text import number
from counts import sample
from drawn_scenes import SCENES, in_a_theme

SVG = "{http://www.w3.org/2000/svg}"


def picture(data):
    with Image.open(BytesIO(data)) as image:
        assert image.format == "PNG"
        return np.asarray(image.convert("RGB"))


def texts(data):
    """Every text of an SVG: Matplotlib writes it into a comment beside its outlines."""
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))
    root = ElementTree.fromstring(data, parser)
    return [node.text.strip() for node in root.iter(ElementTree.Comment)]


def has(image, colour):
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return bool((image == rgb).all(axis=2).any())


@pytest.mark.parametrize(("name", "theme"), sample(in_a_theme(SCENES), 20))
def test_every_scene_is_drawn(name, theme):
    scene = SCENES[name]
    image = picture(png(scene, Clock(scene).steps // 2, theme=theme, dpi=72))
    assert image.shape[1] == 960
    assert 150 < image.shape[0] < 2600
    assert has(image, PAGE[theme][1])
    assert has(image, ROLES["input"][theme].fill), "the bar of the steps"
    edge = np.concatenate([image[:4].reshape(-1, 3), image[-4:].reshape(-1, 3), image[:, :4].reshape(-1, 3)])
    page = [int(PAGE[theme][0][i : i + 2], 16) for i in (1, 3, 5)]
    assert (edge == page).all(), "nothing reaches the edge of the picture"


def test_a_picture_has_the_resolution_asked_for():
    scene = SCENES["the worked example"]
    small, large = (picture(png(scene, 4, dpi=dpi)) for dpi in (72, 144))
    assert large.shape == (small.shape[0] * 2, small.shape[1] * 2, 3)
    assert picture(png(scene, 4)).shape == (1080, 1920, 3)
    assert picture(png(scene, 4, form="tall")).shape[1] == 2400


def worked_texts(step):
    """Every text of the worked example at a step, from the decoder."""
    decoder = Decoder(SCENES["the worked example"])
    drawn = decoder.step(0, step)
    found = [number(decoder.shown("input", cell)) for cell in range(49)]
    found += [number(value) for value in decoder.values["kernel"]]
    found += [number(value) for value in decoder.values["output"]]  # pale where they are still to be written
    found += [f"×{number(term.factor)}" for term in drawn.terms]
    found += [text for t in drawn.terms for text in (number(t.value), "·", number(t.factor))]
    found += ["+"] * 8 + ["=", number(drawn.sum)]
    found += ["Sliding window", "input", "5 × 5, zero padding 1", "kernel", "3 × 3, stride 2", "output", "3 × 3"]
    found += ["∗", "=", "padding"]
    found += [str(n) for side in (5, 3) for _ in ("rows", "columns") for n in range(1, side + 1)]  # of input and output
    found += [f"step {step + 1} of 9 · output row {step // 3 + 1}, column {step % 3 + 1}"]
    found += [f"weights 9 · multiplications {9 * step + 9} / 81 · FLOPs = 2 × 81 = 162"]
    return Counter(found)


@pytest.mark.parametrize("step", [0, 4, 8])
def test_an_svg_holds_every_number_once_and_no_other(step):
    assert Counter(texts(svg(SCENES["the worked example"], step))) == worked_texts(step)


def test_an_svg_says_in_words_what_it_shows():
    scene = SCENES["the worked example"]
    root = ElementTree.fromstring(svg(scene, 4))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Sliding window"
    words = root.findtext(f"{SVG}desc")
    assert words.startswith(scene.alt)
    assert words.endswith("equals 17.")
    assert "Step 5 of 9, output row 2, column 2" in words


@pytest.mark.parametrize("name", ["a fraction in front", "pixels", "moves, several links, two tracks", "1-D"])
def test_an_svg_is_the_same_every_time_and_needs_no_font_and_no_network(name):
    first, second = svg(SCENES[name], 1), svg(SCENES[name], 1)
    assert first == second
    root = ElementTree.fromstring(first)
    names = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(names) == len(set(names))
    links = [value for node in root.iter() for key, value in node.items() if key.endswith("href")]
    assert all(link.startswith(("data:image/png", "#")) for link in links)
    assert {link[1:] for link in links if link.startswith("#")} <= set(names)
    assert not list(root.iter(f"{SVG}text"))


def test_a_rounded_result_is_not_called_equal():
    assert "≈" in texts(svg(SCENES["a fraction in front"], 0))
    assert {"1/9", "·("} <= set(texts(svg(SCENES["a fraction in front"], 0)))


def test_a_stamp_shows_what_it_adds():
    name = "transposed, cropped, with output padding and a bias"
    found = texts(svg(SCENES[name], 0))
    assert "cropped" in found
    assert "→" in found


@pytest.mark.parametrize("draw", [png, svg])
@pytest.mark.parametrize("step", [-1, 9])
def test_a_step_that_is_not_there_is_refused(draw, step):
    with pytest.raises(ConvError, match="`step`"):
        draw(SCENES["the worked example"], step)


def test_four_threads_draw_what_one_draws():
    names = ["the worked example", "a fraction in front", "transposed", "pixels"]
    small = partial(png, dpi=72)
    jobs = [(draw, SCENES[name], theme) for name in names for theme in ("light", "dark") for draw in (small, svg)]

    def run(job):
        draw, scene, theme = job
        return draw(scene, 2, theme=theme)

    alone = [*map(run, jobs), gif(SCENES["one number"])]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(run, jobs))
        moving = list(pool.map(lambda _: gif(SCENES["one number"]), range(4)))
    assert together == alone[:-1]
    assert moving == [alone[-1]] * 4


def test_a_picture_leaves_nothing_behind():
    scene = SCENES["the worked example"]

    def draw():
        png(scene, 4, dpi=36), svg(scene, 4), gif(SCENES["one number"])
        gc.collect()

    draw()
    before = len(gc.get_objects())
    for _ in range(3):
        draw()
    assert len(gc.get_objects()) - before < 300
    assert not [thing for thing in gc.get_objects() if isinstance(thing, Figure)]


QUIET = """
import sys
import convviz.export.image, convviz.export.gif, convviz.export.csv
assert "matplotlib" not in sys.modules, "half a second nobody asked for"
from convviz import ConvSpec, record
from convviz.scene import scene_of
scene = scene_of(record(ConvSpec.of(1, 1, 1, 2), [[1, 2, 3]], [[[1, -1]]]))
convviz.export.image.png(scene, 0), convviz.export.image.svg(scene, 0), convviz.export.gif.gif(scene)
assert "matplotlib.figure" in sys.modules
assert "matplotlib.pyplot" not in sys.modules, "its state is shared by all sessions"
"""


def test_matplotlib_is_imported_when_it_draws_and_pyplot_never():
    subprocess.run([sys.executable, "-W", "error", "-c", QUIET], check=True, timeout=60)
