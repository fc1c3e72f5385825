"""Every page of the built book: alone on its site, light, for everyone, on any screen, on paper, without scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import found
import pytest
from found import docnames, shown
from reader import Card
from sphinx_external_toc.parsing import parse_toc_yaml

from walt.explorable import Explorable, theme

WEIGHT = 400_000  # bytes on the wire that a page may cost who opens it first
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
TELLING = "figure.explorable, .quiz, details:not(.more), .dropdown"
UNFOLD = """() => {
  document.querySelectorAll("details:not(.more)").forEach(details => { details.open = true; });
  document.querySelectorAll(".toggle-hidden > .admonition-title").forEach(title => title.click());
  document.querySelectorAll(".quiz fieldset").forEach(item => item.querySelector("input").click());
  return Promise.all(document.getAnimations().map(animation => animation.finished));
}"""
STICKING_OUT = """() => {
  const out = element => element.getBoundingClientRect().right > innerWidth + 1;
  const innermost = [...document.querySelectorAll("body *")].filter(e => out(e) && ![...e.children].some(out));
  return innermost.slice(0, 5).map(element => element.outerHTML.slice(0, 100));
}"""

Visit = Callable[..., Any]


def explorables_on(docname: str) -> list[Explorable]:
    return [
        e for notebook in found.NOTEBOOKS if found.docname(notebook) == docname for e in shown(notebook).explorables
    ]


def cards_on(docname: str, page: Any) -> list[Card]:
    return [Card(page, explorable) for explorable in explorables_on(docname)]


def tell_everything(docname: str, page: Any) -> None:
    """Answer each prediction and each question, open whatever is folded."""
    for card in cards_on(docname, page):
        card.answer()
    page.evaluate(UNFOLD)


def test_these_are_all_the_pages(book: Path) -> None:
    built = {
        path.relative_to(book).with_suffix("").as_posix()
        for path in book.rglob("*.html")
        if "_static" not in path.parts
    }
    assert built == {*docnames(), "index"}, "a page more than these may be left from an earlier build: make clean"


@pytest.mark.parametrize("way", ["http", "file"])
def test_nothing_leaves_the_site_and_nothing_fails(way: str, docname: str, site: str, book: Path, browser: Any) -> None:
    """Over http and from a folder: no request off the site, none refused, no complaint on the console."""
    start = site if way == "http" else book.as_uri() + "/"
    with browser.new_context(reduced_motion="reduce") as context:
        page, faults = context.new_page(), []
        page.on(
            "request",
            lambda request: None if request.url.startswith((start, "data:", "blob:")) else faults.append(request.url),
        )
        page.on(
            "response",
            lambda response: faults.append(f"{response.status} {response.url}") if response.status >= 400 else None,
        )
        page.on("requestfailed", lambda request: faults.append(f"{request.failure} {request.url}"))
        page.on("console", lambda line: faults.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{start}{docname}.html")
        tell_everything(docname, page)
        for card in cards_on(docname, page):
            card.put({name: control.values[-1] for name, control in card.explorable.controls.items()})
            page.wait_for_function("location.hash.includes('?')")  # the address follows
        assert not faults


IDS = "[...document.querySelectorAll('[id]')].map(element => element.id)"


def test_no_two_things_have_one_address(docname: str, visit: Visit) -> None:
    """A section may be called as a figure is: then a link to the one leads to the other."""
    twice = [ident for ident, count in Counter(visit(docname).evaluate(IDS)).items() if count > 1]
    assert not twice, f"{docname}: {twice}"


def test_the_book_opens_at_its_first_page(visit: Visit) -> None:
    page = visit("index")
    page.wait_for_url(f"**/{first_page()}.html")


def first_page() -> str:
    return parse_toc_yaml(found.ROOT / "_toc.yml").root.docname


def test_search_finds_what_the_book_says(visit: Visit) -> None:
    page = visit("search", "?q=threat")
    page.locator("ul.search li").first.wait_for()


def test_axe_finds_no_barrier(docname: str, visit: Visit) -> None:
    """WCAG 2.2 A and AA, in light and dark, before and after everything is told."""
    from axe_playwright_python.sync_playwright import Axe  # not at the top: it may be missing where there is no browser

    page, axe = visit(docname), Axe()
    for told in (False, True) if page.locator(TELLING).count() else (False,):
        if told:
            tell_everything(docname, page)
        for scheme in ("light", "dark"):
            wear(page, scheme)
            result = axe.run(page, options={**WCAG, "resultTypes": ["violations"]})
            assert not result.violations_count, f"{scheme}, all told: {told}: {result.generate_report()}"


def wear(page: Any, scheme: str) -> None:
    """Change over to light or dark, as the reader's system does in the evening."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)


