"""The steps as a GIF: every frame is the still of its step."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageFilter

from convviz.export import gif as animation
from convviz.export.gif import MOST_FRAMES, gif, left_out, shown_steps
from convviz.export.image import png
from convviz.export.mpl.scene_figure import SceneFigure
from convviz.palette import PAGE
from convviz.scene import scene_of
from counts import sample
from drawn_scenes import SCENES, large


def frames_of(data):
    with Image.open(BytesIO(data)) as image:
        assert image.format == "GIF"
        frames, durations = [], []
        for frame in range(image.n_frames):
            image.seek(frame)
            frames.append(np.asarray(image.convert("RGB")))
            durations.append(image.info["duration"])
        return frames, durations, image.info


def still(scene, step, theme="light"):
    with Image.open(BytesIO(png(scene, step, theme=theme, dpi=72))) as image:
        return np.asarray(image.convert("RGB"))


def blurred(picture):
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.BoxBlur(4))).astype(int)


@pytest.mark.parametrize(
    ("name", "theme"),
    sample(
        [
            ("the worked example", "light"),
            ("a fraction in front", "dark"),
            ("transposed, cropped, with output padding and a bias", "light"),
            ("3-D with pages of filters and reflection", "dark"),
            ("moves, several links, two tracks", "light"),
            ("pixels", "dark"),
            ("stamps counted by bars", "light"),
            ("bars of large, negative and broken numbers", "dark"),
        ],
        4,
    ),
)
def test_every_frame_is_the_still_of_its_step(name, theme, monkeypatch):
    monkeypatch.setattr(animation, "MOST_FRAMES", 25)
    monkeypatch.setattr(animation, "left_out", lambda scene: "")  # a still has nothing to say about that
    scene = SCENES[name]
    frames, durations, info = frames_of(gif(scene, theme=theme))
    steps = shown_steps(scene)
    assert len(frames) == len(steps) == len(durations)
    assert info["loop"] == 0, "for ever"
    assert durations[-1] == max(durations)
    page = [int(PAGE[theme][0][i : i + 2], 16) for i in (1, 3, 5)]
    for k in sorted({0, 1, len(steps) // 2, len(steps) - 1} & set(range(len(steps)))):
        assert (frames[k][:3] == page).all(), "a palette must not change the tint of the page"
        difference = np.abs(blurred(frames[k]) - blurred(still(scene, steps[k], theme)))
        assert difference.max() < 25, "letters may lie half a pixel apart; the frame before differs by 160 and more"
    for one, next_one in pairwise(frames):
        assert (one != next_one).any(), "each step moves something"


def test_nothing_is_left_of_the_frames_round_numbers_that_were_still_to_come():
    scene = SCENES["the worked example"]
    frames, *_ = frames_of(gif(scene))
    figure = SceneFigure(scene, "light", dpi=72)
    view = figure._bands[0].views["output"]
    for cell in (0, 1, 2, 3, 4, 6):  # the others lie beside the outline of the last one
        (left, top), _, (right, bottom), _ = view.box(cell).corners()
        for y in (int(top), int(top) + 1, int(bottom) - 2, int(bottom) - 1):
            edge = frames[-1][y, int(left) + 8 : int(right) - 8].astype(int)
            assert np.ptp(edge, axis=0).max() < 4, "dots"


def test_progress_runs_from_nothing_to_all():
    told = []
    gif(SCENES["the worked example"], progress=told.append)
    assert told[0] == 0
    assert told[-1] == 1
    assert told == sorted(told)
    assert len(told) == 9 + 2


def test_of_many_steps_an_even_choice_is_shown_and_said():
    scene = scene_of(large(24))
    steps = shown_steps(scene)
    assert len(steps) == MOST_FRAMES
    assert steps[-1] == 22 * 22 - 1
    assert {b - a for a, b in pairwise(steps)} == {4, 5}
    assert left_out(scene) == "120 of 484 steps shown"
    assert left_out(SCENES["the worked example"]) == ""


def test_the_comment_is_ascii_and_loses_nothing():
    scene = replace(SCENES["the worked example"], title="Sliding window · Padding − none → 5 × 5")
    _, _, info = frames_of(gif(scene))
    assert info["comment"].startswith(b"Sliding window - Padding - none -> 5 x 5. ")
    assert b"?" not in info["comment"]


def test_a_long_animation_stays_small_enough_to_send():
    data = gif(scene_of(large(12)))
    frames, durations, info = frames_of(data)
    assert len(frames) == 100
    assert len(data) < 2_000_000
    assert sum(durations) < 60_000
    assert info["comment"].startswith(b"Convolution. An input of 12 x 12")
