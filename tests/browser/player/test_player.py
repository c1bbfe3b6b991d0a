"""What a visitor does with the player, on a page that holds nothing else."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser import player_app
from browser.looking import everyone_can_read, numbers_in, scrolls_sideways, set_theme
from browser.player.driving import OpenPlayer, button, player, press, scrub, stop, where
from convviz.scene import Clock, Decoder

NUMBERED = ["worked", "box", "padded", "reflected", "1-D", "3-D", "grouped", "transposed", "gaps"]


@pytest.fixture
def playing(open_player: OpenPlayer) -> Page:
    """The worked example, just opened."""
    return open_player()


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


def number(value: float, decimals: int = 0) -> str:
    """As the player writes it."""
    return f"{value:.{decimals}f}".replace("-", "−")


def bracketed(value: float) -> str:
    """As the player writes it after another sign."""
    return f"({number(value)})" if value < 0 else number(value)


def numbers_of(page: Page, role: str) -> list[str]:
    return numbers_in(player(page).locator(f".grid.{role}"))


def counter(page: Page, track: str = "") -> str:
    """Multiplications of a track: how many so far, of how many."""
    (line,) = player(page).locator("[data-part=counters] .counter").filter(has_text=track).all_inner_texts()
    found = re.search(r"multiplications ([\d,]+ / [\d,]+) · FLOPs = 2 × ", line)
    assert found, line
    return found[1]


def fast(page: Page) -> None:
    player(page).get_by_role("combobox", name="Speed").select_option("64")


# Playing


def test_it_plays_by_itself_to_the_end_and_over_again_until_that_is_switched_off(playing: Page) -> None:
    wait_for_step(playing, "k >= 2")
    expect(button(playing, "pause")).to_be_visible()
    assert player(playing).locator("[aria-live=polite]").inner_text() == "", "a screen reader is not talked over"
    fast(playing)
    wait_for_step(playing, "k === 9")
    wait_for_step(playing, "k < 9")
    button(playing, "loop").click()
    expect(button(playing, "loop")).to_have_attribute("aria-pressed", "false")
    expect(button(playing, "play")).to_be_visible()
    at_step(playing, 9)
    player(playing).get_by_role("combobox").select_option("1")
    button(playing, "play").click()
    at_step(playing, 1)


def test_a_paused_step_stays_until_play_goes_on_from_it(playing: Page) -> None:
    fast(playing)
    button(playing, "pause").click()
    step = step_on_show(playing)
    playing.wait_for_timeout(500)
    assert step_on_show(playing) == step
    player(playing).get_by_role("combobox").select_option("1")
    press(playing, "Home", "ArrowRight", "ArrowRight")
    button(playing, "play").click()
    at_step(playing, 4)
    expect(button(playing, "pause")).to_be_visible()


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


def test_space_presses_the_button_it_is_on_and_keys_with_a_modifier_stay_with_the_browser(paused: Page) -> None:
    button(paused, "forward").press(" ")
    at_step(paused, 2)
    expect(button(paused, "play")).to_be_visible()
    press(paused, "Home")
    press(paused, "Control+ArrowRight", "Alt+l", "Control+ ")
    at_step(paused, 1)
    expect(button(paused, "loop")).to_have_attribute("aria-pressed", "true")
    expect(button(paused, "play")).to_be_visible()


def test_a_presentation_fills_the_screen_and_ends(paused: Page) -> None:
    for step in (2, 3):
        press(paused, "f")
        expect(button(paused, "leave")).to_be_visible()
        box = player(paused).bounding_box()
        assert box
        assert (box["width"], box["height"]) == (1280, 900)
        paused.keyboard.press("ArrowRight")
        at_step(paused, step)
        paused.keyboard.press("Escape")
        expect(button(paused, "present")).to_be_visible()
        at_step(paused, step)


def test_scrubbing_with_the_mouse_and_the_keyboard(playing: Page) -> None:
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
    scrub(playing).focus()
    for key, step in [("Home", 1), ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("End", 9), ("Home", 1)]:
        scrub(playing).press(key)
        at_step(playing, step)
        expect(scrub(playing)).to_have_value(str(step - 1))


# Numbers


def test_the_equation_of_a_step_is_the_one_of_the_engine(paused: Page) -> None:
    for k, step in enumerate(player_app.trace("worked")):
        terms = zip(step.values.ravel(), step.weights.ravel(), strict=True)
        assert equation(paused) == " + ".join(f"{v}·{w}" for v, w in terms) + f" = {step.sum}"
        _, row, column = step.cell
        assert where(paused).inner_text() == f"step {k + 1} of 9 · output row {row + 1}, column {column + 1}"
        press(paused, "ArrowRight")
    press(paused, "Home")
    strips = player(paused).locator(".mark.on-input .strip text").all_text_contents()
    assert strips == [f"×{weight}" for weight in player_app.trace("worked")[0].weights.ravel()]


def test_bias_and_negative_weights_stand_in_the_equation_and_they_and_padding_are_hatched(
    open_player: OpenPlayer,
) -> None:
    page = stop(open_player("padded"))
    recorded = player_app.trace("padded")
    for step in recorded[:3]:
        terms = zip(step.values.ravel(), step.weights.ravel(), strict=True)
        products = " + ".join(f"{number(v)}·{bracketed(w)}" for v, w in terms)  # the input has no negative numbers
        assert equation(page) == f"{products} + {bracketed(step.bias)} = {number(step.sum)}"
        press(page, "ArrowRight")
    counted = player(page).locator(".margins.input .ruler").all_text_contents()
    assert counted == ["1", "2", "3", "4"] * 2, "the padding has no numbers"
    cells = player(page).locator(".grid.input .cell")
    border = [not (0 < i // 6 < 5 and 0 < i % 6 < 5) for i in range(36)]
    fills = cells.evaluate_all("cells => cells.map((cell) => getComputedStyle(cell).fill)")
    assert ["hatch" in fill for fill in fills] == border
    weights = (
        player(page)
        .locator(".grid.kernel .cell")
        .evaluate_all("cells => cells.map((cell) => getComputedStyle(cell).fill)")
    )
    assert ["negative-kernel" in fill for fill in weights] == [weight < 0 for weight in recorded[0].weights.ravel()]
    assert len({fill for fill in weights if "negative" in fill}) == 1
    expect(player(page).locator(".keys .key")).to_have_text(["padding", "negative"])
    patterns = player(page).locator(".figure defs .stripes").evaluate_all("all => all.map((one) => one.id)")
    assert set(patterns) >= {"negative-input", "negative-kernel", "negative-output", "negative-channel7"}


def test_a_fraction_stands_in_front_of_whole_weights(open_player: OpenPlayer) -> None:
    page = stop(open_player("box"))
    step = player_app.trace("box")[0]
    products = " + ".join(f"{v}·1" for v in step.values.ravel())
    sign = "=" if round(float(step.sum), 2) == step.sum else "≈"
    assert equation(page) == f"1/9 ·( {products} ) {sign} {number(step.sum, 2)}"
    assert numbers_of(page, "kernel") == ["1"] * 9


@pytest.mark.parametrize("name", NUMBERED)
def test_at_the_end_the_output_is_the_one_of_the_engine(open_player: OpenPlayer, name: str) -> None:
    page = stop(open_player(name))
    press(page, "End")
    decimals = 2 if name == "box" else 0  # one number of them, though a ninth of 54 is whole
    expected = [number(value, decimals) for value in player_app.trace(name).output.ravel().tolist()]
    assert numbers_of(page, "output") == expected
    (total,) = Clock(player_app.scene(name)).totals
    assert counter(page) == f"{total:,} / {total:,}"


def test_the_output_is_there_in_pale_and_inked_cell_by_cell(paused: Page) -> None:
    output = [str(value) for value in player_app.trace("worked").output.ravel()]
    for key, done in [("ArrowRight", 2), ("End", 9), ("ArrowLeft", 8), ("Home", 1)]:
        press(paused, key)
        assert numbers_of(paused, "output") == output[:done] + [""] * (9 - done)
        assert numbers_in(player(paused).locator(".grid.output"), coming=True) == [""] * done + output[done:]


def test_the_input_and_the_kernel_are_drawn_as_they_are(open_player: OpenPlayer) -> None:
    page = stop(open_player("reflected"))
    scene = player_app.scene("reflected")
    decoder = Decoder(scene)
    for grid in scene.grids[:2]:
        size = 1
        for axis in grid.axes:
            size *= axis.size
        assert numbers_of(page, grid.role) == [number(decoder.shown(grid.id, cell)) for cell in range(size)]


def test_a_stamp_shows_what_it_adds_and_says_what_is_cropped(open_player: OpenPlayer) -> None:
    page = stop(open_player("transposed"))
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
        assert counter(paused) == f"{so_far} / 81"
    press(paused, "Home", " ")
    seen = {counter(paused) for _ in range(20) if paused.wait_for_timeout(40) is None}
    assert len(seen) > 2, "while it plays the products are counted one by one"


def test_in_a_race_the_cheaper_convolution_is_finished_first(open_player: OpenPlayer) -> None:
    page = stop(open_player("race"))
    press(page, "ArrowRight", "ArrowRight")
    assert counter(page, "3 × 3") == "27 / 225"
    assert counter(page, "1 × 1") == "25 / 25"
    outputs = numbers_of(page, "output")
    assert [text != "" for text in outputs[:25]] == [True] * 3 + [False] * 22
    assert outputs[25:] == [number(value) for value in player_app.trace("1 × 1").output.ravel().tolist()]
    press(page, "End")
    assert numbers_of(page, "output")[:25] == [number(v) for v in player_app.trace("3 × 3").output.ravel().tolist()]


def test_pixels_are_as_bright_as_the_numbers_of_the_engine_and_a_tooltip_says_them(open_player: OpenPlayer) -> None:
    page = stop(open_player("pixels"))
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
    box = player(page).locator("canvas").first.bounding_box()
    assert box
    side = box["width"] / 66
    page.mouse.move(box["x"] + 11.5 * side, box["y"] + 6.5 * side)
    value = player_app.trace("pixels").x[0, 5, 10]
    expect(player(page).locator(".tip")).to_have_text(f"row 6, column 11 = {value}")
    page.mouse.move(box["x"] + 11.5 * side, box["y"] - 20)
    expect(player(page).locator(".tip")).to_be_hidden()


# What one must see without being told


def test_rows_and_columns_never_reached_are_marked_and_named(open_player: OpenPlayer) -> None:
    page = stop(open_player("unreached"))
    cells = player(page).locator(".grid.input .cell")
    classes = cells.evaluate_all("cells => cells.map((cell) => cell.classList.contains('unreached'))")
    assert classes == [i // 7 == 5 or i % 7 == 6 for i in range(42)]
    keys = player(page).locator(".keys")
    expect(keys).to_contain_text("input row 6: the window never reaches it")
    expect(keys).to_contain_text("input column 7: the window never reaches it")


def test_gaps_between_stamps_are_named(open_player: OpenPlayer) -> None:
    page = stop(open_player("gaps"))
    expect(player(page).locator(".keys")).to_contain_text("output rows 3 and 6: no stamp reaches them")


# Who asked for less, or is not looking


def test_reduced_motion_shows_a_complete_step_and_waits(open_player: OpenPlayer) -> None:
    page = open_player(reduced_motion=True)
    expect(button(page, "play")).to_be_visible()
    assert equation(page).endswith("= 12")
    fast(page)
    page.wait_for_timeout(500)
    at_step(page, 1)
    player(page).get_by_role("combobox").select_option("1")
    button(page, "play").click()
    at_step(page, 2)
    assert equation(page).endswith("= 12"), "a whole step at a time, nothing flies"
    at_step(page, 3)


def test_out_of_sight_it_stops_and_goes_on_when_seen_again(open_player: OpenPlayer) -> None:
    page = open_player(height=700)
    page.add_style_tag(content="main { margin-bottom: 2000px }")
    page.evaluate("scrollTo(0, 2000)")
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
    set_theme(paused, dark=True)
    assert board.evaluate("e => getComputedStyle(e).backgroundColor") != light
    at_step(paused, 4)
    expect(button(paused, "play")).to_be_visible()
    assert len(numbers_of(paused, "output")) == 9


# For everyone


def test_a_screen_reader_hears_the_step_and_knows_the_controls(paused: Page) -> None:
    press(paused, "ArrowRight")
    live = player(paused).locator("[aria-live=polite]")
    step = player_app.trace("worked")[1]
    products = " plus ".join(f"{v} times {w}" for v, w in zip(step.values.ravel(), step.weights.ravel(), strict=True))
    assert live.inner_text() == f"Step 2 of 9, output row 1, column 2: {products} equals {step.sum}."
    assert scrub(paused).get_attribute("aria-valuetext") == "step 2 of 9, output row 1, column 2"
    scene = player_app.scene("worked")
    expect(player(paused).get_by_role("img", name=scene.alt)).to_be_visible()
    expect(player(paused)).to_have_attribute("aria-label", "worked: player")


@pytest.mark.parametrize("name", ["worked", "padded", "transposed", "pixels", "race"])
def test_everything_on_it_can_be_read_and_named_while_it_plays_and_at_the_end(
    open_player: OpenPlayer, name: str
) -> None:
    page = open_player(name)
    page.wait_for_timeout(500)  # a product is at work
    everyone_can_read(page, both=True)
    if name == "padded":
        press(page, "End")
        everyone_can_read(page, both=True)


def test_the_focus_can_be_seen(paused: Page) -> None:
    paused.keyboard.press("Tab")
    focused = player(paused).locator(":focus-visible")
    expect(focused).to_have_count(1)
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") != "none"


@pytest.mark.parametrize("name", ["worked", "sixteen", "grouped", "3-D"])
def test_a_phone_shows_all_of_it_and_a_finger_can_play_it(open_player: OpenPlayer, name: str) -> None:
    page = open_player(name, width=360, height=740, touch=True)
    assert not scrolls_sideways(page)
    width = player(page).locator(".board").bounding_box()["width"]
    assert width > 300
    controls = player(page).locator(".transport button, .transport select").filter(visible=True).all()
    assert len(controls) == 9
    for control in controls:
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 32, control
    stage = player(page).locator(".stage").bounding_box()
    for grid in player(page).locator(".grid").all():
        box = grid.bounding_box()
        assert stage["x"] - 4 <= box["x"]
        assert box["x"] + box["width"] <= stage["x"] + stage["width"] + 4
    button(page, "last").tap()
    expect(where(page)).to_contain_text(re.compile(r"^step (\d+) of \1 "))


def test_a_projector_is_filled(open_player: OpenPlayer) -> None:
    page = open_player(width=1920, height=1080)
    laptop = open_player(width=1280, height=900)

    def cell(of: Page) -> float:
        return player(of).locator(".grid.input .cell").first.bounding_box()["width"]

    assert cell(page) >= 80
    assert cell(page) > 1.3 * cell(laptop)
    lowest = player(page).locator(".transport .primary").bounding_box()
    assert lowest["y"] + lowest["height"] < 1080, "picture and transport are on one screen"
