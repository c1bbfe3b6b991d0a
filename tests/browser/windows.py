"""Browser windows that are used again: into one, the next page loads in two thirds of the time a new one takes."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from browser.looking import new_visitor, settle, watch

PATIENCE = 20_000  # ms: two tests share two cores
FORGET = "if (origin !== 'null') { localStorage.clear(); sessionStorage.clear(); }"  # an empty page has none


@dataclass(frozen=True)
class Device:
    """What a visitor sits in front of; sizes in CSS pixels."""

    dark: bool = False
    width: int = 1280
    height: int = 900
    reduced_motion: bool = False
    touch: bool = False


class Window:
    """A tab with its own cookies and cache, and what has gone wrong in it."""

    def __init__(self, browser: Browser, touch: bool) -> None:
        self.touch = touch
        self.page = new_visitor(browser, has_touch=touch).new_page()
        self.page.set_default_timeout(PATIENCE)
        self.problems = watch(self.page)

    def become(self, device: Device) -> None:
        """Stand on a device, as if just bought: nothing is remembered."""
        self.page.set_viewport_size({"width": device.width, "height": device.height})
        self.page.emulate_media(
            color_scheme="dark" if device.dark else "light",
            reduced_motion="reduce" if device.reduced_motion else "no-preference",
        )
        self.problems.clear()

    def leave(self) -> list[str]:
        """End the visit: forget it, and say what went wrong during it."""
        problems = list(self.problems)
        _forget(self.page)
        return problems


def another_visitor(page: Page, address: str) -> None:
    """End the visit, and open an address as somebody else in the same window."""
    _forget(page)
    page.goto(address)
    settle(page)


def _forget(page: Page) -> None:
    page.evaluate(FORGET)
    page.mouse.move(0, 0)  # or the next page would open under the mouse of this one
    page.goto("about:blank")  # or this one would play on
    page.context.clear_cookies()


@dataclass
class Windows:
    """All windows of a browser, of which a test takes as many as it has visitors."""

    browser: Browser
    free: list[Window] = field(default_factory=list)

    def take(self, device: Device) -> Window:
        """A window on this device, a used one if there is one."""
        window = next((window for window in self.free if window.touch == device.touch), None)
        if window:
            self.free.remove(window)
        else:
            window = Window(self.browser, device.touch)
        window.become(device)
        return window

    def give_back(self, window: Window, failed: bool) -> list[str]:
        """Say what went wrong in a window, and keep it for the next test unless it may be in any state."""
        if failed:
            window.page.context.close()
            return list(window.problems)
        problems = window.leave()
        self.free.append(window)
        return problems
