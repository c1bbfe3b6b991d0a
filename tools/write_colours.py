"""Write the colours of convviz/palette.py wherever they stand again: style sheets and Streamlit's configuration."""

from __future__ import annotations

import re
from pathlib import Path

from convviz.palette import CHANNELS, INK, LINE, PAGE, PRIMARIES, ROLES

ROOT = Path(__file__).resolve().parents[1]
SHEETS = (
    ROOT / "convviz" / "player" / "web" / "player.css",
    ROOT / "assets" / "lesson.css",
    ROOT / "assets" / "widgets.css",
)
CONFIG = ROOT / ".streamlit" / "config.toml"
PROSE = {"input": "blueTextColor", "kernel": "orangeTextColor", "output": "greenTextColor"}


def variables() -> dict[str, tuple[str, str]]:
    """The CSS variables that follow the palette, with their colours in the light and in the dark theme."""
    found = {}
    for role, shades in ROLES.items():
        found[f"--cv-{role}"] = (shades["light"].fill, shades["dark"].fill)
        found[f"--cv-{role}-text"] = (shades["light"].text, shades["dark"].text)
    found["--cv-quiet"] = found["--cv-padding-text"]
    light, dark = ((*CHANNELS[theme], *PRIMARIES[theme]) for theme in ("light", "dark"))
    for place, colours in enumerate(zip(light, dark, strict=True)):
        found[f"--cv-channel{place}"] = colours
    found["--cv-ink"] = (INK["light"], INK["dark"])
    found["--cv-line"] = (LINE["light"], LINE["dark"])
    found["--cv-page"] = found["--cv-surface"] = (PAGE["light"][0], PAGE["dark"][0])
    found["--cv-raised"] = (PAGE["light"][1], PAGE["dark"][1])
    return found


def coloured_sheet(css: str) -> str:
    """A style sheet with today's colours in the variables it defines."""
    for name, (light, dark) in variables().items():
        css = re.sub(
            rf"(^\s*{name}:[^;\n]*?)light-dark\(#\w+, #\w+\)",
            rf"\g<1>light-dark({light}, {dark})",
            css,
            flags=re.MULTILINE,
        )
    return css


def coloured_config(toml: str) -> str:
    """Streamlit's configuration with today's colours in its two themes."""
    head, *themes = re.split(r"(?=^\[theme\.(?:light|dark)\])", toml, flags=re.MULTILINE)
    written = []
    for theme in themes:
        name = "light" if theme.startswith("[theme.light]") else "dark"
        values = {key: ROLES[role][name].text for role, key in PROSE.items()}  # type: ignore[index]
        values |= dict(zip(("backgroundColor", "secondaryBackgroundColor"), PAGE[name], strict=True))
        for key, colour in values.items():
            theme = re.sub(rf'^({key} = )"#\w+"', rf'\g<1>"{colour}"', theme, flags=re.MULTILINE)
        written.append(theme)
    return head + "".join(written)


def main() -> None:
    """Write them."""
    for path, colour in (*((sheet, coloured_sheet) for sheet in SHEETS), (CONFIG, coloured_config)):
        before = path.read_text(encoding="utf-8")
        after = colour(before)
        path.write_text(after, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {'written' if after != before else 'as it was'}")


if __name__ == "__main__":
    main()
