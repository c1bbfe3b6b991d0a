"""The markup of all prose in the app, and its one way into Streamlit's Markdown, into HTML and into plain text.

Prose is written without Streamlit's colour names and without LaTeX, so that it can be shown anywhere and translated:

* `**bold**`, `*italic*`, `` `code` ``, `[text](address)`, lists and tables, as in Markdown;
* `<input>…</input>`, `<kernel>…</kernel>`, `<output>…</output>`: in the colour of a role (`as_input` and its like);
* `$…$`: a formula in plain notation. Sub- and superscripts are `x_i`, `x_(i+1)`, `x^2`. Functions nest:
  `frac(a; b)`, `sum(i = 0; 2)`, `floor(a)`, `ceil(a)`, `bold(a)`, `word(group of)` for upright words, `input(input 5)`,
  `kernel(…)`, `output(…)` for those in the colour of a role, `big(a)` in larger brackets, `matrix(1, 2; 3, 4)` in
  brackets, `grid(1, 2; 3, 4)` without, `lines(a = b; = c)` below each other, lined up at `=`. `a mod b` is an operator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from typing import Final

ROLE_COLOURS: Final = {
    "input": "blue",
    "kernel": "orange",
    "output": "green",
}  # of Streamlit, bound in config.toml
FUNCTIONS: Final = ("frac", "sum", "floor", "ceil", "bold", "word", "big", "matrix", "grid", "lines", *ROLE_COLOURS)
GAP: Final = "\u2003"  # between formulas on one line
TIGHT: Final = "\u00a0"  # where a line must not break

_ROLE: Final = re.compile(r"<(input|kernel|output)>(.*?)</\1>", re.DOTALL)
_FORMULA: Final = re.compile(r"`[^`]*`|\$([^$]+)\$")  # what stands in code is none
_CALL: Final = re.compile(rf"(?<![A-Za-z])({'|'.join(FUNCTIONS)})\(")


def as_input(text: str) -> str:
    """`text` in the colour of inputs."""
    return f"<input>{text}</input>"


def as_kernel(text: str) -> str:
    """`text` in the colour of kernels."""
    return f"<kernel>{text}</kernel>"


def as_output(text: str) -> str:
    """`text` in the colour of outputs."""
    return f"<output>{text}</output>"


INPUT: Final = as_input("**input**")
KERNEL: Final = as_kernel("**kernel**")
OUTPUT: Final = as_output("**output**")


@lru_cache(maxsize=4096)
def to_streamlit(text: str) -> str:
    """Prose as the Markdown of Streamlit, formulas as TeX."""
    coloured = _ROLE.sub(_colour, text)
    return _with_formulas(coloured, lambda formula: f"${' '.join(_tex(formula).split())}$")


def _colour(found: re.Match[str]) -> str:
    """A role as Streamlit's colour; one that is all in brackets would be read as a link."""
    inside = re.sub(r"^\[([^\[\]]*)\]$", r"\\[\1\\]", found[2])
    return f":{ROLE_COLOURS[found[1]]}[{inside}]"


def to_html(text: str) -> str:
    """A paragraph of prose as HTML; roles are classes (`role-input`), fractions are nested spans (`frac`)."""
    kept: list[str] = []

    def keep(html: str) -> str:
        kept.append(html)
        return f"\0{len(kept) - 1}\0"

    def verbatim(found: re.Match[str]) -> str:
        return keep(_html(found[1]) if found[1] else f"<code>{escape(found[0][1:-1], quote=False)}</code>")

    def role(found: re.Match[str]) -> str:
        return keep(f'<span class="role-{found[1]}">{_inline(found[2])}</span>')

    html = _inline(_ROLE.sub(role, _FORMULA.sub(verbatim, text)))
    while "\0" in html:  # formulas within roles
        html = re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], html)
    return html


