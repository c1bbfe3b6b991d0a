"""Convolutions that snippets are written for, and the means to run them; shared with tests/frameworks."""

import contextlib
import io
import random
from typing import Any

import numpy as np

from convviz import ConvError, ConvSpec, convolve
from convviz.codegen import Snippet, snippets

Shape = tuple[int, ...]

# The guide's named cases as (input, kernel, stride, padding, dilation, output).
GUIDE = {
    "no padding": (4, 3, 1, 0, 1, 2),
    "arbitrary padding": (5, 4, 1, 2, 1, 6),
    "half padding": (5, 3, 1, 1, 1, 5),
    "full padding": (5, 3, 1, 2, 1, 7),
    "strides": (5, 3, 2, 0, 1, 2),
    "padding and strides": (5, 3, 2, 1, 1, 3),
    "odd": (6, 3, 2, 1, 1, 3),
    "dilation": (7, 3, 1, 0, 2, 3),
}


def named() -> dict[str, tuple[ConvSpec, Shape]]:
    """Every option by itself, in each number of dimensions where that makes a difference."""
    of, up = ConvSpec.of, {"transposed": True}
    cases: dict[str, tuple[ConvSpec, Shape]] = {
        name: (of(2, 1, 1, k, stride=s, padding=p, dilation=d), (i, i)) for name, (i, k, s, p, d, _) in GUIDE.items()
    }
    for ndim in (1, 2, 3):
        shape = (5, 6, 7)[:ndim]
        for mode in ("zeros", "reflect", "replicate", "circular"):
            cases[f"{ndim}-D {mode}"] = of(ndim, 2, 3, 3, padding=2, padding_mode=mode), shape
            cases[f"{ndim}-D {mode}, unequal"] = of(ndim, 2, 3, 3, padding=((2, 1),) * ndim, padding_mode=mode), shape
        cases[f"{ndim}-D no border to copy"] = of(ndim, 1, 1, 2, padding_mode="reflect"), shape
        for size in (1, 2, 3, 4):
            cases[f"{ndim}-D same, kernel {size}"] = of(ndim, 1, 2, size, padding="same"), shape
            cases[f"{ndim}-D same, kernel {size}, stride 2"] = of(ndim, 1, 2, size, padding="same", stride=2), shape
        cases[f"{ndim}-D same, reflected, stride 2"] = (
            of(ndim, 1, 1, 3, padding="same", stride=2, padding_mode="reflect"),
            shape,
        )
        cases[f"{ndim}-D same, dilated"] = of(ndim, 1, 2, 2, padding="same", dilation=3), shape
        cases[f"{ndim}-D same, dilated, stride 2"] = of(ndim, 1, 2, 3, padding="same", dilation=2, stride=2), shape
        cases[f"{ndim}-D dilated, stride 2"] = of(ndim, 1, 2, 2, dilation=2, stride=2), shape
        cases[f"{ndim}-D dilated, stride 2, reflected"] = (
            of(ndim, 1, 2, 3, dilation=2, stride=2, padding=1, padding_mode="reflect"),
            shape,
        )
        cases[f"{ndim}-D grouped"] = of(ndim, 4, 6, 2, groups=2, padding=1, stride=2), shape
        cases[f"{ndim}-D depthwise"] = of(ndim, 3, 3, 3, groups=3), shape
        cases[f"{ndim}-D depthwise, multiplier 2"] = of(ndim, 3, 6, 3, groups=3, padding="same", stride=2), shape
        cases[f"{ndim}-D depthwise, dilated, stride 2"] = of(ndim, 2, 2, 2, groups=2, stride=2, dilation=2), shape
        cases[f"{ndim}-D true convolution"] = of(ndim, 2, 2, 3, padding="same", stride=2, flip=True), shape
        cases[f"{ndim}-D stride wider than the kernel"] = of(ndim, 1, 1, 1, stride=3), shape
        cases[f"{ndim}-D transposed"] = of(ndim, 2, 3, 3, stride=2, **up), shape
        cases[f"{ndim}-D transposed, cropped"] = of(ndim, 2, 3, 3, stride=2, padding=1, **up), shape
        cases[f"{ndim}-D transposed, cropped beyond the kernel"] = of(ndim, 1, 1, 2, padding=2, **up), shape
        cases[f"{ndim}-D transposed, unequal crop"] = of(ndim, 1, 1, 3, stride=2, padding=((0, 2),) * ndim, **up), shape
        cases[f"{ndim}-D transposed, output padding"] = (
            of(ndim, 1, 2, 3, stride=2, padding=1, output_padding=1, **up),
            shape,
        )
        cases[f"{ndim}-D transposed, output padding beyond the stride"] = (
            of(ndim, 1, 1, 2, stride=2, dilation=4, output_padding=3, padding=1, **up),
            shape,
        )
        cases[f"{ndim}-D transposed, dilated"] = of(ndim, 2, 2, 3, stride=2, dilation=2, **up), shape
        cases[f"{ndim}-D transposed, grouped"] = of(ndim, 4, 6, 3, stride=2, groups=2, **up), shape
        cases[f"{ndim}-D transposed, depthwise, same"] = (
            of(ndim, 2, 2, 3, stride=2, groups=2, padding="same", **up),
            shape,
        )
        cases[f"{ndim}-D transposed, flipped"] = of(ndim, 1, 1, 3, stride=2, flip=True, **up), shape
        for size, stride in ((2, 2), (3, 1), (3, 2), (4, 2), (1, 3), (2, 3), (5, 3)):
            name = f"{ndim}-D transposed, same, kernel {size}, stride {stride}"
            cases[name] = of(ndim, 1, 1, size, stride=stride, padding="same", **up), shape
        cases[f"{ndim}-D transposed, gaps"] = of(ndim, 1, 1, 1, stride=3, **up), shape
    cases["non-square"] = of(2, 1, 1, (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2)), (7, 5)
    cases["depthwise, unequal strides"] = of(2, 2, 2, 3, stride=(1, 2), groups=2), (5, 6)
    cases["depthwise, unequal strides, dilated"] = of(2, 2, 2, 2, stride=(1, 2), dilation=2, groups=2), (5, 6)
    cases["pointwise"] = of(2, 4, 3, 1), (3, 4)
    cases["16 × 16"] = of(2, 1, 1, 3, padding="same", stride=2), (16, 16)
    cases["a colour picture, too large to write out"] = of(2, 3, 2, 7, padding="same", stride=2), (64, 48)
    cases["a long signal"] = of(1, 1, 1, 5, padding=2), (200,)
    return cases


