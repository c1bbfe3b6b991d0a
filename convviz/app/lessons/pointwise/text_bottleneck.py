"""What the lesson says about the price: few channels from many, and the bottleneck of Inception."""

from __future__ import annotations

from convviz.app.lessons.pointwise.bottleneck import INCEPTION, MANY, bottleneck, break_even, from_many
from convviz.app.lessons.pointwise.model import PointwiseModel
from convviz.app.widgets.bar_list import Bar

STOPS = (1, 8, 16, 32, 64, 128)


def few(model: PointwiseModel) -> list[str]:
    """Why one would want fewer channels, with the numbers of this picture."""
    height, width = model.geometry.input_shape
    pixels = height * width
    return [
        f"A 1 × 1 convolution sums up {MANY} channels in as few as one likes, each a mixture that training chooses: "
        f"the picture keeps its {height} × {width} pixels, and the numbers that later layers must read fall from "
        f"{MANY} · {pixels} = **{MANY * pixels:,}** to as many as below. One filter gives one channel; N filters give "
        "N."
    ]


def few_bars(model: PointwiseModel) -> list[Bar]:
    """200 channels to fewer."""
    return [
        Bar(
            f"{MANY} → {count} channel{'s' if count > 1 else ''}",
            (price.multiplications,),
            f"{price.weights:,} weights, {price.multiplications:,} multiplications (MACs), {price.outputs:,} numbers "
            "left",
        )
        for count, price in from_many(model.geometry.input_shape)
    ]


def trade(model: PointwiseModel) -> list[str]:
    """The bottleneck of this state against the layer alone, as formulas with numbers."""
    channels = model.state.inner_channels
    wide, through = INCEPTION, bottleneck(channels)
    side, taps = f"{wide.side}²", f"{wide.kernel}²"
    ratio = through.multiplications / through.direct.multiplications
    compared = f"**{100 * ratio:.1f} %** of it" if ratio < 1 else f"**{ratio:.2f} times** as many"
    most = break_even()
    return [
        f"A {wide.kernel} × {wide.kernel} convolution with SAME padding from {wide.side} × {wide.side} × "
        f"{wide.channels} to {wide.filters} channels, as in GoogLeNet (“Inception”), takes {side} · {taps} · "
        f"{wide.channels} · {wide.filters} = **{through.direct.multiplications:,}** multiplications and "
        f"{through.direct.weights:,} weights.",
        f"Through {channels} channel{'s' if channels > 1 else ''}: the 1 × 1 takes {side} · {wide.channels} · "
        f"{channels} = {through.squeeze.multiplications:,}, the {wide.kernel} × {wide.kernel} on what is left {side} "
        f"· {taps} · {channels} · {wide.filters} = {through.rest.multiplications:,}, together "
        f"**{through.multiplications:,}**: {compared}. Weights: {through.squeeze.weights:,} + "
        f"{through.rest.weights:,} = {through.weights:,}.",
        f"It pays up to **{most}** channels: {most} · ({wide.channels} + {taps} · {wide.filters}) = "
        f"{most * (wide.channels + wide.kernel**2 * wide.filters):,} multiplications a pixel are fewer than "
        f"{wide.channels} · {taps} · {wide.filters} = {wide.channels * wide.kernel**2 * wide.filters:,}; one channel "
        f"more, and the detour is dearer. What it costs besides: {through.squeeze.outputs:,} numbers more to write "
        f"and read, and the {wide.kernel} × {wide.kernel} sees {channels} mixture{'s' if channels > 1 else ''} where "
        f"it saw all {wide.channels} channels.",
    ]


def trade_bars(model: PointwiseModel) -> list[Bar]:
    """The layer alone, and through bottlenecks of every width up to beyond the break-even."""
    chosen, most = model.state.inner_channels, break_even()
    stops = sorted({*STOPS, chosen, most, most + 1})
    direct = bottleneck(1).direct.multiplications
    return [
        Bar(f"directly, {INCEPTION.channels} channels", (direct,), f"{direct:,}"),
        *(_stop(stop, stop == chosen) for stop in stops),
    ]


def _stop(channels: int, now: bool) -> Bar:
    through = bottleneck(channels)
    parts = (through.squeeze.multiplications, through.rest.multiplications)
    label = f"through {channels} channel{'s' if channels > 1 else ''}"
    return Bar(label, parts, f"{parts[0]:,} + {parts[1]:,} = {through.multiplications:,}", now)
