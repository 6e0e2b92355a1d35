"""A real server and a real browser: start the app, open a page, wait until it stands still."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import ConsoleMessage, Page, Request, expect

ROOT = Path(__file__).parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS = 60
FRIDAY = "2026-11-20T10:42+01:00"  # the morning at which tests look at the sample company


def chromium() -> str | None:
    """Where a Chromium is installed, under one of its usual names."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


@contextmanager
def serving(database: str, log: Path, script: str = "app.py", **environment: str) -> Iterator[str]:
    """Run the app on a free port with its own database; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    known = (
        os.environ | {"DATABASE_URL": database, "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"} | environment
    )
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=known, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://localhost:{port}"
    try:
        _wait_until_healthy(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_until_healthy(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the app did not start:\n{log.read_text()}")


@dataclass
class Visit:
    """A browser window at the app, with what it asked of other machines and complained about."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_complaint)

    def _note_request(self, request: Request) -> None:
        ours = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(ours):
            self.outside.append(request.url)

    def _note_complaint(self, message: ConsoleMessage) -> None:
        # Below the root, Streamlit first asks for its own address there, gets a 404, and asks at the root.
        if message.type == "error" and "/_stcore/" not in str(message.location.get("url")):
            self.complaints.append(message.text)

    def open(self, path: str = "/") -> Page:
        """Go to a page and wait for it."""
        self.page.goto(self.address + path)
        return self.settled()

    def settled(self) -> Page:
        """Wait until the server has nothing more to draw."""
        still = '[data-testid="stApp"][data-test-script-state="notRunning"]'
        self.page.wait_for_selector(still)
        self.page.wait_for_timeout(250)  # a click is on its way to the server for a moment
        self.page.wait_for_selector(still)
        # A widget whose code is still loading; on a busy machine that takes its time.
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=20_000)
        return self.page

    def scrolls(self) -> bool:
        """Whether the page is higher than the window."""
        return bool(
            self.page.evaluate(
                "(main => main.scrollHeight > main.clientHeight + 1)(document.querySelector('[data-testid=stMain]'))"
            )
        )

    def is_cut_off(self) -> bool:
        """Whether something reaches beyond the window's width."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


OpenBrowser = Callable[..., Visit]
