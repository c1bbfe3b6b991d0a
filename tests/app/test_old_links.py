"""Links written by the first version, of all pages, open and lead to the same numbers."""

import json
import re
from collections.abc import Iterator
from html import unescape
from math import fsum, prod
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from convviz.app.lessons.registry import LESSONS
from convviz.app.navigation import PAGES
from convviz.app.params.links import decode, encode
from convviz.app.params.old_links import OLD_LINKS
from convviz.cli.render import PICTURES
from convviz.scene import Clock, Decoder, Scene, Track
from serving import ROOT
from visiting import address, more_controls, notices, visit

LINKS = json.loads((ROOT / "tests" / "data" / "links_of_version_1.json").read_text(encoding="utf-8"))
OF_LESSONS = [link for link in LINKS if link["page"] in LESSONS]
OF_TOOLS = [link for link in LINKS if link["page"] not in LESSONS]
MOST_VALUES = 300  # of a grid that are recorded one by one
FIRST = 20
MOST_CELLS = 400


def named(link: dict[str, Any]) -> str:
    return f"{link['page']}?{'&'.join(f'{key}={value}' for key, value in link['query'].items())}"[:60]


def plain(number: float) -> float:
    number = float(number)
    return int(number) if number.is_integer() else round(number, 9)


def held(values: Any) -> Any:
    if values is None:
        return None
    numbers = [plain(value) for value in values]
    if len(numbers) <= MOST_VALUES:
        return numbers
    return {"count": len(numbers), "sum": plain(round(fsum(numbers), 9)), "first": numbers[:FIRST]}


def test_there_are_links_of_every_page() -> None:
    assert {link["page"] for link in LINKS} == {page.page for page in PAGES}
    assert len(LINKS) >= 60
    for page, names in OLD_LINKS.items():
        used = {key for link in LINKS if link["page"] == page for key in link["query"]}
        named = {name for name, today in names.items() if not today.unsaid or name != today.key}
        assert named <= used, f"no link of {page} uses {named - used}"  # what is only unsaid was no name then


def kind_of(label: str) -> str:
    """What a number that stood under the picture counted; empty where the lines of counters do not say it."""
    kind = next((kind for kind in ("weights", "multiplications", "FLOPs") if label.startswith(kind)), "")
    return "" if label.endswith("an output number") else kind


def counts_of(scene: Scene, model: Any) -> dict[str, set[int]]:
    """What the tracks say, and of the layers in the model that have no track just now, what these cost.

    The first version counted the images of a batch in the FLOPs, and of one filter on show only what that multiplied.
    """
    layers = [layer.cost for layer in getattr(model, "layers", ()) if hasattr(layer, "cost")]
    unseen = [*getattr(model, "costs", ()), *layers]
    totals = {*Clock(scene).totals, *(price.multiplications for price in unseen)}
    images, parts = getattr(model.state, "images", 1), {track_terms(scene, track) for track in scene.tracks}
    return {
        "weights": {*(track.weights for track in scene.tracks), *(price.weights for price in unseen)},
        "multiplications": totals | parts,
        "FLOPs": {2 * total * images for total in totals},
    }


def track_terms(scene: Scene, track: Track) -> int:
    """Products that are drawn."""
    links = [link for link in scene.links if link.id in track.links and link.weight]
    return sum(prod(counter.size for counter in (*link.loops, *link.taps)) for link in links)


@pytest.mark.parametrize("link", OF_LESSONS, ids=named)
def test_a_lesson_shows_the_same_numbers(link: dict[str, Any]) -> None:
    lesson = LESSONS[link["page"]]
    state, told = decode(lesson.state, lesson.page, link["query"])
    assert not told
    for name, recorded in link["numbers"].items():
        _, player = PICTURES[name]
        scene = lesson.scene(state, player)
        assert {grid.id: held(grid.values) for grid in scene.grids} == recorded["grids"]
        counts = counts_of(scene, lesson.model(state))
        told = [(kind, value) for value, label in recorded["figures"] if (kind := kind_of(label))]
        assert told
        assert all(int(value.replace(",", "")) in counts[kind] for kind, value in told), (told, counts)
        values = Decoder(scene).values
        assert {grid.id: held(values[grid.id]) for grid in scene.grids if grid.values is None} == recorded["written"]


