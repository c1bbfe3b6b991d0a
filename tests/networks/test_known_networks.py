"""The networks of the literature against tables written down by others, and against the totals of their papers."""

import csv
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from convviz.costs.network import NetworkCost, network_cost
from convviz.costs.table import HEADER, layer_csv, layer_table
from convviz.errors import ConvError
from convviz.networks import NAMES, REGISTER, network
from convviz.spec.conv import ConvSpec
from convviz.spec.network import NetworkBuilder
from convviz.spec.operations import Add, Linear

TABLES = {
    "alexnet_2012_grouped": "alexnet",
    "dilated_context_basic_C21": "dilated_context",
    "inception_3a": "inception_3a",
    "inception_3a_naive": "inception_3a_naive",
    "mobilenet_v1": "mobilenet_v1",
    "resnet50_v1.5_torchvision": "resnet50",
    "vgg16": "vgg16",
}
FOLDER = Path(__file__).parents[1] / "data" / "nets"


def priced(name: str, **options: object) -> NetworkCost:
    return network_cost(network(name, **options))


def everything(price: NetworkCost) -> int:
    """What libraries call the parameters of a model."""
    return price.params + price.norm_params


def in_columns(row: dict[str, str], columns: list[str], *, seen: bool) -> dict[str, str]:
    """A row of ours with the columns of a table."""
    return {key: row[key] if seen or key not in ("rf", "jump") else "" for key in columns}


def test_every_table_has_its_network() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == TABLES.keys()


