"""What a visitor does with the player, on a page that holds nothing else (`player_app.py`)."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser import player_app
from browser.looking import OpenPage, accessibility_problems, numbers_in, scrolls_sideways, settle
from browser.player.driving import button, player, press, scrub, stop, where
from convviz.scene import Decoder

NUMBERED = ["worked", "box", "padded", "reflected", "1-D", "3-D", "grouped", "transposed", "gaps"]


@pytest.fixture
def playing(open_page: OpenPage) -> Page:
    """The worked example, just opened."""
    return open_page()


@pytest.fixture
def paused(playing: Page) -> Page:
    """The worked example, stopped at its first step, with the keyboard in the player."""
    return stop(playing)


def step_on_show(page: Page) -> int:
    found = re.match(r"step (\d+) of", where(page).inner_text())
    assert found
    return int(found[1])


def at_step(page: Page, step: int) -> None:
    expect(where(page)).to_contain_text(re.compile(rf"^step {step} of"))


def wait_for_step(page: Page, condition: str) -> None:
    """Wait until the step on show, `k`, fulfils a condition in JavaScript."""
    step = f"where => {{ const k = Number(/step (\\d+)/.exec(where.textContent)[1]); return {condition}; }}"
    page.wait_for_function(step, arg=where(page).element_handle())


def equation(page: Page, track: int = 0) -> str:
    """The equation of the step on show as one reads it, with single spaces between its tokens."""
    tokens = player(page).locator(".equation").nth(track).locator(".token").all_inner_texts()
    return re.sub(r"\s+", " ", " ".join(tokens)).strip()


def number(value: float) -> str:
    """As the player writes it."""
    text = f"{abs(value):.2f}".rstrip("0").rstrip(".")
    return ("−" if value < 0 and text != "0" else "") + text


def bracketed(value: float) -> str:
    """As the player writes it after another sign."""
    return f"({number(value)})" if value < 0 else number(value)


def numbers_of(page: Page, role: str) -> list[str]:
    return numbers_in(player(page).locator(f".grid.{role}"))


def counter(page: Page, label: str) -> str:
    card = player(page).locator(".card").filter(has_text=label)
    return re.sub(r"\s+", " ", card.locator(".value").inner_text())


def fast(page: Page) -> None:
    player(page).get_by_role("combobox", name="Speed").select_option("64")


# Playing


def test_it_plays_by_itself_to_the_end_and_over_again(playing: Page) -> None:
    wait_for_step(playing, "k >= 2")
    expect(button(playing, "pause")).to_be_visible()
    fast(playing)
    wait_for_step(playing, "k === 9")
    wait_for_step(playing, "k < 9")


def test_without_loop_it_stops_at_the_end_and_plays_again_from_the_start(playing: Page) -> None:
    button(playing, "loop").click()
    expect(button(playing, "loop")).to_have_attribute("aria-pressed", "false")
    fast(playing)
    expect(button(playing, "play")).to_be_visible()
    at_step(playing, 9)
    player(playing).get_by_role("combobox").select_option("1")
    button(playing, "play").click()
    at_step(playing, 1)


def test_a_paused_step_is_complete_and_stays(playing: Page) -> None:
    button(playing, "pause").click()
    step = step_on_show(playing)
    assert re.search(r"= \d+$", equation(playing))
    playing.wait_for_timeout(2000)
    assert step_on_show(playing) == step


def test_play_goes_on_where_it_was_paused(paused: Page) -> None:
    press(paused, "ArrowRight", "ArrowRight")
    button(paused, "play").click()
    at_step(paused, 4)
    expect(button(paused, "pause")).to_be_visible()


def test_each_button_of_the_transport_goes_where_it_says(playing: Page) -> None:
    for name, step in [("last", 9), ("back", 8), ("back", 7), ("forward", 8), ("first", 1), ("back", 1), ("last", 9)]:
        button(playing, name).click()
        at_step(playing, step)
    button(playing, "forward").click()
    at_step(playing, 9)
    expect(button(playing, "play")).to_be_visible()


def test_each_key_does_what_its_button_does(playing: Page) -> None:
    for key, step in [("End", 9), ("ArrowLeft", 8), ("Home", 1), ("ArrowRight", 2), ("ArrowRight", 3)]:
        press(playing, key)
        at_step(playing, step)
    speed = player(playing).get_by_role("combobox")
    for key, value in [("+", "2"), ("+", "4"), ("-", "2"), ("=", "4"), ("−", "2")]:
        player(playing).dispatch_event("keydown", {"key": key})
        expect(speed).to_have_value(value)
    press(playing, "o")
    expect(button(playing, "loop")).to_have_attribute("aria-pressed", "false")
    press(playing, " ")
    expect(button(playing, "pause")).to_be_visible()
    press(playing, " ")
    expect(button(playing, "play")).to_be_visible()


def test_space_on_a_button_presses_that_button(paused: Page) -> None:
    button(paused, "forward").press(" ")
    at_step(paused, 2)
    expect(button(paused, "play")).to_be_visible()


def test_keys_with_a_modifier_stay_with_the_browser(paused: Page) -> None:
    press(paused, "Control+ArrowRight", "Alt+l", "Control+ ")
    at_step(paused, 1)
    expect(button(paused, "loop")).to_have_attribute("aria-pressed", "true")
    expect(button(paused, "play")).to_be_visible()


@pytest.mark.parametrize("key", ["f", "p"])
def test_a_presentation_fills_the_screen_and_ends(paused: Page, key: str) -> None:
    press(paused, key)
    expect(button(paused, "leave")).to_be_visible()
    box = player(paused).bounding_box()
    assert box
    assert (box["width"], box["height"]) == (1280, 900)
    paused.keyboard.press("ArrowRight")
    at_step(paused, 2)
    paused.keyboard.press("Escape")
    expect(button(paused, "present")).to_be_visible()
    at_step(paused, 2)


def test_scrubbing_with_the_mouse(playing: Page) -> None:
    box = scrub(playing).bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    playing.mouse.move(box["x"] + 5, middle)
    playing.mouse.down()
    playing.mouse.move(box["x"] + box["width"] / 2, middle, steps=4)
    at_step(playing, 5)
    playing.mouse.move(box["x"] + box["width"] - 3, middle, steps=4)
    playing.mouse.up()
    at_step(playing, 9)
    expect(button(playing, "play")).to_be_visible()


def test_scrubbing_with_the_keyboard(paused: Page) -> None:
    scrub(paused).focus()
    for key, step in [("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("End", 9), ("Home", 1)]:
        scrub(paused).press(key)
        at_step(paused, step)
        expect(scrub(paused)).to_have_value(str(step - 1))


def test_a_chosen_speed_is_kept_for_the_next_numbers(playing: Page) -> None:
    player(playing).get_by_role("combobox").select_option("16")
    other_numbers(playing)
    expect(player(playing).get_by_role("combobox")).to_have_value("16")


# Numbers


def test_the_equation_of_a_step_is_the_one_of_the_engine(paused: Page) -> None:
    for k, step in enumerate(player_app.trace("worked")):
        terms = zip(step.values.ravel(), step.weights.ravel(), strict=True)
        assert equation(paused) == " + ".join(f"{v}·{w}" for v, w in terms) + f" = {step.sum}"
        assert where(paused).inner_text() == f"step {k + 1} of 9 · output [{step.cell[1]}, {step.cell[2]}]"
        press(paused, "ArrowRight")


def test_bias_and_negative_weights_stand_in_the_equation(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=padded"))
    recorded = player_app.trace("padded")
    for step in recorded[:3]:
        terms = zip(step.values.ravel(), step.weights.ravel(), strict=True)
        products = " + ".join(f"{number(v)}·{bracketed(w)}" for v, w in terms)  # the input has no negative numbers
        assert equation(page) == f"{products} + {bracketed(step.bias)} = {number(step.sum)}"
        press(page, "ArrowRight")


def test_a_fraction_stands_in_front_of_whole_weights(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=box"))
    step = player_app.trace("box")[0]
    products = " + ".join(f"{v}·1" for v in step.values.ravel())
    sign = "=" if round(float(step.sum), 2) == step.sum else "≈"
    assert equation(page) == f"1/9 ·( {products} ) {sign} {number(step.sum)}"
    assert numbers_of(page, "kernel") == ["1"] * 9


@pytest.mark.parametrize("name", NUMBERED)
def test_at_the_end_the_output_is_the_one_of_the_engine(open_page: OpenPage, name: str) -> None:
    page = stop(open_page(f"/?scene={name}"))
    press(page, "End")
    expected = [number(value) for value in player_app.trace(name).output.ravel().tolist()]
    assert numbers_of(page, "output") == expected
    total, label = player_app.scene(name).figures[0].value, "multiplications"
    assert counter(page, label) == f"{total} / {total}"


def test_the_output_is_revealed_cell_by_cell_and_taken_back(paused: Page) -> None:
    output = [str(value) for value in player_app.trace("worked").output.ravel()]
    for key, done in [("ArrowRight", 2), ("End", 9), ("ArrowLeft", 8), ("Home", 1)]:
        press(paused, key)
        assert numbers_of(paused, "output") == output[:done] + [""] * (9 - done)


def test_the_input_and_the_kernel_are_drawn_as_they_are(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=reflected"))
    scene = player_app.scene("reflected")
    decoder = Decoder(scene)
    for grid in scene.grids[:2]:
        size = 1
        for axis in grid.axes:
            size *= axis.size
        assert numbers_of(page, grid.role) == [number(decoder.shown(grid.id, cell)) for cell in range(size)]


def test_each_cell_in_the_window_shows_the_weight_it_meets(paused: Page) -> None:
    strips = player(paused).locator(".mark.on-input .strip text").all_text_contents()
    assert strips == [f"×{weight}" for weight in player_app.trace("worked")[0].weights.ravel()]


def test_a_stamp_shows_what_it_adds_and_says_what_is_cropped(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=transposed"))
    step = player_app.trace("transposed")[0]
    read, weights = int(step.values), step.weights[0]
    kept = [(r, c) for r in range(3) for c in range(3) if r > 0 and c > 0]
    written = [
        f"{read}·{bracketed(weights[r, c])} → {number(read * weights[r, c]) if (r, c) in kept else 'cropped'}"
        for r in range(3)
        for c in range(3)
    ]
    assert equation(page) == " ".join(written)
    strips = player(page).locator(".mark.on-output .strip text").all_text_contents()
    assert strips == [f"+{value}".replace("+-", "−") for value in (read * weights[r, c] for r, c in kept)]


def test_the_counter_runs_with_the_playhead(paused: Page) -> None:
    for key, so_far in [("Home", 9), ("ArrowRight", 18), ("End", 81)]:
        press(paused, key)
        assert counter(paused, "multiplications") == f"{so_far} / 81"
    press(paused, "Home", " ")
    seen = {counter(paused, "multiplications") for _ in range(20) if paused.wait_for_timeout(40) is None}
    assert len(seen) > 2, "while it plays the products are counted one by one"


def test_in_a_race_the_cheaper_convolution_is_finished_first(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=race"))
    press(page, "ArrowRight", "ArrowRight")
    assert counter(page, "3 × 3") == "27 / 225"
    assert counter(page, "1 × 1") == "25 / 25"
    outputs = numbers_of(page, "output")
    assert [text != "" for text in outputs[:25]] == [True] * 3 + [False] * 22
    assert outputs[25:] == [number(value) for value in player_app.trace("1 × 1").output.ravel().tolist()]
    press(page, "End")
    assert numbers_of(page, "output")[:25] == [number(v) for v in player_app.trace("3 × 3").output.ravel().tolist()]


def test_pixels_are_as_bright_as_the_numbers_of_the_engine(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=pixels"))
    press(page, "End")
    output = player_app.trace("pixels").output[0]
    most = abs(output).max()
    cells = [(0, 0), (10, 20), (31, 31), (63, 5), (63, 63)]
    levels = (
        player(page)
        .locator("canvas")
        .nth(1)
        .evaluate(
            """(canvas, cells) => cells.map(([row, column]) => {
                const [x, y] = [column, row].map((i) => Math.floor(((i + 0.5) * canvas.width) / 64));
                return canvas.getContext("2d").getImageData(x, y, 1, 1).data[0];
            })""",
            cells,
        )
    )
    for (row, column), level in zip(cells, levels, strict=True):
        assert level == pytest.approx(255 * (int(output[row, column]) + most) / (2 * most), abs=1)


def test_the_number_of_a_pixel_is_in_its_tooltip(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=pixels"))
    box = player(page).locator("canvas").first.bounding_box()
    assert box
    side = box["width"] / 66
    page.mouse.move(box["x"] + 11.5 * side, box["y"] + 6.5 * side)
    value = player_app.trace("pixels").x[0, 5, 10]
    expect(player(page).locator(".tip")).to_have_text(f"input [5, 10] = {value}")
    page.mouse.move(box["x"] + 11.5 * side, box["y"] - 20)
    expect(player(page).locator(".tip")).to_be_hidden()


# What one must see without being told


def test_padding_is_hatched_and_named(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=padded"))
    cells = player(page).locator(".grid.input .cell")
    border = [not (0 < i // 6 < 5 and 0 < i % 6 < 5) for i in range(36)]
    fills = cells.evaluate_all("cells => cells.map((cell) => getComputedStyle(cell).fill)")
    assert ["hatch" in fill for fill in fills] == border
    expect(player(page).locator(".keys")).to_contain_text("padding")


def test_rows_and_columns_never_reached_are_marked_and_named(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=unreached"))
    cells = player(page).locator(".grid.input .cell")
    classes = cells.evaluate_all("cells => cells.map((cell) => cell.classList.contains('unreached'))")
    assert classes == [i // 7 == 5 or i % 7 == 6 for i in range(42)]
    keys = player(page).locator(".keys")
    expect(keys).to_contain_text("input row 5: the window never reaches it")
    expect(keys).to_contain_text("input column 6: the window never reaches it")


def test_gaps_between_stamps_are_named(open_page: OpenPage) -> None:
    page = stop(open_page("/?scene=gaps"))
    expect(player(page).locator(".keys")).to_contain_text("output rows 2, 5: no stamp reaches them")


# Who asked for less, or is not looking


def test_reduced_motion_shows_a_complete_step_and_waits(open_page: OpenPage) -> None:
    page = open_page(reduced_motion=True)
    expect(button(page, "play")).to_be_visible()
    assert equation(page).endswith("= 12")
    page.wait_for_timeout(2000)
    at_step(page, 1)
    button(page, "play").click()
    at_step(page, 2)
    assert equation(page).endswith("= 12"), "a whole step at a time, nothing flies"
    at_step(page, 3)


def test_out_of_sight_it_stops_and_goes_on_when_seen_again(open_page: OpenPage) -> None:
    page = open_page("/?scene=worked&long", height=700)
    page.get_by_text("The end").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    step = step_on_show(page)
    page.wait_for_timeout(2200)
    assert step_on_show(page) == step
    player(page).scroll_into_view_if_needed()
    wait_for_step(page, f"k > {step}")


def test_a_change_of_theme_keeps_the_step(paused: Page) -> None:
    press(paused, "ArrowRight", "ArrowRight", "ArrowRight")
    board = player(paused).locator(".board")
    light = board.evaluate("e => getComputedStyle(e).backgroundColor")
    paused.emulate_media(color_scheme="dark")
    paused.wait_for_function("e => getComputedStyle(e).colorScheme.includes('dark')", arg=board.element_handle())
    assert board.evaluate("e => getComputedStyle(e).backgroundColor") != light
    at_step(paused, 4)
    expect(button(paused, "play")).to_be_visible()
    assert len(numbers_of(paused, "output")) == 9


def other_numbers(page: Page) -> None:
    page.get_by_test_id("stNumberInputStepUp").click()
    settle(page)


def test_new_numbers_arrive_in_the_same_player_and_play_on(playing: Page) -> None:
    player(playing).evaluate("element => { element.mark = 'still here' }")
    wait_for_step(playing, "k >= 2")
    other_numbers(playing)
    expect(player(playing)).to_have_count(1)
    assert player(playing).evaluate("element => element.mark") == "still here"
    assert numbers_of(playing, "input") == [str(v) for v in player_app.trace("worked", 1).x.ravel()]
    wait_for_step(playing, "k >= 2")


def test_new_numbers_keep_the_step_of_a_paused_player(paused: Page) -> None:
    press(paused, "End", "ArrowLeft")
    other_numbers(paused)
    at_step(paused, 8)
    expect(button(paused, "play")).to_be_visible()
    output = [str(value) for value in player_app.trace("worked", 1).output.ravel()]
    assert numbers_of(paused, "output") == [*output[:8], ""]


def test_a_player_that_is_taken_away_leaves_nothing_running(playing: Page) -> None:
    playing.get_by_text("Player", exact=True).click()
    settle(playing)
    expect(player(playing)).to_have_count(0)
    frames = playing.evaluate(
        """() => new Promise((done) => {
            let frames = 0;
            const ask = window.requestAnimationFrame;
            window.requestAnimationFrame = (act) => (frames++, ask(act));
            setTimeout(() => { window.requestAnimationFrame = ask; done(frames); }, 500);
        })"""
    )
    assert frames < 5
    playing.get_by_text("Player", exact=True).click()
    wait_for_step(playing, "k >= 2")
    expect(player(playing)).to_have_count(1)


def test_nothing_travels_while_it_plays(playing: Page) -> None:
    frames: list[str | bytes] = []

    def listen(socket) -> None:
        for event in ("framereceived", "framesent"):
            socket.on(event, lambda frame: frames.append(frame))

    playing.on("websocket", listen)
    playing.reload()
    settle(playing)
    assert frames, "the page itself travels, so this test can see"
    fast(playing)
    playing.wait_for_timeout(500)
    frames.clear()
    playing.wait_for_timeout(3000)
    press(playing, "Home", "ArrowRight", " ")
    playing.wait_for_timeout(500)
    assert not frames


# For everyone


def test_a_screen_reader_hears_the_step_and_knows_the_controls(paused: Page) -> None:
    press(paused, "ArrowRight")
    live = player(paused).locator("[aria-live=polite]")
    step = player_app.trace("worked")[1]
    products = " plus ".join(f"{v} times {w}" for v, w in zip(step.values.ravel(), step.weights.ravel(), strict=True))
    assert live.inner_text() == f"Step 2 of 9, output [0, 1]: {products} equals {step.sum}."
    assert scrub(paused).get_attribute("aria-valuetext") == "step 2 of 9, output [0, 1]"
    scene = player_app.scene("worked")
    expect(player(paused).get_by_role("img", name=scene.alt)).to_be_visible()
    expect(player(paused)).to_have_attribute("aria-label", "worked: player")


def test_a_screen_reader_is_not_talked_over_while_it_plays(playing: Page) -> None:
    wait_for_step(playing, "k >= 2")
    assert player(playing).locator("[aria-live=polite]").inner_text() == ""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["worked", "padded", "transposed", "pixels", "race"])
def test_everything_on_it_can_be_read_and_named_while_it_plays(open_page: OpenPage, name: str, dark: bool) -> None:
    page = open_page(f"/?scene={name}", dark=dark)
    page.wait_for_timeout(500)  # a product is at work
    assert not (problems := accessibility_problems(page)), "\n".join(problems)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everything_on_it_can_be_read_and_named_at_the_end(open_page: OpenPage, dark: bool) -> None:
    page = open_page("/?scene=padded", dark=dark)
    press(page, "End")
    assert not (problems := accessibility_problems(page)), "\n".join(problems)


def test_the_focus_can_be_seen(paused: Page) -> None:
    paused.keyboard.press("Tab")
    focused = player(paused).locator(":focus-visible")
    expect(focused).to_have_count(1)
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") != "none"


@pytest.mark.parametrize("name", ["worked", "sixteen", "grouped", "3-D"])
def test_a_phone_shows_all_of_it(open_page: OpenPage, name: str) -> None:
    page = open_page(f"/?scene={name}", width=360, height=740, touch=True)
    assert not scrolls_sideways(page)
    width = player(page).locator(".board").bounding_box()["width"]
    assert width > 300
    for control in player(page).locator(".transport button, .transport select").all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 32, control
    stage = player(page).locator(".stage").bounding_box()
    for grid in player(page).locator(".grid").all():
        box = grid.bounding_box()
        assert stage["x"] - 4 <= box["x"]
        assert box["x"] + box["width"] <= stage["x"] + stage["width"] + 4


def test_a_finger_can_play_it(open_page: OpenPage) -> None:
    page = open_page(width=360, height=740, touch=True)
    button(page, "last").tap()
    at_step(page, 9)


def test_a_projector_is_filled(open_page: OpenPage) -> None:
    page = open_page(width=1920, height=1080)
    laptop = open_page(width=1280, height=900)

    def cell(of: Page) -> float:
        return player(of).locator(".grid.input .cell").first.bounding_box()["width"]

    assert cell(page) >= 80
    assert cell(page) > 1.3 * cell(laptop)
    lowest = player(page).locator(".transport .primary").bounding_box()
    assert lowest["y"] + lowest["height"] < 1080, "picture and transport are on one screen"