@pytest.mark.parametrize("link", OF_LESSONS, ids=named)
def test_every_parameter_of_a_lesson_has_its_value(link: dict[str, Any]) -> None:
    lesson = LESSONS[link["page"]]
    state, _ = decode(lesson.state, lesson.page, link["query"])
    values = {param.key: state.values[param.name] for param in state.params}
    for key, value in link["state"].items():
        old = OLD_LINKS[link["page"]].get(key) if link["page"] in OLD_LINKS else None
        expected = old.value(str(value)) if old else str(value)
        assert str(values[old.key if old else key]) == expected, key
    again, told = decode(lesson.state, lesson.page, encode(state))
    assert (again, told) == (state, [])


@pytest.mark.parametrize(
    "link", [next(link for link in OF_LESSONS if link["page"] == page) for page in LESSONS], ids=named
)
def test_the_address_bar_takes_todays_names_with_the_first_change(link: dict[str, Any]) -> None:
    """Not before: each change of the address is an entry of the browser's history, and Back would lead in a circle."""
    app = visit(ROOT / "pages" / f"{link['page']}.py", **link["query"])
    lesson = LESSONS[link["page"]]
    state, _ = decode(lesson.state, lesson.page, link["query"])
    assert not notices(app)
    assert address(app) == link["query"]
    app = more_controls(app)
    assert address(app) == link["query"]
    another, value = next(other_numbers(app))
    another.set_value(value)
    app.run()
    after, told = decode(lesson.state, lesson.page, address(app), cases=lesson.cases)
    assert not told
    assert after != state
    assert address(app) == encode(after, lesson.cases)


def other_numbers(app: AppTest) -> Iterator[tuple[Any, int]]:
    """Controls of numbers on a page, and another number for each."""
    for group in app.button_group:
        if all(map(str.isdigit, group.options)) and len(group.options) > 1:
            yield group, next(int(option) for option in group.options if option != str(group.value))
    for field in app.number_input:
        if field.min != field.max:
            yield field, int(field.min if field.value != field.min else field.max)


TAG = re.compile(r"<[^>]*>")
CELL = re.compile(r"<td\b[^>]*>(.*?)</td>", re.DOTALL)
VALUE = re.compile(r'<dd class="value"[^>]*>(.*?)</dd>', re.DOTALL)
TARGET = re.compile(r"\]\([^)]*\)")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers_in(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in NUMBER.findall(unescape(TAG.sub(" ", text)))]


def tabled(app: AppTest) -> list[float]:
    """All numbers in the tables of a page, but for cells with a link, which tell how a layer opens in a lesson."""
    lines = [line for element in app.markdown for line in element.value.splitlines() if line.lstrip().startswith("|")]
    cells = [cell for element in app.get("html") for cell in CELL.findall(element.proto.body) if "<a " not in cell]
    return sorted(
        number for text in [*(TARGET.sub("]", line) for line in lines), *cells] for number in numbers_in(text)
    )


@pytest.mark.parametrize("link", OF_TOOLS, ids=named)
def test_a_tool_shows_the_same_numbers(link: dict[str, Any]) -> None:
    app = visit(ROOT / "pages" / f"{link['page']}.py", **link["query"])
    if link["page"] != "your_model":  # which also warns of lines it cannot read
        assert not notices(app)
    cells, recorded = [plain(number) for number in tabled(app)], link["numbers"]
    assert (len(cells), plain(round(fsum(cells), 9))) == (recorded["count"], recorded["sum"])
    assert cells[:MOST_CELLS] == recorded["cells"]
    if "definitions" in recorded:
        found = [value for element in app.get("html") for value in VALUE.findall(element.proto.body)]
        assert sorted(plain(number) for value in found for number in numbers_in(value)) == recorded["definitions"]


@pytest.mark.parametrize(
    ("page", "query", "show"),
    [
        ("transposed", {}, "paint"),
        ("transposed", {"k": "2"}, "all"),
        ("transposed", {"k": "2", "way": "slide"}, "slide"),
        ("transposed", {"k": "2", "v": "2"}, "paint"),
        ("transposed", {"case": "even"}, "paint"),
        ("flattened", {"ker": "edges"}, "race"),
        ("flattened", {"ker": "edges", "v": "2"}, "flattened"),
    ],
    ids=str,
)
def test_what_went_without_saying_is_kept(page: str, query: dict[str, str], show: str) -> None:
    lesson = LESSONS[page]
    state, told = decode(lesson.state, page, query, cases=lesson.cases)
    assert not told
    assert state.values["show"] == show