def drawn(count: int) -> dict[str, tuple[ConvSpec, Shape]]:
    """Convolutions with every option at once, the same in every run."""
    dice = random.Random(7)
    cases: dict[str, tuple[ConvSpec, Shape]] = {}
    while len(cases) < count:
        ndim, groups, transposed = dice.randint(1, 3), dice.choice((1, 1, 2, 3)), dice.random() < 0.4

        def axes(low: int, high: int, ndim: int = ndim) -> Shape:
            return tuple(dice.randint(low, high) for _ in range(ndim))

        shape = axes(3, 6)
        with contextlib.suppress(ConvError):  # the dice know no rules
            spec = ConvSpec.of(
                ndim,
                groups * dice.randint(1, 2),
                groups * dice.randint(1, 2),
                axes(1, 3),
                stride=axes(1, 3),
                padding="same" if dice.random() < 0.3 else tuple(zip(axes(0, 2), axes(0, 2), strict=True)),
                dilation=axes(1, 2),
                groups=groups,
                transposed=transposed,
                output_padding=axes(0, 2) if transposed and dice.random() < 0.4 else 0,
                padding_mode=dice.choice(("zeros", "reflect", "replicate", "circular")) if not transposed else "zeros",
                flip=dice.random() < 0.3,
            )
            spec.resolve(shape)
            cases[f"drawn {len(cases)}"] = spec, shape
    return cases


CASES = named() | drawn(150)


def written(spec: ConvSpec, shape: Shape, bias: bool = True) -> tuple[dict[str, Snippet], np.ndarray]:
    """The snippets by dialect, with numbers drawn for them, and what they must give."""
    dice = np.random.default_rng(5)
    b = dice.integers(-3, 4, spec.out_channels) if bias else None
    arrays = dice.integers(0, 5, (spec.in_channels, *shape)), dice.integers(-3, 4, spec.weight_shape), b
    made = {snippet.dialect: snippet for snippet in snippets(spec, shape, x=arrays[0], weight=arrays[1], bias=b)}
    if "made-up" in made["convviz"].code:
        arrays = run(made["convviz"])["x"], run(made["convviz"])["w"], b
    return made, convolve(spec, *arrays)


def run(snippet: Snippet) -> dict[str, Any]:
    """Run the code as if pasted and return its variables; what it prints last must be `y`."""
    variables: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(snippet.code, variables)
    assert printed.getvalue().endswith(f"{variables['y']}\n")
    return variables
