"""`convviz net`: known networks, against the published tables."""

import csv
import io
import json
from collections.abc import Callable

import pytest

from convviz.networks import NAMES
from serving import ROOT

from .calling import Called, refused

Call = Callable[..., Called]
TABLES = {
    "alexnet": "alexnet_2012_grouped",
    "vgg16": "vgg16",
    "inception_3a": "inception_3a",
    "inception_3a_naive": "inception_3a_naive",
    "resnet50": "resnet50_v1.5_torchvision",
    "mobilenet_v1": "mobilenet_v1",
    "dilated_context": "dilated_context_basic_C21",
}


@pytest.mark.parametrize("name", TABLES)
def test_csv_is_the_published_table(call: Call, name: str) -> None:
    table = (ROOT / "tests" / "data" / "nets" / f"{TABLES[name]}.csv").read_text(encoding="utf-8")
    said = call("net", name, "--csv")
    if name.startswith("inception"):  # a part of a network, whose table leaves the receptive field open
        assert [line.rsplit(",", 2)[0] for line in said.out.splitlines()[1:]] == [
            line.rsplit(",", 2)[0] for line in table.splitlines()[1:]
        ]
    else:
        assert said.out == table
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize("name", NAMES)
def test_totals_are_the_sums_of_the_layers(call: Call, name: str) -> None:
    said = json.loads(call("net", name, "--json").out)
    for key in ("weights", "biases", "params", "bn_params", "macs", "flops", "outputs"):
        assert said[key] == sum(layer[key] for layer in said["layers"]), key
    assert said["params"] == said["weights"] + said["biases"]
    rows = list(csv.DictReader(io.StringIO(call("net", name, "--csv").out)))
    assert [row["name"] for row in rows] == [layer["name"] for layer in said["layers"]]
    plain = call("net", name).out
    assert f"{said['macs']:,}  MACs; FLOPs = 2 × MACs = {said['flops']:,}" in plain
    assert all(layer["name"] in plain for layer in said["layers"])


def test_known_totals(call: Call) -> None:
    said = json.loads(call("net", "mobilenet_v1", "--json").out)
    assert (said["macs"], said["params"]) == (568_740_352, 4_210_088)
    assert json.loads(call("net", "resnet50", "--json").out)["bn_params"] == 53_120


def test_options_change_the_network(call: Call) -> None:
    said = json.loads(call("net", "mobilenet-v1", "--width", "0.5", "--size", "160", "--json").out)
    assert (said["macs"], said["params"]) == (76_524_800, 1_320_648)  # the paper rounds to 76 and 1.3 million
    assert said["input"] == [3, 160, 160]
    macs = {
        groups: json.loads(call("net", "shufflenet_v1", "--groups", groups, "--json").out)["macs"]
        for groups in ("1", "3", "8")
    }
    assert len(set(macs.values())) == 3
    named = call("net", "resnet50", "--version", "v1").out.splitlines()[0]
    assert named == "resnet50, version v1"


def test_the_list_has_every_network_with_its_options(call: Call) -> None:
    lines = call("net", "--list").out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(NAMES)
    (shuffled,) = (line for line in lines if line.startswith("shufflenet"))
    assert shuffled.endswith("--groups --width --size")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "convviz net --list"),
        (("resnet5",), 2, "did you mean resnet50"),
        (("x" * 10_000,), 2, "There is no network"),
        (("",), 2, "There is no network"),
        (("vgg16", "resnet50"), 2, "resnet50"),
        (("vgg16", "--width"), 2, "--width"),
        (("vgg16", "--width", "2"), 1, "`width` (=2) is no option of this network"),
        (("shufflenet_v1", "--groups", "5"), 1, "`groups` (=5) must be one of 1, 2, 3, 4"),
        (("mobilenet_v1", "--width", "nan"), 1, "`width` (=nan)"),
        (("mobilenet_v1", "--width", "1/0"), 1, "`width` (=1/0)"),
        (("mobilenet_v1", "--size", "9" * 5000), 1, "`resolution`"),
        (("mobilenet_v1", "--size", "-224"), 1, "`resolution` (=-224)"),
        (("mobilenet_v1", "--size", "2.5"), 1, "`resolution`"),
        (("mobilenet_v1", "--widt", "1"), 2, "--widt"),
    ],
)
def test_what_cannot_be_is_told(call: Call, words: tuple[str, ...], code: int, sentence: str) -> None:
    assert sentence in refused(call("net", *words), code)