def _inline(text: str) -> str:
    """Bold, italics and links as HTML."""
    html = escape(text, quote=False)
    html = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html)
    html = re.sub(r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])", r"<em>\1</em>", html)
    return re.sub(r"\[([^\]]+)\]\((\S+?)\)", r'<a href="\2">\1</a>', html)


def to_plain(text: str) -> str:
    """Prose as plain text, formulas on one line."""
    plain = _ROLE.sub(lambda found: found[2], text)
    plain = _with_formulas(plain, _plain)
    plain = re.sub(r"\[([^\]]+)\]\((\S+?)\)", r"\1 (\2)", plain)
    plain = re.sub(r"\*\*(.+?)\*\*|`([^`]+)`", lambda found: found[1] or found[2], plain)
    return re.sub(r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])", r"\1", plain)


Render = Callable[[str], str]


def _with_formulas(text: str, write: Render) -> str:
    return _FORMULA.sub(lambda found: write(found[1]) if found[1] else found[0], text)


def _translated(text: str, calls: Callable[[str, str], str], rest: Render) -> str:
    """A formula with its functions written by `calls(name, inside)` and everything else by `rest`."""
    pieces, at = [], 0
    while found := _CALL.search(text, at):
        pieces.append(rest(text[at : found.start()]))
        end = _closing(text, found.end())
        pieces.append(calls(found[1], text[found.end() : end]))
        at = end + 1
    return "".join([*pieces, rest(text[at:])])


