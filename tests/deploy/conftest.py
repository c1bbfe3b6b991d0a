"""The hosting that deploy/ describes, on this machine: two convviz processes behind nginx, on ports that are free."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.conftest import browser, chromium
from deploy.hosting import Hosting, hosted
from deploy.install_nginx import HELP, find

__all__ = ["browser", "chromium"]  # fixtures

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.deploy)


@pytest.fixture(scope="package")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosting]:
    """Nginx and two processes of the app. To have no nginx is a failure: a skipped test proves nothing."""
    nginx = find() or pytest.fail(HELP)
    with hosted(nginx, tmp_path_factory.mktemp("hosting")) as hosting:
        yield hosting


@pytest.fixture
def hosting(machine: Hosting) -> Hosting:
    """That, with both processes running, whatever the tests before have left of it."""
    machine.restore()
    return machine
