"""The pages people read: what a chapter must have, and that what it points at is there.

Pages are found by themselves; a chapter is a notebook whose name begins with its number.
"""

from __future__ import annotations

import ast
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from found import NOTEBOOKS, ROOT, docnames, shown

from walt import cases
from walt.explorable import Quiz

CHAPTERS = [path for path in NOTEBOOKS if re.match(r"\d\d-", path.name)]
PAGES = [*NOTEBOOKS, *sorted((ROOT / "book").glob("*.md"))]
KEYS = set(re.findall(r"^@\w+\{(\w+),", (ROOT / "book" / "references.bib").read_text(encoding="utf-8"), re.MULTILINE))
WALT = range(17, 34)  # the pages this book is about

each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> Iterator[dict[str, Any]]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == kind:
            yield cell


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def text(path: Path) -> str:
    """A page's Markdown, with ordinary spaces."""
    parts = [path.read_text(encoding="utf-8")] if path.suffix == ".md" else map(source, cells(path, "markdown"))
    return "\n\n".join(parts).replace("\u00a0", " ")


def prose(path: Path) -> str:
    """What of a page is read as words: no formulas, no directives' names, no targets of links and roles."""
    without_formulas = re.sub(r"\$\$.*?\$\$[^\n]*", " ", text(path), flags=re.DOTALL)
    return re.sub(r"^(?:```|:).*$|\]\([^)]*\)|\{[\w:]+\}|\s<[^>]+>", " ", without_formulas, flags=re.MULTILINE)


