"""The style is in the web page that the server sends, and on the page itself where a host sends its own."""

import re
import urllib.request
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from convviz.app.index_page import EMBEDDED, SHEETS, IndexPage, player_preloads, preloads, style
from serving import ROOT, serve


def sent(url: str, **headers: str) -> tuple[str, dict[str, str]]:
    request = urllib.request.Request(url, headers={"accept": "text/html", **headers})
    with urllib.request.urlopen(request, timeout=10) as response:
        return response.read().decode(), {name.lower(): value for name, value in response.headers.items()}


def test_the_page_comes_with_its_style_and_everything_else_as_it_is(tmp_path: Path) -> None:
    with serve("app.py", tmp_path / "log") as server:
        page, headers = sent(f"{server.url}/sliding_window?s=2&v=2")
        assert style(*SHEETS) in page
        assert page.index("</head>") < page.index("<style>") < page.index("</body>")
        assert preloads() + player_preloads() in page
        assert player_preloads() not in sent(f"{server.url}/networks")[0]
        for path in re.findall(r'href="\./(_stcore/[^"]+)"', player_preloads()):
            with urllib.request.urlopen(f"{server.url}/{path}", timeout=10) as module:
                assert module.headers["content-type"].startswith(("application/javascript", "text/css")), path
        assert int(headers["content-length"]) == len(page.encode())
        assert "etag" not in headers, "a browser would keep the style of yesterday"
        assert style(*EMBEDDED) in sent(f"{server.url}/?embed=true")[0]
        plain, _ = sent(f"{server.url}/", accept="application/json")
        assert "<style>" not in plain
        assert not server.new_complaints()


def test_every_part_of_the_front_end_that_is_fetched_early_exists() -> None:
    assert preloads().count("modulepreload") >= 7


@pytest.mark.parametrize("in_use", [True, False])
def test_a_host_that_sends_its_own_page_gets_the_style_as_an_element(
    monkeypatch: pytest.MonkeyPatch, in_use: bool
) -> None:
    monkeypatch.setattr(IndexPage, "in_use", in_use)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    assert not app.exception
    assert [element.proto.body for element in app.get("html") if "<style>" in element.proto.body] == (
        [] if in_use else [style(*SHEETS)]
    )
