"""The card in the page: labelled native controls, inert data, and no text or id that could break what is around it."""

from __future__ import annotations

import base64
import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable import Choice, Explorable, Prediction, Slider, Toggle, card
from walt.explorable.baking import bake

NASTY = 'A "quoted" <b>&amp; </script><!-- é العربية'


def scene(figure: Figure) -> Axes:
    axes = figure.subplots()
    axes.set(xlim=(0, 4), ylim=(0, 4), xlabel=NASTY)
    return axes


def paint(axes: Axes, *, caption: int, who: str, on: bool) -> str:
    axes.plot([caption, 2], [1, 2], "o-" if on else "s-")
    axes.fill_between([0, 4], [caption, 1], hatch="//")
    axes.text(1, 3, who)
    return f"{caption}: {who}{NASTY}"


def made(**given: Any) -> Explorable:
    """With a control called caption, as an author may who knows nothing of the card's own ids."""
    controls = {
        "caption": Slider(1, 3, 1, value=2, label=NASTY, words=["one", NASTY, "three"]),
        "who": Choice(NASTY, "it's"),
        "on": Toggle(True),
    }
    texts = {"name": "reach", "title": NASTY, "source": NASTY, "before": NASTY}
    asked = {"prediction": Prediction(NASTY, [NASTY, "b"])}
    return Explorable(paint, stage=scene, **(texts | asked | controls | given))


class Page(HTMLParser):
    """Elements with their attributes and the text inside them, as a browser reads them."""

    VOID = ("input", "img", "br", "path", "use", "rect")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, list[str]]] = []
        self.feed(html)
        assert not self.open, f"left open: {[tag for tag, _ in self.open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))
        if tag not in self.VOID:
            self.open.append((tag, self.found[-1][2]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, text in self.open:
            text.append(data)

    def all(self, tag: str, **wanted: str) -> list[tuple[dict[str, str | None], str]]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [(a, "".join(text)) for t, a, text in self.found if t == tag and wanted.items() <= a.items()]


@pytest.fixture(scope="module")
def html() -> str:
    return card.baked(made(), bake(made()))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_every_text_reads_as_its_author_wrote_it(page: Page) -> None:
    assert page.all("p", class_="title")[0][1] == NASTY
    assert page.all("p", class_="source")[0][1] == NASTY
    assert page.all("span", class_="ask")[0][1] == NASTY
    assert page.all("span", class_="answer")[0][1] == f"2: {NASTY}{NASTY}"
    assert [text for _, text in page.all("option")] == [NASTY, "it's"]
    assert page.all("output")[0][0]["aria-live"] == "off"  # else a screen reader says each value twice
    assert page.all("output")[0][1] == page.all("input", type="range")[0][0]["aria-valuetext"] == NASTY
    assert [text for attributes, text in page.all("button") if "class" not in attributes][:2] == [NASTY, "b"]
    assert not page.all("b") and len(page.all("script")) == 1


def test_the_data_is_inert_and_whole(page: Page) -> None:
    ((attributes, text),) = page.all("script")
    data = json.loads(text)
    assert attributes["type"] == "application/json"
    assert [control["name"] for control in data["controls"]] == ["caption", "who", "on"]
    assert [control["values"] for control in data["controls"]] == [["1", "2", "3"], [NASTY, "it's"], ["false", "true"]]
    assert [control["start"] for control in data["controls"]] == [1, 0, 1]
    assert [eval(python) for python in data["controls"][1]["python"]] == [NASTY, "it's"]


def test_the_picture_is_well_formed_and_says_the_label_as_it_is(html: str) -> None:
    picture = re.search(r"<svg.*?</svg>", html, re.DOTALL)[0]
    assert NASTY in [text.text for text in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]


def test_every_control_has_its_label_and_no_id_stands_twice(page: Page) -> None:
    ids = [attributes["id"] for _, attributes, _ in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag in ("input", "select"):
        for attributes, _ in page.all(tag):
            assert page.all("label", for_=attributes["id"])
    named = [attributes["aria-labelledby"] for _, attributes, _ in page.found if "aria-labelledby" in attributes]
    assert len(named) == 2 and set(named) <= set(ids)
    assert page.all("figcaption", id="reach-caption", aria_live="polite")


def test_two_explorables_share_no_id(html: str) -> None:
    other = made(name="reach-again")
    ids = [
        set(re.findall(r'\bid="([^"]+)"', text.split("<script")[0])) for text in (html, card.baked(other, bake(other)))
    ]
    assert len(ids[0]) > 5 and not ids[0] & ids[1]
    links = re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', html.split("<script")[0])
    assert set(links) <= ids[0] and links


def test_it_starts_where_its_controls_say(page: Page) -> None:
    assert page.all("input", type="range")[0][0]["value"] == "1"
    assert "checked" in page.all("input", type="checkbox")[0][0]
    (figure, _), *_ = page.all("figure")
    assert figure["id"] == "reach" and "data-committed" not in figure


def test_without_prediction_title_and_source_nothing_is_left_of_them() -> None:
    plain = made(title="", source="", prediction=None)
    page = Page(card.baked(plain, bake(plain)))
    assert not page.all("fieldset", class_="predict") and not page.all("span", class_="ask")
    assert not page.all("p", class_="title") and not page.all("p", class_="source")
    assert page.all("figure")[0][0]["aria-labelledby"] == "reach-caption"


def test_the_still_card_is_an_image_that_stands_alone() -> None:
    page = Page(card.still(made()))
    ((image, _),) = page.all("img")
    drawing = base64.b64decode(image["src"].removeprefix("data:image/svg+xml;base64,")).decode()
    root = ElementTree.fromstring(drawing)
    assert root.get("aria-hidden") is None and not list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert image["alt"] == f"2: {NASTY}{NASTY}" == page.all("figcaption")[0][1].removesuffix(NASTY)
    assert not page.all("script") and not page.all("b")
