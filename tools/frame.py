"""Print where the parts of every lesson's first screen are, beside where they belong, in three windows."""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import sync_playwright  # noqa: E402

from browser import install_chromium  # noqa: E402
from browser.frame import LAPTOP, PHONE, PROJECTOR, faults, look, wanted  # noqa: E402
from browser.looking import new_visitor, settle  # noqa: E402
from convviz.app.lessons.registry import LESSONS  # noqa: E402
from serving import serve  # noqa: E402


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
                    smallest = f"digits in cells of {seen['smallest']:.0f} px" if seen["smallest"] else "no digits"
                    print(
                        f"  {name} · {case.title}: {smallest}{''.join(f'{chr(10)}      ✗ {fault}' for fault in found)}"
                    )
                    if case is lesson.cases[0]:
                        for part in wanted(lesson, window):
                            box = seen[part.part]
                            measured = f"{box[1]:4} {box[3]:4} {box[2]:5}" if box else "   –    –     –"
                            asked = (part.top, part.height or part.most, part.width)
                            print(
                                f"      {part.part:11}{measured}   {' '.join(f'{one or chr(8211):>4}' for one in asked)}"
                            )
            visitor.close()
        browser.close()
    print(f"\n{wrong} of all this is not where it belongs." if wrong else "\nEverything is where it belongs.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
