"""One colour a role, readable in both themes, and the same wherever it is written down again."""

import colorsys
import tomllib

import pytest

from convviz.export.mpl.arithmetic import INKED, TINT
from convviz.export.mpl.cells import BETWEEN_STRIPES, DARKER, FAINTEST, FAINTEST_STRIPES, PALE, STRONGEST
from convviz.export.mpl.margin_texts import FAINT
from convviz.palette import CHANNELS, INK, PAGE, PIXELS, PRIMARIES, ROLES, blended
from serving import ROOT

THEMES = ("light", "dark")
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
WEB = ROOT / "convviz" / "player" / "web"
PROSE = {"input": "blueTextColor", "kernel": "orangeTextColor", "output": "greenTextColor"}


def luminance(colour: str) -> float:
    """WCAG's relative luminance."""
    parts = [byte / 255 for byte in bytes.fromhex(colour[1:])]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def hue(colour: str) -> float:
    return colorsys.rgb_to_hls(*(byte / 255 for byte in bytes.fromhex(colour[1:])))[0] * 360


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ROLES)
def test_the_word_for_a_role_can_be_read(role, theme) -> None:
    assert all(contrast(ROLES[role][theme].text, background) >= 4.5 for background in PAGE[theme])


@pytest.mark.parametrize("theme", THEMES)
def test_channels_can_be_seen_and_share_no_hue_with_the_roles(theme) -> None:
    roles = [hue(ROLES[role][theme].fill) for role in PROSE]
    for channel in CHANNELS[theme]:
        assert contrast(channel, PAGE[theme][1]) >= 3
        red, green, blue = bytes.fromhex(channel[1:])
        if max(red, green, blue) - min(red, green, blue) > 40:  # a grey has no hue to share
            assert min(min(abs(hue(channel) - role), 360 - abs(hue(channel) - role)) for role in roles) >= 8


@pytest.mark.parametrize("theme", THEMES)
def test_prose_and_page_use_the_colours_of_the_palette(theme) -> None:
    written = CONFIG[theme]
    assert {role: written[name].lower() for role, name in PROSE.items()} == {
        role: ROLES[role][theme].text.lower() for role in PROSE
    }
    assert (written["backgroundColor"], written["secondaryBackgroundColor"]) == PAGE[theme]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("channel", range(11))
def test_the_share_of_a_channel_can_be_read_on_its_tint(channel, theme) -> None:
    colour = (*CHANNELS[theme], *PRIMARIES[theme])[channel]
    tint, sums = blended(colour, PAGE[theme][0], TINT), blended(colour, INK[theme], INKED)
    assert all(contrast(ROLES[role][theme].text, tint) >= 4.5 for role in ROLES)
    assert all(contrast(sums, background) >= 4.5 for background in (tint, PAGE[theme][1]))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("share", [FAINTEST, STRONGEST])
def test_a_number_can_be_read_on_its_cell_and_a_negative_one_on_its_stripes_and_between_them(share, theme) -> None:
    roles = [ROLES[role][theme].fill for role in ("input", "kernel", "output")]
    for colour in (*roles, ROLES["padding"][theme].text, *CHANNELS[theme], *PRIMARIES[theme]):
        for part in (1, BETWEEN_STRIPES):
            cell = blended(colour, PAGE[theme][1], share * part * DARKER[theme])
            assert contrast(INK[theme], cell) >= 4.5, colour


@pytest.mark.parametrize("theme", THEMES)
def test_a_number_that_is_still_to_be_written_can_be_read_although_it_is_pale(theme) -> None:
    quiet = ROLES["padding"][theme].text
    for colour in (*(ROLES[role][theme].fill for role in PROSE), *CHANNELS[theme], *PRIMARIES[theme]):
        cell = blended(colour, PAGE[theme][1], PALE * STRONGEST * DARKER[theme])
        assert contrast(quiet, cell) >= 4.5, colour
        assert contrast(INK[theme], quiet) >= 1.5, "and is told from one that is written"


@pytest.mark.parametrize("theme", THEMES)
def test_the_stripes_of_a_negative_number_can_be_seen_however_small_it_is(theme) -> None:
    for colour in (*(ROLES[role][theme].fill for role in PROSE), *CHANNELS[theme], *PRIMARIES[theme]):
        stripe, between = (
            blended(colour, PAGE[theme][1], FAINTEST_STRIPES * part * DARKER[theme]) for part in (1, BETWEEN_STRIPES)
        )
        assert contrast(stripe, between) >= 1.15, colour


@pytest.mark.parametrize("theme", THEMES)
def test_the_channels_of_a_colour_picture_are_red_green_and_blue(theme) -> None:
    for colour, pixel, wanted in zip(PRIMARIES[theme], PIXELS, (0, 120, 240), strict=True):
        for shade in (colour, f"#{bytes(pixel).hex()}"):
            assert abs((hue(shade) - wanted + 180) % 360 - 180) <= 20, shade
        assert contrast(colour, PAGE[theme][1]) >= 3
    script = (WEB / "picture" / "channel_colours.mjs").read_text(encoding="utf-8")
    assert all(f"  {[*pixel]},\n" in script for pixel in PIXELS)


@pytest.mark.parametrize("theme", THEMES)
def test_numbers_of_rows_and_columns_are_faint_and_names_of_planes_as_readable_as_words(theme) -> None:
    panel = PAGE[theme][1]
    quiet = contrast(ROLES["padding"][theme].text, panel)
    assert 3 <= contrast(blended(ROLES["padding"][theme].text, panel, FAINT), panel) < quiet
    for colour in (*CHANNELS[theme], *PRIMARIES[theme]):
        assert contrast(blended(colour, INK[theme], INKED), panel) >= 4.5, colour
    css = (WEB / "player.css").read_text(encoding="utf-8")
    assert f".margins .ruler {{\n  fill: var(--cv-quiet);\n  fill-opacity: {FAINT};" in css
    assert f".margins .name {{\n  fill: color-mix(in srgb, var(--hue) {INKED:.0%}, var(--cv-ink));" in css


def test_the_player_tints_cells_as_the_pictures_do() -> None:
    """The same shares, which CSS and JavaScript write as numbers."""
    cells = (WEB / "picture" / "cells.mjs").read_text(encoding="utf-8")
    for name, value in (
        ("FAINTEST", FAINTEST),
        ("STRONGEST", STRONGEST),
        ("FAINTEST_STRIPES", FAINTEST_STRIPES),
        ("PALE", PALE),
    ):
        assert f"const {name} = {value};" in cells
    css = (WEB / "player.css").read_text(encoding="utf-8")
    assert f"color-mix(in srgb, var(--hue) {DARKER['dark']:.0%}, var(--cv-raised))" in css
    assert f".stripes rect {{\n  fill: var(--fill);\n  fill-opacity: {BETWEEN_STRIPES};" in css


def test_wherever_the_colours_stand_again_they_are_those_of_the_palette() -> None:
    """`make colours` would change nothing."""
    from write_colours import CONFIG, SHEETS, coloured_config, coloured_sheet

    for sheet in SHEETS:
        css = sheet.read_text(encoding="utf-8")
        assert coloured_sheet(css) == css, sheet
    toml = CONFIG.read_text(encoding="utf-8")
    assert coloured_config(toml) == toml
    assert coloured_config(toml.replace("#D55E00", "#123456").replace("#B84F00", "#123456")) == toml
    wrong = SHEETS[0].read_text(encoding="utf-8").replace("#D55E00", "#123456")
    assert coloured_sheet(wrong) == SHEETS[0].read_text(encoding="utf-8")
