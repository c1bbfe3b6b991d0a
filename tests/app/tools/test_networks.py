"""The page on whole networks: every network and option, what it says, bad links, and what can be taken along."""

import csv
import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from convviz.app.params.links import MARK
from convviz.app.params.param import settle
from convviz.app.tools.networks.layer_kinds import shares
from convviz.app.tools.networks.model import NetworksModel
from convviz.app.tools.networks.papers import PAPERS
from convviz.app.tools.networks.state import CHARTS, COUNTS, OPTIONS, SCALES, SORTS, NetworksState
from convviz.app.tools.networks.text import where
from convviz.app.tools.networks.unit_graphs import UNITS, drawing, placed
from convviz.charts.network_image import layer_still
from convviz.costs.network import network_cost
from convviz.costs.table import layer_csv
from convviz.networks import NAMES, REGISTER, network
from serving import ROOT
from visiting import address, choosing, html, notices, prose, visit

PAGE = ROOT / "pages" / "networks.py"

choose = choosing("networks")


def enter(**query: str) -> AppTest:
    """Open the page by a link."""
    return visit(PAGE, **{**query, **MARK})


def model(**values: int | str) -> NetworksModel:
    """The page in a state in which these values are possible together."""
    state, told = settle(NetworksState, values)
    assert not told
    return NetworksModel(state)


def charts(app: AppTest) -> list[str]:
    """What the charts are drawn from, as text."""
    return [element.proto.spec for element in app.get("plotly_chart")]


