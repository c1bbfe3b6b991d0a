"""Python's parser, one text at a time (see convviz.python_ast)."""

import ast
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from convviz import python_ast
from serving import ROOT


def test_two_threads_never_parse_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most = threading.Semaphore(1), []
    real = ast.parse

    def parse(text: str, **options: str) -> object:
        most.append(inside.acquire(blocking=False))
        try:
            return real(text, **options)
        finally:
            inside.release()

    monkeypatch.setattr(python_ast.ast, "parse", parse)
    text = "\n".join(f"x{i} = [{i}, {i} + 1]" for i in range(50))
    with ThreadPoolExecutor(8) as threads:
        trees = list(threads.map(python_ast.parsed, [text] * 100))
    assert all(most)
    assert all(len(tree.body) == 50 for tree in trees)


def test_an_expression_and_no_program() -> None:
    assert isinstance(python_ast.parsed_expression("1 + 2"), ast.BinOp)
    with pytest.raises(SyntaxError):
        python_ast.parsed("1 +")


def test_nobody_parses_past_the_lock() -> None:
    """A call of `ast.parse` elsewhere would break the page of another visitor, now and then."""
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "convviz").rglob("*.py"))
        if path.name != "python_ast.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ast.parse"
    ]
    assert not calls
