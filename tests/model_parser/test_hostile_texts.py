"""Texts that want something else than to be read: nothing is run, nothing crashes, all of it is refused in time."""

import ast
import builtins
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import printed_models as printed
from convviz.model_parser import MOST_CHARACTERS, ParsedModel, read_model
from convviz.model_parser.layer import MOST_LAYERS, MOST_REFUSALS
from counts import examples

from .test_read_model import LENET, ONE_LAYER

SHAPE = (3, 16, 16)
ASKS_TO_BE_RUN = [
    "__import__('os').system('touch /tmp/convviz-was-run')",
    "nn.Conv2d(__import__('os').getpid(), 8, 3)",
    "nn.Conv2d(3, eval('8'), 3)",
    "exec('raise SystemExit')",
    "open('/etc/passwd').read()",
    "nn.Conv2d(3, (lambda: 8)(), 3)",
    "nn.Conv2d(3, [8 for _ in range(3)][0], 3)",
    "nn.Sequential(*[nn.Conv2d(3, 3, 3) for _ in range(3)])",
    "nn.Conv2d(*args)",
    "nn.Conv2d(**options)",
    "nn.Conv2d(3, f'{8}', 3)",
    "().__class__.__bases__[0].__subclasses__()",
    "nn.Conv2d(3, ().__class__, 3)",
    "nn.Conv2d(3, 9**9**9, 3)",
    "nn.Conv2d(3, 64**40, 3)",
    "nn.Conv2d(3, 10**5000, 3)",
    "nn.Conv2d(3, " + "9" * 5000 + ", 3)",
    "nn.Conv2d(3, 99999999999999999999999, 3)",
    "nn.Conv2d(3, 1 // 0, 3)",
    "nn.Conv2d(3, 1e400, 3)",
    "nn.Conv2d(3, 'a' * 10**9, 3)",
    "nn.Conv2d(3, -8, 3)",
    "nn.Conv2d(3, 8.0, 3)",
    "nn.Conv2d(3, True, 3)",
    "nn.Conv2d(3, None, 3)",
    "nn.Conv2d(3, ..., 3)",
    "nn.Conv2d(3, b'8', 3)",
    "nn.Conv2d(3, 8j, 3)",
    "nn.Conv2d(3, 8 if x else 9, 3)",
    "nn.Conv2d(3, 8, 3, 3, 3, 3, 3, True, 'zeros', 1, 2, 3)",
    "nn.Conv2d(3, 8, 3, out_channels=8)",
    "nn.Conv2d(3, 8, stride=2)",
    "nn.Conv2d(3, 8, 99)",
    "nn.Conv2d(4, 8, 3, groups=3)",
    "nn.Conv2d(3, 8, 3, stride=2, padding='same')",
    "nn.Conv2d(3, 8, (3, 3, 3))",
    "nn.LazyConv2d(8, 3)",
    "nn.LSTM(3, 8)",
    "while True: pass",
    "x = yield nn.Conv2d(3, 8, 3)",
    "nn.Conv2d(3, 8, 3",
    "nn.Conv2d(3, 8, 3))",
    "nn.Conv2d(3, 8, 3]",
    "nn..Conv2d(3, 8, 3)",
    "nn.Conv2d(3, 8, 'three')",
    "nn.Conv2d(3, 8, '\\d')",
    "nn.Conv2d(3, 8, 3)\0",
    "nn.Conv2d(3, 08, 3)",
    "nn.Conv2d(3, 0x1for, 3)",
]


def read(text: str) -> ParsedModel:
    """A reading, whatever the text."""
    reading = read_model(text, SHAPE)
    assert all(refusal.reason for refusal in reading.refusals)
    assert len(reading.refusals) <= MOST_REFUSALS
    assert len(reading.rows) <= 2 * MOST_LAYERS
    return reading


@pytest.mark.parametrize("text", ASKS_TO_BE_RUN)
def test_it_is_refused_with_a_reason_and_the_next_line_is_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*args: object, **options: object) -> None:
        raise AssertionError("the text was run")

    for name in ("eval", "exec", "open"):
        monkeypatch.setattr(builtins, name, run)
    reading = read(f"{text}\nnn.ReLU()\n")
    assert reading.refusals
    assert not reading.multiplications
    if "(" not in text or text.count("(") == text.count(")"):
        after = read(f"{text}\nnn.Conv2d(3, 2, 1)\n")
        assert after.weights == 6