def sections(path: Path) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", text(path), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def cited(markdown: str) -> list[str]:
    return [key for keys in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", markdown) for key in keys.split(",")]


def test_there_is_a_chapter() -> None:
    assert CHAPTERS


@each_page
def test_a_page_is_in_the_table_of_contents(page: Path) -> None:
    assert page.relative_to(ROOT).with_suffix("").as_posix() in set(docnames())


@each_chapter
def test_a_chapter_has_the_length_of_one_sitting(chapter: Path) -> None:
    words = len(re.findall(r"[^\W_][\w’'.,%-]*", prose(chapter)))
    assert 1500 <= words <= 2500, f"{words} words"


@each_chapter
def test_a_chapter_has_all_its_parts(chapter: Path) -> None:
    found = sections(chapter)
    for wanted in ("What you will learn", "The question", "Walt’s answer", "The case", "Where the argument is disputed",
                   "Check yourself", "Exercises", "Summary", "Further reading"):  # fmt: skip
        assert any(name.replace("'", "’").startswith(wanted) for name in found), f"no section {wanted!r}"
    assert 3 <= len(re.findall(r"^- ", found["What you will learn"], re.MULTILINE)) <= 5
    disputants = {key for key in cited(found["Where the argument is disputed"]) if not key.startswith("walt")}
    assert len(disputants) >= 2, disputants
    assert re.search(r"^\$\$.*?^\$\$ \([\w-]+\)$", text(chapter), re.MULTILINE | re.DOTALL), "no labelled formula"


@each_chapter
def test_a_chapters_explorables_ask_first(chapter: Path) -> None:
    explorables = shown(chapter).explorables
    assert len(explorables) >= 2
    for explorable in explorables:
        assert explorable.title.endswith("?"), f"{explorable.name}: its title asks nothing"
        assert explorable.source, f"{explorable.name}: no source"
        assert explorable.prediction, f"{explorable.name}: no prediction"


def test_every_explorable_of_a_page_has_title_and_source(notebook: Path) -> None:
    for explorable in shown(notebook).explorables:
        assert explorable.title and explorable.source, explorable.name


@each_chapter
def test_a_chapter_lets_readers_check_themselves(chapter: Path) -> None:
    asked = re.findall(r'Quiz\("([^"]+)"\)', "\n".join(source(cell) for cell in cells(chapter, "code")))
    items = [item for path in asked for item in Quiz(chapter.parent / path).items]
    assert len(items) >= 5
    for item in items:
        feedback = [option.feedback for option in item.option]
        assert len(set(feedback)) == len(feedback), f"{item.question}: two options get the same feedback"
        for option in item.option:
            assert len(option.feedback.split()) >= 8, f"{item.question}: {option.text!r} is not told why"


@each_chapter
def test_exercises_have_hidden_solutions_that_are_checked(chapter: Path) -> None:
    exercises: list[list[dict[str, Any]]] = []
    for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
        for part in re.split(r"^(?=##)", source(cell), flags=re.M) if cell["cell_type"] == "markdown" else [None]:
            if part and part.startswith("### "):
                exercises.append([])
            elif part and part.startswith("## "):
                exercises.append([])  # a new section ends the exercise before it
            if exercises:
                exercises[-1].append(cell if part is None else cell | {"source": part})
    exercises = [parts for parts in exercises if re.match(r"### \d", source(parts[0]))]
    assert len(exercises) >= 3
    on_paper = [parts for parts in exercises if "*Without code.*" in source(parts[0])]
    assert on_paper, "one exercise wants no code"
    for parts in exercises:
        if parts in on_paper:
            assert re.search(r"\{admonition\} Solution\n:class: dropdown", source(parts[0]))
            continue
        solution = next(part for part in parts if part["cell_type"] == "code")
        assert "hide-cell" in solution["metadata"]["tags"], source(parts[0])
        assert re.search(r"^assert ", source(solution), re.MULTILINE), source(parts[0])


@each_page
def test_every_reference_leads_somewhere(page: Path) -> None:
    assert set(cited(text(page))) <= KEYS
    terms = re.findall(r"^(\S.*)\n  \S", (ROOT / "book" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    for used in re.findall(r"\{term\}`([^`]+)`", text(page)):
        target = re.search(r"<(.+)>", used)
        assert (target[1] if target else used) in terms, f"{used} is not in the glossary"
    for linked in re.findall(r"\]\((?!https?:)([^)#]+)\)", text(page)):
        assert (page.parent / linked).is_file(), linked


def test_the_bibliography_holds_what_is_cited() -> None:
    assert {key for page in PAGES for key in cited(text(page))} == KEYS
    for name in cases.names():
        assert {work.key for work in cases.load(name).sources} <= KEYS, f"{name} names a source that is not listed"


@each_chapter
def test_a_chapter_links_its_terms(chapter: Path) -> None:
    assert len(set(re.findall(r"\{term\}`([^`]+)`", text(chapter)))) >= 5


@each_page
def test_what_walt_says_has_its_page(page: Path) -> None:
    for paragraph in re.split(r"\n\s*\n|\n(?=- |\|)", text(page)):
        pages = re.findall(r"\bpp?\. (\d+)(?:–(\d+))?", paragraph)
        for first, last in pages:
            assert int(first) in WALT and (not last or int(first) < int(last) <= WALT[-1]), paragraph
        told = "Walt" in re.sub(r"^#.*$|\{cite[^`]*`[^`]*`", "", paragraph, flags=re.MULTILINE)
        assert pages or not told, f"no page beside: {paragraph}"


@each_page
def test_a_picture_has_a_text_alternative(page: Path) -> None:
    assert not re.search(r"!\[\s*\]\(|<img(?![^>]*alt=)", text(page))
    for figure in re.findall(r"\{(?:figure|image)\}.*?(?:```|:::)", text(page), re.DOTALL):
        assert ":alt:" in figure, figure


@each_page
def test_the_prose_is_british(page: Path) -> None:
    american = r"\b(\w*(?:colou?r(?<!colour)|neighbor|behavior|defense|offense|favor)\w*|program|judgment|center)\b"
    assert not re.search(american, re.sub(r"`[^`]*`|```python.*?```", "", prose(page), flags=re.DOTALL))


def test_a_notebook_is_stored_as_it_runs(notebook: Path) -> None:
    whole = notebook.read_text(encoding="utf-8")
    data = json.loads(whole)
    assert data["metadata"]["kernelspec"]["name"] == "python3"
    assert "widgets" not in data["metadata"], "widget state is stored; run make notebooks"
    assert "application/vnd.jupyter.widget" not in whole
    assert str(ROOT) not in whole, "a path of this machine is stored"
    code = list(cells(notebook, "code"))
    assert [cell["execution_count"] for cell in code] == list(itertools.islice(itertools.count(1), len(code)))
    for cell in code:
        assert all(output["output_type"] != "error" for output in cell["outputs"])
        if isinstance(ast.parse(source(cell)).body[-1], ast.Expr):
            assert cell["outputs"], f"run and store: {source(cell)}"
