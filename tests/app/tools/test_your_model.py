"""The page on one's own layer or model: pasted, read, priced, and never lost."""

import csv
import io

import pytest
from streamlit.testing.v1 import AppTest

import printed_models as printed
from convviz.app.params.links import MARK
from convviz.app.tools.your_model.examples import EXAMPLES
from convviz.app.tools.your_model.table import layers_csv
from convviz.app.tools.your_model.text_in_url import LINKED, PackedTexts, pack, unpack
from convviz.model_parser import MOST_CHARACTERS, read_model
from serving import ROOT
from visiting import address, choosing, html, notices, press, prose, standing, visit

PAGE = ROOT / "pages" / "your_model.py"
choose = choosing("your_model")


def enter(**query: str) -> AppTest:
    """Open the page by a link."""
    return visit(PAGE, **{**query, **MARK})


def paste(app: AppTest, text: str) -> AppTest:
    """Put a text into the box, and leave it."""
    app.text_area(key="your_model.box").set_value(text)
    return standing(app.run())


def shape(app: AppTest, text: str) -> AppTest:
    app.text_input(key="your_model.shape").set_value(text)
    return standing(app.run())


def test_it_opens_with_an_example_that_is_priced() -> None:
    app = enter()
    reading = read_model(EXAMPLES["torch"].text, (3, 64, 64))
    assert f"{reading.multiplications:,}" in html(app)
    assert f"{reading.flops:,}" in html(app)
    assert not notices(app)
    assert address(app) == {}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example(name: str) -> None:
    app = press_case(enter(), EXAMPLES[name].title)
    assert address(app) == ({} if name == "torch" else {"ex": name, **MARK})
    assert app.text_area(key="your_model.box").value == EXAMPLES[name].text
    assert "multiplications (MACs)" in html(app)
    assert bool(app.warning) == (name == "class")


def press_case(app: AppTest, title: str) -> AppTest:
    pills = next(group for group in app.button_group if group.key == "your_model.preset")
    pills.set_value(title)
    return standing(app.run())


def test_the_printed_example_is_resnet_18() -> None:
    assert EXAMPLES["printed"].text.strip() == printed.resnet((2, 2, 2, 2), deep=False)
    assert "1,814,073,344" in html(enter(ex="printed"))


def test_a_pasted_layer_is_in_the_address_and_opens_again() -> None:
    app = shape(paste(enter(), "nn.Conv2d(64, 128, 3, stride=2, padding=1, groups=64)"), "64x56x56")
    assert "903,168" in html(app)
    link = address(app)
    assert link["ex"] == "own"
    assert link["shape"] == "64x56x56"
    again = enter(**link)
    assert "903,168" in html(again)
    assert address(again) == link


def test_a_changed_example_keeps_its_input_and_another_model_does_not() -> None:
    app = paste(enter(), EXAMPLES["torch"].text.replace("nn.Linear(128, 10)", "nn.Linear(128, 20)"))
    assert address(app)["shape"] == "3x64x64"
    app = paste(app, "layers.Conv2D(8, 3)")
    assert "shape" not in address(app)
    assert "No input size is given" in prose(app)


def test_what_is_not_read_is_listed_with_its_line() -> None:
    (warning,) = enter(ex="class").warning
    for line in ("Line 7", "Line 8", "Line 10"):
        assert f"**{line}**" in warning.value
    assert "`MyAttention` is not known here" in warning.value


def test_a_text_of_which_nothing_is_read_leaves_the_page_standing() -> None:
    app = paste(enter(), "__import__('os').getcwd()\n")
    assert "Nothing was read" in app.warning[0].value
    assert "Layer by layer" not in [heading.value for heading in app.subheader]
    app = paste(app, "   ")
    assert "no text in the box" in app.info[0].value


def test_backticks_and_markup_stay_text() -> None:
    app = paste(enter(), "nn.Conv2d('`**[x](http://a.b)', 3, 3)\nnn.Conv2d(3, 8, 3)")
    assert "`ʹ**[x](http://a.b)`" in app.warning[0].value
    layer = "Sequential(\n  (<b>x</b>): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))\n)"
    assert "<b>x</b>" not in html(paste(app, layer))
    app = paste(app, 'layers.Conv2D(8, 3, name="`$frac($")')
    assert "takes more than `ʹ$frac($`" in prose(app)


