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
from typing import Any, NamedTuple

import pytest
from found import NOTEBOOKS, ROOT, docnames, shown

from walt import cases
from walt.explorable import Quiz
from walt.explorable.quiz import Item

CHAPTERS = [path for path in NOTEBOOKS if re.match(r"\d\d-", path.name)]
PAGES = [*NOTEBOOKS, *sorted((ROOT / "book").glob("*.md"))]
KEYS = set(re.findall(r"^@\w+\{(\w+),", (ROOT / "book" / "references.bib").read_text(encoding="utf-8"), re.MULTILINE))
TERMS = re.findall(r"^(\S.*)\n  \S", (ROOT / "book" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
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


def linked_terms(markdown: str) -> list[str]:
    """The glossary's terms that a text links to."""
    return [re.sub(r".*<(.+)>", r"\1", used) for used in re.findall(r"\{term\}`([^`]+)`", markdown)]


def quiz_items(chapter: Path) -> list[Item]:
    asked = re.findall(r'Quiz\("([^"]+)"\)', "\n".join(source(cell) for cell in cells(chapter, "code")))
    return [item for path in asked for item in Quiz(chapter.parent / path).items]


def exercises(chapter: Path) -> list[list[dict[str, Any]]]:
    """The cells, or parts of cells, of each exercise, from its heading to the next."""
    found: list[list[dict[str, Any]]] = []
    for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
        for part in re.split(r"^(?=##)", source(cell), flags=re.M) if cell["cell_type"] == "markdown" else [None]:
            if part and re.match(r"###? ", part):  # an exercise, or a section that ends the one before it
                found.append([])
            if found:
                found[-1].append(cell if part is None else cell | {"source": part})
    return [parts for parts in found if re.match(r"### \d", source(parts[0]))]


def on_paper(chapter: Path) -> list[list[dict[str, Any]]]:
    return [parts for parts in exercises(chapter) if "*Without code.*" in source(parts[0])]


def test_there_is_a_chapter() -> None:
    assert CHAPTERS


@each_page
def test_a_page_is_in_the_table_of_contents(page: Path) -> None:
    assert page.relative_to(ROOT).with_suffix("").as_posix() in set(docnames())


class Count(NamedTuple):
    """How many of something a chapter has, and how many it is to have."""

    found: int
    least: int
    most: float = float("inf")

    def __str__(self) -> str:
        wanted = f"{self.least} or more" if self.most == float("inf") else f"{self.least} to {self.most}"
        return f"{self.found}, and {wanted} are wanted"


def counts(chapter: Path) -> dict[str, Count]:
    """What makes a chapter whole, counted."""
    parts, explorables = sections(chapter), shown(chapter).explorables
    disputants = {key for key in cited(parts.get("Where the argument is disputed", "")) if not key.startswith("walt")}
    learnt = re.findall(r"^- ", parts.get("What you will learn", ""), re.MULTILINE)
    return {
        "words": Count(len(re.findall(r"[^\W_][\w’'.,%-]*", prose(chapter))), 1500, 2500),
        "explorables": Count(len(explorables), 2),
        "predictions": Count(sum(bool(each.prediction) for each in explorables), max(2, len(explorables))),
        "quiz items": Count(len(quiz_items(chapter)), 5),
        "exercises": Count(len(exercises(chapter)), 3),
        "exercises without code": Count(len(on_paper(chapter)), 1),
        "references to Walt's pages": Count(len(re.findall(r"\bpp?\. \d+", text(chapter))), 10),
        "things to learn": Count(len(learnt), 3, 5),
        "disputants": Count(len(disputants), 2),
        "terms linked": Count(len(set(linked_terms(text(chapter)))), 5),
        "labelled formulas": Count(len(re.findall(r"^\$\$ \([\w-]+\)$", text(chapter), re.MULTILINE)), 1),
    }


@each_chapter
def test_a_chapter_is_whole(chapter: Path) -> None:
    """All is counted, and whatever is short is named, with how much there is and how much there is to be."""
    found = counts(chapter)
    print(f"{chapter.stem}: {', '.join(f'{count.found} {what}' for what, count in found.items())}")
    short = [f"{what}: {count}" for what, count in found.items() if not count.least <= count.found <= count.most]
    assert not short, f"{chapter.stem} is not whole. {'; '.join(short)}"


@each_chapter
def test_a_chapter_has_all_its_parts(chapter: Path) -> None:
    found = sections(chapter)
    for wanted in ("What you will learn", "The question", "Walt’s answer", "The case", "Where the argument is disputed",
                   "Check yourself", "Exercises", "Summary", "Further reading", "Next"):  # fmt: skip
        assert any(name.replace("'", "’").startswith(wanted) for name in found), f"no section {wanted!r}"


@each_chapter
def test_a_chapters_explorables_ask_first(chapter: Path) -> None:
    for explorable in shown(chapter).explorables:
        assert explorable.title.endswith("?"), f"{explorable.name}: its title asks nothing"
        assert explorable.source, f"{explorable.name}: no source"
        assert explorable.prediction, f"{explorable.name}: no prediction"


def test_every_explorable_of_a_page_has_title_and_source(notebook: Path) -> None:
    for explorable in shown(notebook).explorables:
        assert explorable.title and explorable.source, explorable.name


@each_chapter
def test_a_chapter_lets_readers_check_themselves(chapter: Path) -> None:
    for item in quiz_items(chapter):
        feedback = [option.feedback for option in item.option]
        assert len(set(feedback)) == len(feedback), f"{item.question}: two options get the same feedback"
        for option in item.option:
            assert len(option.feedback.split()) >= 8, f"{item.question}: {option.text!r} is not told why"


@each_chapter
def test_exercises_have_hidden_solutions_that_are_checked(chapter: Path) -> None:
    for parts in exercises(chapter):
        if parts in on_paper(chapter):
            assert re.search(r"\{admonition\} Solution\n:class: dropdown", source(parts[0]))
            continue
        solution = next(part for part in parts if part["cell_type"] == "code")
        assert "hide-cell" in solution["metadata"]["tags"], source(parts[0])
        assert re.search(r"^assert ", source(solution), re.MULTILINE), source(parts[0])


@each_page
def test_every_reference_leads_somewhere(page: Path) -> None:
    assert set(cited(text(page))) <= KEYS
    for used in linked_terms(text(page)):
        assert used in TERMS, f"{used} is not in the glossary"
    for linked in re.findall(r"\]\((?!https?:)([^)#]+)\)", text(page)):
        assert (page.parent / linked).is_file(), linked


def test_the_bibliography_holds_what_is_cited() -> None:
    assert {key for page in PAGES for key in cited(text(page))} == KEYS
    for name in cases.names():
        assert {work.key for work in cases.load(name).sources} <= KEYS, f"{name} names a source that is not listed"


@each_chapter
def test_a_chapter_links_its_terms_where_it_first_uses_them(chapter: Path) -> None:
    late = [term for term in TERMS if used_before_it_is_linked(term, running_text(chapter))]
    assert not late, f"{chapter.stem} uses {', '.join(late)} before it links to the glossary, or never links"


def running_text(chapter: Path) -> str:
    """What is read from top to bottom, links to terms left as they are: no headings, formulas, code or citations."""
    lines = r"^#[^\n]*$|^```[^\n]*$|^:[^\n]*$|\]\([^)]*\)"
    code = r"```python.*?^```$|\$\$.*?\$\$|\$[^$\n]+\$"
    bare = re.sub(f"{code}|{lines}", " ", text(chapter), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(\{[\w:]+\})?`[^`]*`", lambda found: found[0] if found[1] == "{term}" else " ", bare)


def used_before_it_is_linked(term: str, words: str) -> bool:
    links = [found.start() for found in re.finditer(r"\{term\}`[^`]+`", words) if linked_terms(found[0]) == [term]]
    blank = re.sub(r"\{term\}`[^`]+`", lambda found: " " * len(found[0]), words)
    use = re.search(rf"\b{re.escape(term)}s?\b", blank, re.IGNORECASE)
    return bool(use) and (not links or use.start() < links[0])


def test_the_pages_of_the_argument_form_a_thread() -> None:
    """Each chapter says where the last one ended and what the next one asks, with a link to both."""
    for before, chapter in itertools.pairwise([ROOT / "book" / "intro.ipynb", *CHAPTERS]):
        opening = text(chapter).split("\n\n")[1]
        assert opening.startswith("**Previously.**") and f"]({before.name})" in opening, f"{chapter.stem}: {opening}"
        assert f"]({chapter.name})" in sections(before)["Next"], f"{before.stem} does not lead on to {chapter.stem}"
        assert list(sections(before))[-1] == "Next", f"{before.stem} goes on after what is next"


def claims() -> list[list[str]]:
    """The rows of the table of claims: the claim with its number and pages, where, what was found."""
    page = text(ROOT / "book" / "claims.md")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")]
    return rows[2:]  # after the heading and its rule


def test_each_claim_is_made_where_the_table_says_with_its_page_and_its_figure() -> None:
    assert [int(claim.split(".")[0]) for claim, _, _ in claims()] == list(range(12))
    for claim, where, _ in claims():
        pages = re.search(r"\((pp?\. [\d–]+)\)$", claim)[1]
        page = ROOT / "book" / re.search(r"\]\((.+?)\)", where)[1]
        assert re.search(rf"{re.escape(pages)}\b", text(page)), f"{claim}: {page.stem} has no {pages}"
        titles = {each.title for each in shown(page).explorables} | {each.scene.title for each in shown(page).decisions}
        named = set(re.findall(r"“([^”]+)”", where))
        assert named <= titles, f"{claim}: no figure or scene of {page.stem} is called {named - titles}"


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
