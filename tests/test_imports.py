"""The order of the house: who may import whom. Read from the source, so that the next person can trust it."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving import ROOT

# A name stands for convviz/<name>.py or convviz/<name>/, for the folder pages/, or for app.py; `convviz` is
# convviz/__init__.py, the public names. Each line may import from the lines above it, never from its own or from below.
LAYERS = """
    errors palette python_ast
    spec
    costs networks solver
    engine
    analysis samples
    codegen model_parser tf
    scene
    charts export player
    convviz
    app
    cli pages
    __main__ app.py
"""

# Who may import what from outside; whoever is not named lives on the standard library. Nobody imports pandas.
THIRD_PARTY = {
    "engine": {"numpy"},
    "analysis": {"numpy"},
    "samples": {"numpy", "PIL"},
    "tf": {"numpy"},
    "codegen": {"numpy"},
    "scene": {"numpy"},
    "charts": {"numpy", "matplotlib", "plotly"},
    "export": {"numpy", "matplotlib", "PIL"},
    "player": {"streamlit"},
    "app": {"numpy", "PIL", "plotly", "streamlit"},
    "pages": {"streamlit"},
    "app.py": {"starlette", "streamlit"},  # Streamlit serves the app with Starlette, and takes middleware of its kind
}

# The one door upwards, opened only when a notebook asks a trace to show itself.
EXCEPTIONS = {("engine", "convviz.export.html.notebook_cell")}

RANK = {name: rank for rank, line in enumerate(LAYERS.split("\n")) for name in line.split()}


def broken_rules(root: Path) -> list[str]:
    """Return one sentence for each import below `root` that the tables do not allow."""
    sources = {path: layer_of(path.relative_to(root)) for path in source_files(root)}
    broken = [
        f"{path.relative_to(root)}: convviz has no utils; name the file after the one concept it holds"
        for path in sources
        if "utils" in path.relative_to(root).with_suffix("").parts
    ]
    for path, layer in sources.items():
        where = path.relative_to(root)
        if layer not in RANK:
            broken.append(f"{where}: '{layer}' has no place in LAYERS of tests/test_imports.py: give it one")
            continue
        own_package = where.parts[:2] if len(where.parts) > 2 else None
        for line, module in imports(path, root):
            target = first_party_layer(module, root)
            if target is None:
                name = module.partition(".")[0]
                if name not in sys.stdlib_module_names and name not in THIRD_PARTY.get(layer, set()):
                    broken.append(f"{where}:{line}: {layer} may not import {name} (see THIRD_PARTY)")
            elif own_package and module.split(".")[:2] == list(own_package):
                continue  # the files of one package share one place
            elif (layer, module) in EXCEPTIONS:
                continue
            elif RANK.get(target, len(RANK)) >= RANK[layer]:
                broken.append(f"{where}:{line}: {layer} may not import {module}: {target} does not come before {layer}")
    return broken


def source_files(root: Path) -> list[Path]:
    """Return app.py and every Python file of pages/ and convviz/."""
    folders = [path for folder in ("convviz", "pages") for path in sorted((root / folder).rglob("*.py"))]
    return [*folders, *root.glob("app.py")]


def layer_of(where: Path) -> str:
    """Name the layer of a file: convviz/scene/grid.py is scene, pages/stride.py is pages."""
    if where.parts[0] != "convviz":
        return where.parts[0]
    name = Path(where.parts[1]).stem
    return "convviz" if name == "__init__" else name


def imports(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full dotted name of everything a file imports, also inside functions and TYPE_CHECKING blocks."""
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def first_party_layer(module: str, root: Path) -> str | None:
    """Name the layer an imported name belongs to, or None when it is not ours."""
    first, *rest = module.split(".")
    if first in ("pages", "app"):
        return "app.py" if first == "app" else first
    if first != "convviz":
        return None
    is_module = rest and ((root / "convviz" / rest[0]).is_dir() or (root / "convviz" / f"{rest[0]}.py").is_file())
    return rest[0] if is_module else "convviz"


def test_everything_imports_only_what_comes_before_it() -> None:
    assert not (broken := broken_rules(ROOT)), "\n" + "\n".join(broken)


def test_the_table_names_nothing_that_is_gone() -> None:
    present = {layer_of(path.relative_to(ROOT)) for path in source_files(ROOT)}
    assert not (stale := RANK.keys() - present), f"remove from LAYERS or write: {sorted(stale)}"


def test_the_oracle_is_independent() -> None:
    oracle = ROOT / "tests" / "oracle.py"
    assert not [name for _, name in imports(oracle, ROOT) if name.startswith("convviz")]


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        ("convviz/spec/conv.py", "from convviz.engine.trace import record", "engine does not come before spec"),
        ("convviz/spec/conv.py", "import numpy as np", "spec may not import numpy"),
        ("convviz/spec/conv.py", "from .. import engine", "engine does not come before spec"),
        ("convviz/engine/trace.py", "from convviz import ConvSpec", "convviz does not come before engine"),
        ("convviz/scene/grid.py", "def late():\n    import streamlit.components", "scene may not import streamlit"),
        ("convviz/scene/grid.py", "from ..export.image import png", "export does not come before scene"),
        ("convviz/export/image.py", "import pandas as pd", "export may not import pandas"),
        ("convviz/spec/utils.py", "", "convviz has no utils"),
        ("convviz/wavelet.py", "", "'wavelet' has no place in LAYERS"),
        ("pages/stride.py", "import numpy as np", "pages may not import numpy"),
        ("pages/stride.py", "from pages.padding import show", "pages does not come before pages"),
    ],
)
def test_a_broken_rule_is_noticed(tmp_path: Path, file: str, line: str, complaint: str) -> None:
    write(tmp_path, {"convviz/engine/trace.py": "", "convviz/export/image.py": "", file: line})
    assert any(complaint in found for found in broken_rules(tmp_path)), broken_rules(tmp_path)


def test_what_is_allowed_passes(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "convviz/__init__.py": "from convviz.spec.conv import ConvSpec",
            "convviz/errors.py": "",
            "convviz/spec/conv.py": "from dataclasses import dataclass\nfrom ..errors import SpecError",
            "convviz/engine/trace.py": "import numpy.typing as npt\nfrom convviz import spec",
            "convviz/scene/__init__.py": "from convviz.scene.grid import Grid",
            "convviz/scene/grid.py": "from ..engine.trace import Step\nfrom .axis import Axis",
            "convviz/scene/axis.py": "",
            "pages/stride.py": "import streamlit as st\nfrom convviz import ConvSpec",
        },
    )
    assert broken_rules(tmp_path) == []


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
