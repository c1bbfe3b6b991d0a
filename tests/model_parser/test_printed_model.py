"""Printed models of torchvision: totals against what the literature says, layers against our own networks."""

import csv

import pytest

import printed_models as printed
from convviz.costs.network import network_cost
from convviz.costs.table import layer_table
from convviz.model_parser import ParsedModel, read_model
from convviz.networks import network
from serving import ROOT

PICTURE = (3, 224, 224)
NETS = ROOT / "tests" / "data" / "nets"
# Multiplications, and parameters as torchvision counts them: weights, biases, normalisations.
KNOWN = {
    "vgg16": (printed.vgg16(), 15_470_264_320, 138_357_544),
    "resnet18": (printed.resnet((2, 2, 2, 2), deep=False), 1_814_073_344, 11_689_512),
    "resnet34": (printed.resnet((3, 4, 6, 3), deep=False), 3_663_761_408, 21_797_672),
    "resnet50": (printed.resnet((3, 4, 6, 3), deep=True), 4_089_184_256, 25_557_032),
    "resnext50": (printed.resnet((3, 4, 6, 3), deep=True, groups=32, width=4), 4_230_479_872, 25_028_904),
    "mobilenet_v2": (printed.mobilenet_v2(), 300_774_272, 3_504_872),
    "densenet121": (printed.densenet121(), 2_834_161_664, 7_978_856),
}


def read(text: str) -> ParsedModel:
    """A text of which everything is read as one network."""
    reading = read_model(text, PICTURE)
    assert not reading.refusals, [str(refusal) for refusal in reading.refusals]
    assert len(reading.networks) == 1
    return reading


@pytest.mark.parametrize("name", KNOWN)
def test_totals(name: str) -> None:
    text, macs, params = KNOWN[name]
    reading = read(text)
    assert (reading.macs, reading.params + reading.norm_params) == (macs, params)
    assert reading.output_shape == (1000,)


@pytest.mark.parametrize(
    ("name", "file"), [("vgg16", "vgg16.csv"), ("resnet50", "resnet50_v1.5_torchvision.csv")]
)  # fmt: skip
def test_every_layer(name: str, file: str) -> None:
    with (NETS / file).open(encoding="utf-8", newline="") as lines:
        expected = list(csv.DictReader(lines))
    rows = [row for cost in read(KNOWN[name][0]).costs for row in layer_table(cost)]
    keys = "type in_shape kernel stride groups out_shape weight_params bias_params bn_params macs out_elems rf jump"
    assert [[row[key] for key in keys.split()] for row in rows] == [
        [row[key] for key in keys.split()] for row in expected
    ]


def test_names_are_those_of_the_model() -> None:
    """A shortcut is named with its number within its Sequential, which the table of the literature leaves out."""
    ours = [row.name for row in read(KNOWN["resnet50"][0]).layers]
    assert ours[:7] == [
        "conv1", "maxpool", "layer1.0.conv1", "layer1.0.conv2", "layer1.0.conv3", "layer1.0.downsample.0",
        "layer1.1.conv1",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "own"), [("resnext50", "resnext50_32x4d"), ("mobilenet_v2", "mobilenet_v2")])
def test_our_own_networks_agree(name: str, own: str) -> None:
    ours = network_cost(network(own))
    theirs = read(KNOWN[name][0])
    assert [(row.kind, row.out_shape, row.cost) for row in theirs.layers] == [
        (row.kind, row.out_shape, row.cost) for row in ours.layers
    ]
    assert sum(row.kind == "add" for row in theirs.rows) == sum(row.kind == "add" for row in ours.rows)


def test_what_is_known_from_names_is_said() -> None:
    remarks = "\n".join(read(KNOWN["mobilenet_v2"][0]).remarks)
    assert "`InvertedResidual` adds" in remarks
    assert "mean of every channel" in remarks  # which its forward does and its printed text does not say


def test_words_without_quotation_marks_and_repeated_modules() -> None:
    layer = "Conv2d(4, 4, kernel_size=(3, 3), stride=(1, 1), padding=same, padding_mode=reflect)"
    text = f"ModuleList(\n  (0-2): 3 x {layer}\n)"
    reading = read_model(text, (4, 9, 9))
    assert [row.name for row in reading.rows] == ["0", "1", "2"]
    assert reading.output_shape == (4, 9, 9)


def test_squeeze_and_fire_and_branches() -> None:
    squeeze = """Net(
  (se): SqueezeExcitation(
    (avgpool): AdaptiveAvgPool2d(output_size=1)
    (fc1): Conv2d(8, 2, kernel_size=(1, 1), stride=(1, 1))
    (fc2): Conv2d(2, 8, kernel_size=(1, 1), stride=(1, 1))
    (scale_activation): Sigmoid()
  )
  (fire): Fire(
    (squeeze): Conv2d(8, 4, kernel_size=(1, 1), stride=(1, 1))
    (expand1x1): Conv2d(4, 6, kernel_size=(1, 1), stride=(1, 1))
    (expand3x3): Conv2d(4, 6, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
  )
  (inception3a): Inception(
    (branch1): Conv2d(12, 2, kernel_size=(1, 1), stride=(1, 1))
    (branch2): Sequential(
      (0): Conv2d(12, 3, kernel_size=(1, 1), stride=(1, 1))
      (1): Conv2d(3, 5, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
    )
  )
)"""
    reading = read_model(squeeze, (8, 6, 6))
    assert not reading.refusals
    assert [row.out_shape for row in reading.rows if row.kind == "concat"] == [(12, 6, 6), (7, 6, 6)]
    assert len(reading.networks) == 1


def test_lines_that_cannot_be_read_leave_the_others() -> None:
    lines = KNOWN["resnet18"][0].split("\n")
    lines[7] = "      (conv1): Conv2d(64, 64, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=F@lse)"
    lines[30] = "what is this"
    reading = read_model("\n".join(lines), PICTURE)
    assert [refusal.line for refusal in reading.refusals] == [8, 31]
    assert 0.7 * 1_814_073_344 < reading.macs < 1_814_073_344


@pytest.mark.parametrize("cut", [200, 900, 2500, 4000])
def test_a_text_cut_off_is_read_to_the_end(cut: int) -> None:
    reading = read_model(KNOWN["resnet18"][0][:cut], PICTURE)
    assert reading.networks
    assert any("never closed" in refusal.reason for refusal in reading.refusals)
