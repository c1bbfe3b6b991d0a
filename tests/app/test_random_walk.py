"""Hundreds of changes by control and by address: the page stands, and what it shows is what plain loops compute."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import oracle
from convviz.app.lessons.sliding_window.lesson import CASES
from convviz.app.lessons.sliding_window.model import SlidingWindowState
from convviz.app.params.links import decode
from convviz.scene import Counter, Decoder, Grid, GridAxis, IndexMap, LoopNest, Scene, Track
from counts import THOROUGH
from visiting import address, controls, grid, holds, more_controls, scene, standing, visit

CHANGES_A_WALK, WALKS = 50, 10 if THOROUGH else 3

JUNK = st.sampled_from(
    ["99", "-1", "0", "x", "1e400", "9" * 400, "nan", "%", "%e", "", "٣", "0.0~1", "keep", "a" * 10_000]
)
TEXTS = st.integers(-2, 20).map(str) | JUNK | st.text(max_size=8).filter(lambda text: text.isprintable())
KEYS = st.sampled_from([param.key for param in SlidingWindowState.params] + ["case", "v", "unknown"])


def by_control(app: AppTest, data: st.DataObject) -> None:
    """Turn one control of the page to any of its values, or open one of the named cases."""
    control = data.draw(st.sampled_from(controls(app)))
    if hasattr(control, "options"):
        ids = {control.format_func(case.id): case.id for case in CASES if holds(control, case.id)}
        option = data.draw(st.sampled_from(list(control.options)))
        control.set_value(ids.get(option, option))
    elif hasattr(control, "min"):
        control.set_value(data.draw(st.integers(int(control.min), int(control.max))))
    else:
        control.set_value(not control.value)


def by_more_controls(app: AppTest, data: st.DataObject) -> None:
    """Open what is behind the button, which then has its part in the walk."""
    more_controls(app)


def by_address(app: AppTest, data: st.DataObject) -> None:
    """Change one parameter in the address bar to anything."""
    app.query_params[data.draw(KEYS)] = data.draw(TEXTS)


@settings(
    max_examples=WALKS,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_a_walk_of_changes_never_falls_and_never_lies(data: st.DataObject) -> None:
    app = visit()
    for _ in range(CHANGES_A_WALK):
        data.draw(st.sampled_from([by_control, by_control, by_address, by_more_controls]))(app, data)
        standing(app.run())
        state, faults = decode(SlidingWindowState, "sliding_window", address(app), cases=CASES)
        assert not faults, "the address must agree with the page"
        assert shown_output(app) == pytest.approx(expected_output(app, state), rel=1e-12, abs=1e-9)


def shown_output(app: AppTest) -> list[float]:
    """The output as the player works it out of the scene it was given."""
    sent = scene(app)
    return list(Decoder(parsed(sent)).values["output"])


def expected_output(app: AppTest, state: SlidingWindowState) -> list[float]:
    """The output by plain loops, from the numbers on show and the words of the address."""
    shown, weights = grid(app, "input"), grid(app, "kernel")
    height, width = (axis["held"] for axis in shown["axes"][1:])
    k, kw = (axis["size"] for axis in weights["axes"][2:])
    x = [[rows(shown["values"], height, width)]]
    w = [[rows(weights["values"], k, kw)]]
    y, *_ = oracle.direct(
        x,
        w,
        stride=state.strides,
        pads=pads(state, (height, width), (k, kw)),
        dilation=state.dilations,
        mode=state.padding_mode,
    )
    scale = Fraction(*weights.get("scale", (1, 1)))
    return [float(scale * Fraction(number)) + state.bias for row in y[0][0] for number in row]


def pads(state: SlidingWindowState, size: tuple[int, int], kernel: tuple[int, int]) -> list[tuple[int, int]]:
    spans = [d * (k - 1) for d, k in zip(state.dilations, kernel, strict=True)]
    match state.padding:
        case "same":
            return [(span // 2, span - span // 2) for span in spans]
        case "full":
            return [(span, span) for span in spans]
        case "custom":
            return [(state.padding_top, state.padding_bottom), (state.padding_left, state.padding_right)]
        case "tf":
            return oracle.same_pads(
                size, kernel, (state.stride, state.stride_across), (state.dilation, state.dilation_across)
            )
    return [(0, 0), (0, 0)]


def rows(values: list[float], height: int, width: int) -> list[list[float]]:
    assert len(values) == height * width
    return [values[row * width : (row + 1) * width] for row in range(height)]


def parsed(sent: dict) -> Scene:
    """The scene again from what travels."""

    def reach(part: dict) -> IndexMap:
        return IndexMap(part["grid"], tuple({k: tuple(v) for k, v in axis.items()} for axis in part["index"]))

    def axis(part: dict) -> GridAxis:
        lists = {key: tuple(part[key]) for key in ("source", "unreached") if key in part}
        return GridAxis(**{**part, **lists})

    def one(part: dict) -> Grid:
        lists = {key: tuple(part[key]) for key in ("values", "scale", "initial") if key in part}
        return Grid(**{**part, **lists, "axes": tuple(map(axis, part["axes"]))})

    (link,) = sent["links"]
    counters = {key: tuple(Counter(**counter) for counter in link[key]) for key in ("loops", "taps")}
    reaches = {key: reach(link[key]) for key in ("read", "weight", "write")}
    return Scene(
        sent["title"],
        sent["alt"],
        tuple(map(one, sent["grids"])),
        (LoopNest(**{**link, **counters, **reaches}),),
        tuple(Track(**{**track, "links": tuple(track["links"])}) for track in sent["tracks"]),
    )