def test_every_network_has_its_words() -> None:
    assert tuple(PAPERS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_network_opens_by_one_click_and_by_link(name: str) -> None:
    page = enter(net=name)
    assert not notices(page)
    price = network_cost(network(name))
    said = html(page)
    for number in (price.multiplications, price.flops, price.weights, price.biases, price.norm_params):
        assert f"{number:,}" in said
    assert PAPERS[name].source in prose(page)
    layers = re.findall(r'<th class="word" scope="row">([^<]+)<', said)
    assert layers == [row.name for row in price.layers]
    assert said.count("<details") == len({row.stage for row in price.rows})


def test_one_click_after_the_other_leaves_no_option_behind() -> None:
    page = enter(net="mobilenet_v1", width="0.5", r="160")
    assert "76,524,800" in html(page)
    page = choose(page, "net", "shufflenet_v1")
    assert address(page) == {"net": "shufflenet_v1", **MARK}
    page = choose(choose(page, "g", 8), "width", "0.5")
    assert address(page) == {"net": "shufflenet_v1", "g": "8", "width": "0.5", **MARK}
    assert "40,469,760" in html(page)
    page = choose(page, "net", "resnet50")
    assert address(page) == {"net": "resnet50", **MARK}
    page = choose(page, "ver", "v1")
    assert "3,857,973,248" in html(page)
    assert "483 × 483" in html(page)


@pytest.mark.parametrize("name", [name for name in NAMES if REGISTER[name].options])
def test_every_option_at_both_ends(name: str) -> None:
    page = enter(net=name)
    for option in REGISTER[name].options:
        param = NetworksState.param(OPTIONS[option.name])
        as_value = int if param.numeric else str
        for value in (option.offered[0], option.offered[-1]):
            page = choose(page, param.key, as_value(value))
            price = network_cost(network(name, **{option.name: value}))
            assert f"{price.multiplications:,}" in html(page)
        page = choose(page, param.key, as_value(option.default))
    assert address(page) == ({} if name == "mobilenet_v1" else {"net": name, **MARK})


def test_every_way_of_counting_and_showing() -> None:
    page = enter(net="vgg16")
    for count in COUNTS:
        page = choose(page, "count", count)
        for chart in CHARTS:
            page = choose(page, "chart", chart)
            assert ("treemap" in charts(page)[0]) == (chart == "tree")
        page = choose(page, "chart", "bars")
        for scale in SCALES:
            page = choose(page, "scale", scale)
            assert f'"type":"{scale}"' in charts(page)[0].replace(" ", "")
        for sort in SORTS:
            page = choose(page, "sort", sort)
    assert address(page) == {"net": "vgg16", "count": "out", "scale": "log", "sort": "dear", **MARK}


def test_dearest_first_is_sorted_by_what_is_counted() -> None:
    page = enter(net="vgg16", count="weights", sort="dear")
    layers = re.findall(r'<th class="word" scope="row">([^<]+)<', html(page))
    assert layers[:2] == ["fc6", "fc7"]
    assert "**Most weights:** 102,760,448 in fc6, 74.3 % of all." in prose(page)


def test_what_papers_say_in_formulas_is_what_is_counted() -> None:
    assert model(network="dilated_context").price.weights == 64 * 21**2
    assert model(network="inception_3a").price.weights // 1024 == 159
    assert round(model(network="inception_3a").price.multiplications / 1e6) == 128


def test_layers_that_have_as_much_are_all_said() -> None:
    (text,) = where(model(network="vgg16"))
    assert "1,849,688,064 in features.conv1_2, 12 % of all, and as many each in 5 others." in text
    assert "**By stage:** 4,624,220,160 in stage 3, 29.9 % of all, and as many each in stage 4." in text


def test_mobilenets_shares_are_those_of_its_paper_but_for_one_misprint() -> None:
    found = {share.kind: share for share in shares(model().price)}
    price = model().price
    multiplications = {kind: round(100 * one.multiplications / price.multiplications, 2) for kind, one in found.items()}
    weights = {kind: round(100 * one.weights / price.weights, 2) for kind, one in found.items()}
    assert multiplications == {"pwconv": 94.86, "dwconv": 3.06, "conv": 1.91, "fc": 0.18}
    assert weights == {"pwconv": 74.59, "dwconv": 1.06, "conv": 0.02, "fc": 24.33}


def test_a_layer_opens_in_its_lesson_and_says_what_was_scaled() -> None:
    said = html(enter(net="mobilenet_v1"))
    links = re.findall(r'<a href="([^"]+)" target="_self">([^<]+)</a><small>([^<]+)<', said)
    assert {title for _, title, _ in links} == {"Channels and filters", "Depthwise", "1×1 convolution"}
    assert len(links) == 27
    assert all(sentence.startswith("Shown ") for *_, sentence in links)
    path, _, query = links[1][0].partition("?")
    opened = visit(ROOT / "pages" / f"{path}.py", **dict(part.split("=") for part in query.split("&amp;")))
    assert not notices(opened)


def test_shufflenet_and_alexnet_are_compared_as_the_paper_does() -> None:
    text = prose(enter())
    assert "ShuffleNet at width 0.5 with 8 groups takes 40,469,760, at width 1 with 1 group 143,078,976" in text
    assert "takes 724,406,816, 5.1 to 17.9 times as many" in text


def test_two_networks_beside_each_other() -> None:
    page = enter(net="inception_3a_naive")
    assert "| multiplications (MACs) | 303,464,448 | 128,049,152 | 2.37 |" in prose(page)
    page = choose(page, "net", "inception_3a")
    assert "| multiplications (MACs) | 128,049,152 | 303,464,448 | 0.42 |" in prose(page)
    page = choose(page, "vs", "none")
    assert "| ratio |" not in prose(page)
    assert address(page) == {"net": "inception_3a", "vs": "none", **MARK}
    assert "| ratio |" not in prose(enter(net="vgg16", vs="vgg16")), "a network beside itself says nothing"


def test_width_and_resolution_have_a_table_where_there_is_a_width() -> None:
    assert "| 0.5 | 49,160,192 | 76,524,800 | 109,970,432 | **149,497,088** | 1,320,648 |" in prose(enter(width="0.5"))
    assert len(charts(enter(width="0.5"))) == 2
    assert len(charts(enter(net="vgg16"))) == 1


@pytest.mark.parametrize("name", UNITS)
def test_every_node_of_a_unit_is_drawn_below_what_it_reads(name: str) -> None:
    network_ = model(network=name).price.network
    for start, _ in UNITS[name]:
        nodes = [node for node in network_.nodes if node.name.startswith(start)]
        places = placed(nodes)
        assert len(set(places.values())) == len(nodes), "two in one place"
        for node in nodes:
            assert all(places[read].row < places[node.name].row for read in node.reads if read in places)
        drawn = ElementTree.fromstring(drawing(model(network=name).price, start, "dark"))
        assert len(drawn.findall(".//{http://www.w3.org/2000/svg}rect")) == len(nodes) > 1
        assert any(len(node.reads) > 1 for node in nodes) or name == "mobilenet_v2"


def test_the_unit_is_told_in_words_too() -> None:
    said = html(enter(net="resnet50"))
    assert "layer2.1.conv2 reads layer2.1.conv1; " in said
    assert "layer2.1.add reads layer2.1.conv3 and input" in said


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"net": "lenet"}, "must be one of alexnet, vgg16"),
        ({"net": "mobilenet_v1", "width": "1.4"}, "offered with 0.25, 0.5, 0.75 or 1"),
        ({"net": "xception", "r": "192"}, "offered with 160, 224 or 299"),
        ({"net": "vgg16", "g": "4"}, "matters only with ShuffleNet V1"),
        ({"net": "shufflenet_v1", "g": "5"}, "one of 1, 2, 3, 4 or 8"),
        ({"net": "resnet50", "ver": "<script>"}, "one of v1 or v1.5"),
        ({"chart": "tree", "scale": "log"}, "matters only with `chart=bars`"),
        ({"r": "1e400"}, "it is 224"),
        ({"vs": "me"}, "one of none"),
    ],
)
def test_a_bad_link_is_explained_and_the_page_stands(query: dict[str, str], says: str) -> None:
    assert any(says in line for line in notices(enter(**query))), notices(enter(**query))


@pytest.mark.parametrize(
    ("name", "theme"), [("alexnet", "light"), ("shufflenet_v1", "dark"), ("dcgan_generator", "dark")]
)
def test_the_bars_can_be_taken_along(name: str, theme: str) -> None:
    parts = model(network=name, count="weights").charted
    look = {"title": "A title", "up": "weights", "logarithmic": theme == "dark", "theme": theme}
    image = Image.open(BytesIO(layer_still(parts, format="png", **look)))
    assert image.size == (1760, 736)
    assert len(image.convert("RGB").getcolors(1 << 21) or ()) > 50, "nothing is drawn"
    assert ElementTree.fromstring(layer_still(parts, format="svg", **look)).tag.endswith("svg")


def test_the_table_can_be_taken_along() -> None:
    page = enter(net="resnet50")
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels == ["Layers as CSV", "Bars as PNG", "Bars as SVG"]
    lines = list(csv.DictReader(layer_csv(model(network="resnet50").price).splitlines()))
    assert len(lines) == 56
    assert sum(int(line["macs"]) for line in lines) == 4_089_184_256
