"""Convolutions whose answers are known from elsewhere, and inputs that must be refused."""

import json
from pathlib import Path

import numpy as np
import pytest

import oracle
from convviz import ConvError, ConvSpec, convolve, cost, record
from random_layers import laid_down

FILE = json.loads((Path(__file__).parents[1] / "data" / "conv_cases.json").read_text())
ACCEPTED = {"inv-017": (1, 1, 2, 2), "inv-047": (1, 2, 2)}  # "same" has TensorFlow's meaning; no batch axis is fine
AT_FAULT = {
    "inv-001": ("kernel", "5"),
    "inv-003": ("kernel", "5"),
    "inv-005": ("kernel", "4"),
    "inv-007": ("stride", "0"),
    "inv-009": ("stride", "-1"),
    "inv-011": ("stride", "0"),
    "inv-013": ("padding", "-1"),
    "inv-015": ("padding", "[1, 1, 1]"),
    "inv-019": ("padding", "(5, 5)"),
    "inv-021": ("dilation", "0"),
    "inv-023": ("groups", "0"),
    "inv-025": ("groups", "2"),
    "inv-027": ("groups", "2"),
    "inv-029": ("weight", "(4, 4, 3, 3)"),
    "inv-031": ("groups", "3"),
    "inv-033": ("bias", "(1, 1)"),
    "inv-035": ("output_padding", "(1, 1)"),
    "inv-037": ("output_padding", "-1"),
    "inv-039": ("padding", "((1, 1), (1, 1))"),
    "inv-041": ("in_channels", "0"),
    "inv-043": ("x", "(1, 1, 0, 4)"),
    "inv-045": ("kernel", "(0,)"),
    "inv-049": ("kernel", "(3,)"),
    "inv-051": ("stride", "[1, 1, 1]"),
    "inv-053": ("stride", "[]"),
    "inv-055": ("x", "[[[['a', 2], [3, 4]]]]"),
    "inv-057": ("x", "NaN or infinity"),
    "inv-059": ("weight", "NaN or infinity"),
}


def by_id(cases):
    return [pytest.param(case, id=case["id"]) for case in cases]


def numbers(nested):
    """Nested lists with the file's tokens for what JSON cannot hold put back."""
    if isinstance(nested, list):
        return [numbers(entry) for entry in nested]
    return float(nested.strip("_")) if isinstance(nested, str) and nested.startswith("__") else nested


def arrays_of(case):
    x = np.zeros(case["x_shape"]) if "x_shape" in case else numbers(case["x"])
    return x, numbers(case["w"]), numbers(case["b"])


def spec_of(case):
    x, weight, bias = arrays_of(case)
    transposed = case["op"] == "conv_transpose"
    rows, columns, *kernel = np.shape(weight)
    return ConvSpec.of(
        case["nd"],
        np.shape(x)[-case["nd"] - 1],
        columns * case["groups"] if transposed else rows,
        tuple(kernel),
        stride=case["stride"],
        padding=case["padding"],
        dilation=case["dilation"],
        groups=case["groups"],
        transposed=transposed,
        output_padding=case.get("output_padding", 0),
        padding_mode=case.get("pad_mode", "zeros"),
        flip=case["op"] == "convolve",
        bias=bias is not None,
    )


def test_every_case_is_there():
    assert (len(FILE["cases"]), len(FILE["invalid"])) == (186, 30)
    assert {case["id"] for case in FILE["invalid"]} == {*ACCEPTED, *AT_FAULT}


@pytest.mark.parametrize("case", by_id(FILE["cases"]))
def test_output_is_as_known(case):
    x, weight, bias = arrays_of(case)
    y = convolve(spec_of(case), x, weight, bias)
    assert y.shape == tuple(case["out_shape"])
    assert y.tolist() == case["y"]
    assert y.dtype == np.result_type(*(np.array(array) for array in (x, weight, bias) if array is not None))


