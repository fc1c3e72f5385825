"""Tests that take `notebook` run for each notebook of the book."""

import found
import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "notebook" in metafunc.fixturenames:
        metafunc.parametrize("notebook", found.NOTEBOOKS, ids=lambda path: path.stem)


def pytest_report_header() -> str:
    return f"random states: SEED={found.SEED} (set this in the environment to draw the same ones again)"
