"""What other counters report is data; what is true is computed, and is what was measured by hand for each layer."""

import pytest

from convviz.app.tools.counting.other_counters import applied, true_counts
from convviz.costs.layer import additions, cost
from convviz.costs.other_counters import COUNTERS, MEASURED, PROFILED, REASONS, SIMPLE, MeasuredLayer
from convviz.spec.conv import ConvSpec

# Multiplications, those on real cells, additions of biases: counted apart from the engine.
TRUE = [
    (231_211_008, 225_738_752, 0),
    (231_211_008, 225_738_752, 401_408),
    (924_844_032, 902_955_008, 0),
    (118_013_952, 116_214_528, 0),
    (7_225_344, 6_553_600, 0),
    (819_200, 739_328, 0),
    (14_450_688, 14_108_672, 0),
    (1_806_336, 1_763_584, 0),
    (73_728, 70_688, 8_192),
    (25_690_112, 25_690_112, 0),
    (165_888, 153_600, 0),
    (1_769_472, 1_489_664, 0),
    (25_690_112, 24_780_800, 0),
    (14_450_688, 14_108_672, 100_352),
    (28_224, 26_896, 0),
    (13_824, 13_824, 0),
    (460_800, 430_592, 0),
    (460_800, 430_592, 0),
]


CASES = list(zip(MEASURED, TRUE, strict=True))


@pytest.mark.parametrize(("measured", "true"), CASES, ids=[measured.name for measured in MEASURED])
def test_the_true_columns_are_what_cost_says(measured: MeasuredLayer, true: tuple[int, int, int]) -> None:
    assert true_counts(measured) == true
    assert len(measured.reports) == len(COUNTERS)


@pytest.mark.parametrize("measured", MEASURED, ids=lambda one: one.name)
def test_what_is_marked_wrong_is_wrong_and_what_is_not_is_right(measured: MeasuredLayer) -> None:
    macs, _, biases = true_counts(measured)
    meaning = {"M": macs, "M + b": macs + biases, "2M": 2 * macs, "2M + b": 2 * macs + biases}
    for report in measured.reports:
        if report.error is None:
            assert set(report.reported.split(" / ")) <= meaning.keys()
            continue
        numbers = [int(number.replace(",", "")) for number in report.reported.split(" / ")]
        assert any(number not in meaning.values() for number in numbers), report


def test_the_wrong_numbers_come_from_where_the_page_says() -> None:
    for measured in MEASURED:
        _, _, biases = true_counts(measured)
        for name, report in zip(COUNTERS, measured.reports, strict=True):
            numbers = [int(n.replace(",", "")) for n in report.reported.split(" / ")] if report.error else []
            if report.error == "outputs":
                weights = cost(measured.spec, measured.size).weights
                assert numbers[0] - (biases if "torchinfo" in name else 0) == weights * applied(measured)
            elif report.error in ("same", "planes", "modules", "groups"):
                assert set(numbers) == {0}
            elif report.error == "batch":
                assert numbers == [cost(measured.spec, measured.size).macs]
            elif report.error == "row":
                short = (measured.size[0] - 1) * (measured.size[1] - 1)
                assert numbers == [2 * cost(measured.spec, measured.size).weights * short, numbers[0] // 2]
            elif report.error == "bias":
                assert numbers[1] == cost(measured.spec, measured.size).macs
                assert 0 < numbers[0] - 2 * numbers[1] < biases
    used = {report.error for measured in MEASURED for report in measured.reports} - {None}
    assert used == set(REASONS)
    assert len(SIMPLE) == len(COUNTERS)


def test_tensorflows_profiler() -> None:
    true = [cost(row.spec, row.size).flops for row in PROFILED]
    assert true == [28_901_376, 13_436_928, 14_450_688, 14_450_688, 51_380_224, 28_901_376, 27_648]
    right = [row.name for row, flops in zip(PROFILED, true, strict=True) if row.reported == flops]
    assert right == ["transposed, kernel 4, stride 2, SAME"]
    valid = PROFILED[5]
    places = valid.spec.output_shape(valid.size)
    assert valid.reported == 2 * cost(valid.spec, valid.size).weights * places[0] * places[1] // 4
    assert all(row.reason for row in PROFILED if row.name not in right)


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (ConvSpec.of(2, 3, 128, 3), 86_400 - 3_200),
        (ConvSpec.of(2, 3, 128, 3, bias=True), 86_400),
        (ConvSpec.of(2, 3, 128, 3, transposed=True), 49 * 27 * 128),
    ],
)
def test_additions(layer: ConvSpec, expected: int) -> None:
    assert additions(layer, cost(layer, (7, 7))) == expected
