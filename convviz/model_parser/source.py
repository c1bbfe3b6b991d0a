"""Python text as layers in the order in which it names them. Nothing is run: statements are parsed one by one.

Read are calls of layers, in a `Sequential`, a list, an assignment, an `add` or applied to variables as in Keras'
functional style; constants that sizes refer to; defaults of arguments; and a `forward` that only applies layers. Loops
and conditions would have to be run, and are not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from convviz.model_parser.expression import WRITE_OUT, Scope
from convviz.model_parser.forward_method import ForwardBody
from convviz.model_parser.layer import ParsedLayer, ParsedText
from convviz.model_parser.literals import dotted_name, text_of, value_of
from convviz.model_parser.statements import Statement, statements
from convviz.python_ast import parsed

FORWARD: Final = ("forward", "call", "__call__", "forward_features", "extra_repr", "train_step", "_forward_impl")
HEADER: Final = re.compile(r"(async|class|def|for|while|if|elif|else|try|except|finally|with|match|case)\b")
PASSED: Final = re.compile(r"(import|from|pass|del|global|assert|raise|break|continue|@|super\(\)|>>>|\.\.\.)")
MOST_STATEMENTS: Final = 4000
OPENING: Final = re.compile(r"[\w.\s=]*(Sequential|OrderedDict)\(\[?\(?")
LOOP: Final = "It would have to be run."
BODY: Final = (
    "What `forward` does is not followed: the layers are taken one after the other, in the order they are made."
)


def read_source(text: str) -> ParsedText:
    """Read Python text that is not too long.

    Example:
        >>> [(layer.label, layer.name, layer.args) for layer in read_source("self.a = nn.Conv2d(3, 8, 3)").layers]
        [('a', 'Conv2d', (3, 8, 3))]
    """
    reader = _Reader()
    for count, statement in enumerate(statements(text)):
        if reader.found.enough(statement.line):
            break
        if count == MOST_STATEMENTS:
            reader.found.remark(
                f"Up to {count:,} statements are read; line {statement.line} and the rest are left out."
            )
            break
        reader.take(statement)
    reader.finish()
    return reader.found


class _Reader:
    """Takes statements in; knows the values of names and where it stands."""

    def __init__(self) -> None:
        self.found = ParsedText()
        self._scope = Scope(self.found)
        self._blocks: list[tuple[int, bool]] = []  # indent of each block's header, and whether it is passed over
        self._attributes: dict[str, ParsedLayer] = {}  # what was assigned to self.name
        self._bodies: list[list[Statement]] = []  # header and statements of each `forward`
        self._in_body = False

    def take(self, statement: Statement) -> None:
        """Read one statement."""
        while self._blocks and statement.indent <= self._blocks[-1][0]:
            self._blocks.pop()
        if self._blocks and self._blocks[-1][1]:
            if self._in_body:
                self._bodies[-1].append(statement)
            return
        self._in_body = False
        self._scope.statement = statement
        if HEADER.match(statement.text) and statement.text.endswith(":"):
            self._enter(statement)
        elif HEADER.match(statement.text) and re.match(r"(for|while|if)\b", statement.text):
            self._scope.refuse(LOOP, WRITE_OUT)
        elif not PASSED.match(statement.text):
            self._parse(statement)

    def finish(self) -> None:
        """Take the layers as `forward` applies them, if that is all it does."""
        if not self._bodies:
            return
        applied = self._applied()
        if applied is None:
            self.found.remark(BODY)
            return
        self.found.layers[:] = [*(layer for layer in self.found.layers if layer.name == "Input"), *applied]
        self.found.remark("The layers are taken as `forward` applies them.")

    def _applied(self) -> list[ParsedLayer] | None:
        (header, *statements), *more = self._bodies
        arguments = re.fullmatch(r"def forward\(self, (\w+)(?:: [\w.]+)?\)(?: ?-> ?[\w.]+)?:", header.text)
        made = {id(layer) for layer in self._attributes.values()}
        others = [layer for layer in self.found.layers if id(layer) not in made and layer.name != "Input"]
        if more or others or arguments is None:
            return None
        return ForwardBody(self._attributes, [arguments[1]]).layers(statements)

    def _enter(self, statement: Statement) -> None:
        """A header, whose block follows."""
        word = re.split(r"\W", statement.text, maxsplit=1)[0]
        passed_over = word in ("for", "while", "if", "elif", "else", "match", "case")
        if word in ("for", "while", "match"):
            self._scope.refuse(LOOP, WRITE_OUT)
        elif word == "if" and "__name__" not in statement.text:
            self._scope.refuse("Which way it goes is not known here.", WRITE_OUT)
        if own := re.match(r"class\s+(\w+)", statement.text):
            self._scope.classes.add(own[1])
        if name := re.match(r"(?:async\s+)?def\s+(\w+)", statement.text):
            passed_over = name[1] in FORWARD
            if passed_over:
                self._bodies.append([statement])
                self._in_body = True
            else:
                self._defaults(statement)
        self._blocks.append((statement.indent, passed_over))

    def _defaults(self, statement: Statement) -> None:
        """Arguments of a function take their defaults."""
        try:
            (header,) = _parsed(f"{statement.text} pass", statement)
        except _Unparsed:
            return
        assert isinstance(header, ast.FunctionDef | ast.AsyncFunctionDef)
        named, given = [*header.args.posonlyargs, *header.args.args], header.args.defaults
        pairs = [*zip(named[len(named) - len(given) :], given, strict=True)]
        by_name = zip(header.args.kwonlyargs, header.args.kw_defaults, strict=True)
        pairs += [(name, value) for name, value in by_name if value]
        for argument, default in pairs:
            self._scope.values[argument.arg] = value_of(default, self._scope.values)
        if known := [
            f"`{a.arg} = {text_of(d)}`" for a, d in pairs if isinstance(d, ast.Constant) and d.value is not None
        ]:
            self.found.remark(f"Arguments have their defaults: {', '.join(known[:8])}.")

    def _parse(self, statement: Statement) -> None:
        try:
            nodes = _parsed(statement.text, statement)
        except _Unparsed as trouble:
            if "\n" in statement.text:
                self._line_by_line(statement, str(trouble))
            else:
                self._scope.refuse(str(trouble))
            return
        for node in nodes:
            self._node(node)

    def _line_by_line(self, statement: Statement, trouble: str) -> None:
        """Something in brackets is broken: whatever stands complete on a line of its own is read all the same."""
        culprits = 0
        for offset, text in enumerate(statement.text.split("\n")):
            piece = text.strip()
            if not piece.strip("()[]{},") or OPENING.fullmatch(piece):
                continue
            if self.found.enough(statement.line + offset):
                return
            for part in statements(piece):
                self._scope.statement = replace(part, line=statement.line + offset)
                try:
                    nodes = _parsed(part.text, part)
                except _Unparsed as why:
                    culprits += 1
                    self._scope.refuse(str(why))
                    continue
                for node in nodes:
                    self._node(node)
        if not culprits:
            self._scope.statement = statement
            self._scope.refuse(trouble, "The lines within it were read one by one.")

    def _node(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if node.value is not None:
                self._assign(dotted_name(targets[0]) or "", targets[0], node.value)
        elif isinstance(node, ast.AugAssign):
            self._emit(self._scope.layers(node.value, ""))
        elif isinstance(node, ast.Return):
            if node.value is not None and not dotted_name(node.value):
                self._emit(self._scope.layers(node.value, ""))
        elif isinstance(node, ast.Expr):
            if not isinstance(node.value, ast.Constant) and not dotted_name(node.value):
                self._emit(self._scope.layers(node.value, ""))
        else:
            self._scope.refuse("It is no layer, and nothing is run here.")

    def _assign(self, name: str, target: ast.expr, node: ast.expr) -> None:
        if isinstance(target, ast.Tuple) and isinstance(node, ast.Tuple) and len(target.elts) == len(node.elts):
            for part, value in zip(target.elts, node.elts, strict=True):
                self._assign(dotted_name(part) or "", part, value)
            return
        source = dotted_name(node)
        if source in self._scope.maps:
            self._scope.maps.add(name)
            self._emit([self._scope.layer("Identity", reads=(source,), writes=name)])
            return
        if not _holds_call(node) and not self._scope.adds_maps(node):
            self._scope.values[name] = value_of(node, self._scope.values)
            if isinstance(node, ast.List) and not node.elts:
                self._scope.made.add(name)
            return
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Call)  # "x = Conv2D(8, 3)(x)" names the map
        layers = [*self._scope.layers(node, "" if called else name.removeprefix("self."))]
        if layers and (layers[-1].reads or layers[-1].name == "Input"):
            layers[-1] = replace(layers[-1], writes=name)
            self._scope.maps.add(name)
        elif layers:
            self._scope.made.add(name)
        if len(layers) == 1 and name.startswith("self."):
            self._attributes[name.removeprefix("self.")] = layers[0]
        self._emit(layers)

    def _emit(self, layers: Iterable[ParsedLayer]) -> None:
        self.found.layers += layers


class _Unparsed(Exception):
    """A statement that no parser accepts, with the reason as a sentence."""


def _parsed(text: str, statement: Statement) -> list[ast.stmt]:
    if statement.trouble:
        raise _Unparsed(statement.trouble)
    try:
        return parsed(text).body
    except SyntaxError as error:
        raise _Unparsed(f"It is no complete Python: {error.msg}.") from None
    except (ValueError, RecursionError, MemoryError):
        raise _Unparsed("It is too much for a parser.") from None


def _holds_call(node: ast.expr) -> bool:
    """Whether an assignment may make layers."""
    return any(isinstance(part, ast.Call) for part in ast.walk(node))
