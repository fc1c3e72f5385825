"""Joins the theme's style sheets and scripts into one file each, without the rules that no page can use.

A page then asks for one style sheet of 26 kB instead of ten of 88, and two scripts instead of fourteen. The search
page keeps its own scripts. A sheet or script that an extension adds later must be named here; a build says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from tinycss2.ast import AtRule, Node, QualifiedRule

SHEETS = (
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "togglebutton.css",
    "copybutton.css",
    "mystnb.*.css",
)
OURS = ("look.css", "theme.css")  # joined whole: a card may show what no page shows at first
SCRIPTS = (
    "decision.js",  # first: should a script of the theme throw, as where storage is forbidden, scenes still answer
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "clipboard.min.js",
    "copybutton.js",
    "togglebutton.js",
    "terms.js",
    "scripts/pydata-sphinx-theme.js",
)
ALONE = ("player.js", "book.js")  # what a page loads
NOT_NEEDED = ("scripts/sphinx-book-theme.js",)  # throws on a page without a list of contents
ICON_FONT = "fa-solid-900.woff2"  # the theme names two more, which no page uses


def name_of(asset: Any) -> str:
    """The file of a style sheet or script below _static, or "" if it stands in the page itself."""
    return str(getattr(asset, "filename", asset) or "").partition("?")[0].removeprefix("_static/")


def point_to_bundle(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let a page load the joined files; the search page keeps its scripts."""
    sheets, scripts = context["css_files"], context["script_files"]
    known = (*SHEETS, *OURS, *SCRIPTS, *ALONE, *NOT_NEEDED, "book.css")
    for asset in map(name_of, (*sheets, *scripts)):
        if asset and not any(Path(asset).match(pattern) for pattern in known):
            raise SphinxError(f"{page} loads {asset}: name it in SHEETS or SCRIPTS of book/_extensions/bundle.py.")
    context["css_files"] = [sheet for sheet in sheets if name_of(sheet) == "book.css"]
    wanted = set(ALONE) if page != "search" else {"", *SCRIPTS}
    context["script_files"] = [script for script in scripts if name_of(script) in wanted]


def used_names(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Elements, classes and identifiers in the pages, and every word of the scripts, which may add some.

    >>> sorted(used_names(['<p class="title logo" id="x-1">text</p>'], ['add("shown")']))
    ['add', 'logo', 'p', 'shown', 'title', 'x-1']
    """
    names: set[str] = set()
    for page in pages:
        names.update(re.findall(r"<([a-z][a-z0-9]*)", page))
        for values in re.findall(r"""\b(?:class|id)=\\?["']([^"'\\]*)""", page):
            names.update(values.split())
    for script in scripts:
        names.update(re.findall(r"[A-Za-z][\w-]*", script))
    return names


def applies(selector: str, used: set[str]) -> bool:
    """Whether every element, class and identifier that a selector needs is used.

    >>> applies("nav.bd-links > a:not(.x)[href]", {"nav", "bd-links", "a"}), applies(".card p", {"p"})
    (True, False)
    """
    bare = re.sub(r"\[[^]]*\]", "", selector)
    while (without := re.sub(r"\([^()]*\)", "", bare)) != bare:
        bare = without
    bare = re.sub(r":{1,2}[a-zA-Z-]+", "", bare)
    return set(re.findall(r"[A-Za-z][\w-]*", bare)) <= used


def prune(rules: Iterable[Node], used: set[str]) -> Iterator[str]:
    """The rules of a style sheet that can apply, as text."""
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [text.strip() for text in _split(tinycss2.serialize(rule.prelude))]
            kept = [text for text in selectors if applies(text, used)]
            if kept:
                yield f"{','.join(kept)}{{{tinycss2.serialize(rule.content)}}}\n"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in {"media", "supports"}:
            inside = "".join(
                prune(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), used)
            )
            if inside:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}\n"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword not in {"import", "charset"}:
            text = rule.serialize()
            if rule.lower_at_keyword != "font-face" or ICON_FONT in text:
                yield text + "\n"


def _split(selectors: str) -> list[str]:
    """A list of selectors at its commas, those within brackets apart."""
    return re.findall(r"(?:[^,()]|\((?:[^()]|\([^()]*\))*\))+", selectors)


def join(app: Sphinx, exception: Exception | None) -> None:
    """Write book.css and book.js beside the files they are made of."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    scripts = [(static / name).read_text(encoding="utf-8") for name in SCRIPTS]
    options = app.config
    hints = f"let toggleHintShow = {options.togglebutton_hint!r}, toggleHintHide = {options.togglebutton_hint_hide!r};"
    settings = f"{hints}\nlet toggleOpenOnPrint = 'true', togglebuttonSelector = {options.togglebutton_selector!r};"
    # a line break and a semicolon: one script may end in a comment and the next begin with a bracket
    (static / "book.js").write_text("\n;".join([settings, *scripts]), encoding="utf-8")
    pages = [page.read_text(encoding="utf-8") for page in out.rglob("*.html") if static not in page.parents]
    others = [(static / name).read_text(encoding="utf-8") for name in ("player.js", "searchtools.js")]
    used = used_names(pages, [*scripts, *others])
    sheets = []
    for pattern in SHEETS:
        sheet = next(static.glob(pattern)).read_text(encoding="utf-8")
        rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        sheets.append("".join(prune(rules, used)).replace("../vendor", "vendor"))
    sheets += [(static / name).read_text(encoding="utf-8") for name in OURS]
    (static / "book.css").write_text("\n".join(sheets), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_css_file("book.css")
    app.add_js_file("book.js", loading_method="defer", priority=900)  # after the player: a figure answers first
    app.connect("html-page-context", point_to_bundle, priority=950)
    app.connect("build-finished", join, priority=950)  # the theme writes pygments.css at this event
    return {"parallel_read_safe": True, "parallel_write_safe": True}
