"""Find the browser that the tests drive; run as a script, install Debian's if there is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

NAMES = (
    "chromium-headless-shell",  # the same without windows and menus, which take as long as a page
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
HELP = (
    "The browser tests need Chromium or Google Chrome, and found neither. Install one (on Debian: "
    "sudo apt-get install chromium) or name it: CHROME=/path/to/chrome make browser"
)


def find() -> str | None:
    """Return the path of the browser: $CHROME if set, else the first one known by name."""
    named = os.environ.get("CHROME")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def install_or_explain(package: str, find: Callable[[], str | None], explain: str) -> str | None:
    """Install a Debian package, as root or through sudo, if `find` finds nothing; return what to say if that failed."""
    if not find() and shutil.which("apt-get"):
        print(f"No {package} here yet: installing it with apt-get.", flush=True)
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--quiet"]
        try:
            subprocess.run([*apt, "update"], check=True)
            subprocess.run([*apt, "install", "--yes", "--no-install-recommends", package], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            print(error, file=sys.stderr)
    return None if find() else explain


if __name__ == "__main__":
    if os.environ.get("CHROME"):
        sys.exit(None if find() else HELP)
    if install_or_explain("chromium-headless-shell", find, HELP):
        sys.exit(install_or_explain("chromium", find, HELP))
