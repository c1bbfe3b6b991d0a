"""Volumes in the player: stacked or spread, channel by channel, and every cell within reach."""

import pytest
from playwright.sync_api import Page, expect

from browser import player_app
from browser.looking import everyone_can_read, numbers_in, scrolls_sideways
from browser.player.driving import OpenPlayer, player, press, stop, where

FILTERS, CHANNELS, TAPS = 2, 3, 6  # of the scene "rgb"


@pytest.fixture
def page(open_player: OpenPlayer) -> Page:
    """Three channels under two filters, stopped at the first step."""
    return stop(open_player("rgb"))


def view(page: Page) -> str:
    return player(page).locator(".views button[aria-pressed=true]").inner_text()


def switch(page: Page, name: str) -> None:
    player(page).get_by_role("button", name=name, exact=True).click()


def used(channel: int) -> str:
    """What is said of the number in row 1, column 1 of a channel."""
    value = player_app.trace("rgb").x[channel, 1, 1]
    return f"This {value} is used 8 times: 4 in each of maps 1 and 2."


def points(page: Page, grid: str) -> list[tuple[float, float]]:
    """The middle of every cell of a grid, on the screen."""
    script = "all => all.map(e => e.getBoundingClientRect()).map(b => [b.x + b.width / 2, b.y + b.height / 2])"
    return [tuple(point) for point in player(page).locator(f".grid.{grid} .cell").evaluate_all(script)]


def test_no_plane_hides_a_cell(page: Page) -> None:
    """The pointer in the middle of any cell finds that cell, in both views."""
    trace = player_app.trace("rgb")
    expected = [
        f"channel {c + 1}, row {row + 1}, column {column + 1} = {trace.x[c, row, column]}"
        for c, row, column in _indices(trace.x.shape)
    ]
    for name in ("Stack", "Flat"):
        switch(page, name)
        assert view(page) == name
        found = []
        for x, y in points(page, "input"):
            page.mouse.move(x, y)
            found.append(player(page).locator(".tip").inner_text())
        assert found == expected


