"""How a server holds up under a class: 30 users change a control of the lesson, and its memory stays where it was."""

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from bare import without_player  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from report import Row, report  # noqa: E402
from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: E402
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: E402
from websockets.asyncio.client import ClientConnection, connect  # noqa: E402

from browser import install_chromium  # noqa: E402
from browser.conftest import QUIET  # noqa: E402
from browser.looking import settle  # noqa: E402
from serving import Server, serve  # noqa: E402

USERS = 30
PAUSE_S = 2
CLASS_S = 30
BUSY_S = 10
WARM = 1_500  # reruns until what is made once has been made, whatever the machine's pace
RERUNS = 5_000
MOST_S = 240  # for the reruns: a slow machine does fewer

MOST_P95_MS = 50
LEAST_RATE = 60
MOST_MB = 130
MOST_SESSION_MB = 0.3
MOST_GROWTH_MB = 3


def shown_by_a_browser(url: str) -> list[BackMsg]:
    """What Chromium sends: the visit, and a change of the height once the page has seen one."""
    sent: list[bytes] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=install_chromium.find(), args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
        page.goto(f"{url}/sliding_window")
        settle(page)
        for height in ("6", "7"):
            page.locator(".st-key-sliding_window-h input").fill(height)
            page.keyboard.press("Enter")
            settle(page)
        browser.close()
    messages = [BackMsg.FromString(frame) for frame in sent]
    reruns = [message for message in messages if message.HasField("rerun_script")]
    return [reruns[0], reruns[-1]]


class User:
    """A visitor of the lesson who speaks the browser's protocol, in its own words."""

    def __init__(self, visit: BackMsg, change: BackMsg) -> None:
        self._visit, self._change = visit, BackMsg.FromString(change.SerializeToString())
        states = self._change.rerun_script.widget_states.widgets
        self._height = next(state for state in states if state.id.endswith("-sliding_window.h"))
        self.latencies: list[float] = []
        self.errors: list[str] = []

    async def arrive(self, url: str) -> None:
        """Open the lesson."""
        address = url.replace("http", "ws") + "/_stcore/stream"
        self._socket: ClientConnection = await connect(address, subprotocols=["streamlit"], compression=None)
        await self._run(self._visit)

    async def leave(self) -> None:
        """Close the page."""
        await self._socket.close()

    async def change(self) -> None:
        """Give the input another height and wait until the page has followed."""
        height = random.choice([side for side in range(5, 12) if side != self._height.int_value])
        self._height.int_value = height
        began = time.perf_counter()
        query = await self._run(self._change)
        self.latencies.append(time.perf_counter() - began)
        if query is not None:
            self._change.rerun_script.query_string = query
        if f"h={height}" not in self._change.rerun_script.query_string.split("&") and height != 5:
            self.errors.append(f"asked for {height}, got {query}")

    async def _run(self, message: BackMsg) -> str | None:
        """Send a message, wait until the script has finished, and return the new query if there is one."""
        await self._socket.send(message.SerializeToString())
        query = None
        while True:
            answer = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(decode=False), timeout=30))
            kind = answer.WhichOneof("type")
            if kind == "page_info_changed":
                query = answer.page_info_changed.query_string
            elif kind == "delta" and answer.delta.new_element.HasField("exception"):
                self.errors.append(answer.delta.new_element.exception.message)
            elif kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return query


async def together(users: list[User], act: Callable[[User], Awaitable[None]]) -> None:
    """Have all users do something at once."""
    await asyncio.gather(*(act(user) for user in users))


def calmly(until: float) -> Callable[[User], Awaitable[None]]:
    """A change every PAUSE_S, each user at moments of their own."""

    async def act(user: User) -> None:
        due = time.monotonic() + random.uniform(0, PAUSE_S)
        while due < until:
            await asyncio.sleep(due - time.monotonic())
            await user.change()
            due += PAUSE_S

    return act


def busily(until: float, most: int) -> Callable[[User], Awaitable[None]]:
    """One change after the other, `most` of them in all."""
    left = iter(range(most))

    async def act(user: User) -> None:
        while time.monotonic() < until and next(left, None) is not None:
            await user.change()

    return act


def processor_s(server: Server) -> float:
    """Seconds that the server's process has been computing."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(server: Server) -> float:
    """Megabytes of memory that the server's process holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def done(users: list[User]) -> int:
    """Changes made so far."""
    return sum(len(user.latencies) for user in users)


