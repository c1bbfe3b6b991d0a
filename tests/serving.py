"""Run a Streamlit app as a visitor meets it: in its own process, on a free port, with its log kept."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Levels come from the message format that `serve` asks for; "SomeWarning:" is how Python prints a warning to the log.
COMPLAINT = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b|^Traceback|\w+(Warning|Error):|\bdeprecat", re.IGNORECASE)


def complaints(log: str) -> list[str]:
    """Return the lines of a server log that nobody should have to read: warnings, errors, deprecation notices."""
    return [line for line in log.splitlines() if COMPLAINT.search(line)]


class Server:
    """A running app: where it answers and what it has logged."""

    def __init__(self, url: str, log_file: Path, process: subprocess.Popen[bytes]) -> None:
        self.url = url
        self.process = process
        self._log_file = log_file
        self._read = 0

    def log(self) -> str:
        """Return everything logged so far."""
        return self._log_file.read_text(errors="replace")

    def new_complaints(self) -> list[str]:
        """Return the complaints logged since the last call, so that the test that caused them is the one to fail."""
        log = self.log()
        new, self._read = log[self._read :], len(log)
        return complaints(new)

    def get(self, path: str) -> tuple[int, str]:
        """Fetch a path and return its status and text."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(errors="replace")


@contextmanager
def serve(script: str, log_file: Path, *, cwd: Path = ROOT, python: str = sys.executable) -> Iterator[Server]:
    """Start `streamlit run script` in `cwd` and stop it again."""
    port = free_port()
    options = {
        "server.headless": "true",
        "server.port": str(port),
        "server.address": "localhost",
        "server.fileWatcherType": "none",  # an edit during a run must not restart what a test is looking at
        "browser.gatherUsageStats": "false",
    }
    flags = [text for name, value in options.items() for text in (f"--{name}", value)]
    command = [python, "-m", "streamlit", "run", script, *flags]
    with started(command, f"http://localhost:{port}", log_file, cwd=cwd) as server:
        yield server


@contextmanager
def started(command: list[str], url: str, log_file: Path, *, cwd: Path = ROOT) -> Iterator[Server]:
    """Run a command that serves an app at `url`, wait until it answers, and stop it again."""
    environment = {
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "default",
        "STREAMLIT_LOGGER_MESSAGE_FORMAT": "%(levelname)s %(name)s %(message)s",
    }
    with log_file.open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            server = Server(url, log_file, process)
            _wait_until_healthy(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(server: Server, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if server.get("/_stcore/health") == (200, "ok"):
                return
        except OSError:  # nothing listens yet
            pass
        time.sleep(0.1)
    raise RuntimeError(f"It did not start; its log:\n{server.log()}")
