"""`convviz cost`: text in, price out."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from convviz.costs.layer import cost
from convviz.spec.conv import ConvSpec

from .calling import Called, refused

Call = Callable[..., Called]
LAYER = "nn.Conv2d(64, 128, 3, padding=1)"
SHAPE = ("--input", "64x56x56")
MODEL = """\
nn.Sequential(
    nn.Conv2d(3, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(64, 8, 1))
"""
UNREAD = MODEL.replace("nn.MaxPool2d(2)", "nn.MaxPool2d(2), nn.Frobnicate(3)")


def test_a_layer_as_a_table(call: Call) -> None:
    said = call("cost", LAYER, *SHAPE)
    price = cost(ConvSpec.of(2, 64, 128, 3, padding=1, bias=True), (56, 56))
    assert (said.code, said.err) == (0, "")
    lines = {line.partition("  ")[0]: line.partition("  ")[2].strip() for line in said.out.splitlines()}
    assert lines["weights"] == f"{price.weights:,}" == "73,728"
    assert lines["biases"] == f"{price.biases:,}" == "128"
    assert lines["multiplications"] == f"{price.macs:,}  MACs; FLOPs = 2 × MACs = {price.flops:,}"
    assert lines["activations"].startswith(f"{price.activations:,}  ")
    assert lines["bytes"].startswith(f"{price.bytes():,}  ")
    assert (lines["reads"], lines["writes"]) == ("200,704  64x56x56", "401,408  128x56x56")


def test_a_layer_for_programs(call: Call) -> None:
    said = json.loads(call("cost", LAYER, *SHAPE, "--json", "--precision", "fp16").out)
    price = cost(ConvSpec.of(2, 64, 128, 3, padding=1, bias=True), (56, 56))
    assert said["macs"] == price.macs == 231_211_008
    assert said["params"] == price.params == 73_856
    assert (said["weights"], said["biases"], said["flops"]) == (price.weights, price.biases, price.flops)
    assert (said["inputs"], said["outputs"], said["activations"]) == (price.inputs, price.outputs, price.activations)
    assert said["bytes"] == price.bytes(2)
    assert (said["input"], said["output"]) == ([64, 56, 56], [128, 56, 56])
    (layer,) = said["layers"]
    assert (layer["type"], layer["macs"], layer["flops"]) == ("conv", price.macs, price.flops)
    assert said["notes"] == said["unread"] == []


def test_a_model_for_a_spreadsheet(call: Call) -> None:
    said = call("cost", MODEL, "--input", "3x32x32", "--csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert (said.code, said.err) == (0, "")
    assert [row["type"] for row in rows] == ["conv", "maxpool", "pwconv"]
    assert [row["idx"] for row in rows] == ["1", "2", "3"]
    assert [int(row["macs"]) for row in rows] == [32 * 32 * 64 * 27, 0, 16 * 16 * 8 * 64]
    assert rows[0]["bn_params"] == "128"


def test_text_from_a_file_and_from_a_pipe(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "model (1).py"
    file.write_text(MODEL)
    monkeypatch.setattr("sys.stdin", io.StringIO(MODEL))
    from_file = json.loads(call("cost", str(file), "--input", "3x32x32", "--json").out)
    from_pipe = json.loads(call("cost", "-", "--input", "3x32x32", "--json").out)
    assert from_file["name"] == "model (1).py"
    assert from_pipe["name"] == "model"
    assert from_file["layers"] == from_pipe["layers"]


def test_parts_that_do_not_meet_are_priced_one_by_one(call: Call) -> None:
    said = call("cost", "nn.Conv2d(3, 8, 3)\nnn.Conv2d(32, 8, 3)", "--input", "3x9x9")
    assert said.code == 0
    inputs = 3 * 9 * 9 + 32 * 7 * 7
    assert f"{inputs:,}  3x9x9 and 32x7x7" in said.out
    assert f"{inputs + 8 * 7 * 7 + 8 * 5 * 5:,}  the input and what" in said.out
    assert "note: " in said.out


def test_keras_is_read_as_well(call: Call) -> None:
    said = json.loads(call("cost", "SeparableConv2D(128, 3)", "--input", "3x7x7", "--json").out)
    assert said["macs"] == 675 + 9600


def test_what_was_not_read_is_told_beside_what_was(call: Call) -> None:
    said = call("cost", UNREAD, "--input", "3x32x32", "--json")
    assert said.code == 1
    assert "Frobnicate" in said.err
    assert said.err.startswith("convviz: line 3: ")
    (unread,) = json.loads(said.out)["unread"]
    assert said.err == f"convviz: {unread}\n"


def test_what_was_assumed_is_told(call: Call) -> None:
    assert "note: No input size is given" in call("cost", LAYER).out
    assert json.loads(call("cost", LAYER, "--json").out)["notes"]
    table = call("cost", LAYER, "--csv")
    assert "note:" not in table.out
    assert "note: No input size is given" in table.err


def test_very_large_layers_are_exact(call: Call) -> None:
    million = 10**6
    said = call("cost", "nn.Conv1d(1000000, 1000000, 1)", "--input", f"{million}x{million}", "--json")
    assert json.loads(said.out)["macs"] == million**3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nn.Conv2d(3, 8, 0)", "`kernel"),
        ("nn.Conv2d(3, 8", "never closed"),
        ("nn.Conv2d(3, 8, 9)", "kernel"),
        ("__import__('os').system('touch never')", "nothing is run here"),
        ("(" * 5000, "brackets"),
        ("nn.Conv2d(3, 8, " + "9" * 5000 + ")", "line 1"),
        ("nn.ReLU()\n" * 100_000, "characters"),
        ("print(1)", "no layer"),
        ("(" + "é" * 200, "line 1"),  # longer in bytes than a file's name may be
    ],
    ids=lambda value: value[:20],
)
def test_hostile_text_is_refused_in_a_sentence_and_never_run(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sentence in refused(call("cost", text, "--input", "3x5x5"), 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shape", ["abc", "", "3x-5x5", "3x5x5x5x5x5", "9" * 4400, "0x5x5", "3x1e9x5"])
def test_a_shape_that_is_none_is_refused(call: Call, shape: str) -> None:
    assert "`input" in refused(call("cost", LAYER, f"--input={shape}"), 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "MODEL"),
        (("",), "empty"),
        (("no-such-file.py",), "No such file"),
        (("x" * 5000,), "no file that can be read"),
        ((".",), "no file that can be read"),
        (("a\0b",), "no file that can be read"),
        ((LAYER, "--csv", "--json"), "not allowed with"),
        ((LAYER, "--precision", "int3"), "invalid choice"),
        ((LAYER, "--nonsense"), "--nonsense"),
    ],
)
def test_arguments_that_make_no_sense_are_told(call: Call, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refused(call("cost", *words), 2)


def test_a_file_that_is_no_text_is_refused(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(bytes(range(128, 256)))
    assert "UTF-8" in refused(call("cost", str(file)), 1)
