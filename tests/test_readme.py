"""What README.md says is true: its example runs and prints what the comments promise, its links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

from convviz.cli.main import main
from convviz.export.keys import as_markdown, key_rows
from serving import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_prints_what_it_promises(capsys: pytest.CaptureFixture[str]) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.S)
    assert code
    exec(code[1], {})  # the reader pastes it, so does the test
    printed = capsys.readouterr().out
    promises = re.findall(r"print\(.*\)  # (.*)", code[1])
    assert promises
    assert all(promise in printed for promise in promises)
    assert "[[[-3  4]\n  [-3  1]]] 16" in printed


def test_the_refusal_is_worded_as_quoted() -> None:
    from convviz import ConvError, ConvSpec

    with pytest.raises(ConvError) as refused:
        ConvSpec.of(2, 1, 1, 3, stride=0)
    assert f"    {refused.value}\n" in README


@pytest.mark.parametrize("path", sorted(set(re.findall(r'(?:\]\(|src="|srcset=")([\w./-]+)', README))))
def test_what_it_links_to_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^    |`)make (\w+)", README, re.M))))
def test_the_targets_it_names_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("line", re.findall(r"^    convviz (.*)", README, re.M))
def test_its_commands_run(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(line)) == 0
    assert capsys.readouterr().err == ""


def test_its_table_of_keys_is_the_one_of_the_player() -> None:
    assert f"\n\n{as_markdown()}\n\n" in README, "make keys"
    assert as_markdown().count("\n") == len(key_rows()) + 1
