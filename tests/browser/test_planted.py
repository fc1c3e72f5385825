"""The test of the tests: in a book of two pages each planted fault turns the build red, changed data make pages new.

The book has the project's own settings and extensions, and a copy of walt beside it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound book of two pages, built."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / "walt", folder / "walt", ignore=shutil.ignore_patterns("__pycache__"))
    left_out = shutil.ignore_patterns("*.ipynb", "*.md", ".ipynb_checkpoints", "__pycache__")
    shutil.copytree(ROOT / "book", folder / "book", ignore=left_out)
    shutil.copy(ROOT / "_config.yml", folder)
    (folder / "_toc.yml").write_text(TOC, encoding="utf-8")
    (folder / "book" / "data").mkdir(exist_ok=True)
    (folder / "book" / "data" / "shares.toml").write_text("share = 6.25\n", encoding="utf-8")
    write(folder, "one", ONE)
    write(folder, "two", TWO)
    must_build(folder)
    return folder


def write(folder: Path, name: str, source: str) -> None:
    cells = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# Page {name}"},
        {"cell_type": "code", "id": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None},
    ]
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": cells, "metadata": spec, "nbformat": 4, "nbformat_minor": 5}
    (folder / "book" / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def built(folder: Path) -> subprocess.CompletedProcess[str]:
    return build(folder, PYTHONPATH=str(folder))


def must_build(folder: Path) -> None:
    done = built(folder)
    assert done.returncode == 0, f"the sound book does not build:\n{done.stdout[-5000:]}"


def page(folder: Path, name: str) -> str:
    return (folder / "_build" / "html" / "book" / f"{name}.html").read_text(encoding="utf-8")


def test_a_changed_case_makes_the_page_new(folder: Path) -> None:
    case = folder / "walt" / "cases" / "europe-1914.toml"
    text = case.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title"))
    assert "Planted title" not in page(folder, "one")
    case.write_text(text.replace(title, 'title = "Planted title"'), encoding="utf-8")
    must_build(folder)
    assert "Planted title" in page(folder, "one")


def test_changed_data_of_the_book_make_the_page_new(folder: Path) -> None:
    assert "the share is 6.25 %" in page(folder, "two")
    (folder / "book" / "data" / "shares.toml").write_text("share = 8.75\n", encoding="utf-8")
    must_build(folder)
    assert "the share is 8.75 %" in page(folder, "two")


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_fails_the_build(folder: Path, fault: str) -> None:
    """And names itself; an error fails the build after that as well, though nothing has changed since."""
    write(folder, "two", TWO.replace(*PLANTED[fault]))
    for _ in range(2 if fault == "an error in a callback" else 1):
        done = built(folder)
        assert done.returncode != 0, f"{fault} builds green"
        assert NAMED[fault] in " ".join(done.stdout.split()), f"{fault} is not named:\n{done.stdout[-5000:]}"