def test_a_shape_that_is_none_is_explained_and_nothing_is_lost() -> None:
    app = shape(enter(), "three")
    assert "“three”" in notices(app)[0]
    assert app.text_input(key="your_model.shape").value == "3x64x64"
    assert app.text_area(key="your_model.box").value == EXAMPLES["torch"].text


def test_an_empty_shape_is_left_to_the_text() -> None:
    app = shape(enter(ex="keras"), "3x64x64")
    assert address(app) == {"ex": "keras", "shape": "3x64x64", **MARK}
    assert address(shape(app, "")) == {"ex": "keras", **MARK}


def test_a_text_too_long_for_a_link_stays_in_the_session_and_that_is_said() -> None:
    app = paste(enter(), printed.densenet121() + "\n# " + "".join(map(chr, range(0x4E00, 0x4E00 + 3000))))
    assert "2,834,161,664" in html(app)
    assert address(app) == {"ex": "own", **MARK}
    assert "too long for a link" in app.info[0].value
    assert "2,834,161,664" in html(choose(app, "sort", "dear"))


def test_a_text_too_long_to_be_read_is_refused_and_mostly_kept() -> None:
    app = paste(enter(), "#" * (MOST_CHARACTERS + 1))
    assert f"{MOST_CHARACTERS + 1:,} characters" in notices(app)[0]
    assert len(app.text_area(key="your_model.box").value) == MOST_CHARACTERS


def test_the_dearest_come_first_if_asked() -> None:
    body = html(enter(ex="keras", sort="dear"))
    assert body.index(">separableconv2d.pointwise<") < body.index(">conv2d<") < body.index(">dense<")


def test_every_convolution_opens_in_a_lesson() -> None:
    assert html(enter()).count('target="_self"') == 4


@pytest.mark.parametrize(
    "query",
    [
        {"ex": "what"}, {"text": "AAAA"}, {"ex": "own", "text": "!"}, {"ex": "own", "text": "A" * 5000},
        {"shape": "0x3"}, {"shape": "3x3x3x3x3"}, {"sort": "up"}, {"shape": "1e400"},
    ],
)  # fmt: skip
def test_bad_links_are_explained(query: dict[str, str]) -> None:
    app = enter(**query)
    (key, *_) = [key for key in query if key != "ex"] or ["ex"]
    assert any(f"`{key}=" in notice for notice in notices(app))
    assert "Your own layer or model" in app.title[0].value


def test_a_link_to_an_own_text_without_the_text() -> None:
    assert "no text in the box" in enter(ex="own").info[0].value


def test_a_quick_click_with_the_address_from_before_the_text_loses_nothing() -> None:
    layer = "nn.Conv2d(64, 128, 3, stride=2, padding=1, groups=64)"
    app = paste(enter(), layer)
    app.query_params.clear()  # the browser has not heard of the new one yet
    app.button(key="your_model.read").click()
    standing(app.run())
    assert app.text_area(key="your_model.box").value == layer
    assert address(app)["ex"] == "own"


def test_reading_again_changes_nothing() -> None:
    app = press(enter(ex="keras"), "Read it")
    assert address(app) == {"ex": "keras", **MARK}


@pytest.mark.parametrize(
    "text", ["", "a", "nn.Conv2d(1, 2, 3)\n" * 500, "ä€𝄞\n", printed.resnet((3, 4, 6, 3), deep=True)]
)
def test_packed_texts(text: str) -> None:
    letters = pack(text)
    assert letters is not None
    assert len(letters) <= LINKED
    assert unpack(letters) == text
    assert letters in PackedTexts()


def test_a_link_cannot_unpack_into_more_than_is_read() -> None:
    bomb = pack("0" * 1_000_000)
    assert bomb is not None
    assert unpack(bomb) is None
    assert bomb not in PackedTexts()


def test_the_file_has_every_layer_and_its_line() -> None:
    reading = read_model(EXAMPLES["torch"].text, (3, 64, 64))
    rows = list(csv.DictReader(io.StringIO(layers_csv(reading))))
    assert [row["line"] for row in rows] == ["4", "8", "9", "12", "13", "15", "17"]
    assert sum(int(row["macs"]) for row in rows) == reading.macs