def _closing(text: str, start: int) -> int:
    """Where the bracket that was opened before `start` closes."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] in "([") - (text[place] in ")]")
        if depth == 0:
            return place
    raise ValueError(f"a bracket stays open in the formula {text!r}")


def _split(text: str, mark: str) -> list[str]:
    """The parts of `text` between marks that are not in brackets."""
    parts, depth, begin = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == mark and depth == 0:
            parts.append(text[begin:place].strip())
            begin = place + 1
    return [*parts, text[begin:].strip()]


def _cells(text: str) -> list[list[str]]:
    return [_split(row, ",") for row in _split(text, ";")]


_TEX: Final = {
    "·": r"\cdot ",
    "×": r"\times ",
    "−": "-",
    "∈": r"\in ",
    "⊗": r"\otimes ",
    "←": r"\leftarrow ",
    "≈": r"\approx ",
    "≠": r"\neq ",
    "…": r"\ldots ",
    "∗": "*",
    "′": "'",
    "²": "^2",
    "%": r"\%",
}


def _tex(text: str) -> str:
    return _translated(text, _tex_call, _tex_rest)


def _tex_rest(text: str) -> str:
    text = re.sub(r"([_^])\(([^()]*)\)", r"\1{\2}", text)
    text = re.sub(r"(?<=[\w\])}]) (?=[\w\[(])", r"\\,", text)  # TeX drops spaces; a product needs a thin one
    text = re.sub(r"(?:\\,| )mod(?:\\,| )", r" \\bmod ", text)
    text = re.sub(r", ", r",\\, ", text).replace("+=", r"\mathrel{+}=")
    text = re.sub(r"(?<=\d),(?=\d)", "{,}", text)  # a plain comma would have a space after it: 12,544
    return "".join(_TEX.get(letter, letter) for letter in text)


def _tex_call(name: str, inside: str) -> str:
    match name:
        case "word" | "input" | "kernel" | "output":
            return rf"\text{{{inside}}}"
        case "bold":
            return rf"\mathbf{{{_tex(inside)}}}"
        case "big":
            return rf"\bigl({_tex(inside)}\bigr)"
        case "floor" | "ceil":
            return rf"\left\l{name} {_tex(inside)} \right\r{name} "
        case "matrix" | "grid":
            rows = r" \\ ".join(" & ".join(map(_tex, row)) for row in _cells(inside))
            kind = "pmatrix" if name == "matrix" else "matrix"
            return rf"\begin{{{kind}}} {rows} \end{{{kind}}}"
        case "lines":
            rows = r" \\[4pt] ".join(_tex(row).replace("=", "&=", 1) for row in _split(inside, ";"))
            return rf"\begin{{aligned}} {rows} \end{{aligned}}"
        case "frac":
            above, below = map(_tex, _split(inside, ";"))
            return rf"\frac{{{above}}}{{{below}}}"
    low, *high = map(_tex, _split(inside, ";"))
    return rf"\sum_{{{low}}}" + (rf"^{{{high[0]}}}" if high else "") + " "


def _html(text: str) -> str:
    return f'<span class="formula">{_translated(text, _html_call, _html_rest)}</span>'


def _html_rest(text: str) -> str:
    text = re.sub(r"\bmod\b|[A-Za-z]|[&<>]", _html_letter, text)
    for mark, tag in (("_", "sub"), ("^", "sup")):
        text = re.sub(rf"\{mark}\(([^()]*)\)|\{mark}(<i>.</i>|\w)", _script(tag), text)
    return text


def _html_letter(found: re.Match[str]) -> str:
    """Letters are variables, in italics."""
    return f"<i>{found[0]}</i>" if found[0].isalpha() and len(found[0]) == 1 else escape(found[0], quote=False)


def _script(tag: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"<{tag}>{found[1] or found[2]}</{tag}>"


def _html_call(name: str, inside: str) -> str:
    def inner(text: str) -> str:
        return _translated(text, _html_call, _html_rest)

    match name:
        case "word":
            return f"<span>{escape(inside, quote=False)}</span>"
        case "input" | "kernel" | "output":
            return f'<span class="role-{name}">{escape(inside, quote=False)}</span>'
        case "bold":
            return f"<strong>{inner(inside)}</strong>"
        case "big":
            return f"({inner(inside)})"
        case "floor" | "ceil":
            left, right = "⌊⌋" if name == "floor" else "⌈⌉"
            return f'<span class="bracket">{left}</span>{inner(inside)}<span class="bracket">{right}</span>'
        case "matrix" | "grid":
            rows = "".join(f"<tr>{''.join(f'<td>{inner(cell)}</td>' for cell in row)}</tr>" for row in _cells(inside))
            return f'<table class="{name}">{rows}</table>'
        case "lines":
            return "<br>".join(map(inner, _split(inside, ";")))
        case "frac":
            above, below = map(inner, _split(inside, ";"))
            return f'<span class="frac"><span>{above}</span><span>{below}</span></span>'
    low, *high = map(inner, _split(inside, ";"))
    return f"Σ<sub>{low}</sub>" + (f"<sup>{high[0]}</sup>" if high else "") + " "


def _plain(text: str) -> str:
    return _translated(text, _plain_call, lambda rest: rest)


def _plain_call(name: str, inside: str) -> str:
    match name:
        case "word" | "bold" | "input" | "kernel" | "output":
            return _plain(inside)
        case "big":
            return f"({_plain(inside)})"
        case "floor":
            return f"⌊{_plain(inside)}⌋"
        case "ceil":
            return f"⌈{_plain(inside)}⌉"
        case "matrix" | "grid":
            return f"[{'; '.join(' '.join(map(_plain, row)) for row in _cells(inside))}]"
        case "lines":
            return " ".join(map(_plain, _split(inside, ";")))
        case "frac":
            above, below = map(_plain, _split(inside, ";"))
            return f"{_grouped(above)}/{_grouped(below)}"
    low, *high = map(_plain, _split(inside, ";"))
    return f"Σ({low}{f' to {high[0]}' if high else ''}) "


def _grouped(text: str) -> str:
    return f"({text})" if " " in text else text


def matrix(numbers: Sequence[Sequence[object]], name: str = "matrix") -> str:
    """Rows of numbers as a function of a formula: `matrix(1, 2; 3, 4)`."""
    return f"{name}({'; '.join(', '.join(map(str, row)) for row in numbers)})"


def times(sizes: Sequence[int]) -> str:
    """Sizes in words: `3 × 3`."""
    return " × ".join(map(str, sizes))
