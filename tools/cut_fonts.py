"""Cut the fonts of the exports, convviz/export/fonts/, from those that Streamlit brings: the page's own type.

pip install fonttools brotli; python tools/cut_fonts.py

Two weights of each for Matplotlib, which knows no variable fonts, and one file with all weights for the offline page.
They have other names than what they are cut from, as its licence asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT: Final = Path(__file__).resolve().parents[1] / "convviz" / "export" / "fonts"
FAMILIES: Final = {"Sans": "SourceSansVF-Upright", "Mono": "SourceCodeVF-Upright"}
WEIGHTS: Final = {"Regular": 400, "SemiBold": 600}
LETTERS: Final = (
    *range(0x20, 0x7F),  # ASCII
    *range(0xA0, 0x100),  # what western Europe adds, × · ² and ½ among it
    *map(ord, "–—‘’“”•…′″⁄⁰⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉⅓⅔ᵀ←↑→↓⇄∆∈∏∑Σαβγλμπσ√∞∗∘⋅⋆⊗−±≈≠≡≤≥⌈⌉⌊⌋▲▶▼◀●■□✓✗"),
)


def main() -> None:
    """Cut and save; what a family lacks is left to other fonts."""
    OUT.mkdir(exist_ok=True)
    for family, source in FAMILIES.items():
        (found,) = _streamlit_fonts().glob(f"{source}.*.woff2")
        for file, font in _cut(family, found):
            font.save(OUT / file)
            print(f"{file}: {(OUT / file).stat().st_size / 1000:.1f} kB, {len(font.getBestCmap())} letters")


def _streamlit_fonts() -> Path:
    spec = find_spec("streamlit")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "static" / "static" / "media"


def _cut(family: str, source: Path) -> Iterator[tuple[str, TTFont]]:
    for style, weight in WEIGHTS.items():
        yield f"{family}-{style}.ttf", _subset(_at(source, weight), family, style, [])
    font = _subset(_at(source, (400, 400, 700)), family, "Regular", ["kern", "tnum"])
    font.flavor = "woff2"
    yield f"{family}.woff2", font


def _at(source: Path, weight: int | tuple[int, int, int]) -> TTFont:
    """The font at a weight, or from one to another; written and read once, because the subsetter wants it so."""
    font, file = instantiateVariableFont(TTFont(source), {"wght": weight}), BytesIO()
    font.flavor = None
    font.save(file)
    return TTFont(file)


def _subset(font: TTFont, family: str, style: str, features: list[str]) -> TTFont:
    """The font with our letters only, under our name."""
    options = Options(layout_features=features, hinting=False, name_IDs=[0, 13, 14], notdef_outline=True)
    options.drop_tables += ["BASE", "MVAR", "STAT", *([] if features else ["GDEF", "GPOS", "GSUB"])]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    name = f"Convviz {family}"
    full, postscript = f"{name} {style}", f"Convviz{family}-{style}"
    for number, words in {1: name, 2: style, 3: full, 4: full, 6: postscript, 16: name, 17: style}.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    return font


if __name__ == "__main__":
    main()
