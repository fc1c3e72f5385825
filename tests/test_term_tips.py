"""A term's definition beside the term: taken from the glossary, tied to its link, safe to write into a page."""

from types import SimpleNamespace

import term_tips
from docutils import nodes
from sphinx import addnodes


def glossary(definition: str) -> nodes.document:
    """A page with one term, whose definition ends in a citation."""
    citation = addnodes.pending_xref("", nodes.inline("", "walt1987"), refdomain="cite")
    paragraph = nodes.paragraph("", "", nodes.Text(definition + " "), citation, nodes.Text("."))
    item = nodes.definition_list_item(
        "", nodes.term("", "hegemon", ids=["term-hegemon"]), nodes.definition("", paragraph)
    )
    return nodes.document(None, None, "", addnodes.glossary("", nodes.definition_list("", item)))


def book(definition: str) -> SimpleNamespace:
    env = SimpleNamespace(metadata={"book/glossary": {"terms": {"term-hegemon": definition}}, "book/intro": {}})
    return SimpleNamespace(env=env)


def test_a_definition_loses_its_citation_and_the_glossary_keeps_it() -> None:
    page = glossary("A state strong enough to dominate")
    assert term_tips.definitions(page) == {"term-hegemon": "A state strong enough to dominate."}
    assert "walt1987" in page.astext()


def test_a_reference_gets_its_definition_and_points_to_it() -> None:
    word = nodes.inline("", "hegemon", classes=["xref", "std", "std-term"])
    link = nodes.reference("", "", word, refuri="glossary.html#term-hegemon")
    page = nodes.document(None, None, "", nodes.paragraph("", "", link))
    term_tips.explain(book("Strong <enough>."), page, "book/intro")
    html = next(page.findall(nodes.raw)).astext()
    assert '<a class="term" href="glossary.html#term-hegemon" aria-describedby="tip-0">hegemon</a>' in html
    assert '<span class="term-tip" role="tooltip" id="tip-0">Strong &lt;enough&gt;.</span>' in html


def test_other_references_are_left_alone() -> None:
    link = nodes.reference("", "", nodes.inline("", "chapter", classes=["std-doc"]), refuri="04.html")
    page = nodes.document(None, None, "", nodes.paragraph("", "", link))
    term_tips.explain(book("Strong."), page, "book/intro")
    assert not list(page.findall(nodes.raw))


def test_a_changed_definition_has_every_page_written_anew() -> None:
    env = SimpleNamespace(metadata={"g": {"terms": {"a": "one"}}}, found_docs={"g", "intro"})
    assert term_tips.rewrite(None, env) == []
    assert term_tips.rewrite(None, env) == []
    env.metadata["g"]["terms"]["a"] = "two"
    assert term_tips.rewrite(None, env) == ["g", "intro"]
