"""Where the parts of a lesson's first screen are, in pixels of the window, and where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, cast

from playwright.sync_api import Page

from convviz.app.page.lesson import AnyLesson

LAPTOP: Final = {"width": 1366, "height": 768}
PROJECTOR: Final = {"width": 1920, "height": 1080}
PHONE: Final = {"width": 360, "height": 740}

PARTS: Final = ("picture", "arithmetic", "counters", "transport", "challenge")

LOOK: Final = """() => {
    const host = [...document.querySelectorAll(".st-key-first-screen *")]
        .find((one) => one.shadowRoot?.querySelector(".board"));
    const inside = (selector) => host?.shadowRoot.querySelector(selector);
    const box = (element) => {
        if (!element) return null;
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
    };
    const outside = (selector) => document.querySelector(selector);
    const parts = Object.fromEntries(["picture", "arithmetic", "counters", "transport", "challenge"]
        .map((name) => [name, box(inside(`[data-part=${name}]`))]));
    const digits = [...(host?.shadowRoot.querySelectorAll(".grid .number") ?? [])]
        .map((number) => number.previousElementSibling?.getBoundingClientRect().width ?? Infinity);
    const drawn = [...(host?.shadowRoot.querySelectorAll(".stage :is(.grid, .label, .margins, canvas)") ?? [])]
        .map((part) => part.getBoundingClientRect()).filter(({ width }) => width);
    const edge = (side, most) => drawn.length ? Math.round(most(...drawn.map((one) => one[side]))) : null;
    const written = (selector) => [...(host?.shadowRoot.querySelectorAll(selector) ?? [])].flatMap((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()].map((box) => ({ box, text: element.textContent }));
    });
    const beside = written(".margins text");
    const others = [...written(".label b"), ...written(".label .note"), ...written(".stage .sign")];
    const meet = ({ box: a }, { box: b }) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3; // lines have air
    const collisions = beside.flatMap((one, i) => [...others, ...beside.slice(i + 1)]
        .filter((other) => meet(one, other)).map((other) => `${one.text} lies on ${other.text}`));
    const cut = [...document.querySelectorAll(".title-row, .formula-row")]
        .filter((row) => row.scrollWidth > row.clientWidth + 1 || row.scrollHeight > row.clientHeight + 1)
        .map((row) => row.className);
    return {
        navigation: box(outside("[data-testid=stHeader]")),
        title: box(outside(".title-row")),
        cases: box(outside(".st-key-cases")),
        row: box(outside(".st-key-controls-row")),
        board: box(inside(".board")),
        controls: box(outside(".st-key-controls")),
        formula: box(outside(".formula-row")),
        follows: box(outside(".st-key-below")),
        smallest: digits.length ? Math.min(...digits) : null,
        drawn: [edge("left", Math.min), edge("top", Math.min), edge("right", Math.max), edge("bottom", Math.max)],
        cut,
        collisions,
        sideways: document.querySelector("[data-testid=stMain]").scrollWidth - innerWidth,
        ...parts,
    };
}"""

Box = tuple[int, int, int, int]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a part belongs.

    Attributes:
        part: its name in `look`.
        top: of its box, in pixels of the window; None: anywhere.
        height: of its box; None: any.
        width: of its box; None: any.
        most: the lowest its box may end, where its height is not fixed.
    """

    part: str
    top: int | None
    height: int | None = None
    width: int | None = None
    most: int | None = None

    def faults(self, box: Box | None) -> list[str]:
        """What is wrong with a box, in words."""
        if box is None:
            return [f"{self.part} is not there"]
        _, top, width, height = box
        measured = (("top", top, self.top), ("height", height, self.height), ("width", width, self.width))
        found = [
            f"{self.part}: {name} {is_} instead of {wanted}"
            for name, is_, wanted in measured
            if wanted is not None and abs(is_ - wanted) > 1
        ]
        if self.most is not None and top + height > self.most + 1:
            found.append(f"{self.part} ends at {top + height}, below {self.most}")
        return found


def wanted(lesson: AnyLesson, window: dict[str, int]) -> tuple[Wanted, ...]:
    """Where the parts of a lesson belong in a window."""
    if window == PHONE:
        return (Wanted("navigation", 0, 60), Wanted("cases", 60, 44), Wanted("board", 104, None, 328))
    tall = window == PROJECTOR
    rows = (Wanted("navigation", 0, 60), Wanted("title", 60, 44), Wanted("cases", 104, 32))
    if lesson.wide:
        height, width = (760, 1600) if tall else (576, 1206)
        return (*rows, Wanted("row", 148, 44, width), Wanted("board", 192, height, width))
    height, width = (610, 1258) if tall else (524, 864)
    end = 148 + height
    return (
        *rows,
        Wanted("board", 148, height, width),
        Wanted("controls", 148, None, 318, most=end),
        Wanted("formula", end, 66),
        Wanted("follows", end + 66),
    )


def look(page: Page) -> dict[str, Any]:
    """Boxes of all parts once there is a picture, and what is drawn in it; see LOOK."""
    page.locator(".board .stage :is(.grid, canvas)").first.wait_for(state="attached")
    return cast(dict[str, Any], page.evaluate(LOOK))


def faults(lesson: AnyLesson, window: dict[str, int], seen: dict[str, Any]) -> list[str]:
    """What is not where it belongs, in words."""
    found = [fault for part in wanted(lesson, window) for fault in part.faults(seen[part.part])]
    found += [f"the {row} is cut off" for row in seen["cut"]]
    found += seen["collisions"]
    if seen["sideways"] > 0:
        found.append(f"the page slides sideways by {seen['sideways']} px")
    if window == PHONE:
        return found
    return found + overlapping(seen) + outside(seen)


def overlapping(seen: dict[str, Any]) -> list[str]:
    """Parts of the board that lie over each other or leave it."""
    found = []
    _, top, _, height = seen["board"]
    boxes = sorted(((name, seen[name]) for name in PARTS if seen[name]), key=lambda named: named[1][1])
    for name, box in boxes:
        if box[1] < top - 1 or box[1] + box[3] > top + height + 1:
            found.append(f"{name} leaves the board")
    for (one, above), (other, below) in pairwise(boxes):
        if above[1] + above[3] > below[1] + 1:
            found.append(f"{one} lies over {other}")
    return found


def outside(seen: dict[str, Any]) -> list[str]:
    """What is drawn outside the room of the picture."""
    if None in seen["drawn"]:
        return ["nothing is drawn"]
    x, y, width, height = seen["picture"]
    left, top, right, bottom = seen["drawn"]
    inside = left >= x - 3 and top >= y - 3 and right <= x + width + 3 and bottom <= y + height + 3
    return [] if inside else [f"the picture {seen['drawn']} leaves its room {[x, y, x + width, y + height]}"]
