"""The address bar in a real browser: links reopen, changes show, Back undoes."""

import re

from playwright.sync_api import Page, expect

from browser import using
from browser.looking import OpenPage, eventually, fits_a_phone, follow, settle, watch
from browser.using import control, field
from browser.windows import another_visitor
from counts import sample
from serving import Server, serve

LESSON = "/sliding_window"
HEIGHT = "sliding_window.h"


def whole_query(page: Page) -> str:
    """What stands behind the question mark."""
    return page.url.partition("?")[2]


def query(page: Page) -> str:
    """The same without the mark of today's links."""
    return whole_query(page).removesuffix("v=2").removesuffix("&")


def click(page: Page, control: str, option: str) -> None:
    """Click one option of a one-click choice."""
    using.choose(page, f"sliding_window.{control}", option)


def chosen(page: Page, control: str) -> str:
    """The option that is chosen."""
    return using.chosen(page, f"sliding_window.{control}")


def test_a_change_is_in_the_address_at_once_and_quick_clicks_are_all_obeyed(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    eventually(page, lambda: query(page), "")
    click(page, "s", "2")
    eventually(page, lambda: query(page), "case=skip")
    field(page, HEIGHT).fill("7")
    page.keyboard.press("Enter")
    settle(page)
    eventually(page, lambda: query(page), "h=7&s=2")

    follow(page, LESSON)
    steps = control(page, HEIGHT).get_by_test_id("stNumberInputStepUp")
    for _ in range(6):
        steps.click()
    for option in "2413":
        control(page, "sliding_window.s").get_by_text(option, exact=True).click()
    settle(page)
    expect(field(page, HEIGHT)).to_have_value("11")
    eventually(page, lambda: query(page), "h=11&s=3")
    assert chosen(page, "s") == "3"


def test_a_copied_link_reopens_exactly_this_and_a_reload_changes_nothing(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    click(page, "pad", "same · 1")
    click(page, "mode", "circular")
    click(page, "s", "2")
    assert whole_query(page) == "pad=same&mode=circular&s=2&v=2"
    another_visitor(page, page.url)
    for again in (False, True):
        if again:
            page.reload()
            settle(page)
        assert whole_query(page) == "pad=same&mode=circular&s=2&v=2"
        assert [chosen(page, control) for control in ("pad", "mode", "s", "k")] == ["same · 1", "circular", "2", "3"]


def test_back_undoes_forward_does_again_and_back_leads_out_of_the_lesson(open_page: OpenPage) -> None:
    page = open_page("/", reduced_motion=True)
    page.get_by_text("Begin: Sliding window").click()
    settle(page)

    def on_show() -> tuple[str, str, str]:
        return query(page), chosen(page, "k"), chosen(page, "s")

    click(page, "s", "2")
    click(page, "k", "2")
    page.go_back()
    eventually(page, on_show, ("case=skip", "3", "2"))
    page.go_back()
    eventually(page, on_show, ("", "3", "1"))
    page.go_forward()
    eventually(page, on_show, ("case=skip", "3", "2"))
    settle(page)
    click(page, "k", "1")
    eventually(page, lambda: query(page), "k=1&s=2")
    for _ in range(3):
        page.go_back()
        settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("See every number of a convolution")


# What the server says takes longer than a visitor from one click to the next.
FAR_AWAY = """
const listen = WebSocket.prototype.addEventListener;
const late = (act) => (event) => setTimeout(() => act(event), 700);
WebSocket.prototype.addEventListener = function (type, act, ...rest) {
  return listen.call(this, type, type === "message" ? late(act) : act, ...rest);
};
Object.defineProperty(WebSocket.prototype, "onmessage", { set(act) { listen.call(this, "message", late(act)); } });
"""


def test_clicks_count_however_long_answers_take(open_address: OpenPage, app: Server) -> None:
    page = open_address("about:blank").context.new_page()
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(FAR_AWAY)
    page.goto(app.url + LESSON)
    expect(page.locator(".st-key-sliding_window-h")).to_be_visible()
    height = control(page, HEIGHT)
    ways = [("stNumberInputStepUp", "11", "h=11"), ("stNumberInputStepDown", "5", "")]
    for number, pause in enumerate(sample([0, 250, 450], 2)):
        button, expected, link = ways[number % 2]
        for _ in range(6):
            height.get_by_test_id(button).click()
            page.wait_for_timeout(pause)
        eventually(page, lambda link=link: query(page), link)
        page.wait_for_timeout(1500)  # what is still on its way changes nothing
        assert field(page, HEIGHT).input_value() == expected
        assert query(page) == link
    page.close()


HALF_AN_ESCAPE = ("s=%E0%A4%A", "the stride must be a whole number from 1 to 8. Instead, it is 1.", "")
TOO_LARGE = ("k=99", "The link asks for k=99, but the kernel size must be a whole number from 1 to 7; at 7, the", "k=5")
ILLEGAL = [  # the others need no browser
    ("h=5&h=6", "The link gives h twice; the last, h=6, was taken.", "h=6"),
    ("in=" + "x" * 10_000, "the input must be one of worked, ramp", ""),
]


def test_an_illegal_link_is_explained_put_right_and_no_trap_for_back(open_page: OpenPage) -> None:
    def explained(sentence: str, good: str) -> None:
        expect(page.get_by_role("alert")).to_contain_text(sentence)
        eventually(page, lambda: query(page), good)
        assert page.locator("[data-testid='stException']").count() == 0

    bad, *expected = HALF_AN_ESCAPE
    page = open_page(f"{LESSON}?{bad}", reduced_motion=True)
    address = page.url.partition("?")[0]
    explained(*expected)
    click(page, "d", "1")
    for bad, *expected in ILLEGAL:
        follow(page, f"{LESSON}?{bad}")
        explained(*expected)
        click(page, "d", "1")
    before = page.url
    bad, *expected = TOO_LARGE
    page.goto(f"{address}?{bad}")
    settle(page)
    explained(*expected)
    page.go_back()
    settle(page)
    eventually(page, lambda: query(page), "k=5")
    page.go_back()
    settle(page)
    assert page.url == before


def test_a_value_that_gives_way_is_announced_and_every_control_is_within_reach_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}?k=5", reduced_motion=True)
    height = field(page, HEIGHT)
    height.fill("3")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("alert")).to_contain_text("With the kernel size at 5, the window would not fit")
    eventually(page, lambda: query(page), "h=3")
    assert chosen(page, "k") == "3"

    follow(page, f"{LESSON}?h=7")
    height.fill("")
    page.keyboard.press("Enter")
    settle(page)
    expect(height).to_have_value("7")  # a field made empty shows its number again
    eventually(page, lambda: query(page), "h=7")

    fits_a_phone(page, f"{LESSON}?axes=independent&pad=custom&in=photo&ker=random")
    page.get_by_role("button", name="Controls", exact=True).click()
    for one in page.locator(".st-key-controls [class*='st-key-sliding_window-']").all():
        one.scroll_into_view_if_needed()
        expect(one).to_be_in_viewport()
    for one in page.locator("[class*='st-key-sliding_window-']").all():
        box = one.bounding_box()
        assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= 360)


