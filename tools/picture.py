"""Take the pictures of a lesson that README.md shows: docs/convviz-light.png and docs/convviz-dark.png."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import sync_playwright  # noqa: E402

from browser import install_chromium  # noqa: E402
from browser.looking import settle  # noqa: E402
from serving import serve  # noqa: E402

LESSON = "/sliding_window?case=against&v=2"  # padding and stride, so that the picture shows both
STEPS = 4  # to the step in the middle


def main() -> None:
    """Open the app in both themes and save what it looks like."""
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve("app.py", Path(folder) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=install_chromium.find())
        for theme in ("light", "dark"):
            page = browser.new_page(color_scheme=theme, viewport={"width": 1366, "height": 768}, device_scale_factor=2)
            page.goto(server.url + LESSON)
            settle(page)
            for _ in range(STEPS):
                page.get_by_role("button", name="One step forward").click()
            page.mouse.move(0, 0)
            page.screenshot(path=docs / f"convviz-{theme}.png")
            print(f"docs/convviz-{theme}.png")


if __name__ == "__main__":
    main()
