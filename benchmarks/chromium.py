"""What a reader waits for, in Chromium: from a key to the new picture, from opening to the first answer."""

from __future__ import annotations

import functools
import gzip
import itertools
import random
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

BAD_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
BAD_PROCESSOR = 4  # times slower
COMPRESSED = {".html", ".css", ".js", ".json", ".svg"}
ROUNDS = 3  # medians are taken over them


@dataclass(frozen=True)
class Kind:
    """How to read and move the figure of one kind of page, in JavaScript and as Playwright finds its controls.

    `shown` is the markup of the picture, `ready` whether a reader can move something, `move` moves it.
    """

    shown: str
    ready: str
    move: str
    controls: str


EXPLORABLE = Kind(
    shown="document.querySelector('.explorable .picture')?.innerHTML",
    ready="""(card => {
      if (card?.dataset.committed === "no") card.querySelector(".quiet").click();
      return card?.dataset.committed === "yes";
    })(document.querySelector("figure.explorable"))""",
    move="""(input => {
      if (input.type === "checkbox") return input.click();
      input.value = +!+input.value;
      input.dispatchEvent(new Event("input", {bubbles: true}));
    })(document.querySelector(".explorable .control :is(input, select)"))""",
    controls=".explorable .control input",
)

# `settled` resolves with the time at which a picture that differs from `before` was painted.
WATCH = """
window.settled = before => new Promise(resolve => {
  const look = () => requestAnimationFrame(() => {
    if ((%s) === before) return look();
    const {port1, port2} = new MessageChannel();          // delivers its message once the frame is painted
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(0);
  });
  look();
});
"""

# A key counts from the moment that the browser received it.
LISTEN = """
addEventListener("keydown", event => {
  const late = new Promise((_, fail) => setTimeout(() => fail(Error("A key has changed nothing for 10 s")), 10000));
  window.step = Promise.race([settled(%s), late]).then(painted => painted - event.timeStamp);
}, true);
"""

# Tries the first control until a move is answered.
KNOCK = """
window.answered = new Promise(resolve => {
  let waits = false, done = false;
  const knock = () => {
    if (done) return;
    if (%(ready)s) {
      if (!waits) settled(%(shown)s).then(time => { done = true; resolve(time); });
      waits = true;
      %(move)s;
    }
    setTimeout(knock, 20);
  };
  knock();
});
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium or Chrome, without a window.

    Raises
    ------
    SystemExit where there is none; the message says how to get one.
    """
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise SystemExit("There is no Chromium on the path: install it, for example with  sudo apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


class _Compressed(SimpleHTTPRequestHandler):
    """Serves a folder as web servers do: over connections that stay open, text compressed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        body = path.read_bytes()
        squeeze = path.suffix in COMPRESSED
        if squeeze:
            body = gzip.compress(body, 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        if squeeze:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing: requests are not the result."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served, compressed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Compressed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def step_times(browser: Browser, address: str, kind: Kind, values: Sequence[int]) -> list[float]:
    """Milliseconds from a key to the painted picture, for steps through all values of every slider and back.

    Parameters
    ----------
    values : how many values each slider has.
    """
    page = browser.new_page()
    page.add_init_script(WATCH % kind.shown + LISTEN % kind.shown)
    page.goto(address)
    page.locator(kind.controls).first.wait_for()
    page.wait_for_function(kind.ready)
    chance = random.Random(1)  # keys do not keep time with the screen
    times = []
    for (number, count), _ in itertools.product(enumerate(values), range(ROUNDS)):
        page.locator(kind.controls).nth(number).focus()
        page.keyboard.press("End")  # where every control still changes something
        page.wait_for_timeout(200)
        for key in ["ArrowLeft"] * (count - 1) + ["ArrowRight"] * (count - 1):
            page.wait_for_timeout(30 + 40 * chance.random())
            page.keyboard.press(key)
            times.append(page.evaluate("step"))
    page.close()
    return times


def first_answers(browser: Browser, address: str, kind: Kind) -> list[float]:
    """Seconds from opening to the first answer, each time with an empty cache, on a bad line and a slow processor."""
    return [_first_answer(browser, address, kind) for _ in range(ROUNDS)]


def _first_answer(browser: Browser, address: str, kind: Kind) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(300_000)
    _spoil(page)
    page.add_init_script(WATCH % kind.shown + KNOCK % vars(kind))
    page.goto(address, wait_until="commit")
    seconds = page.evaluate("answered") / 1000
    context.close()
    return seconds


def _spoil(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", BAD_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": BAD_PROCESSOR})
