"""One layer, every way: what the page shows, and what each control does to it."""

import csv
import random
import re
from fractions import Fraction
from html import escape
from io import BytesIO, StringIO

import plotly.graph_objects as go
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from convviz.app.deep_links.block_to_lesson import block_link
from convviz.app.params.links import MARK, decode, encode
from convviz.app.params.param import settle
from convviz.app.tools.cost_lab import files
from convviz.app.tools.cost_lab.counts import COUNTS, plain, share
from convviz.app.tools.cost_lab.model import CostLabModel
from convviz.app.tools.cost_lab.page import CASES, chart_of
from convviz.app.tools.cost_lab.state import PRECISIONS, SWEPT, CostLabState
from convviz.app.tools.cost_lab.sweep import left_out, sweep_of
from convviz.charts.block_styles import BLOCK_STYLES
from convviz.charts.cost_images import lines_picture
from convviz.charts.sweep_lines import sweep_spec
from convviz.costs.alternatives import ALTERNATIVES, possible_alternatives
from convviz.costs.block import block_cost
from serving import ROOT
from visiting import address, choosing, html, notices, prose, standing, unfolded, visit

PAGE = ROOT / "pages" / "cost_lab.py"

choose = choosing("cost_lab")


def enter(**query: str) -> AppTest:
    """Open the page by a link."""
    return visit(PAGE, **{**query, **MARK})


def lab(app: AppTest) -> CostLabModel:
    """What the address stands for."""
    state, told = decode(CostLabState, "cost_lab", address(app))
    assert not told
    return CostLabModel(state)


def of(**values: int | str) -> CostLabModel:
    """The page in a state in which these values are possible together."""
    state, told = settle(CostLabState, values)
    assert not told, told
    return CostLabModel(state)


