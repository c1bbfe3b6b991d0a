"""Whole networks in a browser: a click from network to network, from chart to chart, from a layer to its lesson."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, settle

PAGE = "/networks"


def bars(page: Page) -> int:
    return page.locator(".js-plotly-plot").first.locator(".barlayer .point").count()


def test_a_student_finds_where_a_network_is_dear_and_opens_a_layer_in_its_lesson(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(PAGE)
    expect(page.locator(".totals .first")).to_contain_text("568,740,352")
    page.get_by_role("radiogroup", name="Network").get_by_role("radio", name="ResNet-50").click()
    settle(page)
    expect(page).to_have_url(re.compile(r"\?net=resnet50&v=2$"))
    expect(page.locator(".totals .first")).to_contain_text("4,089,184,256")
    eventually(page, lambda: bars(page), 54)
    page.get_by_role("radio", name="by stage").click()
    settle(page)
    expect(page).to_have_url(re.compile("chart=tree"))
    expect(page.locator(".js-plotly-plot .treemaplayer").first).to_be_visible()
    page.get_by_role("radio", name="weights", exact=True).click()
    settle(page)
    expect(page).to_have_url(re.compile("count=weights"))
    expect(page.get_by_text("Most weights:")).to_be_visible()

    follow(page, f"{PAGE}?net=alexnet&v=2")
    for label, name in (("Layers as CSV", "alexnet.csv"), ("Bars as PNG", "alexnet-macs.png")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label).click()
        assert waiting.value.suggested_filename == name
        waiting.value.save_as(tmp_path / name)
    with (tmp_path / "alexnet.csv").open(newline="") as file:
        assert sum(int(line["macs"]) for line in csv.DictReader(file)) == 724_406_816
    assert (tmp_path / "alexnet-macs.png").read_bytes().startswith(b"\x89PNG")

    follow(page, f"{PAGE}?net=shufflenet_v1&v=2")
    stage = page.locator("details", has_text="stage3")
    expect(stage.get_by_role("link").first).to_be_hidden()
    stage.locator("summary").click()
    layer = stage.locator("tr", has_text="stage3.1.reduce")
    expect(layer).to_contain_text("Shown on")
    layer.get_by_role("link", name="Grouped convolution").click()
    settle(page)
    expect(page).to_have_url(re.compile(r"/grouped\?"))
    expect(page.get_by_role("heading", name="Grouped convolution", exact=True)).to_be_visible()

    follow(page, f"{PAGE}?net=shufflenet_v1&chart=tree&vs=mobilenet_v1&v=2")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    everyone_can_read(page)
    fits_a_phone(page, f"{PAGE}?net=xception&sort=dear&vs=vgg16&v=2")
    expect(page.locator(".net-layers tbody tr")).to_have_count(80)
