"""The joined style sheet: what a page may use stays, in its order; what none can use goes."""

from types import SimpleNamespace

import bundle
import pytest
import tinycss2
from sphinx.errors import SphinxError

DATA = '<script type="application/json">{"svg": "<g class=\\"halo\\">"}</script>'
PAGE = f'<html><p class="title logo">text .ghost</p>{DATA}'
USED = bundle.used_names([PAGE], ['element.classList.add("shown")'])


def pruned(sheet: str) -> str:
    return "".join(bundle.prune(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), USED))


def test_names_of_pages_of_their_data_and_of_scripts_are_used() -> None:
    assert {"p", "title", "logo", "halo", "g", "shown"} <= USED
    assert "ghost" not in USED


@pytest.mark.parametrize(
    "selector",
    ["*", "p", ".title", "p.logo:hover::before", ".shown", ":root", "html[data-theme=dark]", "p:not(.ghost)", ".halo"],
)
def test_a_rule_that_can_apply_stays(selector: str) -> None:
    assert pruned(f"{selector} {{color: red}}") == f"{selector}{{color: red}}\n"


@pytest.mark.parametrize("selector", [".ghost", "table", "p .ghost", "#ghost", "p > table.title"])
def test_a_rule_that_cannot_goes(selector: str) -> None:
    assert pruned(f"{selector} {{color: red}}") == ""


def test_of_a_list_of_selectors_the_used_ones_stay_those_in_brackets_together() -> None:
    assert pruned("p, table, :is(p, table) .title {top: 0}") == "p,:is(p, table) .title{top: 0}\n"


def test_media_rules_are_looked_into_and_the_empty_ones_go() -> None:
    assert pruned("@media print { p {top: 0} table {top: 0} } @media (width > 1px) { table {top: 0} }") == (
        "@media print {p{top: 0}\n}\n"
    )


def test_animations_and_the_icon_font_stay_imports_and_other_fonts_go() -> None:
    icons = "@font-face {src: url(fa-solid-900.woff2)}"
    assert pruned(
        f"@import 'x.css'; @font-face {{src: url(fa-brands-400.woff2)}} {icons} @keyframes a {{to {{top: 0}}}}"
    ) == (f"{icons}\n@keyframes a {{to {{top: 0}}}}\n")


def context(*scripts: str) -> dict:
    return {
        "css_files": ["_static/book.css", "_static/look.css"],
        "script_files": [f"_static/{name}" for name in scripts],
    }


def test_a_page_loads_the_joined_files_and_the_search_page_its_own_scripts() -> None:
    for page, wanted in (("book/intro", ["_static/player.js", "_static/book.js"]), ("search", ["_static/doctools.js"])):
        given = context("doctools.js", "player.js", "book.js")
        bundle.point_to_bundle(SimpleNamespace(), page, "page.html", given, None)
        assert given == {"css_files": ["_static/book.css"], "script_files": wanted}


def test_a_script_that_nobody_named_stops_the_build() -> None:
    with pytest.raises(SphinxError, match=r"book/intro loads new\.js: name it in"):
        bundle.point_to_bundle(SimpleNamespace(), "book/intro", "page.html", context("new.js"), None)