def test_the_first_visitor_after_a_start_may_come_by_a_link(browser, tmp_path) -> None:
    """Streamlit would run the page's file without app.py (see convviz.app.streamlit_patches.enter_through_app)."""
    with serve("app.py", tmp_path / "log") as server:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        problems = watch(page)
        page.goto(f"{server.url}{LESSON}?k=2")
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sliding window")
        assert page.get_by_test_id("stSidebar").count() == 0
        assert re.search(r"\?k=2$", page.url)
        assert not problems
        page.close()
        assert not server.new_complaints()


def test_a_link_holds_the_step_at_which_the_picture_stands(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    where = page.locator(".where")
    eventually(page, lambda: query(page), "")
    page.get_by_role("button", name="Last step").click()
    eventually(page, lambda: query(page), "step=9")
    page.get_by_role("button", name="One step back").click()
    eventually(page, lambda: query(page), "step=8")
    click(page, "s", "2")
    expect(where).to_contain_text("stop 3 of 4")  # 7 of 8 steps on the way are 2 of 3, and not the end
    eventually(page, lambda: whole_query(page), "case=skip&v=2&step=3")
    page.go_back()  # over the one entry of the stride: steps make none
    eventually(page, lambda: "case=skip" in page.url, False)
    page.go_forward()
    eventually(page, lambda: "case=skip" in page.url, True)
    eventually(page, lambda: query(page).partition("&step=")[2] != "", True)

    page.reload()
    expect(where).to_contain_text(" of 4")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.get_by_role("button", name="Play").click()
    eventually(page, lambda: query(page), "case=skip")

    address = page.url.partition("?")[0]
    page.goto(f"{address}?case=keep&v=2&step=99")
    expect(where).to_contain_text("stop 25 of 25")
    page.goto(f"{address}?step=none")
    expect(where).to_contain_text("stop 1 of 9")
    expect(page.get_by_role("alert")).to_contain_text("the step must be a whole number from 1")


def test_how_a_case_is_looked_at_is_no_part_of_it(open_page: OpenPage) -> None:
    page = open_page("/channels?case=four&v=2", reduced_motion=True)
    lit = page.locator(".st-key-cases").get_by_role("radio", checked=True)
    expect(page.locator(".where")).to_contain_text("stop 1 of")
    name = lit.inner_text()
    for key, told in (("v", "view="), ("l", "loops="), ("End", "step=")):
        page.keyboard.press(key)
        eventually(page, lambda told=told: told in page.url, True)
        settle(page)
    page.get_by_role("button", name="How often is each number used?").click()
    settle(page)
    expect(lit).to_have_text(name)
    assert "case=four" in page.url
    page.reload()
    expect(lit).to_have_text(name)
    assert "case=four" in page.url
