"""The notebooks as a runner meets them: a JupyterLab server, a live kernel, figures that are ipywidgets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from found import ROOT, docname, shown
from tornado.testing import bind_unused_port

from walt.explorable import Choice, Decision, Explorable, Slider, Toggle

PATIENCE = 60_000  # milliseconds for a kernel to start and to run a notebook on a busy machine
SETTINGS = {  # all cells stay in the page, no news is fetched
    "notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
    "apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "checkForUpdates": False},
}


@pytest.fixture(scope="module")
def lab(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of JupyterLab on a copy of the book, with nothing of the user's own settings."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "book", folder / "book", ignore=shutil.ignore_patterns("_extensions", ".ipynb_checkpoints"))
    for name, settings in SETTINGS.items():
        path = folder / "settings" / "@jupyterlab" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")
    listener, port = bind_unused_port(address="127.0.0.1")
    listener.close()
    command = [shutil.which("jupyter-lab", path=Path(sys.executable).parent), "--no-browser", "--allow-root"]
    command += [
        f"--port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=reader",
        "--expose-app-in-browser",
    ]
    own = {f"JUPYTER_{what}_DIR": str(folder / what.lower()) for what in ("CONFIG", "RUNTIME")}
    own |= {
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EXPLORABLE")} | own
    with open(folder / "log", "w+", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api/status?token=reader", server, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < ends and server.poll() is None:
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab does not answer:\n{log.read_text(encoding='utf-8')[-3000:]}")


def test_figures_are_alive_in_jupyterlab(notebook: Path, lab: str, browser: Any) -> None:
    """All cells run without an error; each figure answers a prediction and the keyboard, each scene a decision."""
    from playwright.sync_api import expect  # not at the top: it may be missing where there is no browser

    with browser.new_context(viewport={"width": 1280, "height": 1000}) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{lab}/lab/workspaces/{notebook.stem}/tree/{docname(notebook)}.ipynb?token=reader")
        run_all_cells(page)
        figures = page.locator(".jp-OutputArea-output:has([role='img'] > svg)")
        explorables = shown(notebook).explorables
        expect(figures).to_have_count(len(explorables), timeout=PATIENCE)
        for number, explorable in enumerate(explorables):
            answer_and_move(page, figures.nth(number), explorable)
        for scene in shown(notebook).decisions:
            decide(page, scene)
        for kind in ("stderr", "error"):
            assert page.locator(f"[data-mime-type='application/vnd.jupyter.{kind}']").all_inner_texts() == []


READY = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === "connected" && kernel.status === "idle"
    && jupyterapp.commands.hasCommand("notebook:run-all-cells");
}"""
RUN = "() => { jupyterapp.commands.execute('notebook:run-all-cells').then(done => { window.ran = done; }); }"


def run_all_cells(page: Any) -> None:
    """What the menu's "Run All Cells" does, once the kernel is there, until the last cell has its number."""
    page.wait_for_function(READY)
    page.evaluate(RUN)
    page.wait_for_function("window.ran !== undefined")
    assert page.evaluate("window.ran"), page.locator(
        "[data-mime-type='application/vnd.jupyter.error']"
    ).all_inner_texts()


def answer_and_move(page: Any, figure: Any, explorable: Explorable) -> None:
    if explorable.prediction:
        answer = explorable.prediction.answers[0]
        figure.get_by_role("button", name=answer, exact=True).click()
        figure.get_by_text(f"You said: {answer}. The model says: {explorable.sentence()}").wait_for()
    figure.locator("p[aria-live]").get_by_text(explorable.sentence(), exact=True).wait_for()
    before = figure.locator("[role='img']").inner_html()
    state = explorable.start | move(page, figure, explorable)
    figure.locator("p[aria-live]").get_by_text(explorable.sentence(**state), exact=True).wait_for()
    assert figure.locator("[role='img']").inner_html() != before, f"{explorable.name}: the picture does not follow"


def decide(page: Any, scene: Decision) -> None:
    option = scene.scene.option[-1]
    page.get_by_role("button", name=option.text, exact=True).click()
    outcome = page.locator(".jp-OutputArea-output .widget-html:has(dl)")
    outcome.get_by_text(f"{option.text}.", exact=True).wait_for()
    outcome.get_by_text(scene.because, exact=True).wait_for()


def move(page: Any, figure: Any, explorable: Explorable) -> dict[str, Any]:
    """Move one control by a step, a slider where there is one. Returns where it should stand.

    Sliders and boxes by keyboard; a list not, since JupyterLab keeps the arrow keys there for its cells.
    """
    name, control = min(explorable.controls.items(), key=lambda item: [Slider, Toggle, Choice].index(type(item[1])))
    last = control.start == len(control.values) - 1
    to = control.start + (-1 if last else 1)
    if isinstance(control, Slider):
        figure.locator(".noUi-handle").first.focus()
        page.keyboard.press("ArrowLeft" if last else "ArrowRight")
    elif isinstance(control, Toggle):
        figure.locator("input[type='checkbox']").first.focus()
        page.keyboard.press("Space")
    else:
        figure.locator("select").first.select_option(index=to)
    return {name: control.values[to]}
