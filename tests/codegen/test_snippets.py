"""Snippets run as pasted and give what convviz gives (PyTorch and Keras: tests/frameworks)."""

import doctest

import numpy as np
import pytest

import convviz.codegen
from convviz import ConvError, ConvSpec, convolve
from convviz.codegen import DIALECTS, Snippet, snippets
from convviz.codegen.numbers import rows
from snippet_cases import CASES, GUIDE, run, written

X = [[[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]]
W = [[[[0, 1, 2], [2, 2, 0], [0, 1, 2]]]]


def by_dialect(spec: ConvSpec, *shape: int, **numbers: object) -> dict[str, Snippet]:
    return {snippet.dialect: snippet for snippet in snippets(spec, shape, **numbers)}


@pytest.mark.parametrize("dialect", ["numpy", "convviz"])
@pytest.mark.parametrize("name", CASES)
def test_the_code_gives_what_convviz_gives(name: str, dialect: str) -> None:
    made, expected = written(*CASES[name])
    y = run(made[dialect])["y"]
    assert y.dtype == expected.dtype
    np.testing.assert_array_equal(y, expected)


@pytest.mark.parametrize("name", CASES)
def test_every_dialect_compiles_and_fits_a_page(name: str) -> None:
    made, _ = written(*CASES[name], bias=False)
    assert list(made) == [dialect.name for dialect in DIALECTS]
    for snippet in made.values():
        compile(snippet.code, snippet.title, "exec")
        assert max(map(len, snippet.code.splitlines())) <= 120
        assert snippet.note == "" or (snippet.note[0].isalpha() and snippet.note.endswith("."))
        assert snippet.note.count(". ") == 0


@pytest.mark.parametrize("name", GUIDE)
def test_the_guides_cases_have_the_guides_sizes(name: str) -> None:
    made, _ = written(*CASES[name])
    assert run(made["numpy"])["y"].shape == (1, *GUIDE[name][-1:] * 2)


def test_the_numpy_code_is_short() -> None:
    for name in CASES:
        spec, shape = CASES[name]
        code = by_dialect(spec, *shape)["numpy"].code
        assert len([line for line in code.splitlines() if line and not line.startswith("#")]) <= 15


@pytest.mark.parametrize("dialect", ["numpy", "convviz"])
def test_fractions_stay_fractions(dialect: str) -> None:
    spec = ConvSpec.of(2, 1, 1, 3, padding=1)
    box = [[[[1, 1, 1]] * 3]]
    snippet = by_dialect(spec, 5, 5, x=X, weight=box, scale=(1, 9))[dialect]
    assert ") / 9\n" in snippet.code
    np.testing.assert_allclose(run(snippet)["y"], convolve(spec, X, np.array(box) / 9), rtol=0, atol=1e-12)


def test_a_scale_may_also_multiply() -> None:
    spec = ConvSpec.of(1, 1, 1, 3)
    snippet = by_dialect(spec, 4, weight=[[[1, 2, 3]]], scale=(2, 3))["numpy"]
    assert "w = np.array([[[1, 2, 3]]]) * 2 / 3" in snippet.code
    made_up = by_dialect(spec, 4, scale=(1, 16))["numpy"]
    assert "w = (np.arange(3).reshape(1, 1, 3) % 11 - 5) / 16" in made_up.code


def test_the_opening_case_reads_like_the_page() -> None:
    made = by_dialect(ConvSpec.of(2, 1, 1, 3), 5, 5, x=X, weight=W)
    assert made["pytorch"] == Snippet(
        "pytorch",
        "PyTorch",
        """\
import torch
import torch.nn.functional as F

# x: (channels, height, width)
x = torch.tensor([[[3, 3, 2, 1, 0],
                   [0, 0, 1, 3, 1],
                   [3, 1, 2, 2, 3],
                   [2, 0, 0, 2, 2],
                   [2, 0, 0, 0, 1]]], dtype=torch.float64)
# w: (out, in, height, width)
w = torch.tensor([[[[0, 1, 2],
                    [2, 2, 0],
                    [0, 1, 2]]]], dtype=torch.float64)

y = F.conv2d(x, w)
print(y)
""",
        "",
    )
    assert [snippet.note for snippet in made.values()] == [""] * 4
    np.testing.assert_array_equal(run(made["numpy"])["y"], [[[12, 12, 17], [10, 17, 19], [9, 6, 14]]])


def test_single_numbers_in_brackets_share_a_line() -> None:
    assert rows([[[[2]], [[-1]]], [[[4]], [[5]]]], 0) == "[[[[ 2]], [[-1]]],\n [[[ 4]], [[ 5]]]]"


def test_columns_line_up_and_long_rows_wrap() -> None:
    code = by_dialect(ConvSpec.of(1, 1, 1, 1), 40, x=[[-1] + [10] * 39])["numpy"].code
    assert "x = np.array([[-1, 10, 10," in code
    assert code.count("\n               10,") == 1


def test_made_up_numbers_are_the_same_everywhere() -> None:
    made = by_dialect(ConvSpec.of(2, 3, 2, 3), 64, 64)
    body = "(12288{}).reshape(3, 64, 64) % 11"
    assert "x = torch.arange" + body.format(", dtype=torch.float64") in made["pytorch"].code
    assert "x = np.arange" + body.format(', dtype="float64"') in made["keras"].code
    for dialect in ("numpy", "convviz"):
        assert "x = np.arange" + body.format("") in made[dialect].code


def test_numbers_come_as_lists_or_arrays() -> None:
    spec = ConvSpec.of(2, 1, 1, 3)
    lists = snippets(spec, (5, 5), x=X, weight=W, bias=[1])
    assert lists == snippets(spec, (1, 5, 5), x=np.array(X), weight=np.array(W), bias=np.array([1]))
    assert lists == snippets(spec, (5, 5), x=[np.array(X[0])], weight=W, bias=(np.int64(1),))


def test_convviz_says_only_what_is_not_the_default() -> None:
    plain = by_dialect(ConvSpec.of(2, 1, 1, (3, 3)), 5, 5)["convviz"].code
    assert "spec = ConvSpec.of(ndim=2, in_channels=1, out_channels=1, kernel=3)\n" in plain
    unequal = by_dialect(ConvSpec.of(1, 1, 1, 3, padding=[(1, 0)], bias=True), 5)["convviz"].code
    assert "kernel=3, padding=((1, 0),), bias=True)" in unequal


@pytest.mark.parametrize("name", CASES)
def test_convviz_builds_the_very_spec(name: str) -> None:
    spec, shape = CASES[name]
    assert run(by_dialect(spec, *shape)["convviz"])["spec"] == spec


# Convolution, dialect → what its code must hold, what its note must say (None: no note).
ODD_CASES = {
    "same, stride 1": (
        ConvSpec.of(2, 1, 1, 4, padding="same"),
        {"pytorch": ('padding="same")', None), "keras": ('padding="same")', None)},
    ),
    "TensorFlow's SAME at stride 2": (
        ConvSpec.of(2, 1, 1, 3, padding="same", stride=2),
        {
            "pytorch": ("# F.pad counts from the last axis: (left, right, top, bottom)", "TensorFlow's SAME"),
            "keras": ('strides=2, padding="same")', None),
        },
    ),
    "the same numbers on both ends": (
        ConvSpec.of(2, 1, 1, 3, padding=1, stride=2),
        {
            "pytorch": ("stride=2, padding=1)", None),
            "keras": ("ops.pad(image, ((0, 0), (1, 1), (1, 1), (0, 0)))", "otherwise"),
        },
    ),
    "numbers that SAME comes to": (
        ConvSpec.of(2, 1, 1, 3, padding=1),
        {"pytorch": ("padding=1)", None), "keras": ('padding="same")', "exactly these")},
    ),
    "unequal ends": (
        ConvSpec.of(2, 1, 1, 3, padding=((0, 1), (2, 3))),
        {"pytorch": ("F.pad(x, (2, 3, 0, 1))", "both ends"), "keras": ("ops.pad", "no numbers")},
    ),
    "replicate": (
        ConvSpec.of(2, 1, 1, 3, padding=1, padding_mode="replicate"),
        {
            "pytorch": ('F.pad(x, (1, 1, 1, 1), mode="replicate")', "nn.Conv2d has padding_mode"),
            "keras": ('mode="edge"', "zeros only"),
            "numpy": ('mode="edge"', 'replicate padding "edge"'),
        },
    ),
    "reflect": (ConvSpec.of(2, 1, 1, 3, padding=1, padding_mode="reflect"), {"numpy": ('mode="reflect"', None)}),
    "dilation and stride": (
        ConvSpec.of(2, 1, 1, 2, dilation=2, stride=2),
        {"pytorch": ("stride=2, dilation=2)", None), "keras": ("y = y[:, ::2, ::2]", "refuses strides above 1")},
    ),
    "true convolution": (
        ConvSpec.of(2, 1, 1, 3, flip=True),
        {
            "pytorch": ("w.flip(2, 3)", "cross-correlates"),
            "keras": ("kernel[::-1, ::-1]", "cross-correlates"),
            "numpy": ("w[:, :, ::-1, ::-1]", None),
        },
    ),
    "depthwise": (
        ConvSpec.of(2, 3, 6, 3, groups=3),
        {"pytorch": ("groups=3)", None), "keras": ("ops.depthwise_conv", None)},
    ),
    "grouped": (ConvSpec.of(2, 4, 6, 3, groups=2), {"keras": ("ops.conv(image, kernel)", None)}),
    "transposed": (
        ConvSpec.of(2, 1, 1, 3, stride=2, padding=1, output_padding=1, transposed=True),
        {
            "pytorch": ("F.conv_transpose2d(x, w, stride=2, padding=1, output_padding=1)", None),
            "keras": ("y = y[:, 1:13, 1:13]", "cut off afterwards"),
        },
    ),
    "transposed SAME": (
        ConvSpec.of(2, 1, 1, 3, stride=2, padding="same", transposed=True),
        {"pytorch": ("stamped[:, 0:12, 0:12]", 'no padding="same"'), "keras": ('padding="same")', None)},
    ),
    "transposed and grouped": (
        ConvSpec.of(2, 4, 4, 2, stride=2, groups=2, transposed=True),
        {"pytorch": ("groups=2)", None), "keras": ("ops.concatenate", "no groups")},
    ),
    "transposed and dilated": (
        ConvSpec.of(2, 1, 1, 2, dilation=2, transposed=True),
        {"pytorch": ("dilation=2)", None), "keras": ("spread[::2, ::2]", "TensorFlow on a CPU")},
    ),
}


@pytest.mark.parametrize("name", ODD_CASES)
def test_what_takes_more_than_one_call_says_why(name: str) -> None:
    spec, wanted = ODD_CASES[name]
    made = by_dialect(spec, 6, 6)
    for dialect, (code, note) in wanted.items():
        assert code in made[dialect].code
        assert made[dialect].note == "" if note is None else note in made[dialect].note


def test_reasons_make_one_sentence() -> None:
    spec = ConvSpec.of(1, 1, 1, 3, padding=[(0, 1)], flip=True)
    assert by_dialect(spec, 5)["pytorch"].note == (
        "PyTorch cross-correlates, so the kernel is reversed first; "
        "it pads both ends of an axis alike, so F.pad does unequal ends first."
    )


@pytest.mark.parametrize(
    ("numbers", "parameter"),
    [
        ({"x": [[1, 2]]}, "x"),
        ({"x": [1, 2, 3]}, "x"),
        ({"weight": [[[1, "import os"]]]}, "weight"),
        ({"weight": [[[1, float("nan")]]]}, "weight"),
        ({"bias": [1, 2]}, "bias"),
        ({"bias": 3}, "bias"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(numbers: dict[str, object], parameter: str) -> None:
    with pytest.raises(ConvError) as refused:
        snippets(ConvSpec.of(1, 1, 1, 2), (3,), **numbers)
    assert refused.value.parameter == parameter


def test_a_window_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ConvError, match="kernel"):
        snippets(ConvSpec.of(1, 1, 1, 4), (3,))


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(convviz.codegen).failed == 0