def test_ids_are_unique(docname: str, book: Path) -> None:
    page = (book / f"{docname}.html").read_text(encoding="utf-8")
    ids = re.findall(r"<[a-zA-Z][^<>]*\sid=\"([^\"]*)\"", re.sub(r"(?s)<script.*?</script>", "", page))
    assert len(ids) > 5
    assert [ident for ident, times in Counter(ids).items() if times > 1] == []


def test_no_page_scrolls_sideways(docname: str, visit: Visit) -> None:
    """On small phones, before and after everything is told."""
    page = visit(docname, viewport={"width": 360, "height": 740})
    for told in (False, True):
        if told:
            tell_everything(docname, page)
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate("scrollTo(1000, 0)")
            assert page.evaluate("[scrollX, document.documentElement.scrollWidth]") == [0, width], page.evaluate(
                STICKING_OUT
            )


def test_a_page_is_light(docname: str, visit: Visit, tell: Callable[[str], None]) -> None:
    """Bytes on the wire at the first visit, gzipped as GitHub Pages does, with all that the page fetches when used."""
    sizes: dict[str, int] = {}

    def count(page: Any) -> None:
        network = page.context.new_cdp_session(page)
        network.on(
            "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]})
        )
        network.send("Network.enable")

    page = visit(docname, prepare=count)
    tell_everything(docname, page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    tell(f"{docname}: {sum(sizes.values()) / 1000:.0f} kB on the wire in {len(sizes)} requests")
    assert sum(sizes.values()) <= WEIGHT


def test_without_scripts_all_is_told(docname: str, visit: Visit) -> None:
    page = visit(docname, java_script_enabled=False)
    all_is_told(page, docname)
    for question in page.locator(".quiz fieldset").all():
        option = question.locator(".option").last
        assert not option.locator(".feedback").is_visible()
        option.locator("input").check()
        assert option.locator(".feedback").is_visible()


def test_print_tells_all_in_light(docname: str, visit: Visit) -> None:
    page = visit(docname, color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    all_is_told(page, docname)
    ground, ink = page.evaluate(
        "(({backgroundColor, color}) => [backgroundColor, color])(getComputedStyle(document.body))"
    )
    assert theme.contrast(hexadecimal(ink), theme.LIGHT["paper"]) > 7, f"{ink} on {ground} is not for paper"
    for folded in page.locator("details.hide, .dropdown").all():
        content = folded.locator(":scope > :not(summary, .admonition-title)").last
        assert content.is_visible(), f"closed in print: {folded.text_content()[:60]}"


def all_is_told(page: Any, docname: str) -> None:
    """The first state with its answer and sentence, and nothing to press."""
    for card in cards_on(docname, page):
        assert card.picture.locator("svg").is_visible()
        assert card.answers_hidden() <= {False}
        assert card.sentence.is_visible()
        assert card.sentence.text_content().replace("\u00a0", " ") == card.explorable.sentence()
        for gone in (".answers", ".controls", ".ask"):
            assert not any(part.is_visible() for part in card.root.locator(gone).all()), gone


GROUND = "getComputedStyle(document.body).backgroundColor"
COLOURS = """figure => {
  const ground = getComputedStyle(figure).backgroundColor;
  const texts = [...figure.querySelectorAll("svg text")].map(text => [text.textContent, getComputedStyle(text).fill]);
  return {ground, texts};
}"""


def test_dark_mode_changes_the_figures_and_is_legible(docname: str, visit: Visit) -> None:
    """As the reader's system changes over, while the page is open."""
    page, looks = visit(docname, color_scheme="light"), []
    for scheme in ("light", "dark"):
        wear(page, scheme)
        looks.append([card.root.evaluate(COLOURS) for card in cards_on(docname, page)])
        looks[-1].append({"ground": page.evaluate(GROUND), "texts": []})
    for day, night in zip(*looks, strict=True):
        assert day["ground"] != night["ground"]
        for (text, one), (_, other) in zip(day["texts"], night["texts"], strict=True):
            assert one != other, f"{text!r} keeps its colour in the dark"
            assert theme.contrast(hexadecimal(one), hexadecimal(day["ground"])) >= 4.5, f"{text!r} is faint by day"
            assert theme.contrast(hexadecimal(other), hexadecimal(night["ground"])) >= 4.5, (
                f"{text!r} is faint by night"
            )


def test_the_page_has_a_switch_for_the_dark(visit: Visit) -> None:
    page = visit(first_page(), color_scheme="light")
    grounds = [page.evaluate(GROUND)]
    for _ in range(3):
        page.locator("button.theme-switch-button:visible").first.click()
        grounds.append(page.evaluate(GROUND))
    assert len(set(grounds)) == 2


def hexadecimal(colour: str) -> str:
    """A computed colour, rgb(29, 27, 24), as #1d1b18."""
    return "#" + "".join(f"{int(part):02x}" for part in colour[colour.index("(") + 1 : -1].split(",")[:3])
