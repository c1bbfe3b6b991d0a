"""What `print(model)` says of a PyTorch model: a line a layer, containers opened and closed by brackets."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from convviz.model_parser.layer import ParsedLayer, ParsedText, Refusal, Value, one_line
from convviz.model_parser.literals import value_of
from convviz.model_parser.statements import DEEPEST, statements
from convviz.python_ast import parsed_expression

ENTRY: Final = re.compile(
    r"\s*(?:\((?P<key>[^\s()]{1,80})\):\s*)?(?:(?P<times>\d{1,4}) x )?(?P<name>[A-Za-z_][\w.]{0,80})\((?P<rest>.*)"
)
MARK: Final = re.compile(r"^[ \t]*\([\w.-]{1,80}\):[ \t]", re.MULTILINE)
MOST_TIMES: Final = 200

# Words that PyTorch prints without quotation marks.
WORDS: Final[dict[str, Value]] = {
    word: word for word in ["same", "valid", "zeros", "reflect", "replicate", "circular", "constant"]
}


def looks_printed(text: str) -> bool:
    """Whether lines begin as those of a printed model do: `(conv1): `."""
    return MARK.search(text) is not None


@dataclass(slots=True)
class _Open:
    """A container whose bracket is not closed yet."""

    name: str
    label: str
    line: int
    times: int = 1
    inside: list[ParsedLayer] = field(default_factory=list)


def read_printed(text: str) -> ParsedText:
    r"""Read the printed text of a model.

    Example:
        >>> found = read_printed("Sequential(\n  (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))\n)")
        >>> [(layer.label, layer.name) for layer in found.layers[0].inside]
        [('0', 'Conv2d')]
    """
    found = ParsedText()
    stack = [_Open("", "", 0)]
    for number, line in enumerate(text.split("\n"), 1):
        if found.enough(number):
            break
        _take(line, number, stack, found)
    while len(stack) > 1:
        opened = stack[-1]
        cure = "It was read to the end."
        found.refuse(Refusal(opened.line, f"{opened.name}(", "Its bracket is never closed.", cure))
        _close(stack)
    found.layers += stack[0].inside
    return found


def _take(line: str, number: int, stack: list[_Open], found: ParsedText) -> None:
    bare = line.strip()
    if not bare or bare.startswith((">>>", "#")):
        return
    if not bare.strip(")"):
        for _ in bare:
            if len(stack) == 1:
                found.refuse(Refusal(number, one_line(bare), "A bracket closes none that is open."))
                return
            _close(stack)
        return
    match = ENTRY.fullmatch(line.rstrip())
    if match is None:
        found.refuse(Refusal(number, one_line(bare), "It is no line of a printed model."))
        return
    label, name = match["key"] or "", match["name"].rpartition(".")[2]
    times = min(int(match["times"] or 1), MOST_TIMES)
    found.made += 1
    if not match["rest"]:
        if len(stack) > DEEPEST:
            found.refuse(Refusal(number, one_line(bare), f"Its brackets are more than {DEEPEST} deep."))
        stack.append(_Open(name, label, number, times))
        return
    layer = _leaf(bare, match, number, found)
    if layer is not None:
        stack[-1].inside += _several(replace(layer, name=name, label=label), times)


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    label, text = done.label, f"{done.name}(…)"
    layer = ParsedLayer(done.name, done.line, text, label=label, inside=tuple(done.inside))
    if len(stack) <= DEEPEST:
        stack[-1].inside += _several(layer, done.times)


def _several(layer: ParsedLayer, times: int) -> Iterator[ParsedLayer]:
    """`(0-2): 3 x Linear(…)` is three of them."""
    first = layer.label.partition("-")[0]
    for place in range(times):
        number = int(first) + place if first.isdecimal() and len(first) < 6 else place
        yield replace(layer, label=str(number) if times > 1 else layer.label)


def _leaf(bare: str, match: re.Match[str], number: int, found: ParsedText) -> ParsedLayer | None:
    """A layer with its arguments; None, and a refusal, if they cannot be read."""
    written = f"{match['name']}({match['rest']}"
    pieces = [*statements(written)]
    trouble = pieces[0].trouble or ("It is no line of a printed model." if len(pieces) > 1 else "")
    if not trouble:
        try:
            node = parsed_expression(pieces[0].text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            trouble = "What stands in its brackets is not understood."
        else:
            if isinstance(node, ast.Call):
                args = tuple(value_of(argument, WORDS) for argument in node.args)
                options = {str(keyword.arg): value_of(keyword.value, WORDS) for keyword in node.keywords}
                return ParsedLayer(match["name"], number, one_line(written), args, options)
            trouble = "It is no layer."
    found.refuse(Refusal(number, one_line(bare), trouble))
    return None
