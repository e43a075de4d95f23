"""A headless Chromium for tests, driven over its DevTools protocol: no browser of its own, nothing to download."""

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 120


class Page:
    """One tab. What the page said on its console and which addresses it asked for are kept."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._count = 0
        self.said: list[str] = []
        self.requested: list[str] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=SECONDS))
            self._note(message)
            if message.get("id") == self._count:
                assert "error" not in message, message["error"]
                result: dict[str, Any] = message["result"]
                return result

    def _note(self, message: dict[str, Any]) -> None:
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.said.append(json.dumps(parameters["exceptionDetails"])[:2000])
        elif method == "Runtime.consoleAPICalled":
            self.said.append(f"{parameters['type']}: {json.dumps(parameters['args'])[:2000]}")
        elif method == "Log.entryAdded":
            self.said.append(f"{parameters['entry']['level']}: {parameters['entry']['text']}")
        elif method == "Network.requestWillBeSent":
            self.requested.append(parameters["request"]["url"])

    def size(self, width: int, height: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def open(self, address: str) -> None:
        """Go to an address and wait until its page is there."""
        self.call("Page.navigate", url=address)
        self.wait("location.href !== 'about:blank' && document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """The value of an expression; a promise is awaited."""
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def wait(self, condition: str) -> None:
        until = time.monotonic() + SECONDS
        while not self.run(f"Boolean({condition})"):
            assert time.monotonic() < until, f"{condition} did not come true; the console: {self.said}"
            time.sleep(0.05)

    def press(self, key: str, code: int = 0) -> None:
        pressed = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", **pressed)
        if key == "Enter":
            self.call("Input.dispatchKeyEvent", type="char", text="\r")
        self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def click(self, x: float, y: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self, file: Path, whole: bool = False) -> None:
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(answer["data"]))


def chromium() -> str:
    """The program; a test that needs it is skipped where there is none. BUDGET_CHROMIUM names another."""
    named = os.environ.get("BUDGET_CHROMIUM")
    found = named or next((path for path in map(shutil.which, NAMES) if path), None)
    if not found:
        pytest.skip("no Chromium is installed (Debian and Ubuntu: apt-get install chromium)")
    return found


@contextmanager
def opened(profile: Path) -> Iterator[Page]:
    """A tab of a browser that is ended with the block; ``profile`` is a new folder for its data."""
    command = [
        chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
        "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank",
    ]  # fmt: skip
    with (profile / "log.txt").open("wb") as log:
        browser = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        with connect(_tab(profile, browser), max_size=None, proxy=None) as socket:
            yield Page(socket)
    finally:
        browser.terminate()
        try:
            browser.wait(30)
        except subprocess.TimeoutExpired:
            browser.kill()
            browser.wait()


def _tab(profile: Path, browser: "subprocess.Popen[bytes]") -> str:
    """The DevTools address of the first tab, once the browser says on which port it listens."""
    from urllib.request import ProxyHandler, build_opener

    port_file = profile / "DevToolsActivePort"
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and browser.poll() is None:
        if port_file.is_file() and (lines := port_file.read_text().splitlines()):
            with build_opener(ProxyHandler({})).open(
                f"http://127.0.0.1:{lines[0]}/json/list", timeout=SECONDS
            ) as answer:
                tabs = [tab for tab in json.load(answer) if tab["type"] == "page"]
            if tabs:
                return str(tabs[0]["webSocketDebuggerUrl"])
        time.sleep(0.1)
    pytest.fail(f"Chromium did not start: {(profile / 'log.txt').read_text(errors='replace')[-2000:]}")
