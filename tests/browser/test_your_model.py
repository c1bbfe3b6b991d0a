"""One's own layer or model in a browser: pasted, priced, linked, and followed into a lesson."""

import re

from playwright.sync_api import expect

from browser.looking import OpenPage, eventually, everyone_can_read, scrolls_sideways, settle

PAGE = "/your_model"
LAYER = "nn.Conv2d(64, 128, 3, stride=2, padding=1, groups=64)"


def test_a_student_pastes_a_layer_and_follows_it_into_its_lesson(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    page.get_by_role("textbox", name="Layer or model").fill(LAYER)
    page.get_by_role("button", name="Read it").click()
    expect(page).to_have_url(re.compile("ex=own"))
    page.get_by_role("textbox", name="Input, channels first").fill("64x56x56")
    page.get_by_role("button", name="Read it").click()
    expect(page).to_have_url(re.compile("shape=64x56x56"))
    expect(page.locator(".totals b").first).to_have_text("903,168")
    page.reload()
    expect(page.locator(".totals b").first).to_have_text("903,168")
    expect(page.get_by_role("textbox", name="Layer or model")).to_have_value(LAYER)
    link = page.locator(".own-layers a")
    expect(link).to_have_text("Depthwise")
    link.click()
    expect(page).to_have_url(re.compile(r"/depthwise\?"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Depthwise convolution")
    settle(page)


def test_a_lecturer_goes_through_the_examples_and_back(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    page.get_by_role("radio", name="Printed ResNet-18").click()
    expect(page.locator(".totals b").first).to_have_text("1,814,073,344")
    page.get_by_role("radio", name="dearest first").click()
    expect(page.locator(".own-layers tbody th").first).to_contain_text("conv1")
    settle(page)
    page.get_by_role("radio", name="Keras, with a shortcut").click()
    expect(page.get_by_role("textbox", name="Layer or model")).to_have_value(re.compile("SeparableConv2D"))
    settle(page)
    page.go_back()
    eventually(page, lambda: page.locator(".totals b").first.inner_text(), "1,814,073,344")
    with page.expect_download() as loading:
        page.get_by_role("button", name="Layers as CSV").click()
    assert loading.value.suggested_filename == "model.csv"


def test_a_class_with_gaps_on_a_phone_in_the_dark(open_page: OpenPage) -> None:
    page = open_page(f"{PAGE}?ex=class&v=2", dark=True, width=360)
    expect(page.get_by_test_id("stAlert")).to_contain_text("Line 10")
    expect(page.locator(".own-layers")).to_be_visible()
    assert not scrolls_sideways(page)
    everyone_can_read(page)