def _indices(shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [(c, row, column) for c in range(shape[0]) for row in range(shape[1]) for column in range(shape[2])]


def test_sheets_of_a_stack_lean_planes_spread_do_not_and_the_step_stays(page: Page) -> None:
    press(page, "ArrowRight", "ArrowRight")
    before = where(page).inner_text()
    leaning = player(page).locator(".grid.input path.cell")
    switch(page, "Stack")
    assert leaning.count() == 3 * 4 * 5
    press(page, "v")
    assert view(page) == "Flat"
    assert leaning.count() == 0
    press(page, "v")
    assert view(page) == "Stack"
    assert where(page).inner_text() == before


def test_the_filter_at_work_is_lit_and_the_others_step_back(page: Page) -> None:
    resting = player(page).locator(".grid.kernel > g").evaluate_all("planes => planes.map(g => g.matches('.resting'))")
    assert resting == [False] * CHANNELS + [True] * CHANNELS
    press(page, "End")
    resting = player(page).locator(".grid.kernel > g").evaluate_all("planes => planes.map(g => g.matches('.resting'))")
    assert resting == [True] * CHANNELS + [False] * CHANNELS


def test_a_window_lies_on_every_channel(page: Page) -> None:
    for name in ("Stack", "Flat"):
        switch(page, name)
        assert player(page).locator(".mark.on-input .window").count() == CHANNELS
        assert player(page).locator(".mark.on-kernel .window").count() == CHANNELS
        assert player(page).locator(".mark.on-output .window").count() == 1


def test_channels_have_their_colour_in_input_kernels_and_arithmetic(page: Page) -> None:
    def channels(selector: str) -> list[str]:
        script = "elements => elements.map(e => /channel\\d/.exec(e.getAttribute('class'))[0])"
        return player(page).locator(selector).evaluate_all(script)

    named = [f"channel{c}" for c in range(CHANNELS)]
    assert channels(".grid.input .cell")[::20] == named
    assert channels(".grid.kernel .cell")[::TAPS] == named * FILTERS
    assert channels(".group") == named


def test_partial_sums_stand_in_the_equation(page: Page) -> None:
    step = player_app.trace("rgb")[0]
    parts = step.products.reshape(CHANNELS, TAPS).sum(axis=1)
    signed = [str(parts[0]).replace("-", "−"), *(f"({p})".replace("-", "−") if p < 0 else str(p) for p in parts[1:])]
    last = player(page).locator(".equation .row").last.locator(".token b").all_inner_texts()
    bias = f"({step.bias})".replace("-", "−") if step.bias < 0 else str(step.bias)
    assert last == [*signed, bias, str(step.sum).replace("-", "−")]


def test_a_partial_sum_appears_when_its_channel_is_done(open_player: OpenPlayer) -> None:
    page = stop(open_player("rgb"))
    page.mouse.move(0, 0)  # pointing at a cell would hold the player
    press(page, "-", "-", " ")
    player(page).locator(".term.on").first.wait_for()
    seen = (
        player(page)
        .locator(".equation")
        .evaluate(
            """equation => {
          const terms = [...equation.querySelectorAll('.term')];
          const active = terms.findIndex((term) => term.classList.contains('on'));
          const pending = [...equation.lastChild.querySelectorAll('.token')].slice(0, 3)
            .map((token) => token.classList.contains('pending'));
          const seen = (element) => getComputedStyle(element).visibility;
          const signs = [...equation.querySelectorAll('.token:not(.term)')].map((token) => seen(token.firstChild));
          const numbers = [...equation.querySelectorAll('.token:not(.term)')].map((token) => seen(token.lastChild));
          return { active, pending, signs, numbers };
        }"""
        )
    )
    assert seen["pending"] == [seen["active"] <= TAPS * (c + 1) - 1 for c in range(CHANNELS)]
    assert seen["signs"] == seen["numbers"], "no + or = without its number"
    assert seen["numbers"][-1] == "hidden", "the result comes last"


def test_where_products_do_not_come_one_by_one_the_equation_stands_at_once(open_player: OpenPlayer) -> None:
    page = stop(open_player("rgb"))
    player(page).get_by_role("combobox", name="Speed").select_option("4")
    press(page, " ")
    hidden = player(page).evaluate(
        """async (player) => {
          const hidden = [];
          for (let frame = 0; frame < 40; frame++) {
            await new Promise(requestAnimationFrame);
            const tokens = [...player.querySelectorAll('.equation .token')];
            hidden.push(tokens.filter((token) => getComputedStyle(token).visibility === 'hidden').length);
          }
          return hidden;
        }"""
    )
    assert hidden == [0] * 40


def test_the_keyboard_walks_through_planes(page: Page) -> None:
    layer = player(page).locator(".layer").first
    layer.focus()
    for key in ("ArrowRight", "PageDown", "ArrowDown", "PageDown"):
        layer.press(key)
    expect(player(page).locator(".linking")).to_have_text(used(2))
    for _ in range(3):
        layer.press("PageUp")
    expect(player(page).locator(".linking")).to_have_text(used(0))


def test_a_number_on_a_back_sheet_can_be_changed(page: Page) -> None:
    switch(page, "Stack")
    page.mouse.click(*points(page, "input")[2 * 20 + 7])
    page.keyboard.type("50")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    texts = numbers_in(player(page).locator(".grid.input"))
    assert texts[2 * 20 + 7] == "50"


def test_a_single_plane_has_no_switch(open_player: OpenPlayer) -> None:
    assert player(open_player("worked")).locator(".views").count() == 0


@pytest.mark.parametrize("name", ["rgb", "deep", "3-D"])
def test_volumes_fit_a_phone(open_player: OpenPlayer, name: str) -> None:
    page = stop(open_player(name, width=360, height=740))
    for _ in range(2):
        assert not scrolls_sideways(page)
        press(page, "v")


def test_volumes_are_accessible(page: Page) -> None:
    everyone_can_read(page, both=True)
