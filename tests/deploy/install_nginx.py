"""Find the nginx that the tests of deploy/ start; run as a script, install Debian's if there is none."""

import shutil
import sys

from browser.install_chromium import install_or_explain

HELP = "The tests of deploy/ need nginx and found none. Install it (on Debian: sudo apt-get install nginx)"


def find() -> str | None:
    """Return the path of nginx, also where only root's PATH leads."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


if __name__ == "__main__":
    sys.exit(install_or_explain("nginx", find, HELP))