@pytest.mark.parametrize("case", by_id(FILE["cases"]))
def test_float32_output_is_as_known(case):
    x, weight, bias = (array if array is None else np.array(array, np.float32) for array in arrays_of(case))
    y = convolve(spec_of(case), x, weight, bias)
    assert y.dtype == np.float32
    assert y.tolist() == case["y"]


@pytest.mark.parametrize("case", by_id(FILE["cases"]))
def test_shape_and_padding_are_as_known(case):
    spec, (_, *shape) = spec_of(case), np.shape(case["x"])
    geometry = spec.resolve(shape)
    assert spec.fits(shape)
    assert spec.output_shape(shape) == tuple(case["out_shape"][1:])
    assert spec.output_shape(shape[1:]) == geometry.output_shape == tuple(case["out_shape"][2:])
    assert geometry.padding == tuple(map(tuple, case["pads"]))
    assert spec.weight_shape == np.shape(case["w"])


@pytest.mark.parametrize("case", by_id(FILE["cases"]))
def test_price_is_as_known(case):
    batch, *shape = np.shape(case["x"])
    price = cost(spec_of(case), shape)
    assert price.params == case["params"]
    assert batch * price.macs == batch * price.multiplications == case["macs"]
    assert batch * price.macs_nonpad == case["macs_nonpad"]
    assert (batch * price.inputs, batch * price.outputs) == (np.size(case["x"]), np.size(case["y"]))


@pytest.mark.parametrize("case", by_id(FILE["cases"]))
def test_steps_add_up_to_the_output(case):
    spec, (x, weight, bias) = spec_of(case), arrays_of(case)
    for item, known in zip(x, case["y"], strict=True):
        trace = record(spec, item, weight, bias)
        assert trace.output.tolist() == known
        assert laid_down(trace).tolist() == known
        assert len(x) * sum(step.products.size for step in trace) == case["macs"]


@pytest.mark.parametrize("case", by_id(FILE["cases"]))
def test_plain_loops_agree(case):
    arrays = arrays_of(case)
    options = {"stride": case["stride"], "pads": case["pads"], "dilation": case["dilation"], "groups": case["groups"]}
    if case["op"] == "conv_transpose":
        extra = spec_of(case).resolve(np.shape(case["x"])[2:]).output_padding
        found = oracle.transposed(*arrays, **options, output_padding=extra)
    else:
        mode, flip = case.get("pad_mode", "zeros"), case["op"] == "convolve"
        found = oracle.direct(*arrays, **options, mode=mode, flip=flip)
    assert found == (case["y"], case["macs"], case["macs_nonpad"])


@pytest.mark.parametrize("case", by_id(case for case in FILE["invalid"] if case["id"] in AT_FAULT))
def test_impossible_convolution_is_refused(case):
    parameter, value = AT_FAULT[case["id"]]
    x, weight, bias = arrays_of(case)
    with pytest.raises(ConvError) as refusal:
        convolve(spec_of(case), x, weight, bias)
    message = str(refusal.value)
    assert refusal.value.parameter == parameter
    assert message.startswith(f"`{parameter}` (=")
    assert value in message.split(". ")[0]
    assert refusal.value.rule in message
    assert refusal.value.cure in message
    assert message.endswith(".")


@pytest.mark.parametrize("case", by_id(case for case in FILE["invalid"] if case["id"] in ACCEPTED))
def test_what_only_others_refuse_is_accepted(case):
    x, weight, bias = arrays_of(case)
    y = convolve(spec_of(case), x, weight, bias)
    assert y.shape == ACCEPTED[case["id"]]


def test_same_with_a_stride_is_tensorflows():
    (case,) = (case for case in FILE["invalid"] if case["id"] == "inv-017")
    assert spec_of(case).resolve((4, 4)).padding == ((0, 1), (0, 1))
    assert convolve(spec_of(case), case["x"], case["w"]).tolist() == [[[[9, 6], [6, 4]]]]
