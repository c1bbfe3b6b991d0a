"""A name says what it holds, in the field's words, and says it once."""

import ast
from collections import defaultdict
from pathlib import Path

from serving import ROOT

# Words that named nothing (utils), or that only their author could guess.
PRIVATE_WORDS = {
    *("utils", "util", "helpers", "misc", "common"),
    *("way", "ways", "words", "telling", "told", "said", "asked", "heard", "wish", "obey", "patience", "peers"),
    *("facing", "sharing", "buffers", "board", "stretched", "room", "standing", "exhibits", "takeaway"),
}


def sources() -> list[Path]:
    return [*sorted((ROOT / "convviz").rglob("*.py")), *sorted((ROOT / "convviz").rglob("*.mjs"))]


def test_no_two_public_classes_share_a_name() -> None:
    found = defaultdict(list)
    for path in sources():
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].append(str(path.relative_to(ROOT)))
    assert not {name: paths for name, paths in found.items() if len(paths) > 1}


def test_files_and_folders_are_named_in_the_fields_words() -> None:
    names = {path.relative_to(ROOT).with_suffix("") for path in sources()}
    assert not sorted(str(name) for name in names if PRIVATE_WORDS & set("_".join(name.parts).split("_")))
