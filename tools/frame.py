"""Print where the parts of every lesson's first screen are, beside where they belong, in three windows."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import sync_playwright  # noqa: E402

from browser import install_chromium  # noqa: E402
from browser.frame import LAPTOP, PHONE, PROJECTOR, Box, Wanted, faults, look, wanted  # noqa: E402
from browser.looking import new_visitor, settle  # noqa: E402
from convviz.app.lessons.registry import LESSONS  # noqa: E402
from serving import serve  # noqa: E402

DASH: Final = "–"


def digits(seen: dict[str, Any]) -> str:
    """How large the cells are that hold a number."""
    return f"digits in cells of {seen['smallest']:.0f} px" if seen["smallest"] else "no digits"


def row(part: Wanted, box: Box | None) -> str:
    """Top, height and width of a part as measured, and as wanted."""
    measured = f"{box[1]:5}{box[3]:5}{box[2]:6}" if box else "    –    –     –"
    asked = (part.top, part.height or part.most, part.width)
    return f"{measured}   {''.join(f'{one or DASH:>6}' for one in asked)}"


def main() -> None:
    """Open every lesson, with all its cases if asked, and compare."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("lessons", nargs="*", default=list(LESSONS), help="the names of lessons; none: all")
    ask.add_argument("--cases", action="store_true", help="in every named case, and not in the opening state alone")
    said = ask.parse_args()
    wrong = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        serve("app.py", Path(folder) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=install_chromium.find())
        for window in (LAPTOP, PROJECTOR, PHONE):
            print(f"\n{window['width']} × {window['height']}: part, top and height and width, wanted")
            visitor = new_visitor(browser, viewport=window, reduced_motion="reduce")
            page = visitor.new_page()
            for name in said.lessons:
                lesson = LESSONS[name]
                for case in lesson.cases if said.cases else lesson.cases[:1]:
                    page.goto(f"{server.url}/{name}" + (f"?case={case.id}&v=2" if case.values else ""))
                    settle(page)
                    seen = look(page)
                    found = faults(lesson, window, seen)
                    wrong += len(found)
                    print(f"  {name} · {case.title}: {digits(seen)}")
                    print("".join(f"      ✗ {fault}\n" for fault in found), end="")
                    if case is lesson.cases[0]:
                        for part in wanted(lesson, window):
                            print(f"      {part.part:11}{row(part, seen[part.part])}")
            visitor.close()
        browser.close()
    print(f"\n{wrong} of all this is not where it belongs." if wrong else "\nEverything is where it belongs.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
