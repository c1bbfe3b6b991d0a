"""The markup of the app's prose: what becomes of it in Streamlit, in HTML and as plain text."""

import re
from html.parser import HTMLParser

import pytest

from convviz.app.lessons.registry import LESSONS
from convviz.app.markup import (
    FUNCTIONS,
    GAP,
    INPUT,
    KERNEL,
    OUTPUT,
    ROLE_COLOURS,
    TIGHT,
    as_input,
    as_kernel,
    as_output,
    matrix,
    to_html,
    to_plain,
    to_streamlit,
)
from convviz.app.page.lesson import AnyLesson
from convviz.app.params.param import settle

RENDERERS = (to_streamlit, to_html, to_plain)


def tex(formula: str) -> str:
    """A formula as TeX, with one space where there are several."""
    written = to_streamlit(f"${formula}$")
    assert written[0] == written[-1] == "$"
    return re.sub(r" +", " ", written[1:-1]).strip()


def html(formula: str) -> str:
    """A formula as HTML, without the span around it."""
    found = re.fullmatch(r'<span class="formula">(.*)</span>', to_html(f"${formula}$"))
    assert found
    return found[1].strip()


def plain(formula: str) -> str:
    """A formula as plain text."""
    return to_plain(f"${formula}$").strip()


class _Balanced(HTMLParser):
    """Reads HTML in which every element is closed, in the order in which they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.classes: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs) -> None:
        if tag != "br":
            self.open.append(tag)
        self.classes += [value for name, value in attrs if name == "class"]

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.text += data


def parsed(written: str) -> _Balanced:
    parser = _Balanced()
    parser.feed(written)
    parser.close()
    assert not parser.open, written
    return parser


def large(bracket: str) -> str:
    """A bracket that is as tall as a fraction in it."""
    return f'<span class="bracket">{bracket}</span>'


# A formula, as TeX, as HTML, as plain text: every function once.
WRITTEN = {
    "frac": ("frac(a; 2)", r"\frac{a}{2}", '<span class="frac"><span><i>a</i></span><span>2</span></span>', "a/2"),
    "sum": (
        "sum(i = 0; 2) x_i",
        r"\sum_{i = 0}^{2} x_i",
        "Σ<sub><i>i</i> = 0</sub><sup>2</sup>  <i>x</i><sub><i>i</i></sub>",
        "Σ(i = 0 to 2)  x_i",
    ),
    "floor": ("floor(a)", r"\left\lfloor a \right\rfloor", f"{large('⌊')}<i>a</i>{large('⌋')}", "⌊a⌋"),
    "ceil": ("ceil(a)", r"\left\lceil a \right\rceil", f"{large('⌈')}<i>a</i>{large('⌉')}", "⌈a⌉"),
    "bold": ("bold(3)", r"\mathbf{3}", "<strong>3</strong>", "3"),
    "word": ("word(group of )n", r"\text{group of }n", "<span>group of </span><i>n</i>", "group of n"),
    "input": ("input(input 5)", r"\text{input 5}", '<span class="role-input">input 5</span>', "input 5"),
    "kernel": ("kernel(kernel 3)", r"\text{kernel 3}", '<span class="role-kernel">kernel 3</span>', "kernel 3"),
    "output": ("output(output)", r"\text{output}", '<span class="role-output">output</span>', "output"),
    "big": ("2 big(a + 1)", r"2 \bigl(a + 1\bigr)", "2 (<i>a</i> + 1)", "2 (a + 1)"),
    "matrix": (
        "matrix(1, −2; 3, 4)",
        r"\begin{pmatrix} 1 & -2 \\ 3 & 4 \end{pmatrix}",
        '<table class="matrix"><tr><td>1</td><td>−2</td></tr><tr><td>3</td><td>4</td></tr></table>',
        "[1 −2; 3 4]",
    ),
    "grid": (
        "grid(1, 2)",
        r"\begin{matrix} 1 & 2 \end{matrix}",
        '<table class="grid"><tr><td>1</td><td>2</td></tr></table>',
        "[1 2]",
    ),
    "lines": (
        "lines(o = a + b; = 2 = c)",
        r"\begin{aligned} o &= a + b \\[4pt] &= 2 = c \end{aligned}",
        "<i>o</i> = <i>a</i> + <i>b</i><br>= 2 = <i>c</i>",
        "o = a + b = 2 = c",
    ),
}


def test_every_function_is_tried() -> None:
    assert set(WRITTEN) == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function(name: str) -> None:
    formula, as_tex, as_html, as_plain = WRITTEN[name]
    assert tex(formula) == as_tex
    assert html(formula) == as_html
    assert plain(formula) == as_plain


@pytest.mark.parametrize(
    ("formula", "as_tex"),
    [
        ("x_i", "x_i"),
        ("x_(i+1)", "x_{i+1}"),
        ("x^2", "x^2"),
        ("x^(−1)", "x^{-1}"),
        ("2 · 3 × 4 − 1", r"2 \cdot 3 \times 4 - 1"),
        ("p′ + s²", "p' + s^2"),
        ("a ∗ b ≈ c ≠ d", r"a * b \approx c \neq d"),
        ("c ∈ C", r"c \in C"),
        ("a ⊗ b ← c, …", r"a \otimes b \leftarrow c,\, \ldots"),
        ("50%", r"50\%"),
        ("12,544", "12{,}544"),
        ("(i − 1) s + d (k − 1)", r"(i - 1)\,s + d\,(k - 1)"),
        ("y[2r + a, c]", r"y[2r + a,\, c]"),
        ("o mod 2", r"o \bmod 2"),
        ("(o + 1) mod s", r"(o + 1) \bmod s"),
        ("y += x", r"y \mathrel{+}= x"),
        ("sum(c ∈ word(group of )n)", r"\sum_{c \in \text{group of }n}"),
    ],
)
def test_signs_in_tex(formula: str, as_tex: str) -> None:
    assert tex(formula) == as_tex


@pytest.mark.parametrize(
    ("formula", "as_html"),
    [
        ("x_i^2", "<i>x</i><sub><i>i</i></sub><sup>2</sup>"),
        ("x_(i+1)", "<i>x</i><sub><i>i</i>+1</sub>"),
        ("x^(−1)", "<i>x</i><sup>−1</sup>"),
        ("word(painted)_r", "<span>painted</span><sub><i>r</i></sub>"),
        ("ab mod 2", "<i>a</i><i>b</i> mod 2"),
        ("a < b", "<i>a</i> &lt; <i>b</i>"),
        ("word(a & b)", "<span>a &amp; b</span>"),
    ],
)
def test_signs_in_html(formula: str, as_html: str) -> None:
    assert html(formula) == as_html


def test_functions_nest() -> None:
    formula = "lines(o = floor(frac(i + 2p − k; s)) + 1; = floor(frac(5 + 2 · 1 − 3; 2)) + 1 = 3)"
    assert tex(formula) == (
        r"\begin{aligned} o &= \left\lfloor \frac{i + 2p - k}{s} \right\rfloor + 1 \\[4pt] "
        r"&= \left\lfloor \frac{5 + 2 \cdot 1 - 3}{2} \right\rfloor + 1 = 3 \end{aligned}"
    )
    assert plain(formula) == "o = ⌊(i + 2p − k)/s⌋ + 1 = ⌊(5 + 2 · 1 − 3)/2⌋ + 1 = 3"
    fraction = '<span class="frac"><span><i>i</i></span><span><i>s</i></span></span>'
    assert html("floor(frac(i; s))") == f"{large('⌊')}{fraction}{large('⌋')}"
    assert tex("matrix(frac(1; 2), bold(3))") == r"\begin{pmatrix} \frac{1}{2} & \mathbf{3} \end{pmatrix}"
    assert plain("matrix(frac(1; 2), bold(3))") == "[1/2 3]"
    assert parsed(html("matrix(frac(1; 2), bold(3))")).text == "123"


def test_a_formula_in_words_has_the_colours_of_its_roles() -> None:
    formula = (
        "output(output) = floor(frac(input(input 5) + word(2 · padding 1) − kernel(kernel 3); word(stride 2))) + 1"
    )
    found = parsed(html(formula))
    assert found.text == "output = ⌊input 5 + 2 · padding 1 − kernel 3stride 2⌋ + 1"
    assert found.classes == ["role-output", "bracket", "frac", "role-input", "role-kernel", "bracket"]
    assert plain(formula) == "output = ⌊(input 5 + 2 · padding 1 − kernel 3)/(stride 2)⌋ + 1"
    assert tex(formula) == (
        r"\text{output} = \left\lfloor \frac{\text{input 5} + \text{2 · padding 1} - \text{kernel 3}}"
        r"{\text{stride 2}} \right\rfloor + 1"
    )


@pytest.mark.parametrize("role", ROLE_COLOURS)
def test_the_words_of_a_role_are_upright_and_escaped(role: str) -> None:
    assert html(f"{role}(a < b & frac)") == f'<span class="role-{role}">a &lt; b &amp; frac</span>'
    assert html(f"x{role}(a)") == f"<i>x</i>{''.join(f'<i>{letter}</i>' for letter in role)}(<i>a</i>)", "no function"


def test_marks_in_brackets_part_nothing() -> None:
    assert tex("frac(x[r; c]; 2)") == r"\frac{x[r; c]}{2}"
    assert tex("matrix(f(1, 2), 3)") == r"\begin{pmatrix} f(1,\, 2) & 3 \end{pmatrix}"
    assert plain("frac(a + 1; (b + 1) c)") == "(a + 1)/((b + 1) c)"


def test_a_name_that_only_ends_like_a_function_is_none() -> None:
    assert tex("mysum(a)") == "mysum(a)"
    assert plain("foreword(a)") == "foreword(a)"


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("formula", ["frac(a; b", "floor(frac(a; b)", "2 + word(open", "matrix(1, [2; 3)"])
def test_a_bracket_that_stays_open_is_an_error(render, formula: str) -> None:
    with pytest.raises(ValueError, match="stays open"):
        render(f"Here: ${formula}$.")


@pytest.mark.parametrize("render", RENDERERS)
def test_brackets_of_prose_may_stay_open(render) -> None:
    assert "see (a, [b" in render("see (a, [b")


@pytest.mark.parametrize(("mark", "role"), [(as_input, "input"), (as_kernel, "kernel"), (as_output, "output")])
def test_roles(mark, role: str) -> None:
    text = f"the {mark('**word**')} and {mark('$x_i$')}."
    colour = ROLE_COLOURS[role]
    assert to_streamlit(text) == f"the :{colour}[**word**] and :{colour}[$x_i$]."
    assert to_html(text) == (
        f'the <span class="role-{role}"><strong>word</strong></span> and <span class="role-{role}">'
        '<span class="formula"><i>x</i><sub><i>i</i></sub></span></span>.'
    )
    assert to_plain(text) == "the word and x_i."


def test_the_words_of_the_roles() -> None:
    text = f"{INPUT} {KERNEL} {OUTPUT}"
    assert to_streamlit(text) == ":blue[**input**] :orange[**kernel**] :green[**output**]"
    assert to_plain(text) == "input kernel output"


def test_a_role_within_bold_words() -> None:
    text = f"**Three ways, one {OUTPUT}:** all {as_output('25')} cells"
    assert to_streamlit(text) == "**Three ways, one :green[**output**]:** all :green[25] cells"
    found = parsed(to_html(text))
    assert found.text == to_plain(text) == "Three ways, one output: all 25 cells"
    assert found.classes == ["role-output", "role-output"]


def test_brackets_within_a_role() -> None:
    """All in brackets, it would be read as a link."""
    assert to_streamlit(as_kernel("[1 2 4]")) == r":orange[\[1 2 4\]]"
    assert to_streamlit(as_kernel("w[0] = 1")) == ":orange[w[0] = 1]"
    assert to_streamlit(as_kernel("$w[0]$")) == ":orange[$w[0]$]"
    assert to_html(as_kernel("[1 2 4]")) == '<span class="role-kernel">[1 2 4]</span>'
    assert to_plain(as_kernel("[1 2 4]")) == "[1 2 4]"


def test_bold_italics_code_and_links() -> None:
    text = "**Make *p*′ negative:** *d*·(*k* − 1), `row.column~value`, [the guide](https://a.org/b?c=1&d=2)"
    assert to_streamlit(text) == text, "is Markdown already"
    assert to_html(text) == (
        "<strong>Make <em>p</em>′ negative:</strong> <em>d</em>·(<em>k</em> − 1), <code>row.column~value</code>, "
        '<a href="https://a.org/b?c=1&amp;d=2">the guide</a>'
    )
    assert to_plain(text) == "Make p′ negative: d·(k − 1), row.column~value, the guide (https://a.org/b?c=1&d=2)"


def test_bold_italics_together() -> None:
    text = "***p*′ = −1:** cut"
    assert to_html(text) == "<strong><em>p</em>′ = −1:</strong> cut"
    assert to_plain(text) == "p′ = −1: cut"


def test_stars_that_multiply_are_no_italics() -> None:
    for render in RENDERERS:
        assert render("2 * 3 * 4") == "2 * 3 * 4"


def test_html_is_escaped() -> None:
    text = "a <b> & c, `x < y & **z**`, **<script>**"
    assert to_html(text) == ("a &lt;b&gt; &amp; c, <code>x &lt; y &amp; **z**</code>, <strong>&lt;script&gt;</strong>")
    assert parsed(to_html(text)).text == "a <b> & c, x < y & **z**, <script>"


@pytest.mark.parametrize("render", RENDERERS)
def test_what_stands_in_code_is_no_formula(render) -> None:
    assert "$frac(a$" in render("`$frac(a$`")


def test_several_formulas_in_a_paragraph() -> None:
    text = f"$a_1${GAP}$frac(1; 2)$ and 3{TIGHT}% of $b$"
    assert to_streamlit(text) == rf"$a_1${GAP}$\frac{{1}}{{2}}$ and 3{TIGHT}% of $b$"
    assert to_plain(text) == f"a_1{GAP}1/2 and 3{TIGHT}% of b"
    assert parsed(to_html(text)).classes == ["formula", "formula", "frac", "formula"]


def test_rows_of_numbers() -> None:
    assert matrix([[1, 2], [3, 4]]) == "matrix(1, 2; 3, 4)"
    assert matrix([["a"], ["b"]], "grid") == "grid(a; b)"


def texts(lesson: AnyLesson) -> list[str]:
    """What a lesson says in the state in which it opens."""
    model = lesson.model(settle(lesson.state, {})[0])
    ideas = [f"{idea.text} **{idea.title}**" for idea in lesson.ideas]
    formula = lesson.formula(model)
    formulas = [text for text in (formula.words, formula.letters, formula.note) if text]
    return [lesson.idea, *formulas, *lesson.remarks(model), lesson.quiz.question, lesson.quiz.why, *ideas]


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.page)
def test_all_lessons_can_be_rendered(lesson: AnyLesson) -> None:
    for text in texts(lesson):
        assert not re.search(r":(blue|orange|green|small)\[|\\[a-z]+|&\w+;", text), f"not in our markup: {text}"
        markdown, shown = to_streamlit(text), parsed(to_html(text))
        assert not re.search(r"</?(input|kernel|output)>", markdown), markdown
        for formula in re.findall(r"\$([^$]+)\$", re.sub(r"`[^`]*`", "", markdown)):
            assert not re.search(rf"(?<![A-Za-z\\])({'|'.join(FUNCTIONS)})\(", formula), formula
            assert formula.count("{") == formula.count("}"), formula
            assert not re.search(r"[·×−∈⊗←≈≠…∗′²]", re.sub(r"\\text\{[^}]*\}", "", formula)), formula
        for said in (shown.text, to_plain(text)):
            assert said.strip()
            assert not re.search(r"[$\0]|\*\*|</?(input|kernel|output)>", said), said
