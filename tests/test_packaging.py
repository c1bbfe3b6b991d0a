"""What the installed package promises, read from its files."""

import subprocess
import sys
import tomllib

import pytest
from streamlit import config

from serving import ROOT


def read_toml(path: str) -> dict:
    return tomllib.loads((ROOT / path).read_text(encoding="utf-8"))


def test_the_shipped_manifest_agrees_with_the_project() -> None:
    manifest, project = read_toml("convviz/pyproject.toml")["project"], read_toml("pyproject.toml")["project"]
    assert manifest == {key: project[key] for key in manifest}


def test_a_notebook_import_stays_light() -> None:
    heavy = "{'streamlit', 'pandas', 'matplotlib.pyplot', 'plotly'}"
    script = f"import sys, convviz; print(sorted({heavy} & sys.modules.keys()))"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"


def test_every_setting_of_the_app_is_one_that_streamlit_knows() -> None:
    """A setting Streamlit drops would only be logged; `runner.postScriptGC` is a hidden one and could go any day."""
    known = config.get_config_options()
    for section, settings in read_toml(".streamlit/config.toml").items():
        for name, value in settings.items():
            names = [f"{section}.{name}.{key}" for key in value] if isinstance(value, dict) else [f"{section}.{name}"]
            assert not [option for option in names if option not in known]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_text_is_readable(theme: str) -> None:
    """WCAG AA asks 4.5 : 1 of text, also of captions, and 3 : 1 of the outline of a control."""
    colours = read_toml(".streamlit/config.toml")["theme"][theme]
    for background in (colours["backgroundColor"], colours["secondaryBackgroundColor"]):
        caption = mixed(colours["textColor"], background, 0.6)  # how Streamlit fades them
        assert contrast(caption, background) >= 4.5
        assert contrast(colours["primaryColor"], background) >= 3


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two hex colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a hex colour."""
    shares = [channel / 255 for channel in channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(front: str, back: str, share: float) -> str:
    """Return the colour that `front` has when `share` of it is laid over `back`."""
    pairs = zip(channels(front), channels(back), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)


def channels(colour: str) -> list[int]:
    """Split #rrggbb into its three numbers."""
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
