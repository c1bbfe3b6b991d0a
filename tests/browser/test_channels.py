"""The lesson on channels in a real browser: it plays to the right numbers, is linked, stacked and edited."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, numbers_in, settle

LESSON = "/channels"
SUM = ["17", "13", "24", "18", "26", "27", "21", "6", "16"]


def written(page: Page, grid: str = "output") -> list[str]:
    """The numbers in the cells of the grids of a role."""
    return numbers_in(page.locator(f".grid.{grid}"))


def names_over(page: Page, grid: str) -> list[str]:
    """What the planes of the grids of a role are called."""
    return page.locator(f".margins.{grid} .name").all_text_contents()


def finished(page: Page) -> None:
    page.get_by_role("button", name="Last step").click()


def test_three_maps_are_written_and_added_up_stacked_changed_linked_and_read_by_everyone(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    eventually(page, lambda: names_over(page, "input"), ["channel 1", "channel 2", "channel 3"])
    assert names_over(page, "output") == ["map 1", "map 2", "map 3"]
    finished(page)
    numbers = written(page)
    assert len(numbers) == 27 + 9
    maps, output = [int(number.replace("−", "-")) for number in numbers[:27]], numbers[27:]
    assert [str(sum(maps[cell::9])) for cell in range(9)] == output == SUM
    expect(page.locator(".where")).to_contain_text("stop 36 of 36")

    views = page.get_by_role("group", name="Planes of a volume")
    for name in ("Stack", "Flat"):
        views.get_by_role("button", name=name).click()
        settle(page)
        expect(page).to_have_url(re.compile(f"view={name.lower()}"))

    page.locator(".grid.kernel .cell").first.click()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"ke=0\.0\.0\.0~2"))
    finished(page)
    assert written(page)[0] == "18", "3 in the corner is met by 2 and no longer by 0"
    assert written(page)[27] == "23"

    follow(page, f"{LESSON}?h=8&pad=tf&n=4&show=once&v=2")
    finished(page)
    eventually(page, lambda: len(written(page)), 8 * 8)
    expect(page.get_by_text("map 1 of 4").first).to_be_visible()
    follow(page, f"{LESSON}?h=4&pad=tf&n=4&show=once&v=2")
    finished(page)
    eventually(page, lambda: len(written(page)), 4 * 4 * 4)
    expect(page.get_by_text("4 filters, each 3 kernels of 3 × 3").first).to_be_visible()
    follow(page, f"{LESSON}?h=8&pad=tf&n=4&show=once&v=2")
    expect(page.get_by_text("6,912").first).to_be_visible()
    follow(page, f"{LESSON}?case=edges&v=2")
    eventually(page, lambda: names_over(page, "input"), ["R", "G", "B"])
    frames = page.locator(".grid.input .frame").evaluate_all("all => all.map((one) => getComputedStyle(one).stroke)")
    brightest = [max(range(3), key=lambda i, one=one: int(one[i])) for one in (re.findall(r"\d+", f) for f in frames)]
    assert brightest == [0, 1, 2], "red, green and blue"
    assert names_over(page, "output") == ["map 1", "map 2"]
    follow(page, LESSON)
    everyone_can_read(page)
    fits_a_phone(page, f"{LESSON}?batch=3&layout=NCHW&v=2")