def table(app: AppTest) -> dict[str, list[str]]:
    """The figures of every block, in the order of the table."""
    body = html(app).partition('class="cost-table"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    lines = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("<tr")[1:]]
    return {re.sub(r"<.*?>", "", name): figures for name, *figures in lines}


def assert_honest(app: AppTest) -> CostLabModel:
    """Every figure on show is what the blocks themselves come to."""
    one = lab(app)
    shown, size = table(app), PRECISIONS[one.state.precision]
    whole = block_cost(one.task.spec, one.task.shape).multiplications
    for way in possible_alternatives(one.task):
        price = block_cost(way.block(one.task), one.task.shape)
        ratio = Fraction(price.multiplications, whole)
        figures = [
            price.weights, price.biases, price.multiplications, price.flops, price.activations, price.bytes(size),
            price.intensity(size), ratio,
        ]  # fmt: skip
        assert shown.pop(way.name) == [plain(figure) for figure in figures], way.name
    assert not shown, "blocks that cannot do it are not in the table"
    for way, why in one.refused:
        assert f"**{way.name}**: {why}" in prose(app)
    return one


def test_it_opens_on_a_layer_that_nearly_every_block_can_do() -> None:
    app = enter()
    one = assert_honest(app)
    assert len(one.unsorted) == len(ALTERNATIVES) - 1
    assert "= **231,211,008** multiplications (MACs), FLOPs = 2 × MACs = 462,422,016" in prose(app)
    assert next(iter(table(app))) == "depthwise"
    assert list(table(app))[-1] == "regular"
    assert "Fewest multiplications: **depthwise**, 3,612,672, 1.6 % of the regular layer's" in prose(app)
    assert "only bytes" not in prose(app)
    assert "The precision changes the bytes and the FLOPs a byte, and nothing else" in prose(app)


@pytest.mark.parametrize("falling", [False, True])
def test_one_click_sorts_by_any_column(falling: bool) -> None:
    app = enter(sort="down" if falling else "up")
    for by in ("weights", "biases", "flops", "acts", "bytes", "intensity", "ratio", "macs"):
        app = choose(app, "count", by)
        one = lab(app)
        assert list(table(app)) == [row.way.name for row in one.rows]
        values = [one.value(by, row) for row in one.rows]
        assert values == sorted(values, reverse=falling)
        assert f'aria-sort="{"descending" if falling else "ascending"}"' in html(app)


def test_the_blocks_can_stand_in_the_order_of_the_lessons() -> None:
    app = choose(enter(), "count", "block")
    assert list(table(app)) == [way.name for way in ALTERNATIVES if way.key != "spatial"]
    assert next(iter(table(choose(app, "sort.switch", True)))) == "ShuffleNet unit"


def test_every_figure_carries_its_formula() -> None:
    one = of(bias="on", padding="custom", stride=2)
    titles = html(enter(b="on", pad="custom", s="2"))
    numbers = re.compile(r"^[\d·+/(). ]+$")
    for row in one.rows:
        for key in COUNTS:
            text, value = one.formula(key, row), one.value(key, row)
            assert f"{text} = {plain(value)}" in titles
            assert titles.count(f"{text} = {plain(value)}") >= 2, "once on hover, once in the list"
            bare = text.replace(",", "")
            assert numbers.match(bare), text
            terms = [bare] if key in ("bytes", "intensity", "ratio") else bare.split(" + ")
            exact = sum(Fraction(eval_exactly(term)) for term in terms)
            assert exact == value, (row.way.key, key, text)


def eval_exactly(text: str) -> Fraction:
    """A product, or a quotient, of whole numbers and one sum in brackets."""
    inner = re.search(r"\(([\d +]+)\)", text)
    if inner:
        text = text.replace(inner[0], str(sum(map(int, inner[1].split(" + ")))))
    result = Fraction(1)
    for factor in text.split(" · "):
        over, *under = factor.split("/")
        result *= Fraction(int(over), int(under[0]) if under else 1)
    return result


@pytest.mark.parametrize(("precision", "size"), PRECISIONS.items())
def test_the_precision_only_changes_bytes(precision: str, size: int) -> None:
    app = choose(enter(prec="fp16" if precision != "fp16" else "int8"), "prec", precision)
    one = assert_honest(app)
    regular = table(app)["regular"]
    assert regular[:5] == ["73,728", "0", "231,211,008", "462,422,016", "602,112"]
    assert regular[5] == f"{size * (73_728 + 602_112):,}"
    assert one.state.itemsize == size


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_named_layer_opens_with_one_click(case) -> None:
    app = choose(enter(c="7", n="7", g="7", k="2"), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(of(**case.values).state)
    assert_honest(app)


def test_known_cases_of_the_lessons() -> None:
    app = enter(h="7", pad="none", c="3", g="1")
    shown = table(app)
    assert shown["regular"][2] == "86,400"
    assert shown["depthwise separable"][2] == "10,275"
    assert shown["depthwise separable"][7] == plain(Fraction(10_275, 86_400))
    assert "11.9 %" in html(app)


@pytest.mark.parametrize("log", [False, True])
def test_the_bars_are_as_long_as_the_counts(log: bool) -> None:
    app = choose(enter(), "scale.switch", log) if log else enter()
    drawn = html(app).partition('class="cost-bars"')[2].partition('class="cost-table"')[0]
    lengths = [float(width) for width in re.findall(r"width: ([\d.]+)%", drawn)]
    one = lab(app)
    assert len(lengths) == len(one.rows)
    assert lengths == sorted(lengths)
    assert lengths[-1] == 100
    counts = [float(one.value("macs", row)) for row in one.rows]
    if log:
        assert lengths[0] > 100 * counts[0] / counts[-1]
        assert "the bars begin at 10<sup>6</sup>, not at 0" in html(app)
    else:
        assert lengths == pytest.approx([100 * count / counts[-1] for count in counts], abs=0.01)
    assert "11.9 %" in drawn


def test_bars_of_nothing_are_drawn_as_nothing() -> None:
    app = enter(count="biases", scale="log")
    assert html(app).count("bar none") == len(lab(app).rows)
    assert_honest(choose(app, "b.switch", True))


@pytest.mark.parametrize("y", COUNTS)
@pytest.mark.parametrize("x", SWEPT)
def test_every_sweep_counts_what_the_blocks_count(x: str, y: str) -> None:
    one = of(sweep=x, sweep_count=y, channels=24, filters=48, height=20, bias="on")
    sweep = sweep_of(one)
    assert sweep.here in sweep.places
    assert list(sweep.places) == sorted(set(sweep.places))
    here = sweep.places.index(sweep.here)
    for row in one.unsorted:
        assert sweep.values[row.way.key][here] == one.value(y, row), row.way.key
    spec = sweep_spec(chart_of(one, sweep), "light")
    go.Figure(spec)  # Plotly itself finds nothing wrong with it
    assert {trace["name"] for trace in spec["data"]} == {w.name for w in ALTERNATIVES if w.key in sweep.values}


def test_a_sweep_leaves_out_what_cannot_be_and_says_so() -> None:
    one = of(sweep="n")
    sweep = sweep_of(one)
    missing = [place for place, value in zip(sweep.places, sweep.values["grouped"], strict=True) if value is None]
    assert missing == [place for place in sweep.places if place % 4]
    assert f"grouped at {len(missing)}" in " ".join(left_out(sweep))
    tight = sweep_of(of(sweep="k", padding="none", height=5))
    assert tight.places == (1, 2, 3, 4, 5)
    assert "where the window has no room" in left_out(tight)[0]
    never = " ".join(left_out(sweep_of(of(sweep="s"))))
    assert "No line: spatially separable, possible at none of these values." in never
    assert "their marks are missing: grouped at" in prose(enter(x="n"))


def test_the_sweep_on_show_follows_its_controls() -> None:
    app = enter()
    assert not app.get("plotly_chart"), "large to load: only for who asks"
    assert "every block becomes a line" in prose(app)
    app = choose(app, "x", "n")
    (chart,) = app.get("plotly_chart")
    assert '"channels out"' in chart.proto.spec
    assert '"log"' in chart.proto.spec
    app = choose(choose(choose(app, "x", "k"), "y", "weights"), "xscale.switch", False)
    (chart,) = app.get("plotly_chart")
    assert '"kernel size"' in chart.proto.spec
    assert '"linear"' in chart.proto.spec
    assert "weights over kernel size" in chart.proto.alt
    assert address(app) == {"x": "k", "y": "weights", "xscale": "linear", **MARK}


def test_every_block_has_a_look_of_its_own() -> None:
    assert list(BLOCK_STYLES) == [way.key for way in ALTERNATIVES]
    assert len({(look.hue, look.dash) for look in BLOCK_STYLES.values()}) == len(BLOCK_STYLES)
    assert len({look.mark for look in BLOCK_STYLES.values()}) == len(BLOCK_STYLES)


def test_the_tables_can_be_taken_along_exactly() -> None:
    one = of(channels=8192, filters=8192, height=2048, kernel=15, groups=2, bias="on", sweep="n")
    head, *lines = csv.reader(StringIO(files.table_csv(one), newline=""))
    assert head == ["block", *COUNTS, "reason"]
    assert len(lines) == len(ALTERNATIVES)
    regular = next(line for line in lines if line[0] == "regular")
    assert regular[3] == str(2048 * 2048 * 8192 * 8192 * 15 * 15)
    for way, why in one.refused:
        assert [way.name, *[""] * len(COUNTS), why] in lines
    sweep = sweep_of(one)
    head, *lines = csv.reader(StringIO(files.sweep_csv(sweep), newline=""))
    assert head == ["channels out", *(way.name for way in ALTERNATIVES if way.key in sweep.values)]
    assert [int(line[0]) for line in lines] == list(sweep.places)
    last = lines[-1][head.index("regular")]
    assert last == str(2048 * 2048 * 8192 * 8192 * 15 * 15)


def test_the_charts_can_be_taken_along() -> None:
    one = of(scale="log", sweep="n")
    sweep = sweep_of(one)
    chart = chart_of(one, sweep)
    for kind in files.KINDS:
        pictures = (files._bars(one, kind), lines_picture(chart, kind), lines_picture(chart, kind, theme="dark"))
        for picture in pictures:
            if kind == "png":
                assert Image.open(BytesIO(picture)).width == 1800
            else:
                assert picture.lstrip().startswith(b"<?xml")
    assert files._bars(one, "svg") == files._bars(one, "svg"), "the same chart is the same file"
    labels = [button.proto.label for button in enter(x="n").get("download_button")]
    assert labels == [
        "Table as CSV", "Bars as PNG", "Bars as SVG", "Sweep as CSV", "Sweep as PNG", "Sweep as SVG",
    ]  # fmt: skip


def test_every_block_opens_in_a_lesson_without_a_complaint() -> None:
    chance = random.Random(3)
    seen = set()
    for _ in range(12):
        query = {
            "c": str(chance.choice([1, 3, 6, 16, 64])), "n": str(chance.choice([1, 6, 16, 128])),
            "k": str(chance.randint(1, 7)), "s": str(chance.randint(1, 4)), "d": str(chance.randint(1, 3)),
            "h": str(chance.choice([14, 56])), "pad": chance.choice(["same", "same", "none"]),
        }  # fmt: skip
        one = CostLabModel(decode(CostLabState, "cost_lab", {**query, **MARK})[0])
        for row in one.unsorted:
            link = block_link(row.way.key, one.task)
            assert link
            page = link.lesson.page
            if link.address not in {address for _, address in seen} and len(seen) < 40:
                seen.add((page, link.address))
                assert not notices(visit(ROOT / "pages" / f"{page}.py", **link.query)), link.address
    assert {page for page, _ in seen} >= {"channels", "grouped", "separable", "flattened", "pointwise"}


def test_what_was_scaled_is_said() -> None:
    text = html(enter())
    assert text.count("<a href=") == len(ALTERNATIVES) - 1
    link = block_link("separable", of().task)
    assert link
    assert f'href="{escape(link.address)}" target="_self" title="{escape(link.sentence)}"' in text


def test_one_block_is_looked_at_and_written_as_code() -> None:
    app = unfolded(enter())
    assert "w_depthwise" in app.code[0].value
    assert "groups=64" in app.code[0].value
    assert "11.9 % of the regular layer's multiplications, but × 1.5 of its bytes" in prose(app)
    app = choose(app, "block", "shuffle_unit")
    assert "ShuffleNet's size" in prose(app)
    app = choose(app, "block", "spatial")
    assert "cannot do this: it is meant for a kernel laid on each channel" in prose(app)
    assert "[Open it in its lesson](spatial?" in prose(app)
    assert not app.code


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"block": "depthwise", "c": "192", "n": "32"}, "192 channels give 192 maps or a multiple of that, not 32."),
        ({"block": "resnext", "mid": "30"}, "30 channels inside cannot be dealt out to 4 groups evenly."),
        ({"block": "grouped", "g": "1"}, "one group is no groups. Choose more."),
    ],
)
def test_a_block_that_cannot_do_it_says_why_and_opens_nowhere(query: dict[str, str], why: str) -> None:
    app = enter(**query)
    assert f"cannot do this: {why}" in prose(app).replace("every channel has as many kernels as the others, so ", "")
    assert "nothing to open in a lesson" in prose(app)
    assert "[Open it in its lesson]" not in prose(app)
    assert_honest(app)


