"""The layers of the package: a module imports only from layers above its own, and the engine from nothing of walt."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import walt

ROOT = Path(walt.__file__).parent
LAYERS = [
    {"checks"},
    {"states"},
    {"cases", "threat"},
    {"alignment", "burden", "influence"},
    {"coalitions", "war", "worlds", "landscape", "evidence"},
    {"hypotheses"},
    {"figures"},
    {"chapters"},
]
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}
MODULES = sorted(ROOT.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The parts of walt that a module imports, wherever in it does: explorable where it takes walt.explorable.svg."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: import by full name"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("walt."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_from_layers_above_its_own(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0].removesuffix(".py")
    for other in set(imported(path)) - {own}:
        if own == "__init__":
            pytest.fail(f"walt/__init__.py imports walt.{other}: import walt would load it")
        elif own == "explorable":
            pytest.fail(f"{path} imports walt.{other}: the engine knows nothing of the rest")
        elif other == "explorable":
            assert LAYER[own] >= LAYER["figures"], f"{path} draws: only figures and chapters do"
        else:
            assert LAYER[other] < LAYER[own], f"{path} is of layer {LAYER[own]}, walt.{other} of {LAYER[other]}"


def test_every_module_has_a_layer() -> None:
    found = {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in MODULES}
    assert found - {"__init__", "explorable"} <= set(LAYER)


@pytest.mark.parametrize("name", ["walt", "walt.states", "walt.threat"])
def test_the_model_loads_no_drawing(name: str) -> None:
    heavy = ["matplotlib", "ipywidgets", "pydantic"]
    code = f"import sys, {name}; print(*set({heavy}) & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("\n", ""), f"import {name} loads {ran.stdout}"
