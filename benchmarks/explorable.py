"""Measures the engine beside its peers on one figure of 605 states, prints the table and writes it into README.md.

    pip install ".[bench]"
    python benchmarks/explorable.py

Takes about five minutes. Chapter 4 is measured where the book has been built (`make html`).
"""

from __future__ import annotations

import io
import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import reach
from matplotlib.figure import Figure

from walt.explorable import Explorable, baking, card, packing, theme
from walt.explorable.drawing import set_up

HERE = Path(__file__).parent
README = HERE / "README.md"
BOOK = HERE.parent / "_build" / "html"
CHAPTER = "book/04-sources-of-threat.html"
ROUNDS = 3  # medians are taken over them
SOME = 10  # a full redraw is measured on every tenth state
COLUMNS = ("", "explorable", "full redraw", "Panel embed", "ipywidgets.interact", "goal")
LIBRARIES = ("matplotlib", "numpy", "ipywidgets", "ipykernel", "panel", "bokeh", "playwright")

#: What is measured -> the goal that was set for the engine.
ROWS = {
    "605 states, compressed (kB)": "25",
    "605 states, as stored (kB)": "",
    "making a state (ms)": "",
    "making a state in a figure made anew (ms)": "",
    "making a state, against a full redraw": "0.20",
    "step to paint, p50 (ms)": "",
    "step to paint, p95 (ms)": "25",
    "first answer on a bad line, the figure alone (s)": "1.5",
    "first answer on a bad line, chapter 4 (s)": "1.5",
}


@dataclass
class Table:
    """What was measured: a text for each row and column; what nobody measured stays a dash."""

    cells: dict[tuple[str, str], str] = field(default_factory=dict)

    def put(self, row: str, column: str, text: str) -> None:
        if row not in ROWS or column not in COLUMNS:
            raise KeyError(f"The table has no cell ({row!r}, {column!r}): add it to ROWS or COLUMNS")
        self.cells[row, column] = text

    def markdown(self) -> str:
        lines = ["| " + " | ".join(COLUMNS) + " |", "|---" + "|--:" * (len(COLUMNS) - 1) + "|"]
        for row, goal in ROWS.items():
            texts = [self.cells.get((row, column), "–") for column in COLUMNS[1:-1]]
            lines.append("| " + " | ".join([row, *texts, goal or "–"]) + " |")
        return "\n".join(lines)


def making(explorable: Explorable, table: Table) -> Mapping[str, Any]:
    """Fill in what concerns bytes and baking; returns the packed frames."""
    some = list(explorable.states())[::SOME]
    rounds = []
    for _ in range(ROUNDS):  # side by side, so that a busy machine is as busy for each
        baked, packed = _timed(lambda: baking.bake(explorable))
        redrawn, _ = _timed(lambda: redraw(explorable, some))
        anew, _ = _timed(lambda: draw_anew(explorable, some))
        rounds.append((baked / explorable.count, redrawn / len(some), anew / len(some)))
    bake, redrawn, anew = (median(column) * 1000 for column in zip(*rounds, strict=True))
    table.put("605 states, compressed (kB)", "explorable", f"{packing.size(packed) / 1000:.1f}")
    table.put("605 states, as stored (kB)", "explorable", f"{len(packing.as_json(packed).encode()) / 1000:.0f}")
    table.put("making a state (ms)", "explorable", f"{bake:.1f}")
    table.put("making a state (ms)", "full redraw", f"{redrawn:.1f}")
    table.put("making a state in a figure made anew (ms)", "full redraw", f"{anew:.1f}")
    ratio = median(baked / redrawn for baked, redrawn, _ in rounds)
    table.put("making a state, against a full redraw", "explorable", f"{ratio:.2f}")
    table.put("making a state, against a full redraw", "full redraw", "1")
    return packed


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, which others on the machine disturb least, and what the work returned."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def redraw(explorable: Explorable, states: Iterable[Mapping[str, Any]]) -> None:
    """Each state on one figure that stays, rendered whole: the cheapest that plain matplotlib does."""
    with theme.look():
        figure, given = set_up(explorable.stage)
        for state in states:
            before = {artist for axes in figure.axes for artist in axes.get_children()}
            explorable.draw(given, **state)
            _save(figure)
            for artist in [artist for axes in figure.axes for artist in axes.get_children() if artist not in before]:
                artist.remove()


