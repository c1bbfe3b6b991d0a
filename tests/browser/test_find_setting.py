"""Find the setting in a browser: the answer at once, a question by one click, a strip, a way into a lesson."""

import re

from playwright.sync_api import expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, settle

PAGE = "/find_setting"


def test_the_answer_comes_first_a_row_leads_into_its_lesson_and_a_lost_one_is_crossed(open_page: OpenPage) -> None:
    page = open_page(PAGE, width=1366, height=768)
    answer = page.locator(".st-key-find_setting-answer")
    expect(answer).to_contain_text("28 → 56: a transposed convolution with kernel 3, stride 2, padding 1 and output_p")
    expect(answer.locator(".cell.extra")).to_have_text("56")
    box = answer.bounding_box()
    assert box
    assert box["y"] + box["height"] < 768
    page.get_by_role("radio", name="4", exact=True).first.click()
    expect(answer).to_contain_text("kernel 4, stride 2 and padding 1.")
    expect(page).to_have_url(re.compile(r"fk=4"))

    follow(page, PAGE)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="open", exact=True).first.click()
    lesson = opened.value
    settle(lesson)
    expect(lesson.get_by_role("heading", name="Transposed convolution")).to_be_visible()
    expect(lesson).to_have_url(re.compile(r"/transposed\?h=4&p=1&op=1&v=2$"))
    lesson.close()
    follow(page, PAGE)
    page.get_by_role("radio", name="Where did my edge go?").click()
    lost = page.locator(".strip .cell.missed")
    eventually(page, lost.count, 1)
    page.get_by_label("Row on show").fill("3")
    page.keyboard.press("Enter")
    eventually(page, lost.count, 0)
    expect(page).to_have_url(re.compile(r"ask=edge&row=3"))
    page.go_back()
    eventually(page, lost.count, 1)
    follow(page, f"{PAGE}?ask=tf&axes=independent&w=27&k=4&v=2")
    everyone_can_read(page)

    fits_a_phone(page, f"{PAGE}?fk=any&many=30&v=2")
    box = page.locator(".st-key-find_setting-answer").bounding_box()
    assert box
    assert box["y"] < 600
