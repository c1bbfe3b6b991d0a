"""The lesson on dilated convolution in a real browser: the kernel inflates, any cell shows its cone, holes are seen."""

import re

from playwright.sync_api import Locator, Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, numbers_in, scrolls_sideways, settle

LESSON = "/dilated"
PLAIN = "?layers=3.1.0.1_3.1.0.1_3.1.0.1"


def board(page: Page) -> Locator:
    """The player."""
    player = page.locator(".cv-player")
    player.scroll_into_view_if_needed()
    expect(player.locator(".cell").first).to_be_visible()
    return player


def counts(player: Locator, row: int) -> list[str]:
    """The numbers of a row, the last layer first."""
    return numbers_in(player.locator(".grid").nth(row))


def cell(player: Locator, row: int, place: int) -> Locator:
    return player.locator(".grid").nth(row).locator(".cell").nth(place)


def test_a_click_on_a_rate_moves_the_taps_apart(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    kernel = page.locator(".grid.kernel .cell")
    expect(kernel).to_have_count(25)
    expect(page.locator(".grid.kernel .kind-z")).to_have_count(25 - 9)
    page.get_by_role("radio", name="4", exact=True).first.click()
    settle(page)
    expect(page).to_have_url(re.compile("case=far"))
    expect(kernel).to_have_count(81)
    expect(page.locator(".grid.kernel .kind-z")).to_have_count(81 - 9)
    expect(page.locator(".window .taps").first).to_have_attribute("d", re.compile(r"^(M[^M]+){9}$"))
    everyone_can_read(page)


def test_a_cone_is_played_path_by_path_pointing_lights_it_a_click_keeps_it_and_escape_lets_go(
    open_page: OpenPage,
) -> None:
    page = open_page(LESSON + PLAIN, reduced_motion=True)
    player = board(page)
    player.get_by_role("button", name="Last step").click()
    expect(player.locator(".where")).to_contain_text("step 9 of 9")
    assert counts(player, 3) == ["1", "3", "6", "7", "6", "3", "1"]
    assert counts(player, 2) == ["1", "2", "3", "2", "1"]
    player.press("ArrowLeft")
    player.press("Home")
    expect(player.locator(".where")).to_contain_text("step 1 of 9")
    assert counts(player, 1) == ["1", "1", "1"]
    assert counts(player, 3) == [""] * 7

    player.get_by_role("button", name="Last step").click()
    cell(player, 2, 0).hover()
    linking = player.locator(".linking")
    expect(linking).to_have_text("This unit sees input cells 1 to 3, by 3 paths; it reaches 1 unit of layer 3.")
    eventually(page, lambda: counts(player, 3), ["1", "1", "1", "0", "0", "0", "0"])
    cell(player, 3, 3).click()
    page.mouse.move(5, 5)
    expect(player.locator(".linking")).to_contain_text("This cell reaches 3 units of layer 1 and 1 of layer 3.")
    eventually(page, lambda: counts(player, 0), ["7"])
    page.keyboard.press("Escape")
    expect(player.locator(".linking")).to_have_text("")
    eventually(page, lambda: counts(player, 3), ["1", "3", "6", "7", "6", "3", "1"])
    row = player.locator(".layer").nth(1)
    row.focus()
    page.keyboard.press("ArrowRight")
    expect(player.locator(".linking")).to_contain_text("This unit sees input cells 2 to 6, by 9 paths")

    player = board(page)
    page.get_by_role("button", name="8 more").click()
    page.get_by_text("Where do holes come from?").click()
    settle(page)
    expect(page).to_have_url(re.compile("case=holes"))
    page.keyboard.press("Escape")
    player.get_by_role("button", name="Last step").click()
    eventually(page, lambda: counts(player, 3), ["1", "0", "3", "0", "6", "0", "7", "0", "6", "0", "3", "0", "1"])
    expect(page.locator(".footprint")).to_be_visible()
    page.locator(".st-key-dilated-layer-dilation input").fill("1")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"layers=3\.1\.0\.1_3"))
    expect(page.get_by_text("11 of 11 touched")).to_be_visible()
    player.get_by_role("button", name="Save or export").click()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename == "receptive-field-step-9.png"


def test_it_fits_a_phone(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}?layers=3.1.1.1_3.1.2.2_3.1.4.4&d=3", width=360, height=740, touch=True)
    assert not scrolls_sideways(page)
    player = board(page)
    cell(player, 0, 7).tap()
    expect(player.locator(".linking")).to_contain_text("This unit sees input cells 1 to 15")
