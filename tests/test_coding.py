"""walt.chapters.coding: a case as Markdown says all that its file says, and breaks in no reader of Markdown."""

import html
import re

import pytest
from markdown_it import MarkdownIt

from walt import cases
from walt.chapters import coding

MARKS = r"Fleet | army \ `code` *star* _line_ [link](x) <b> & $x$ {term}`y` # ~no~ ^up^"


def rendered(sheet):
    """The words of a case as a page shows them, on one line, with the tags gone."""
    text = MarkdownIt("commonmark").enable("table").render(coding.folded(sheet))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def example(tmp_path):
    """Loads the documented example with one of its texts replaced."""
    after = cases.__doc__.split("A complete one:\n", 1)[1].split("\nWhat the keys mean:", 1)[0]
    whole = "\n".join(line.removeprefix("    ") for line in after.splitlines())

    def with_text(sound="", other=""):
        path = tmp_path / "mine.toml"
        path.write_text(whole.replace(sound, other) if sound else whole, encoding="utf-8")
        return cases.sheet(path)

    return with_text


def every_text(sheet):
    """All that a case file says in words, and its numbers as the page writes them."""
    yield sheet.title
    yield from (sheet.about or "").split("\n\n")
    for state in sheet.state:
        yield f"{state.name} {state.power.value:.2f}"
        yield f"{state.capital.name} {state.capital.latitude:.2f} {state.capital.longitude:.2f}"
        for number in (state.offense, state.intent):
            yield f"{state.name} {number.value:.2f} {number.reason or ''}".replace(" 0.", " .")
        yield from filter(None, [state.power.reason])
    yield from (f"{row.by} {row.of} {row.value:.2f} {row.reason}".replace(" 0.", " .") for row in sheet.perception)
    yield from (f"{' – '.join(row.between)} {row.km:g} {row.reason}" for row in sheet.barrier)
    yield from (f"{row.state} {row.stance} {row.toward or ''}" for row in sheet.record)
    yield from (row.note for row in sheet.record)
    yield from (row.citation for row in sheet.source)


@pytest.mark.parametrize("name", cases.names())
def test_all_that_a_file_says_is_on_the_page(name):
    sheet = cases.sheet(name)
    page = rendered(sheet)
    for text in every_text(sheet):
        assert " ".join(text.split()) in page, text


@pytest.mark.parametrize("name", cases.names())
def test_a_case_has_its_tables_each_with_a_row_for_a_line_of_the_file(name):
    sheet = cases.sheet(name)
    tables = [part for part in coding.told(sheet).split("\n\n") if part.startswith("|")]
    states = len(sheet.state)
    rows = [states, states, len(sheet.barrier), states, states, len(sheet.perception), len(sheet.record)]
    assert [table.count("\n") - 1 for table in tables] == rows


def test_a_source_stands_before_what_it_says(example):
    page = rendered(example())
    assert "Athens .70 thucydides." in page  # a number from a work, without a reason
    assert "Sparta .40 thucydides." in page
    assert "Persia .50 Beaten twice in Greece." in page  # a number of ours
    assert "Sparta against Athens thucydides. War from 431." in page


def test_a_share_is_told_in_per_cent(example):
    assert "Athens 4.00" in rendered(example('value = 4, unit = "%"', 'value = 0.04, unit = "share"'))


def test_an_own_half_distance_is_told(example):
    assert "Half distance 500 km. Armies march, and ships are rowed." in rendered(example())


def test_no_table_without_rows(example):
    bare = example("[[perception]]\nby = \"Sparta\"\nof = \"Athens\"\nvalue = 0.8\n"
                   "reason = \"Sparta sees the power of Athens grow.\"\n")  # fmt: skip
    assert "differently" not in coding.told(bare)
    assert "Half distance" not in coding.told(cases.sheet("europe-1914"))


def test_marks_of_markdown_are_told_as_they_are(example):
    escaped = MARKS.replace("\\", "\\\\")
    assert f"Persia .50 {MARKS}." in rendered(example("Beaten twice in Greece", escaped))


def test_a_title_is_no_html(example):
    assert "<summary><p>Two &lt;b&gt; &amp; a king</p></summary>" in coding.folded(example("cities and", "<b> &"))
