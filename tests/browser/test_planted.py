"""The test of the tests: in a book of two pages each planted fault turns the build red, changed data make pages new.

The book has the project's own settings and extensions, and a copy of walt beside it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from found import ROOT, build

TOC = "format: jb-book\nroot: book/one\nchapters:\n  - file: book/two\n"
ONE = """
from walt import cases

cases.load("europe-1914").title
"""
TWO = """
import pathlib
import tomllib

from walt.explorable import Explorable, Slider, Toggle

SHARE = tomllib.loads(pathlib.Path("data/shares.toml").read_text())["share"]


def stage(figure):
    axes = figure.subplots()
    axes.set(xlim=(0, 10), ylim=(0, 10))
    return axes


def draw(axes, *, years, level):
    axes.plot([0, years], [level, SHARE])
    return f"After {years} years the share is {SHARE} %."


Explorable(draw, stage=stage, name="planted", years=Slider(1, 9, 1), level=Toggle())
"""
SENTENCE = 'return f"'
PLANTED = {
    "an error in a callback": (
        SENTENCE,
        "if years == 7:\n        raise RuntimeError('a planted error')\n    " + SENTENCE,
    ),
    "a budget overrun": ("level=Toggle()", "level=Toggle(), budget=0.3"),
    "a dead control": ("[level, SHARE]", "[0, SHARE]"),
}
NAMED = {
    "an error in a callback": "planted: the state years=7, level=False cannot be drawn: a planted error",
    "a budget overrun": "planted: 18 states weigh",
    "a dead control": "planted: 'level' never changes the picture",
}


Outcomes = dict[str, Future[list[tuple[int, str, str]]]]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcomes]:
    """What comes of the sound book and of each fault, built side by side."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = {"sound": pool.submit(build_and_change_data, tmp_path_factory.mktemp("sound"))}
        for number, fault in enumerate(PLANTED):
            made[fault] = pool.submit(build_with, fault, tmp_path_factory.mktemp(f"fault{number}"))
        yield made


def build_and_change_data(folder: Path) -> list[tuple[int, str, str]]:
    """Build three times: as it is, with another case file, with other data in the book. Notebooks stay as they are."""
    set_up(folder)
    built = [outcome(folder)]
    case = folder / "walt" / "cases" / "europe-1914.toml"
    title = next(line for line in case.read_text(encoding="utf-8").splitlines() if line.startswith("title"))
    case.write_text(case.read_text(encoding="utf-8").replace(title, 'title = "Planted title"'), encoding="utf-8")
    built.append(outcome(folder))
    (folder / "book" / "data" / "shares.toml").write_text("share = 8.75\n", encoding="utf-8")
    return [*built, outcome(folder)]


def build_with(fault: str, folder: Path) -> list[tuple[int, str, str]]:
    """Build twice with a fault in page two, and nothing changed in between."""
    set_up(folder)
    write(folder, "two", TWO.replace(*PLANTED[fault]))
    return [outcome(folder) for _ in range(2 if fault == "an error in a callback" else 1)]


def set_up(folder: Path) -> None:
    shutil.copytree(ROOT / "walt", folder / "walt", ignore=shutil.ignore_patterns("__pycache__"))
    left_out = shutil.ignore_patterns("*.ipynb", "*.md", ".ipynb_checkpoints", "__pycache__")
    shutil.copytree(ROOT / "book", folder / "book", ignore=left_out)
    shutil.copy(ROOT / "_config.yml", folder)
    (folder / "_toc.yml").write_text(TOC, encoding="utf-8")
    (folder / "book" / "data").mkdir(exist_ok=True)
    (folder / "book" / "data" / "shares.toml").write_text("share = 6.25\n", encoding="utf-8")
    write(folder, "one", ONE)
    write(folder, "two", TWO)


def write(folder: Path, name: str, source: str) -> None:
    cells = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# Page {name}"},
        {"cell_type": "code", "id": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None},
    ]
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": cells, "metadata": spec, "nbformat": 4, "nbformat_minor": 5}
    (folder / "book" / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def outcome(folder: Path) -> tuple[int, str, str]:
    """Build: the exit code, what was said, and the text of both pages."""
    done = build(folder, PYTHONPATH=str(folder))
    pages = [folder / "_build" / "html" / "book" / f"{name}.html" for name in ("one", "two")]
    return done.returncode, done.stdout, "".join(p.read_text(encoding="utf-8") for p in pages if p.exists())


def test_changed_data_make_the_pages_new(outcomes: Outcomes) -> None:
    """A case of walt, then a data file of the book, both under notebooks that do not change."""
    built = outcomes["sound"].result()
    for code, said, _ in built:
        assert code == 0, f"the sound book does not build:\n{said[-5000:]}"
    before, other_case, other_data = (pages for _, _, pages in built)
    assert "Planted title" not in before
    assert "the share is 6.25 %" in before
    assert "Planted title" in other_case
    assert "the share is 6.25 %" in other_case
    assert "the share is 8.75 %" in other_data


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_fails_the_build(fault: str, outcomes: Outcomes) -> None:
    """And names itself; an error fails the next build as well, though nothing has changed since."""
    for code, said, _ in outcomes[fault].result():
        assert code != 0, f"{fault} builds green"
        assert NAMED[fault] in " ".join(said.split()), f"{fault} is not named:\n{said[-5000:]}"
