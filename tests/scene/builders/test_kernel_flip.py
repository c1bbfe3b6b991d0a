"""The picture of a kernel that is laid down, turned or not, before it slides: against NumPy and plain loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from convviz import ConvError, ConvSpec, record
from convviz.export.mpl.layout import arrange_tracks
from convviz.samples.signals import FILTERS, SIGNALS, has_taps, signal, taps
from convviz.scene import Clock, Decoder, flip_scene, side_by_side
from counts import examples
from random_layers import integers


def laid(x, w, pads, *, flip, scale=(1, 1)):
    """Trace and scene of one channel."""
    spec = ConvSpec.of(w.ndim, 1, 1, w.shape, padding=pads, flip=flip)
    trace = record(spec, x[np.newaxis], w[np.newaxis, np.newaxis])
    return trace, flip_scene(trace, title="one", used="used", scale=scale)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("flip", [True, False])
def test_in_one_dimension_it_is_what_numpy_computes(size, flip):
    x, w = integers(1, 7, most=99), integers(2, size, most=99)
    _, scene = laid(x, w, [(size - 1, size - 1)], flip=flip)
    expected = np.convolve(x, w) if flip else np.correlate(x, w, mode="full")
    decoder = Decoder(scene)
    assert decoder.values["output"] == expected.tolist()
    assert decoder.values["used"] == (w[::-1] if flip else w).tolist()


@pytest.mark.parametrize("flip", [True, False])
def test_in_a_plane_it_is_what_plain_loops_compute(flip):
    x, w, pads = integers(1, 4, 6, most=99), integers(2, 2, 3, most=99), [(1, 0), (2, 1)]
    trace, scene = laid(x, w, pads, flip=flip)
    y, multiplications, _ = oracle.direct(
        [[x.tolist()]], [[w.tolist()]], stride=(1, 1), pads=pads, dilation=(1, 1), flip=flip
    )
    decoder = Decoder(scene)
    assert decoder.values["output"] == np.ravel(y).tolist() == trace.output.ravel().tolist()
    assert decoder.multiplications(0) == multiplications


def test_each_weight_has_a_step_in_which_it_goes_to_its_mirrored_place():
    w = integers(3, 2, 3, most=99)
    _, scene = laid(integers(1, 4, 5), w, [(0, 0), (0, 0)], flip=True)
    decoder = Decoder(scene)
    for step in range(6):
        (term,) = decoder.step(0, step).terms
        assert (term.read, term.write, term.weight) == (step, 5 - step, -1)
        assert term.value == w.flat[step]


def test_several_filters_and_channels_are_turned_at_once():
    spec = ConvSpec.of(2, 4, 6, (2, 3), groups=2, stride=(1, 2), dilation=(2, 1), padding=1, flip=True)
    trace = record(spec, integers(1, 4, 5, 6), integers(2, *spec.weight_shape))
    decoder = Decoder(flip_scene(trace, title="one", used="used"))
    assert decoder.values["output"] == trace.output.ravel().tolist()
    assert decoder.values["used"] == trace.weight[:, :, ::-1, ::-1].ravel().tolist()
    assert decoder.count(0) == 6 + len(trace)


def test_both_kinds_have_the_same_steps_and_their_windows_walk_side_by_side():
    x, w = integers(1, 5, 6), integers(2, 3, 2)
    tracks = {str(flip): laid(x, w, [(2, 2), (1, 1)], flip=flip)[1] for flip in (False, True)}
    scene = side_by_side(tracks, title="both", alt="both")
    decoder, clock = Decoder(scene), Clock(scene)
    assert decoder.count(0) == decoder.count(1) == clock.steps == 6 + 7 * 7
    for step in range(6, clock.steps):
        reads = [
            [term.read for term in decoder.step(track, head.step).terms] for track, head in enumerate(clock.heads(step))
        ]
        assert reads[0] == reads[1]


def test_a_fraction_stands_in_front_of_both_kernels():
    kernel = taps("echo", 3)
    trace, scene = laid(signal("worked", 5), kernel.weights, [(2, 2)], flip=True, scale=kernel.scale)
    decoder = Decoder(scene)
    assert decoder.values["kernel"] == [4, 2, 1]
    assert decoder.values["used"] == [1, 2, 4]
    assert {grid.id: grid.scale for grid in scene.grids if grid.role == "kernel"} == {"kernel": (1, 4), "used": (1, 4)}
    assert decoder.values["output"] == trace.output.ravel().tolist()


@pytest.mark.parametrize(("flip", "star"), [(False, "⋆"), (True, "∗")])
def test_files_put_the_same_operators_between_the_grids_as_the_player(flip, star):
    _, scene = laid(signal("worked", 5), taps("worked", 3).whole, [(2, 2)], flip=flip)
    (picture,) = arrange_tracks([scene.grids], 900)
    assert [slot.sign for slot in picture.slots] == ["", star, "→", "="]


@pytest.mark.parametrize(("options", "bias"), [({"transposed": True}, None), ({}, [1])])
def test_what_it_has_no_place_for_is_refused(options, bias):
    with pytest.raises(ConvError, match="scene_of"):
        flip_scene(record(ConvSpec.of(1, 1, 1, 2, **options), [[1, 2, 3]], [[[1, 2]]], bias), title="one", used="used")


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=9), st.lists(st.integers(-9, 9), min_size=1, max_size=5))
def test_any_two_lists(x, w):
    for flip, expected in ((True, np.convolve(x, w)), (False, np.correlate(x, w, mode="full"))):
        _, scene = laid(np.array(x), np.array(w), [(len(w) - 1,) * 2], flip=flip)
        there = expected if flip or len(w) <= len(x) else np.convolve(x, w[::-1])
        assert Decoder(scene).values["output"] == there.tolist()


@pytest.mark.parametrize("size", range(1, 17))
def test_named_signals_and_filters_have_the_size_asked_for(size):
    assert all(signal(name, size).shape == (size,) for name in SIGNALS)
    made = [taps(name, size).whole for name in FILTERS if has_taps(name, size)]
    assert all(whole.shape == (size,) for whole in made)
    assert len(made) == (len(FILTERS) if size > 1 else len(FILTERS) - 2)


def test_what_named_filters_are():
    assert taps("worked", 3).whole.tolist() == [1, 2, 3]
    assert taps("difference", 3).whole.tolist() == [-1, 1, 0]
    assert taps("edge", 3).whole.tolist() == [-1, 0, 1]
    assert (taps("average", 4).whole.tolist(), taps("average", 4).scale) == ([1, 1, 1, 1], (1, 4))
    assert taps("random", 4, seed=1).whole.tolist() != taps("random", 4, seed=2).whole.tolist()
    assert signal("bump", 6).tolist() == [0, 1, 2, 2, 1, 0]
    assert signal("impulse", 5).tolist() == [0, 0, 1, 0, 0]
    with pytest.raises(KeyError):
        signal("photo", 5)
    with pytest.raises(KeyError):
        taps("edge", 1)