async def busy(server: Server, users: list[User]) -> tuple[float, float]:
    """Reruns a second of users who do not pause, and what one costs, in milliseconds of processor time."""
    began, before, computed = time.monotonic(), done(users), processor_s(server)
    await together(users, busily(began + BUSY_S, RERUNS))
    made = done(users) - before
    return made / (time.monotonic() - began), (processor_s(server) - computed) / made * 1e3


async def busy_alone(server: Server, visit: BackMsg, change: BackMsg) -> tuple[float, float]:
    """The same of a server nobody has visited."""
    users = [User(visit, change) for _ in range(USERS)]
    for user in users:
        await user.arrive(server.url)
    await busy(server, users)  # what is made once is made now
    found = await busy(server, users)
    await together(users, User.leave)
    return found


async def rows(server: Server, bare: Server, visit: BackMsg, change: BackMsg) -> list[Row]:
    """Every figure, from one server; `bare` serves the page without player."""
    first = User(visit, change)
    await first.arrive(server.url)
    await busily(time.monotonic() + BUSY_S, 100)(first)
    started = resident(server)

    users = [User(visit, change) for _ in range(USERS)]
    for user in users:
        await user.arrive(server.url)
    each = (resident(server) - started) / USERS

    await together(users, calmly(time.monotonic() + CLASS_S))
    calm = [latency * 1e3 for user in users for latency in user.latencies]
    p50, p95 = statistics.median(calm), statistics.quantiles(calm, n=20)[-1]

    rate, cost = await busy(server, users)
    bare_rate, bare_cost = await busy_alone(bare, visit, change)

    await together(users, busily(time.monotonic() + MOST_S, WARM - done(users)))
    warm = resident(server)
    before = done(users)
    await together(users, busily(time.monotonic() + MOST_S, RERUNS))
    reruns, grown = done(users) - before, resident(server) - warm

    await together([first, *users], User.leave)
    errors = [error for user in users for error in user.errors] + server.new_complaints()
    loaded = "pandas" in Path(f"/proc/{server.process.pid}/maps").read_text()
    return [
        Row(f"{USERS} users, a change every {PAUSE_S} s: p50", f"{p50:.0f} ms"),
        Row(
            f"{USERS} users, a change every {PAUSE_S} s: p95",
            f"{p95:.0f} ms",
            f"≤ {MOST_P95_MS} ms",
            p95 <= MOST_P95_MS,
        ),
        Row(f"{USERS} users who do not pause", f"{rate:.0f} reruns/s", f"≥ {LEAST_RATE} reruns/s", rate >= LEAST_RATE),
        Row("the same of the page without player", f"{bare_rate:.0f} reruns/s"),
        Row("processor time of a rerun", f"{cost:.1f} ms = {cost / bare_cost:.2f} × {bare_cost:.1f} without player"),
        Row("errors", "; ".join(errors[:3]) or "none", "none", not errors),
        Row("resident with one user", f"{started:.0f} MB", f"≤ {MOST_MB} MB", started <= MOST_MB),
        Row("resident for each further user", f"{each:.2f} MB", f"≤ {MOST_SESSION_MB} MB", each <= MOST_SESSION_MB),
        Row(
            f"growth over {reruns:,} reruns more",
            f"{grown:.1f} MB, to {warm + grown:.0f} MB",
            f"≤ {MOST_GROWTH_MB} MB",
            reruns == RERUNS and grown <= MOST_GROWTH_MB,
        ),
        Row("pandas loaded", "yes" if loaded else "no", "no", not loaded),
    ]


if __name__ == "__main__":
    random.seed(0)
    with tempfile.TemporaryDirectory() as folder:
        with serve("app.py", Path(folder) / "shown.log") as server:
            visit, change = shown_by_a_browser(server.url)
        without_player(Path(folder) / "copy")
        with (
            serve("app.py", Path(folder) / "bare.log", cwd=Path(folder) / "copy") as bare,
            serve("app.py", Path(folder) / "server.log") as server,
        ):
            found = asyncio.run(rows(server, bare, visit, change))
    intro = (
        "One process of the app; the users are in another, take their share of the same processors, and send what "
        "Chromium sends when the height of the input is changed on the first lesson. "
        f"{CLASS_S} s with pauses, {BUSY_S} s without; a change lasts from its sending to the message that the script "
        "has finished. Without player: a copy of the lesson that has every control and neither player nor scene."
    )
    report("Server", intro, found)
