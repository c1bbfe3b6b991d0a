"""The lesson on convolution and cross-correlation in a real browser: two tracks on one clock, linked and edited."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, numbers_in, settle

LESSON = "/correlation"
CORRELATED = ["3", "14", "9", "4", "9", "6", "3"]
CONVOLVED = ["1", "6", "11", "12", "3", "6", "9"]
SQUARE = ["12", "12", "17", "10", "17", "19", "9", "6", "14"]  # in two dimensions
TURNED = ["18", "20", "19", "10", "9", "17", "11", "8", "14"]


def written(page: Page, role: str = "output") -> list[str]:
    """The numbers in the cells of the grids of a role, those of cross-correlation first."""
    return numbers_in(page.locator(f".grid.{role}"))


def halves(page: Page) -> tuple[list[int], list[int]]:
    """The outputs as numbers, of either track; 999 where none is written yet."""
    numbers = [int(number.replace("−", "-") or 999) for number in written(page)]
    return numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]


def finished(page: Page) -> None:
    page.get_by_role("button", name="Last step").click()


def equations(page: Page) -> list[str]:
    return [re.sub(r"\s", "", text) for text in page.locator(".equation").all_text_contents()]


def test_the_kernel_is_turned_both_slide_and_pointing_typing_and_two_dimensions_reach_both(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    given = ["1", "2", "3"]
    expect(page.locator(".where")).to_contain_text("stop 1 of 10")
    assert written(page, "kernel") == [*given, "1", "", "", *given, "", "", "1"]
    assert equations(page) == ["kernel1→asitis,cell1=1", "kernel1→reversed3=1"]
    for _ in range(3):
        page.get_by_role("button", name="One step forward").click()
    assert written(page, "kernel") == [*given, *given, *given, "3", "2", "1"]
    assert equations(page) == ["0·1+0·2+1·3=3", "0·3+0·2+1·1=1"]
    finished(page)
    assert written(page) == [*CORRELATED, *CONVOLVED]
    expect(page.locator(".where")).to_contain_text("stop 10 of 10")

    page.locator(".grid.kernel .cell").nth(9).hover()
    expect(page.locator(".linking")).to_contain_text(
        "This weight, 3, is used 7 times: once at every position of the window."
    )
    cells = page.locator(".grid.output .cell")
    cells.nth(7 + 4).hover()
    assert equations(page) == ["3·1+0·2+0·3=3", "0·3+0·2+3·1=3"], "only the convolution is looked at out of turn"
    cells.nth(4).hover()
    assert equations(page)[0] == "0·1+0·2+3·3=9"
    cells.nth(7 + 1).click()
    expect(page.locator(".where")).to_contain_text("stop 5 of 10")
    assert written(page) == [*CORRELATED[:2], *[""] * 5, *CONVOLVED[:2], *[""] * 5]

    page.locator(".grid.kernel .cell").nth(6).click()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"\?ks=0~3&v=2(&step=\d+)?$"))
    finished(page)
    eventually(page, lambda: written(page, "kernel"), ["3", "2", "3"] * 4)
    assert written(page)[:7] == written(page)[7:]
    expect(page.get_by_text("Here the two agree:")).to_be_visible()

    follow(page, LESSON)
    page.locator(".st-key-correlation-dim").get_by_text("2-D image").click()
    settle(page)
    expect(page).to_have_url(re.compile(r"\?case=plane&v=2(&step=\d+)?$"))
    finished(page)
    eventually(page, lambda: written(page), [*SQUARE, *TURNED])
    follow(page, f"{LESSON}?dim=2d&ker=sobel_x&v=2")
    finished(page)
    eventually(page, lambda: [a + b for a, b in zip(*halves(page), strict=True)], [0] * 9)
    everyone_can_read(page)
    queries = ("", "?dim=2d&axes=independent&in=random&ker=random&v=2", "?len=16&klen=7&v=2")
    fits_a_phone(page, *(LESSON + query for query in queries))
