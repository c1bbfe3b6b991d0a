"""Start what deploy/ describes, with nothing changed but paths and ports."""

import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from serving import ROOT, Server, free_port, started

DEPLOY = ROOT / "deploy"

# What Debian's nginx.conf puts around the files of conf.d, except that everything stays in one folder. A line of its
# log becomes a Request.
AROUND = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
{user}
events {{}}
http {{
    log_format short '$cookie_convviz_process|$upstream_addr|$request_uri';
    access_log {folder}/requests.log short;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/convviz.conf;
}}
"""


class Request(NamedTuple):
    """Which process a visitor's cookie named, which ones were asked, and for what."""

    cookie: str
    upstream: str
    path: str


class Hosting:
    """Two processes of the app behind nginx.

    Attributes:
        url: where visitors go.
        processes: the running processes by what a visitor's cookie calls them.
    """

    def __init__(self, nginx: str, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self.processes: dict[str, Server] = {}
        front, *self._ports = (str(free_port()) for _ in range(3))
        self.restore()
        self.url = f"http://localhost:{front}"
        new = {"8501": self._ports[0], "8502": self._ports[1], "listen 80": f"listen 127.0.0.1:{front}"}
        shipped = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        conf = re.sub("|".join(new), lambda found: new[found[0]], shipped)
        (folder / "convviz.conf").write_text(conf, encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""  # the folder is closed to others
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
        command = [nginx, "-p", str(folder), "-c", "nginx.conf"]
        self.nginx = stack.enter_context(started(command, self.url, folder / "nginx.log"))

    def start(self, port: str) -> None:
        """Start a process the way systemd would, with the Python of these tests."""
        unit = (DEPLOY / "convviz@.service").read_text(encoding="utf-8")
        line = re.search(r"^ExecStart=\S+/streamlit (.*)$", unit, re.MULTILINE)
        assert line
        command = [sys.executable, "-m", "streamlit", *shlex.split(line[1].replace("%i", port))]
        log = self._folder / f"{port}-{len(self.processes)}.log"
        self.processes[port] = self._stack.enter_context(started(command, f"http://127.0.0.1:{port}", log))

    def restore(self) -> None:
        """Start what does not run."""
        for port in self._ports:
            if port not in self.processes:
                self.start(port)

    def kill(self, port: str) -> None:
        """End a process at once, as the machine would that has run out of memory."""
        process = self.processes.pop(port).process
        process.kill()
        process.wait()

    def requests(self) -> list[Request]:
        """What was asked so far, in the order in which it was answered."""
        lines = (self._folder / "requests.log").read_text(encoding="utf-8").splitlines()
        return [Request(*line.split("|", 2)) for line in lines]


@contextmanager
def hosted(nginx: str, folder: Path) -> Iterator[Hosting]:
    """Nginx and two processes of the app, as long as the context lasts."""
    with ExitStack() as stack:
        yield Hosting(nginx, folder, stack)