@pytest.mark.parametrize("table", TABLES)
def test_equal_to_the_table_line_by_line(table: str) -> None:
    with (FOLDER / f"{table}.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    seen = any(line["rf"] for line in lines)  # the tables of single modules leave it open
    rows = layer_table(priced(TABLES[table]))
    assert [in_columns(row, list(lines[0]), seen=seen) for row in rows] == lines


def test_a_table_can_be_read_back_and_says_which_stage() -> None:
    lines = list(csv.DictReader(layer_csv(priced("xception")).splitlines()))
    assert tuple(lines[0]) == HEADER
    assert {line["stage"] for line in lines} == {"entry flow", "middle flow", "exit flow", "classifier"}
    assert sum(int(line["macs"]) for line in lines) == priced("xception").multiplications


def test_a_table_spells_uneven_padding_and_axes() -> None:
    builder = NetworkBuilder("odd", (2, 9, 9))
    builder.add("tall", ConvSpec.of(2, 2, 2, (3, 1), stride=(2, 1), padding=((0, 1), (0, 0))))
    builder.add("same", ConvSpec.of(2, 2, 2, 3, padding="same"))
    builder.add("sum", Add(), "same", "same")
    tall, same = layer_table(network_cost(builder.network()))
    assert (tall["kernel"], tall["stride"], tall["pad"], same["pad"]) == ("3x1", "2x1", "0:1x0:0", "same")


def test_the_register_has_these_networks() -> None:
    assert NAMES == (
        "alexnet", "vgg16", "inception_3a", "inception_3a_naive", "resnet50", "resnext50_32x4d", "mobilenet_v1",
        "mobilenet_v2", "shufflenet_v1", "xception", "dcgan_generator", "dilated_context",
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_offered_option_builds(name: str) -> None:
    for option in REGISTER[name].options:
        assert option.default in option.offered
        for value in option.offered:
            price = priced(name, **{option.name: value})
            assert price.multiplications > 0
            assert sum(row.cost.multiplications for row in price.layers) == price.multiplications


# Weights, biases and what normalisations learn, as the libraries count a model's parameters.
@pytest.mark.parametrize(
    ("name", "options", "parameters"),
    [
        ("alexnet", {}, 60_965_224),
        ("vgg16", {}, 138_357_544),
        ("resnet50", {}, 25_557_032),
        ("resnet50", {"version": "v1"}, 25_557_032),
        ("resnext50_32x4d", {}, 25_028_904),
        ("mobilenet_v1", {}, 4_231_976),
        ("mobilenet_v2", {}, 3_504_872),
        ("dcgan_generator", {"channels": 512}, 3_576_704),
    ],
)
def test_parameters_as_torchvision_and_keras_count_them(name: str, options: dict[str, object], parameters: int) -> None:
    assert everything(priced(name, **options)) == parameters


def test_keras_counts_what_xceptions_normalisations_remember_as_well() -> None:
    """A mean and a variance for each channel are updated, not learned: as many numbers as the scales and shifts."""
    price = priced("xception")
    assert everything(price) == 22_855_952
    assert everything(price) + price.norm_params == 22_910_480


@pytest.mark.parametrize(
    ("name", "options", "millions"),
    [
        ("alexnet", {}, 724),
        ("vgg16", {}, 15_470),
        ("resnet50", {}, 4_089),
        ("resnet50", {"version": "v1"}, 3_858),
        ("resnext50_32x4d", {}, 4_230),
        ("mobilenet_v1", {}, 569),
        ("mobilenet_v1", {"width": 0.75}, 325),
        ("mobilenet_v1", {"width": 0.5}, 149),
        ("mobilenet_v1", {"width": 0.25}, 41),
        ("mobilenet_v1", {"resolution": 192}, 418),
        ("mobilenet_v1", {"resolution": 128}, 186),
        ("mobilenet_v2", {}, 301),
        ("mobilenet_v2", {"width": 0.75}, 209),
        ("mobilenet_v2", {"width": 0.5}, 97),
        ("mobilenet_v2", {"width": 0.35}, 59),
        ("mobilenet_v2", {"width": 1.4}, 582),
    ],
)
def test_multiplications_of_the_papers(name: str, options: dict[str, object], millions: int) -> None:
    """Sandler et al. round MobileNet V2's to 300; the widths of both are in their papers and model lists."""
    assert round(priced(name, **options).multiplications / 1e6) == millions


@pytest.mark.parametrize(("groups", "millions"), [(1, 143), (2, 140), (3, 137), (4, 133), (8, 137)])
def test_shufflenets_complexity_is_that_of_its_convolutions(groups: int, millions: int) -> None:
    """Table 1 of the paper comes out exactly where its last linear layer is not counted."""
    price = priced("shufflenet_v1", groups=groups)
    linear = sum(row.cost.multiplications for row in price.rows if isinstance(row.operation, Linear))
    assert int((price.multiplications - linear) / 1e6 + 0.5) == millions


@pytest.mark.parametrize("groups", [1, 2, 3, 4, 8])
def test_shufflenet_at_half_width(groups: int) -> None:
    """38 million in the paper whatever the groups, 40 in its authors' list for eight."""
    assert 37e6 < priced("shufflenet_v1", groups=groups, width=0.5).multiplications < 41e6


@pytest.mark.parametrize(
    ("name", "options", "receptive"),
    [
        ("alexnet", {}, 195),
        ("vgg16", {}, 212),
        ("mobilenet_v1", {}, 315),
        ("resnet50", {}, 427),
        ("resnet50", {"version": "v1"}, 483),
        ("resnext50_32x4d", {}, 427),
        ("mobilenet_v2", {}, 491),
        ("shufflenet_v1", {}, 527),
        ("xception", {}, 1083),
        ("dilated_context", {}, 67),
    ],
)
def test_receptive_fields(name: str, options: dict[str, object], receptive: int) -> None:
    """Those of the last feature map, before a global mean sees everything."""
    assert [field.receptive for field in priced(name, **options).receptive_field] == [receptive, receptive]


def test_training_keeps_what_convnet_burden_lists() -> None:
    """Feature memory in MiB of float32: 3 for AlexNet, 58 for VGG-16."""
    assert priced("alexnet").written == 781_736
    assert priced("vgg16").written == 15_087_080


def test_mobilenets_last_pair_keeps_its_map_although_the_paper_prints_stride_2() -> None:
    rows = {row.name: row for row in priced("mobilenet_v1").rows}
    assert isinstance(last := rows["dw13"].operation, ConvSpec)
    assert last.stride == (1, 1)
    assert rows["dw13"].in_shapes[0] == rows["dw13"].out_shape == (1024, 7, 7)


def test_the_generator_ends_in_a_picture() -> None:
    generator = network("dcgan_generator")
    sizes = [shape[-1] for shape in generator.shapes().values()]
    assert sizes == [1, 4, 8, 16, 32, 64]
    assert generator.shapes()["picture"] == (3, 64, 64)


def test_wider_costs_more_and_resolution_leaves_the_weights() -> None:
    widths = [priced("mobilenet_v1", width=Fraction(n, 8)) for n in range(1, 17)]
    assert all(one.multiplications < other.multiplications for one, other in pairwise(widths))
    assert priced("resnet50", resolution=128).weights == priced("resnet50").weights


def test_one_spelling_of_a_number_builds_the_same_network() -> None:
    assert network("mobilenet_v2", width=1) is network("mobilenet_v2") is network("mobilenet_v2", width="1.0")


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("lenet", {}, "alexnet, vgg16"),
        (None, {}, "must be one of"),
        (["resnet50"], {}, "must be one of"),
        ("vgg16", {"width": 1}, "no options"),
        ("resnet50", {"width": 1}, "It has version, resolution"),
        ("resnet50", {"version": 1}, "v1, v1.5"),
        ("shufflenet_v1", {"groups": 5}, "1, 2, 3, 4, 8"),
        ("shufflenet_v1", {"groups": True}, "1, 2, 3, 4, 8"),
        ("mobilenet_v1", {"width": 0}, "from 0.1 to 16"),
        ("mobilenet_v1", {"width": "wide"}, "must be a number"),
        ("mobilenet_v1", {"width": float("nan")}, "must be a number"),
        ("mobilenet_v1", {"width": "1/0"}, "must be a number"),
        ("mobilenet_v1", {"resolution": 31}, "at least 32"),
        ("mobilenet_v1", {"resolution": 10**9}, "at most 4096"),
        ("mobilenet_v1", {"resolution": 224.0}, "whole number"),
    ],
)
def test_what_cannot_be_built_is_refused(name: str, options: dict[str, object], says: str) -> None:
    with pytest.raises(ConvError, match=says):
        network(name, **options)


@pytest.mark.parametrize("name", [name for name in NAMES if any(o.name == "width" for o in REGISTER[name].options)])
@pytest.mark.parametrize("width", [0.1, 0.13, 0.35, 1.3, 16])
def test_any_width_between_can_be_built(name: str, width: float) -> None:
    groups = [option for option in REGISTER[name].options if option.name == "groups"]
    for choice in [{"groups": g} for g in groups[0].offered] if groups else [{}]:
        assert priced(name, width=width, resolution=32, **choice).multiplications > 0