@pytest.mark.parametrize("block", [way.key for way in ALTERNATIVES])
def test_code_of_every_block(block: str) -> None:
    app = unfolded(enter(block=block, h="9", c="8", n="8", g="2", s="2", b="on"))
    assert len(app.code) == 4
    compile(app.code[2].value, block, "exec")


@pytest.mark.parametrize(
    ("query", "sentence", "left"),
    [
        ({"g": "5"}, "64 channels in cannot be dealt out to 5 groups evenly", {}),
        (
            {"c": "0"},
            "the number of channels in must be a whole number from 1 to 8192",
            {"c": "1", "g": "1", "mid": "32"},
        ),
        ({"k": "99"}, "the kernel size must be a whole number from 1 to 15. Instead, it is 15.", {"k": "15"}),
        ({"h": "5", "pad": "none", "k": "7"}, "the window would not fit", {"h": "5", "pad": "none", "k": "5"}),
        ({"p": "3"}, "which matters only with custom padding; it was left out.", {}),
        ({"count": "`x"}, "the count that is compared must be one of", {}),
        ({"prec": "fp8"}, "the precision must be one of fp32, fp16 or int8", {}),
        ({"h": "1e400"}, "Instead, it is 2048.", {"h": "2048"}),
        ({"x": "time"}, "what the sweep changes must be one of", {}),
        ({"y": "weights"}, "which matters only with a sweep; it was left out", {}),
        ({"mid": "many"}, "the number of channels inside must be", {}),
    ],
)
def test_a_bad_link_gives_a_sentence_and_the_page_stands(query, sentence, left) -> None:
    app = enter(**query)
    assert any(sentence in notice for notice in notices(app)), notices(app)
    if "c" not in left:
        assert address(app) == (left and {**left, **MARK})
    assert_honest(app)


