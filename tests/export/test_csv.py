"""The numbers for a spreadsheet: read back, they are the trace."""

import csv
from io import StringIO

import numpy as np
import pytest

from convviz import ConvError, ConvSpec, record
from convviz.export.csv import STEPS_HEADER, output_csv, steps_csv
from convviz.scene import Decoder, scene_of
from decoded_scenes import TRACES
from drawn_scenes import SCENES


def read(text):
    assert text.isascii() or "×" in text
    lines = list(csv.reader(StringIO(text, newline="")))
    assert text.count("\r\n") == len(lines), "lines end as RFC 4180 has it"
    assert len({len(line) for line in lines}) == 1, "all lines have as many fields"
    return lines


def matrices(text):
    """Name of each plane and its numbers."""
    found = {}
    for line in read(text):
        cells = [cell for cell in line if cell]
        if cells[0].startswith("# "):
            rows = found.setdefault(cells[0].removeprefix("# "), [])
        else:
            rows.append([float(cell) for cell in cells])
    return found


@pytest.mark.parametrize("name", TRACES)
def test_the_output_reads_back_as_the_trace_computed_it(name):
    trace = TRACES[name]
    planes = matrices(output_csv(SCENES[name]))
    assert len(planes) == np.prod(trace.output.shape[: -min(2, trace.spec.ndim)])
    read_back = np.array(list(planes.values())).reshape(trace.output.shape)
    np.testing.assert_allclose(read_back, trace.output, rtol=1e-12, atol=1e-12)
    assert all(len(row) == trace.output.shape[-1] for rows in planes.values() for row in rows)


@pytest.mark.parametrize("name", ["2-D, several channels and a bias", "3-D"])
def test_numpy_reads_the_output_without_being_told_what_to_skip(name):
    trace = TRACES[name]
    rows = np.loadtxt(StringIO(output_csv(SCENES[name])), delimiter=",", ndmin=2)
    np.testing.assert_allclose(rows.reshape(trace.output.shape), trace.output)


def test_channels_and_planes_are_named():
    several = matrices(output_csv(SCENES["2-D, several channels and a bias"]))
    assert list(several) == ["output channel 0", "output channel 1"]
    assert list(matrices(output_csv(SCENES["the worked example"]))) == ["output"]
    assert "output channel 1 depth 2" in matrices(output_csv(SCENES["3-D"]))


@pytest.mark.parametrize("name", TRACES)
def test_every_product_reads_back_as_in_the_step_of_the_trace(name):
    trace = TRACES[name]
    header, *lines = read(steps_csv(SCENES[name]))
    assert tuple(header) == STEPS_HEADER
    assert len(lines) == sum(step.products.size for step in trace)
    rows = iter(dict(zip(header, line, strict=True)) for line in lines)
    for step in trace:
        products = [next(rows) for _ in range(step.products.size)]
        assert {row["step"] for row in products} == {str(step.index + 1)}
        values = np.broadcast_to(step.values, step.weights.shape).ravel()
        np.testing.assert_allclose([float(row["value"]) for row in products], values)
        np.testing.assert_allclose([float(row["weight"]) for row in products], step.weights.ravel())
        np.testing.assert_allclose([float(row["result"]) for row in products], step.products.ravel())
        if not trace.spec.transposed:
            total = sum(float(row["result"]) for row in products) + float(products[0]["bias"])
            assert float(products[0]["sum"]) == pytest.approx(total)
            assert float(products[0]["sum"]) == pytest.approx(step.sum)
    assert next(rows, None) is None


def test_a_fraction_is_part_of_the_weight():
    header, first, *_ = read(steps_csv(SCENES["a fraction in front"]))
    assert float(first[header.index("weight")]) == pytest.approx(1 / 9)


def test_the_last_stamp_on_a_cell_leaves_the_output_there():
    name = "transposed, cropped, with output padding and a bias"
    header, *lines = read(steps_csv(SCENES[name]))
    written, total = header.index("written"), header.index("sum")
    last = {line[written]: float(line[total]) for line in lines if line[total]}
    assert [line[total] for line in lines if line[written] == "cropped"]
    output = TRACES[name].output
    for place, value in last.items():
        index = tuple(int(i) for i in place.removeprefix("output [").removesuffix("]").split(", "))
        assert value == output[index]


def test_moves_and_padding_are_listed_too():
    header, first, *_ = read(steps_csv(SCENES["moves, several links, two tracks"]))
    row = dict(zip(header, first, strict=True))
    assert row == {
        "track": "two steps",
        "step": "1",
        "product": "1",
        "read": "input [0, 0]",
        "value": "1",
        "met": "",
        "weight": "",
        "result": "",
        "bias": "",
        "written": "shuffled [0, 0]",
        "sum": "1",
    }
    header, first, *_ = read(steps_csv(SCENES["the worked example"]))
    assert first[header.index("read")] == "input [-1, -1]", "a minus that a spreadsheet reads"


def test_numbers_are_not_rounded():
    (rows,) = matrices(output_csv(SCENES["fractions"])).values()
    assert [value for row in rows for value in row] == Decoder(SCENES["fractions"]).values["output"]


def test_more_than_a_spreadsheet_bears_is_refused_with_a_reason():
    trace = record(ConvSpec.of(2, 1, 1, 15), np.zeros((1, 64, 64), int), np.ones((1, 1, 15, 15), int))
    with pytest.raises(ConvError, match=r"562,500 products.*must have at most 200,000"):
        steps_csv(scene_of(trace))
    assert matrices(output_csv(scene_of(trace))), "its output is small enough"
