"""What a visitor does with a lesson: reach its controls and its named cases, some of which are behind buttons."""

from playwright.sync_api import Locator, Page, expect

from browser.looking import settle

MORE = "More controls"


def control(page: Page, name: str) -> Locator:
    """A control by its name in the session, such as "sliding_window.s"; those behind the button are unfolded for it."""
    found = page.locator(f".st-key-{name.replace('.', '-')}")
    if not found.count():
        unfold(page)
    return found


def unfold(page: Page) -> None:
    """Open what is behind the button, if it is not open."""
    if not page.get_by_test_id("stPopoverBody").count():
        page.get_by_role("button", name=MORE).click()
        settle(page)


def fold(page: Page) -> None:
    """Put away what was unfolded, if anything was."""
    unfolded = page.get_by_test_id("stPopoverBody")
    if unfolded.count():
        page.keyboard.press("Escape")
        expect(unfolded).to_have_count(0)
        settle(page)


def choose(page: Page, name: str, option: str) -> None:
    """Click one option of a one-click choice."""
    control(page, name).get_by_text(option, exact=True).click()
    settle(page)
    fold(page)


def chosen(page: Page, name: str) -> str:
    """The option that is chosen."""
    option = control(page, name).get_by_role("radio", checked=True).inner_text()
    fold(page)
    return option


def field(page: Page, name: str) -> Locator:
    """Where the number of a control is typed."""
    return control(page, name).locator("input")


def named_case(page: Page, question: str) -> None:
    """Open a named case."""
    page.locator(".st-key-cases").get_by_role("radio", name=question).click()
    settle(page)
