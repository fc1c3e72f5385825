"""What makes Sphinx build the pages anew: the model, the data, the libraries; and what stops a build."""

import random
from pathlib import Path
from types import SimpleNamespace

import living_book
import pytest
from docutils import nodes


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A small package and a small book."""
    walt, book = tmp_path / "walt", tmp_path / "book"
    for path, text in (
        (walt / "threat.py", "EXPONENT = 1"),
        (walt / "cases" / "europe-1914.toml", "power = 0.16"),
        (walt / "page" / "player.js", "1"),
        (book / "quizzes" / "one.toml", "answer = 1"),
        (book / "table.csv", "1,2"),
        (book / "chapter.ipynb", "{}"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return walt, book


WATCHED = (
    "walt/threat.py",
    "walt/cases/europe-1914.toml",
    "walt/page/player.js",
    "book/quizzes/one.toml",
    "book/table.csv",
)


@pytest.mark.parametrize("changed", WATCHED)
def test_a_changed_file_changes_the_digest(folders: tuple[Path, Path], changed: str) -> None:
    before = living_book.digest(*folders)
    path = folders[0].parent / changed
    path.write_text(path.read_text() + " ")
    assert living_book.digest(*folders) != before


def test_new_and_removed_files_change_it(folders: tuple[Path, Path]) -> None:
    before = living_book.digest(*folders)
    new = folders[0] / "burden.py"
    new.write_text("")
    assert living_book.digest(*folders) != before
    new.unlink()
    assert living_book.digest(*folders) == before


def test_a_new_version_of_a_library_changes_it(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    before = living_book.digest(*folders)
    monkeypatch.setattr(living_book, "version", lambda library: "99")
    assert living_book.digest(*folders) != before


def test_what_sphinx_watches_or_a_run_leaves_behind_does_not(folders: tuple[Path, Path]) -> None:
    walt, book = folders
    before = living_book.digest(walt, book)
    (book / "chapter.ipynb").write_text('{"changed": 1}')
    compiled = walt / "__pycache__" / "threat.cpython-311.pyc"
    for left in (compiled, book / "_build" / "a.json", book / ".ipynb_checkpoints" / "a.csv"):
        left.parent.mkdir()
        left.write_text("")
    assert living_book.digest(walt, book) == before


def test_the_package_is_the_one_that_notebooks_import() -> None:
    import walt

    assert living_book.package() == Path(walt.__file__).parent


def page(folder: Path, size: int) -> SimpleNamespace:
    """An application whose one page holds as many bytes that do not compress."""
    (folder / "chapter.html").write_bytes(random.Random(0).randbytes(size))
    return SimpleNamespace(outdir=folder, builder=SimpleNamespace(format="html"))


def test_a_page_over_budget_stops_the_build_and_is_named(tmp_path: Path) -> None:
    living_book.weigh(page(tmp_path, 390_000), None)
    with pytest.raises(living_book.BuildError, match=r"chapter\.html weighs 4\d\d kB"):
        living_book.weigh(page(tmp_path, 420_000), None)


def test_an_error_in_an_output_stops_the_build_and_is_named() -> None:
    app = SimpleNamespace(env=SimpleNamespace(docname="book/chapter"))
    trace = nodes.literal_block("", "Traceback\nValueError: no such state", classes=["output", "traceback"])
    with pytest.raises(living_book.BuildError, match=r"book/chapter: .*ValueError: no such state"):
        living_book.refuse_errors(app, nodes.document(None, None, "", trace))
