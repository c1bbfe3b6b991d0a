"""The player, as far as Python is compared with it: its words from Node.js, its colours from its style sheet."""

import json
import re
import subprocess
from pathlib import Path

import playwright

from serving import ROOT

NODE = Path(playwright.__file__).parent / "driver" / "node"
WORDS = ROOT / "tests" / "js" / "write_words.mjs"
CSS = (ROOT / "convviz" / "player" / "web" / "player.css").read_text(encoding="utf-8")


class Player:
    """The player's words, written by Node.js."""

    def __init__(self):
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([NODE, WORDS], stdin=pipe, stdout=pipe, text=True, encoding="utf-8")

    def ask(self, request):
        self._process.stdin.write(request + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def numbers(self, pairs):
        return self.ask(json.dumps({"numbers": pairs}))

    def scene(self, scene):
        return self.ask(f'{{"scene":{scene.json()}}}')

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()


def css_colours():
    """`--cv-name: light-dark(light, dark)` as {name: (light, dark)}."""
    found = re.findall(r"--cv-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)
    return {name: (light.lower(), dark.lower()) for name, light, dark in found}
