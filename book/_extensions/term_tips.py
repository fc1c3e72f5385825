"""Shows a term's definition where the text uses it: on hover and on focus, and read out by a screen reader."""

from __future__ import annotations

import re
from html import escape

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def definitions(doctree: nodes.document) -> dict[str, str]:
    """Identifier of each term in a glossary -> the first paragraph of its definition, without citations."""
    found = {}
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            text = _words(next(item.findall(nodes.paragraph), nodes.paragraph()).deepcopy())
            for term in item.findall(nodes.term):
                found |= dict.fromkeys(term["ids"], text)
    return found


def _words(paragraph: nodes.paragraph) -> str:
    for citation in [node for node in paragraph.findall(addnodes.pending_xref) if node.get("refdomain") == "cite"]:
        citation.parent.remove(citation)
    return re.sub(r"\s+(?=[.,;:])", "", paragraph.astext())


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the definitions of a page that is read, for the pages written later."""
    app.env.metadata[app.env.docname]["terms"] = definitions(doctree)


def all_terms(env: BuildEnvironment) -> dict[str, str]:
    """Identifier -> definition, of every glossary in the book."""
    return {ident: text for data in env.metadata.values() for ident, text in data.get("terms", {}).items()}


def rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages to write anew: all of them once a definition has changed, since any may show it."""
    terms, before = all_terms(env), getattr(env, "terms_shown", None)
    env.terms_shown = terms
    return sorted(env.found_docs) if before not in (None, terms) else []


def explain(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put its definition beside each reference to a term."""
    terms = all_terms(app.env)
    for number, reference in enumerate(list(doctree.findall(nodes.reference))):
        if not reference.children or "std-term" not in getattr(reference[0], "attributes", {}).get("classes", ()):
            continue
        address = reference.get("refuri") or "#" + reference["refid"]
        definition = terms.get(address.rpartition("#")[2])
        if definition:
            tip = f"tip-{number}"
            reference.replace_self(nodes.raw("", _term(reference.astext(), address, definition, tip), format="html"))


def _term(word: str, address: str, definition: str, tip: str) -> str:
    return (
        f'<a class="term" href="{escape(address)}" aria-describedby="{tip}">{escape(word)}</a>'
        f'<span class="term-tip" role="tooltip" id="{tip}">{escape(definition)}</span>'
    )


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-read", collect)
    app.add_js_file("terms.js", loading_method="defer")
    app.connect("env-updated", rewrite)
    app.connect("doctree-resolved", explain)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