def draw_anew(explorable: Explorable, states: Iterable[Mapping[str, Any]]) -> None:
    """Each state on a figure of its own, as a callback draws it that knows no better."""
    with theme.look():
        for state in states:
            figure, given = set_up(explorable.stage)
            explorable.draw(given, **state)
            _save(figure)


def _save(figure: Figure) -> None:
    figure.savefig(io.StringIO(), format="svg")


def page(explorable: Explorable, packed: Mapping[str, Any], folder: Path) -> None:
    """The explorable in a page of its own, with what the book serves beside it."""
    shutil.copytree(theme.PAGE, folder, dirs_exist_ok=True)
    head = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Reach</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="look.css"><script defer src="player.js"></script>'
    )
    (folder / "index.html").write_text(head + card.baked(explorable, packed), encoding="utf-8")


def reading(explorable: Explorable, packed: Mapping[str, Any], table: Table) -> str:
    """Fill in what a reader waits for, and what Panel's page weighs; returns Chromium's version."""
    from chromium import EXPLORABLE, chromium, first_answers, served, step_times
    from peers import PANEL, panel_embed

    embed = panel_embed(explorable)
    alone = "first answer on a bad line, the figure alone (s)"
    table.put("605 states, compressed (kB)", "Panel embed", f"{embed.compressed / 1000:,.0f} (scaled)")
    table.put("605 states, as stored (kB)", "Panel embed", f"{embed.stored / 1000:,.0f} (scaled)")
    table.put("making a state (ms)", "Panel embed", f"{embed.milliseconds:.1f}")
    with chromium() as browser, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        page(explorable, packed, folder)
        (folder / "panel.html").write_text(embed.page, encoding="utf-8")
        values = [len(control.values) for control in explorable.controls.values()]
        with served(folder) as address:
            ours, theirs = f"{address}/index.html", f"{address}/panel.html"
            steps(table, "explorable", step_times(browser, ours, EXPLORABLE, values))
            steps(table, "Panel embed", step_times(browser, theirs, PANEL, embed.values))
            table.put(alone, "explorable", f"{median(first_answers(browser, ours, EXPLORABLE)):.2f}")
            answers = median(first_answers(browser, theirs, PANEL))
            table.put(alone, "Panel embed", f"{answers:.1f} ({embed.states} states)")
        if (BOOK / CHAPTER).exists():
            with served(BOOK) as address:
                answers = first_answers(browser, f"{address}/{CHAPTER}", EXPLORABLE)
                table.put("first answer on a bad line, chapter 4 (s)", "explorable", f"{median(answers):.2f}")
        return browser.version


def steps(table: Table, column: str, times: Iterable[float]) -> None:
    """Fill in how long steps took."""
    for percentile in (50, 95):
        text = f"{np.percentile(list(times), percentile):.1f}"
        table.put(f"step to paint, p{percentile} (ms)", column, text)


def machine(chromium_version: str) -> str:
    """What it was measured on, in a sentence or two."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    return (
        f"Measured on {os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB of memory, {platform.system()}; "
        f"Python {platform.python_version()}, {libraries}, Chromium {chromium_version}."
    )


def _processor() -> str:
    try:
        named = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        named = None
    return named[1].strip() if named else platform.processor() or platform.machine()


def write(results: str) -> None:
    """Put the results into README.md, in place of the last ones."""
    text = README.read_text(encoding="utf-8")
    between = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)
    if not between.search(text):
        raise SystemExit(f"{README.name} has no lines <!-- measured --> and <!-- end -->: put them back")
    README.write_text(between.sub(lambda _: results + "\n", text), encoding="utf-8")


def main() -> None:
    """Measure everything in one run."""
    from peers import interact_times

    explorable, table = reach.explorable(), Table()
    packed = making(explorable, table)
    chromium_version = reading(explorable, packed, table)
    steps(table, "ipywidgets.interact", interact_times(explorable))
    results = f"{table.markdown()}\n\n{machine(chromium_version)}\n"
    print(results)
    write(results)


if __name__ == "__main__":
    main()
