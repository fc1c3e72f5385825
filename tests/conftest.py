"""Tests that take `notebook` run for each notebook of the book, those that take `chapter` for each that shows figures.

Those that take `docname` run for each page.
"""

import found
import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "notebook" in metafunc.fixturenames:
        metafunc.parametrize("notebook", found.NOTEBOOKS, ids=lambda path: path.stem)
    if "chapter" in metafunc.fixturenames:
        metafunc.parametrize("chapter", found.chapters(), ids=lambda path: path.stem)
    if "docname" in metafunc.fixturenames:
        metafunc.parametrize("docname", list(found.docnames()))


def pytest_report_header() -> str:
    return f"random states: SEED={found.SEED} (set this in the environment to draw the same ones again)"
