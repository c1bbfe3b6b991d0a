"""Where a layer opens: a legal link to a lesson, and a true word on what it shows otherwise."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz.app.deep_links import layer_to_lesson
from convviz.app.deep_links.layer_to_lesson import AS_IT_IS, OPENING, LessonLink, layer_link
from convviz.app.params.links import decode
from convviz.app.params.param import State
from convviz.spec.conv import ConvSpec
from serving import ROOT
from visiting import visit


@st.composite
def layers(draw: st.DrawFn) -> tuple[ConvSpec, tuple[int, ...]]:
    """Any layer that fits its input, from tiny to that of a real network."""
    ndim = draw(st.integers(1, 3))
    each = st.tuples(*[st.integers(1, 12)] * ndim)
    groups, read, written = (draw(st.sampled_from([1, 2, 3, 8, 64])) for _ in range(3))
    transposed = draw(st.booleans())
    padding = draw(st.one_of(st.just("same"), st.tuples(*[st.tuples(st.integers(0, 9), st.integers(0, 9))] * ndim)))
    spec = ConvSpec.of(
        ndim, groups * read, groups * written, draw(each), stride=draw(each), padding=padding, dilation=draw(each),
        groups=groups, transposed=transposed,
        padding_mode="zeros" if transposed else draw(st.sampled_from(["zeros", "replicate"])),
    )  # fmt: skip
    shape = draw(st.tuples(*[st.integers(1, 300)] * ndim).filter(spec.fits))
    return spec, shape


def opened(link: LessonLink) -> State:
    """The state in which the lesson opens, which must not complain."""
    state, told = decode(link.lesson.state, link.lesson.page, link.query)
    assert not told
    return state


@given(layers())
def test_any_layer_opens_by_a_legal_link_and_is_shown_as_it_is_or_says_what_is_not(
    layer: tuple[ConvSpec, tuple[int, ...]],
) -> None:
    spec, shape = layer
    geometry = spec.resolve(shape)
    found = layer_link(spec, shape)
    assert found.lesson.opens
    shown, size = found.lesson.opens.shown(opened(found))
    drawn = shown.resolve(size)
    axes = min(spec.ndim, shown.ndim)
    same = (
        drawn.input_shape[-axes:] == geometry.input_shape[-axes:]
        and drawn.output_shape[-axes:] == geometry.output_shape[-axes:]
        and (shown.kernel[-axes:], shown.stride[-axes:]) == (spec.kernel[-axes:], spec.stride[-axes:])
        and (shown.in_channels, shown.out_channels, shown.groups) == (spec.in_channels, spec.out_channels, spec.groups)
    )  # fmt: skip
    if found.sentence == AS_IT_IS:
        assert same
    elif spec.ndim == shown.ndim and shown.padding_mode == spec.padding_mode:
        alike = same and drawn.padding == geometry.padding
        assert not (alike and shown.dilation == spec.dilation and drawn.output_padding == geometry.output_padding)


@pytest.mark.parametrize(
    ("spec", "shape", "page", "sentence"),
    [
        (ConvSpec.of(2, 1, 1, 3, stride=2), (5, 5), "sliding_window", "Shown as it is."),
        (ConvSpec.of(2, 3, 64, 7, stride=2, padding=3), (224, 224), "sliding_window",
         "Shown on 8 × 8 instead of 224 × 224, with 1 of 3 channels and 1 of 64 filters."),
        (ConvSpec.of(2, 64, 64, 3, padding=1), (56, 56), "channels",
         "Shown on 7 × 7 instead of 56 × 56, with 3 of 64 channels and 4 of 64 filters."),
        (ConvSpec.of(2, 3, 4, 3, padding=1), (7, 6), "channels", "Shown as it is."),
        (ConvSpec.of(2, 8, 8, 1), (8, 8), "pointwise",
         "Shown with 3 of 8 channels and 4 of 8 filters."),
        (ConvSpec.of(2, 32, 64, 3, padding=1, groups=32), (112, 112), "depthwise",
         "Shown on 7 × 7 instead of 112 × 112, with 3 of 32 channels, 6 of 64 filters and 3 of 32 groups."),
        (ConvSpec.of(2, 96, 256, 5, padding=2, groups=2), (27, 27), "grouped",
         "Shown on 7 × 7 instead of 27 × 27, with 8 of 96 channels and 8 of 256 filters, with padding 0 instead of 2."),
        (ConvSpec.of(2, 1, 1, 4, stride=2, padding=1, transposed=True), (28, 28), "transposed",
         "Shown on 4 × 4 instead of 28 × 28."),
        (ConvSpec.of(3, 1, 2, 3, padding=1), (8, 6, 5), "volumes", "Shown as it is."),
        (ConvSpec.of(1, 1, 1, 3, dilation=4, padding=4), (100,), "sliding_window",
         "Shown as a picture of one row, on 1 × 16 instead of 100."),
        (ConvSpec.of(1, 1, 1, 3, stride=2, transposed=True), (4,), "transposed",
         "Shown in two dimensions instead of one axis."),
    ],
)  # fmt: skip
def test_layers_of_every_kind_open_where_they_are_taught(
    spec: ConvSpec, shape: tuple[int, ...], page: str, sentence: str
) -> None:
    found = layer_link(spec, shape)
    assert (found.lesson.page, found.sentence) == (page, sentence)


@pytest.mark.parametrize("size", range(224, 232))
def test_a_smaller_input_leaves_as_many_rows_over_as_the_true_one(size: int) -> None:
    spec = ConvSpec.of(2, 1, 1, (5, 3), stride=(4, 3), padding=(1, 0))
    found = layer_link(spec, (size, size))
    assert found.lesson.opens
    shown, small = found.lesson.opens.shown(opened(found))
    left = [
        [(cells + sum(pair) - kernel) % stride for cells, pair, kernel, stride in zip(
            sizes, ((1, 1), (0, 0)), spec.kernel, spec.stride, strict=True
        )]
        for sizes in ((size, size), small)
    ]  # fmt: skip
    assert shown == spec
    assert left[0] == left[1]


@pytest.mark.parametrize("page", [lesson.page for lesson, _ in OPENING])
def test_the_page_shows_what_the_link_promises(page: str) -> None:
    found = layer_link(*SAMPLES[page])
    assert found.lesson.page == page
    assert not visit(ROOT / "pages" / f"{page}.py", **found.query).warning


def test_lessons_are_asked_in_an_order_of_their_own_and_the_last_takes_any_layer() -> None:
    orders = [link.order for _, link in OPENING]
    assert orders == sorted(set(orders))
    strange = ConvSpec.of(1, 2, 6, 2, padding_mode="circular", groups=2).resolve((9,))
    assert OPENING[-1][1].accepts(strange)


SAMPLES = {
    "transposed": (
        ConvSpec.of(2, 64, 32, 3, stride=2, padding=1, output_padding=1, transposed=True),
        (14, 14),
    ),
    "volumes": (ConvSpec.of(3, 4, 8, (3, 5, 3), stride=(1, 2, 2), padding=(1, 2, 1)), (8, 32, 30)),
    "pointwise": (ConvSpec.of(2, 480, 16, 1), (14, 14)),
    "depthwise": (ConvSpec.of(2, 512, 512, 3, stride=2, padding=1, groups=512), (14, 14)),
    "grouped": (ConvSpec.of(2, 128, 128, 3, padding=1, groups=32), (56, 56)),
    "channels": (ConvSpec.of(2, 3, 32, 3, stride=2, padding="same"), (224, 224)),
    "sliding_window": (ConvSpec.of(2, 21, 21, 3, dilation=16, padding=16), (64, 64)),
}


def test_its_examples_are_true() -> None:
    assert not doctest.testmod(layer_to_lesson).failed
