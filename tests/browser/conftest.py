"""One built book, one server and one Chromium for all tests that read the pages.

Where the machine has no Chromium these tests skip, and the last lines of the run say what was not tested.
"""

from __future__ import annotations

import asyncio
import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import found
import pytest
from found import ROOT, build, shown
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, StaticFileHandler

from walt.explorable import Explorable, theme
from walt.explorable.drawing import Frame

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
QUIET = [f"--disable-{what}" for what in ("gpu", "background-networking", "component-update", "sync")] + [
    "--no-sandbox"
]
FOLDER = "/walt/"  # where the site stands: not at the root of its host, as on GitHub Pages

_told: list[str] = []


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that take `chapter` run for each notebook that shows figures, those that take `docname` for each page."""
    if "chapter" in metafunc.fixturenames:
        metafunc.parametrize("chapter", found.chapters(), ids=lambda path: path.stem)
    if "docname" in metafunc.fixturenames:
        metafunc.parametrize("docname", list(found.docnames()))


@pytest.fixture(scope="session")
def book() -> Path:
    """The folder of the built pages. An unchanged book takes three seconds, so the tests never read an old one."""
    done = build(ROOT)
    assert done.returncode == 0, f"the book does not build:\n{done.stdout[-8000:]}"
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def site(book: Path) -> Iterator[str]:
    """Address of a server that compresses what it sends, as GitHub Pages does."""
    loop = asyncio.new_event_loop()
    listener, port = bind_unused_port(address="127.0.0.1")

    def serve() -> None:
        asyncio.set_event_loop(loop)
        files = (FOLDER + "(.*)", StaticFileHandler, {"path": str(book), "default_filename": "index.html"})
        HTTPServer(Application([files], compress_response=True)).add_socket(listener)
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}{FOLDER}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The machine's own Chromium, without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    if CHROMIUM is None:
        pytest.skip("no Chromium or Chrome on this machine")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """visit("book/intro", "#small", color_scheme="dark", ...): the page, opened by a reader who was never there."""
    contexts = []

    def open_page(docname: str, fragment: str = "", *, calm: bool = True, prepare: Any = None, **settings: Any) -> Any:
        settings = {"reduced_motion": "reduce" if calm else "no-preference", "viewport": _WIDE} | settings
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        if prepare:
            prepare(page)
        page.goto(f"{site}{docname}.html{fragment}")
        return page

    yield open_page
    for context in contexts:
        context.close()


_WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def bake() -> Callable[[Path, Explorable], list[Frame]]:
    """Every state of an explorable, drawn by this process from the last to the first and given in order.

    The book draws them from the first to the last: what a state shows must not depend on the one before.
    """

    @functools.cache
    def frames(notebook: Path, name: str) -> list[Frame]:
        explorable = next(e for e in shown(notebook).explorables if e.name == name)
        with theme.look():
            drawing = explorable.drawing()
            return [drawing.frame(state) for state in reversed(list(explorable.states()))][::-1]

    return lambda notebook, explorable: frames(notebook, explorable.name)


@pytest.fixture(scope="session")
def tell() -> Callable[[str], None]:
    """Says a measured figure at the end of the run."""
    return _told.append


def pytest_terminal_summary(terminalreporter: Any) -> None:
    untested = [r for r in terminalreporter.stats.get("skipped", ()) if "tests/browser/" in r.nodeid]
    for line in _told:
        terminalreporter.write_line(line)
    if untested:
        terminalreporter.section("NOT TESTED", yellow=True)
        terminalreporter.write_line(
            f"{len(untested)} tests of the pages in a browser: found neither Chromium nor Chrome, or no playwright. "
            "Install it (sudo apt install chromium) and run make test again."
        )
