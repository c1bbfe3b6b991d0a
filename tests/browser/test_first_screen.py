"""The first screen of every lesson: all its cases are walked, and nothing leaves its place."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.frame import LAPTOP, PHONE, PROJECTOR, faults, look
from browser.looking import OpenPage, eventually, follow, settle
from convviz.app.lessons.registry import LESSONS
from convviz.app.page.lesson import AnyLesson
from convviz.app.page.named_cases import in_a_row
from convviz.app.params.case import Case

each_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)

SMALLEST_DIGIT_CELL = 18  # pixels
REDRAWN = {
    "volumes",
    "spatial",
    "depthwise",
    "separable",
    "flattened",
    "grouped",
    "shuffled",
}  # their numbers may be smaller
COUNTED = re.compile(r"multiplications ([\d,]+) / ([\d,]+) · FLOPs = 2 × ([\d,]+) = ([\d,]+)")


def number(text: str) -> int:
    return int(text.replace(",", ""))


def counters(page: Page) -> list[tuple[int, int]]:
    """Of each line: multiplications so far, and all; the FLOPs are twice as many."""
    found = []
    for line in page.locator("[data-part=counters] .counter").all_inner_texts():
        match = COUNTED.search(line)
        assert match, line
        spent, total, same, flops = map(number, match.groups())
        assert total == same
        assert flops == 2 * total
        found.append((spent, total))
    return found


def choose(page: Page, lesson: AnyLesson, case: Case) -> None:
    """Click a case; those that do not fit on the line are behind a button."""
    if case in in_a_row(lesson.cases)[1]:
        page.locator(".st-key-cases [data-testid=stPopover] button").click()
        page.locator("[data-testid=stPopoverBody]").get_by_role("radio", name=case.title).click()
        page.keyboard.press("Escape")
    else:
        page.locator(".st-key-cases").get_by_role("radio", name=case.title).click()
    settle(page)


@each_lesson
def test_every_case_fits_its_counters_run_and_a_projector_and_a_phone_show_it_too(
    open_page: OpenPage, lesson: AnyLesson
) -> None:
    page = open_page(f"/{lesson.page}", reduced_motion=True, **LAPTOP)
    places: dict[str, Any] = {}
    for case in (*lesson.cases[1:], lesson.cases[0]):
        choose(page, lesson, case)
        expect(page.locator(".sentence")).to_have_text(case.sentence)
        seen = look(page)
        assert not faults(lesson, LAPTOP, seen), case.title
        if lesson.page not in REDRAWN and seen["smallest"] is not None:
            assert seen["smallest"] >= SMALLEST_DIGIT_CELL, case.title
        assert places.setdefault("picture", seen["picture"]) == seen["picture"], case.title
        if case.values:
            assert f"case={case.id}" in page.url
        page.get_by_role("button", name="First step").click()
        before = counters(page)
        assert before, case.title
        page.get_by_role("button", name="Last step").click()
        after = counters(page)
        assert [spent for spent, _ in after] == [total for _, total in after], case.title
        if any(total > 0 for _, total in after):
            assert sum(spent for spent, _ in before) <= sum(total for _, total in after)
        where = page.locator("[data-part=transport] input[type=range]").get_attribute("aria-valuetext") or ""
        assert re.match(r"[a-z]+ \d+ of \d+, ", where), where
    page.set_viewport_size(PROJECTOR)
    follow(page, f"/{lesson.page}")
    eventually(page, lambda: faults(lesson, PROJECTOR, look(page)), [])
    page.set_viewport_size(PHONE)
    follow(page, f"/{lesson.page}")
    eventually(page, lambda: faults(lesson, PHONE, look(page)), [])
    the_controls_are_a_sheet_under_the_whole_picture(page, lesson)


def the_controls_are_a_sheet_under_the_whole_picture(page: Page, lesson: AnyLesson) -> None:
    """On a phone; what drives the picture is large enough for a finger."""
    sheet = page.locator(".st-key-controls-row" if lesson.wide else ".st-key-controls")
    expect(sheet).not_to_be_in_viewport()
    for button in ("One step back", "Play", "One step forward", "Controls"):
        box = page.locator("[data-part=transport]").get_by_role("button", name=button).bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= PHONE["height"]
    page.get_by_role("button", name="Controls", exact=True).click()
    expect(sheet).to_be_in_viewport()
    above = page.locator(".stage").bounding_box()
    below = sheet.bounding_box()
    assert above
    assert below
    assert below["y"] == 410
    page.get_by_role("button", name="Done").click()
    expect(sheet).not_to_be_in_viewport()
