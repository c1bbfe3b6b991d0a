"""Visit pages without a browser."""

import json
import re
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from serving import ROOT

PAGES = sorted((ROOT / "pages").glob("*.py"))
LESSON = ROOT / "pages" / "sliding_window.py"

# A server looks once, as it starts, which installed packages bring components; AppTest would look again at every visit,
# which took three quarters of its time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def visit(page: Path = LESSON, **query: str | list[str]) -> AppTest:
    """Open a page by a link, as a new visitor."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    app.switch_page(str(page.relative_to(ROOT))).run()
    return standing(app)


def standing(app: AppTest) -> AppTest:
    """The page, which must not have failed."""
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    assert app.title or "<h1>" in html(app)
    return app


def choosing(page: str) -> Callable[[AppTest, str, object], AppTest]:
    """A function that uses a control of this page as a visitor does: `choose(app, "k", 5)`.

    `choose(app, "case", "keep")` opens a named case. Controls and named cases that are not in view are behind buttons.
    """

    def choose(app: AppTest, key: str, value: object) -> AppTest:
        found = (
            case_groups(app, page) if key == "case" else [one for one in controls(app) if one.key == f"{page}.{key}"]
        )
        if not found:
            found = [one for one in controls(more_controls(app)) if one.key == f"{page}.{key}"]
        if not found:
            raise KeyError(f"{page}.{key}")
        next(one for one in found if key != "case" or holds(one, value)).set_value(value)
        return standing(app.run())

    return choose


def controls(app: AppTest) -> list[Any]:
    """What the page has drawn to choose from."""
    return [*app.number_input, *app.button_group, *app.selectbox, *app.toggle]


def holds(group: Any, case: object) -> bool:
    """Whether a named case is one of this group of buttons."""
    try:
        return group.format_func(case) in group.options
    except KeyError:
        return False


def lit(app: AppTest, page: str) -> list[str]:
    """The named cases that are lit: one, or none for numbers of one's own."""
    return [group.value for group in case_groups(app, page) if group.value is not None]


def case_groups(app: AppTest, page: str) -> list[Any]:
    """The named cases of a page: those on its line, and those behind the button."""
    return [one for one in app.button_group if re.fullmatch(rf"{page}\.case(-more(-\d+)?)?", one.key or "")]


def rows_in_view(app: AppTest) -> int:
    """How many rows of controls stand beside or above the board of a lesson."""
    (panel,) = (block for block in app.get("flex_container") if key_of(block) in ("controls", "controls-row"))
    return _rows(panel)


def _rows(block: Any) -> int:
    counted = 0
    for part in block.children.values():
        key = key_of(part)
        if not hasattr(part, "children"):
            counted += part.type not in ("html", "button")
        elif part.type != "popover" and key != "more-and-again":
            counted += 1 if ".two-" in key else _rows(part)
    return counted


def more_controls(app: AppTest) -> AppTest:
    """The page of a lesson with the rest of its controls, as after a click on their button."""
    return opening(app, *[key for key in map(key_of, app.get("popover")) if key.endswith(".more-controls")])


def key_of(block: Any) -> str:
    """The name in the session of a part that folds."""
    return getattr(block.proto, "id", "").partition("-")[2].partition("-")[2]


def opening(app: AppTest, *keys: str) -> AppTest:
    """The page with parts unfolded that are made when they are open, which AppTest has no word for."""
    for key in keys:
        app.session_state[key] = True
    return standing(app.run())


def press(app: AppTest, label: str) -> AppTest:
    """Press a button by its words, or a card by the last of them; it may be behind that of more controls."""
    for page in (lambda: app, lambda: more_controls(app)):
        for button in page().button:
            if button.label == label or button.label.endswith(f" **{label}**"):
                button.click()
                return standing(app.run())
    raise KeyError(label)


def unfolded(app: AppTest) -> AppTest:
    """The page with its programs, as after a click on their fold, which AppTest has no word for."""
    (key,) = (key for key in map(key_of, app.expander) if key.endswith(".written"))
    return opening(app, key)


def address(app: AppTest) -> dict[str, str]:
    """The query in the address bar."""
    return {key: values[0] if isinstance(values, list) else values for key, values in app.query_params.items()}


def notices(app: AppTest) -> list[str]:
    """What the page says it could not do."""
    return [line for warning in app.warning for line in warning.value.split("\n\n")]


def scene(app: AppTest) -> dict[str, Any]:
    """What the player was given."""
    (only,) = scenes(app)
    return only


def scenes(app: AppTest) -> list[dict[str, Any]]:
    """What the players of a page were given, from top to bottom."""
    return [json.loads(scene) for scene, _ in sent(app)]


def board(app: AppTest) -> dict[str, Any]:
    """What stands around the picture of a lesson."""
    (only,) = (found for _, around in sent(app) if around and "frame" in (found := json.loads(around)))
    return only


def sent(app: AppTest) -> list[tuple[str, str]]:
    """The scene of each player, and what stands around it, as they travel."""
    players = [part.proto for part in app.get("bidi_component") if part.proto.component_name == "convviz.player"]
    return [_unpacked(player) for player in players]


def _unpacked(player: Any) -> tuple[str, str]:
    if player.bytes:
        around, _, scene = zlib.decompress(player.bytes).decode().partition("\n")
        return scene, around
    both = json.loads(player.json)
    return both["scene"], both["board"]


def grid(app: AppTest, name: str) -> dict[str, Any]:
    """One grid of the scene."""
    return next(grid for grid in scene(app)["grids"] if grid["id"] == name)


def output_size(app: AppTest) -> tuple[int, ...]:
    """Height and width of the output on show."""
    return tuple(axis["size"] for axis in grid(app, "output")["axes"][1:])


def prose(app: AppTest) -> str:
    """Everything the page says."""
    return "\n".join(element.value for element in app.markdown)


def html(app: AppTest) -> str:
    """Everything the page shows as HTML of its own."""
    return "\n".join(element.proto.body for element in app.get("html"))
