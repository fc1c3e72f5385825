"""What there is to test: notebooks of the book, the explorables they show, and those that the chapters' modules make.

Nothing is listed by hand. A notebook's explorables are found by running its cells in plain Python, outside
IPython, so that an error in any of them is an error here.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import inspect
import json
import os
import pkgutil
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_external_toc.parsing import parse_toc_yaml

import walt.chapters
from walt.explorable import Decision, Explorable

ROOT = Path(__file__).parent.parent
NOTEBOOKS = [path for path in sorted(ROOT.glob("book/**/*.ipynb")) if ".ipynb_checkpoints" not in path.parts]
SEED = int(os.environ.get("SEED") or random.randrange(2**32))  # of the random states; the run's first lines say it


class Shown(NamedTuple):
    """What a notebook leaves behind: its variables, and the explorables and scenes its cells show, in their order."""

    variables: dict[str, Any]
    explorables: list[Explorable]
    decisions: list[Decision]


@functools.cache
def shown(notebook: Path) -> Shown:
    """Run a notebook's code cells one after another, beside its own folder's data."""
    variables: dict[str, Any] = {"__name__": "__main__"}
    values = []
    with contextlib.chdir(notebook.parent):
        for number, cell in enumerate(json.loads(notebook.read_text(encoding="utf-8"))["cells"]):
            if cell["cell_type"] == "code":
                values.append(run("".join(cell["source"]), variables, f"{notebook.name}, cell {number}"))
    return Shown(variables, *([v for v in values if isinstance(v, kind)] for kind in (Explorable, Decision)))


def decisions() -> dict[Path, list[Decision]]:
    """The notebooks that show decision scenes, with these."""
    return {notebook: shown(notebook).decisions for notebook in NOTEBOOKS if shown(notebook).decisions}


def chapters() -> list[Path]:
    """Notebooks that show explorables. One that cannot be run counts as such, so that the tests of it say why."""
    found = []
    for notebook in NOTEBOOKS:
        with contextlib.suppress(Exception):
            if not shown(notebook).explorables:
                continue
        found.append(notebook)
    return found


def run(source: str, variables: dict[str, Any], where: str) -> Any:
    """Execute Python as a cell does: the value of its last line, if that is an expression, else None."""
    tree = ast.parse(source, where)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), variables)
    return eval(compile(ast.Expression(last.value), where, "eval"), variables) if last else None


def makers() -> list[Callable[[], Explorable]]:
    """Each function of walt.chapters that needs no argument and says that it returns an explorable."""
    found = []
    for module in pkgutil.walk_packages(walt.chapters.__path__, "walt.chapters."):
        for _, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            signature = inspect.signature(function, eval_str=True)
            needed = [p for p in signature.parameters.values() if p.default is p.empty]
            if function.__module__ == module.name and signature.return_annotation is Explorable and not needed:
                found.append(function)
    return found


def some_states(explorable: Explorable, count: int = 50) -> list[dict[str, Any]]:
    """All corners and so many random states, the same ones for the same seed."""
    draw = random.Random(f"{SEED} {explorable.name}")
    others = [{name: draw.choice(c.values) for name, c in explorable.controls.items()} for _ in range(count)]
    return [*explorable.corners(), *(others if explorable.count > count else explorable.states())]


def docnames() -> Iterator[str]:
    """Every page of the book by its path without suffix: those in the table of contents and those that Sphinx adds."""
    yield from sorted(parse_toc_yaml(ROOT / "_toc.yml"))
    yield from ("genindex", "search")


def docname(notebook: Path) -> str:
    """The page that a notebook becomes."""
    return notebook.relative_to(ROOT).with_suffix("").as_posix()


def build(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the book in a folder as `make html` does; standard output and error together."""
    command = [shutil.which("jupyter-book", path=Path(sys.executable).parent), "build", str(folder)]
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
    return subprocess.run([*command, "-W", "--keep-going", "-n"], env=os.environ | environment, check=False, **both)
