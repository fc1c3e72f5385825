"""Makes the build bake every explorable, and makes a changed model or data file rebuild every page.

Kernels inherit EXPLORABLE=bake from here, so a plain ``jupyter-book build .`` gives the whole living book.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError

DATA = {".toml", ".csv", ".json", ".css", ".js"}  # notebooks, text and references are Sphinx's own to watch
PAGE_BUDGET = 400_000  # bytes of a page as it travels, gzipped


class BuildError(SphinxError):
    """A page that must not be published."""

    category = "The book is not built"


def package() -> Path:
    """The folder of walt, found without importing it."""
    return Path(importlib.util.find_spec("walt").submodule_search_locations[0])


def inputs(walt: Path, book: Path) -> Iterator[Path]:
    """Every file that decides what a figure shows and that Sphinx does not watch: all of walt, the data of the book."""
    for folder, wanted in ((walt, lambda path: path.suffix != ".pyc"), (book, lambda path: path.suffix in DATA)):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder).parts
            if path.is_file() and wanted(path) and not any(part.startswith((".", "_build")) for part in inside):
                yield path


def digest(walt: Path, book: Path) -> str:
    """One value for the state of the model, the data and the libraries that draw. Changes when any of them does."""
    total = hashlib.sha256()
    for library in ("numpy", "matplotlib"):
        total.update(f"{library} {version(library)}\n".encode())
    for path in inputs(walt, book):
        total.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def configure(app: Sphinx, config: Config) -> None:
    """Name the state of model and data, which Sphinx compares with the last build's."""
    config.living_book_inputs = digest(package(), Path(app.srcdir, config.root_doc).parent)
    config.html_static_path.append(str(package() / "explorable" / "page"))


def read_in_parallel(app: Sphinx) -> None:
    """Run several notebooks at once, also in a plain ``jupyter-book build .``, which knows no such option."""
    app.parallel = os.cpu_count() or 1


def refuse_errors(app: Sphinx, doctree: nodes.document) -> None:
    """Stop at a notebook whose output is an error, one that a cell's tag allows included."""
    for node in doctree.findall(nodes.literal_block):
        if "traceback" in node["classes"]:
            last = node.astext().strip().splitlines()[-1]
            raise BuildError(f"{app.env.docname}: a cell shows an error, {last}. Mend the cell, or show it as text.")


def weigh(app: Sphinx, exception: Exception | None) -> None:
    """Stop when a page is over its budget."""
    if exception or app.builder.format != "html":
        return
    for page in sorted(Path(app.outdir).rglob("*.html")):
        size = len(gzip.compress(page.read_bytes()))
        if size > PAGE_BUDGET:
            raise BuildError(
                f"{page.relative_to(app.outdir)} weighs {size / 1000:.0f} kB gzipped and may weigh "
                f"{PAGE_BUDGET / 1000:.0f}: give its figures fewer states, or move one to another page."
            )


def setup(app: Sphinx) -> dict[str, bool]:
    os.environ["EXPLORABLE"] = "bake"
    app.add_config_value("living_book_inputs", "", "env")
    app.add_css_file("look.css")
    app.add_js_file("player.js", loading_method="async")  # a figure answers while the page is still on its way
    app.add_js_file("decision.js", loading_method="defer")
    app.connect("config-inited", configure, priority=950)  # after the table of contents has named the root
    app.connect("builder-inited", read_in_parallel)
    app.connect("doctree-read", refuse_errors)
    app.connect("build-finished", weigh)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
