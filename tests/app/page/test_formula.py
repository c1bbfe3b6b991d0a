"""The row of a lesson's formula: in words with numbers, with letters to switch to, and a note."""

from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from convviz.app.markup import to_plain
from convviz.app.page.formula import Formula
from convviz.app.widgets.size_formula import size_in_words
from convviz.spec.conv import ConvSpec


def drawn(formula: Formula) -> str:
    """The row as HTML."""

    def page(words: str, letters: str, note: str) -> None:
        from convviz.app.page.formula import Formula, show

        show(Formula(words, letters, note))

    app = AppTest.from_function(page, args=(formula.words, formula.letters, formula.note)).run()
    assert not app.exception
    (element,) = app.get("html")
    return element.proto.body


class _Classes(HTMLParser):
    """Text by the class it stands in, on whatever depth."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: dict[str, str] = {}
        self.feed(written)
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag, attrs) -> None:
        self.open.append(dict(attrs).get("class", tag))
        self.found.setdefault(self.open[-1], "")

    def handle_endtag(self, tag) -> None:
        self.open.pop()

    def handle_data(self, data) -> None:
        for name in set(self.open):
            self.found[name] += data


def test_words_letters_and_note() -> None:
    found = _Classes(drawn(Formula("$output(output) = 3$", "$o = i$", "⌊ ⌋ means: round down."))).found
    assert found["in-words"] == "output = 3"
    assert found["in-letters"] == "o = i"
    assert found["note"] == "⌊ ⌋ means: round down."
    assert found["role-output"] == "output"
    assert (found["on"], found["off"]) == ("with letters", "with words")
    assert "details" in found, "the browser alone switches"


def test_without_letters_there_is_nothing_to_switch() -> None:
    found = _Classes(drawn(Formula("$output(output) = 3$", note="Rounded."))).found
    assert "details" not in found
    assert "in-letters" not in found
    assert found["note"] == "Rounded."


def test_without_a_note_there_is_no_room_for_one() -> None:
    for letters in ("", "$o = i$"):
        found = _Classes(drawn(Formula("$output(output) = 3$", letters))).found
        assert "note" not in found


@pytest.mark.parametrize(
    ("spec", "shape", "words", "letters", "note"),
    [
        (
            ConvSpec.of(2, 1, 1, 3), (5, 5),
            "output = ⌊(input 5 + 2 · padding 0 − kernel 3)/(stride 1)⌋ + 1 = 2 + 1 = 3",
            "o = ⌊(i + 2p − k)/s⌋ + 1",
            "per side. ⌊ ⌋ means: round down.",
        ),
        (
            ConvSpec.of(2, 1, 1, 3, stride=2, padding=1), (6, 6),
            "output = ⌊(input 6 + 2 · padding 1 − kernel 3)/(stride 2)⌋ + 1 = ⌊5/2⌋ + 1 = 3",
            "o = ⌊(i + 2p − k)/s⌋ + 1",
            "per side. ⌊ ⌋ means: round down.",
        ),
        (
            ConvSpec.of(2, 1, 1, 4, padding="same"), (5, 5),
            "output = ⌊(input 5 + padding 1 + 2 − kernel 4)/(stride 1)⌋ + 1 = 4 + 1 = 5",
            "o = ⌊(i + p_0 + p_1 − k)/s⌋ + 1",
            "per side. ⌊ ⌋ means: round down.",
        ),
        (
            ConvSpec.of(2, 1, 1, 3, dilation=2), (7, 9),
            "output = ⌊(input 7 + 2 · padding 0 − reach 5)/(stride 1)⌋ + 1 = 2 + 1 = 3",
            "o = ⌊(i + 2p − d(k − 1) − 1)/s⌋ + 1",
            "height; output 3 × 5. reach 2 · (3 − 1) + 1. ⌊ ⌋ round down.",
        ),
    ],
)  # fmt: skip
def test_the_size_of_an_output_in_words(
    spec: ConvSpec, shape: tuple[int, ...], words: str, letters: str, note: str
) -> None:
    formula = size_in_words(spec.resolve(shape))
    assert to_plain(formula.words) == words
    assert to_plain(formula.letters) == letters
    assert to_plain(formula.note) == note
    assert to_plain(size_in_words(spec.resolve(shape), "$y = x$").letters).endswith("y = x")