def test_the_channels_inside_follow_until_they_are_set() -> None:
    app = choose(enter(), "n", 256)
    assert lab(app).task.inside == 64
    app = choose(choose(app, "mid", 40), "n", 512)
    assert lab(app).task.inside == 40


def test_share_is_read_at_a_glance() -> None:
    assert [share(10_275, 86_400), share(5, 5), share(11, 3), share(0, 0)] == ["11.9 %", "100 %", "× 3.67", "–"]
    assert share(1, 100_000) == "0.001 %"


def ends(app: AppTest) -> list[tuple[str, object]]:
    numbers = [(one.key, int(end)) for one in app.number_input for end in (one.min, one.max)]
    choices = [(one.key, one.options[place]) for one in app.selectbox for place in (0, -1)]
    return [*numbers, *choices]


def test_every_typed_number_at_both_ends() -> None:
    for key, end in ends(enter(pad="custom")):
        app = enter(pad="custom")
        control = next(one for one in [*app.number_input, *app.selectbox] if one.key == key)
        control.set_value(end)
        assert_honest(standing(app.run()))


def test_a_random_walk_never_falls_and_never_lies() -> None:
    chance, app = random.Random(11), enter()
    for _ in range(30):
        control = chance.choice([*app.number_input, *app.button_group, *app.selectbox])
        if hasattr(control, "options"):
            control.set_value(chance.choice(control.options))
        else:
            control.set_value(chance.randint(int(control.min), min(64, int(control.max))))
        assert_honest(standing(app.run()))
