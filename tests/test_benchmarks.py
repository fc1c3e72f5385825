"""The figure of the benchmark is what its README says, and the table there is the script's. No time is tested."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from walt.explorable import baking, packing

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """The script, imported as it is when it runs: its folder leads the path."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import explorable

        yield explorable


@pytest.fixture(scope="module")
def packed(script: ModuleType) -> dict[str, Any]:
    return baking.bake(script.reach.explorable())


@pytest.fixture(scope="module")
def table() -> list[list[str]]:
    text = (BENCHMARKS / "README.md").read_text(encoding="utf-8")
    measured = text.split("<!-- measured -->")[1].split("<!-- end -->")[0]
    lines = [line for line in measured.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_figure_has_605_states(script: ModuleType) -> None:
    controls = script.reach.explorable().controls
    assert [len(control.values) for control in controls.values()] == [11, 11, 5]
    assert script.reach.explorable().count == 605


def test_the_figure_packs_below_25_kilobytes(packed: dict[str, Any]) -> None:
    assert packing.size(packed) < 25_000


def test_readme_holds_the_table_of_the_script(script: ModuleType, table: list[list[str]]) -> None:
    assert table[0] == list(script.COLUMNS)
    assert [row[0] for row in table[2:]] == list(script.ROWS), "run python benchmarks/explorable.py"
    assert [row[-1].replace("–", "") for row in table[2:]] == list(script.ROWS.values())


def test_readme_gives_the_bytes_of_this_figure(packed: dict[str, Any], table: list[list[str]]) -> None:
    assert float(table[2][1]) == pytest.approx(packing.size(packed) / 1000, rel=0.1), "run the benchmark again"