LARGE = {
    "1 MB of sums": "1+" * 500_000,
    "1 MB of brackets": "(" * 1_000_000,
    "1 MB of layers": "nn.Conv2d(3, 3, 3)\n" * 55_000,
}
CRASHERS = {
    "brackets": "(" * 150_000,
    "brackets, closed": "(" * 90_000 + ")" * 90_000,
    "lists": "[" * 90_000 + "]" * 90_000,
    "containers": "nn.Sequential(" * 10_000,
    "a sum": "nn.Conv2d(3, " + "1+" * 90_000 + "1, 3)",
    "signs": "nn.Conv2d(3, " + "-" * 150_000 + "1, 3)",
    "words": "not " * 40_000 + "x",
    "attributes": "a" + ".b" * 90_000,
    "calls": "a" + "()" * 90_000,
    "entries": "a" + "[0]" * 60_000,
    "assignments": "a=" * 90_000 + "1",
    "lambdas": "lambda:" * 25_000 + "0",
    "f-strings": "f'{" * 60_000,
    "digits": "9" * 190_000,
    "open texts": "'''\n" * 40_000 + '"""',
    "repeated modules": "(0): 200 x Sequential(\n" * 20 + "(0): ReLU()\n" + ")\n" * 20,
    "repeated nothing": "(0): 200 x Sequential(\n" * 20 + ")\n" * 20,
    "repeated lists": "nn.Sequential(*" + "[" * 10 + "nn.ReLU()" + "] * 100" * 10 + ")",
    "printed, never closed": "(0): A(\n" * 20_000,
    "printed brackets": "(0): " + "A(" * 50_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_a_megabyte_is_refused_for_its_length_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object, **__: object) -> None:
        raise AssertionError("looked into a text that is too long")

    monkeypatch.setattr("ast.parse", parse)
    reading = read(LARGE[name])
    assert not reading.networks
    assert f"{MOST_CHARACTERS:,}" in reading.refusals[0].reason


@pytest.mark.parametrize("name", CRASHERS)
def test_what_would_exhaust_a_parser_never_reaches_it(name: str) -> None:
    assert len(CRASHERS[name]) <= MOST_CHARACTERS
    reading = read(CRASHERS[name])
    assert not reading.multiplications
    assert reading.refusals or reading.remarks


def test_more_than_enough_layers_are_read_up_to_a_limit() -> None:
    reading = read("nn.Conv2d(3, 3, 1)\n" * (MOST_LAYERS + 5))
    assert len(reading.rows) == MOST_LAYERS
    assert any(f"{MOST_LAYERS:,} layers" in remark for remark in reading.remarks)


def test_more_than_enough_refusals_end_the_reading() -> None:
    reading = read("what(\n" * 5 + "?\n" * 9_000)
    assert len(reading.refusals) == MOST_REFUSALS
    assert any("left out" in remark for remark in reading.remarks)


def test_exact_numbers_at_a_million_channels() -> None:
    reading = read_model("nn.Conv2d(1000000, 1000000, 3, bias=False)", (1_000_000, 1002, 1002))
    assert reading.macs == 10**12 * 9 * 10**6


@settings(max_examples=examples(300), deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_reading(text: str) -> None:
    read(text)


PIECES = (
    "nn.Conv2d(", "3", ", ", ")", "(", "[", "]", "\n", "    ", "=", "padding", "'same'", "nn.Sequential(", "x", ":",
    "def f(a=1):", "class A:", "(0): ", "ReLU()", "Conv2D(", "(x)", "*", "**", "-", "1e9", "layers.add([x, x])",
    "Input((3, 3, 3))", "return ", "lambda: ", "{", "}", "#", "'", '"""', "\\\n", ";", "self.a", "for x in y:", "@",
    "def forward(self, x):\n        ", "    def __init__(self):\n        ", "self.a(x)",
    "F.relu(", "x += x", "Flatten()", "Dense(2)", "4 x ", "Bottleneck(\n", "downsample",
)  # fmt: skip


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mixture_of_what_texts_are_made_of_gives_a_reading(text: str) -> None:
    read(text)


MISTAKES = ("", "(", ")", ",", "9", "=", "\n", '"', "x", "None", "-1", "*")
VALID = [*ONE_LAYER, LENET, printed.resnet((1, 1, 1, 1), deep=True)[:1500], printed.mobilenet_v2()[:1500]]


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(VALID), st.integers(0, 2**32))
def test_texts_with_mistakes_give_a_reading(text: str, seed: int) -> None:
    luck = random.Random(seed)
    letters = list(text)
    for _ in range(luck.randint(1, 8)):
        place = luck.randrange(len(letters))
        letters[place : place + luck.randint(0, 3)] = luck.choice(
            ["", "(", ")", ",", "9", "=", "\n", "'", "x", "None", "-1", "*"]
        )
        letters = letters or [" "]
    read("".join(letters))


def test_nothing_is_ever_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """`ast.parse` asks the compiler for a tree only; anything else would be a program."""
    modes = []
    compiles = builtins.compile

    def watched(
        source: object, filename: object, mode: str, flags: int = 0, *rest: object, **options: object
    ) -> object:
        modes.append(flags & ast.PyCF_ONLY_AST)
        return compiles(source, filename, mode, flags, *rest, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "compile", watched)
    read("nn.Conv2d(3, 8, 3)")
    assert modes
    assert all(modes)
