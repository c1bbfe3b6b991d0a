"""The player as a part of a page of the app, from which it is given numbers, and taken away."""

import re

from playwright.sync_api import Page, WebSocket, expect

from browser import player_app
from browser.looking import OpenPage, follow, numbers_in, set_theme, settle
from browser.player.driving import button, player, press, where
from browser.using import control, fold
from serving import Server

LESSON = "/sliding_window?in=random&v=2"  # of the numbers of seed 1
# How often a page asks for a frame in half a second.
FRAMES_ASKED_FOR = """() => new Promise((done) => {
    let frames = 0;
    const ask = window.requestAnimationFrame;
    window.requestAnimationFrame = (act) => (frames++, ask(act));
    setTimeout(() => { window.requestAnimationFrame = ask; done(frames); }, 500);
})"""


def other_numbers(page: Page) -> None:
    control(page, "sliding_window.seed").get_by_test_id("stNumberInputStepUp").click()
    settle(page)
    fold(page)


def shown(page: Page, role: str) -> list[str]:
    return numbers_in(player(page).locator(f".grid.{role}"))


def at_step(page: Page, pattern: str) -> None:
    expect(where(page)).to_contain_text(re.compile(rf"^stop {pattern} of 9"))


def test_new_numbers_arrive_in_the_same_player_which_goes_on_as_it_was(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    player(page).evaluate("element => { element.mark = 'still here' }")
    at_step(page, "[2-9]")
    speed = player(page).get_by_role("combobox")
    speed.select_option("2")
    other_numbers(page)
    expect(player(page)).to_have_count(1)
    assert player(page).evaluate("element => element.mark") == "still here"
    assert shown(page, "input") == [str(value) for value in player_app.trace("worked", 2).x.ravel()]
    expect(speed).to_have_value("2")
    at_step(page, "[2-9]")

    press(page, "End", "ArrowLeft")
    other_numbers(page)
    at_step(page, "8")
    expect(button(page, "play")).to_be_visible()
    output = [*(str(value) for value in player_app.trace("worked", 3).output.ravel()[:8]), ""]
    assert shown(page, "output") == output

    board = player(page).locator(".board")
    light = board.evaluate("e => getComputedStyle(e).backgroundColor")
    set_theme(page, dark=True)
    assert board.evaluate("e => getComputedStyle(e).backgroundColor") != light
    at_step(page, "8")
    expect(button(page, "play")).to_be_visible()
    assert shown(page, "output") == output
    assert player(page).evaluate("element => element.mark") == "still here"


def test_nothing_travels_while_it_plays_and_nothing_runs_after_it(
    open_page: OpenPage, open_address: OpenPage, app: Server
) -> None:
    page = open_address("about:blank")
    messages: list[str | bytes] = []

    def listen(socket: WebSocket) -> None:
        for event in ("framereceived", "framesent"):
            socket.on(event, lambda message: messages.append(message))

    page.on("websocket", listen)
    page.goto(app.url + LESSON)
    settle(page)
    assert messages, "the page itself travels, so this test can see"
    player(page).get_by_role("combobox").select_option("64")
    page.wait_for_timeout(500)
    messages.clear()
    at_step(page, "9")
    page.wait_for_timeout(1000)
    press(page, "Home", "ArrowRight", " ")
    page.wait_for_timeout(300)
    assert not messages
    page.remove_listener("websocket", listen)

    follow(page, "/cost_lab")
    expect(player(page)).to_have_count(0)
    page.wait_for_timeout(1000)  # charts are drawn
    assert page.evaluate(FRAMES_ASKED_FOR) < 5
    page.go_back()
    at_step(page, "[2-9]")
    expect(player(page)).to_have_count(1)
