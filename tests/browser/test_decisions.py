"""Decision scenes in the browser: the outcome waits for a choice, which is hers alone, and can be forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from found import decisions, docname

from walt.explorable import Decision

SCENES = [(notebook, scene) for notebook, scenes in decisions().items() for scene in scenes]
each_scene = pytest.mark.parametrize(("home", "scene"), SCENES, ids=lambda part: getattr(part, "name", "in"))
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('decision '))"

Visit = Callable[..., Any]


def card(page: Any, scene: Decision) -> Any:
    return page.locator(f"#{scene.name}")


def options(page: Any, scene: Decision) -> list[Any]:
    return card(page, scene).locator(".options button").all()


def roles(scene: Decision) -> list[str]:
    return [option.role for option in scene.scene.option]


def shows(page: Any, scene: Decision) -> set[str]:
    """Of "You", "The model" and "The record", those to be seen."""
    return {row.text_content() for row in card(page, scene).locator("dt").all() if row.is_visible()}


@each_scene
def test_the_outcome_waits_for_a_choice(home: Path, scene: Decision, visit: Visit) -> None:
    """Also where the script has not come yet: nothing is to be seen too early."""
    late = visit(docname(home), prepare=lambda page: page.route("**/book.js*", lambda route: route.abort()))
    assert not card(late, scene).locator(".outcome").is_visible()
    page = visit(docname(home))
    assert shows(page, scene) == set()
    for number, (option, button) in enumerate(zip(scene.scene.option, options(page, scene), strict=True)):
        button.click()
        assert shows(page, scene) == {"You", "The model", "The record"}
        yours = card(page, scene).locator("div.yours:visible")
        assert yours.count() == 1 and option.text in yours.text_content().replace("\u00a0", " ")
        pressed = [other.get_attribute("aria-pressed") for other in options(page, scene)]
        assert pressed == ["true" if k == number else "false" for k in range(len(pressed))]


@each_scene
def test_the_keyboard_is_enough(home: Path, scene: Decision, visit: Visit) -> None:
    page = visit(docname(home))
    options(page, scene)[0].focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert card(page, scene).get_attribute("data-chosen") == roles(scene)[1]
    assert page.evaluate("document.activeElement.className") == "outcome"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "forget"
    page.keyboard.press("Space")
    assert shows(page, scene) == set()
    assert options(page, scene)[0].evaluate("button => button === document.activeElement")
    assert "forgotten" in card(page, scene).locator(".done").text_content()


@pytest.fixture
def folder_or_site(request: pytest.FixtureRequest, site: str, book: Path) -> str:
    return site if request.param == "http" else book.as_uri() + "/"


@pytest.fixture
def reader(browser: Any) -> Iterator[Any]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield context


@pytest.mark.parametrize("folder_or_site", ["http", "file"], indirect=True)
def test_choices_are_kept_here_alone_and_all_are_forgotten_at_once(folder_or_site: str, reader: Any) -> None:
    page, asked = reader.new_page(), []
    note = lambda request: asked.append(request.url)  # noqa: E731 (the same one is taken off again)
    for home, scene in SCENES:
        page.goto(f"{folder_or_site}{docname(home)}.html")
        page.on("request", note)
        options(page, scene)[-1].click()
        page.wait_for_timeout(100)
        page.remove_listener("request", note)
    asked = [address for address in asked if not address.endswith("favicon.svg")]  # which comes when it likes
    assert not asked, "a choice leaves the browser"
    assert len(page.evaluate(KEPT)) == len(SCENES)
    assert reader.cookies() == []
    for home, scene in SCENES:
        page.goto(f"{folder_or_site}{docname(home)}.html")
        assert card(page, scene).get_attribute("data-chosen") == roles(scene)[-1], "a choice is lost"
    page.evaluate("localStorage.setItem('decision /another-book/#x', 'aside')")
    card(page, SCENES[-1][1]).locator(".forget").click()
    assert page.evaluate(KEPT) == ["decision /another-book/#x"], "one button forgets all of this book's, no other's"
    for home, scene in SCENES:
        page.goto(f"{folder_or_site}{docname(home)}.html")
        assert card(page, scene).get_attribute("data-chosen") is None


@each_scene
def test_where_storage_is_forbidden_a_choice_still_shows(home: Path, scene: Decision, visit: Visit) -> None:
    forbid = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }});"
    page = visit(docname(home), prepare=lambda page: page.add_init_script(forbid))
    options(page, scene)[0].click()
    assert shows(page, scene) == {"You", "The model", "The record"}


@each_scene
@pytest.mark.parametrize("medium", ["no scripts", "print"])
def test_all_is_told_with_nothing_to_press(medium: str, home: Path, scene: Decision, visit: Visit) -> None:
    page = visit(docname(home), java_script_enabled=medium == "print")
    if medium == "print":
        page.emulate_media(media="print")
    assert shows(page, scene) == {"The model", "The record"}
    whole = card(page, scene).inner_text().replace("\u00a0", " ")
    told = (*scene.scene.known, *scene.scene.unknown, scene.because, scene.scene.record.after, scene.scene.source)
    for text in (*told, *(option.text for option in scene.scene.option)):
        assert text in whole, text
    assert not card(page, scene).locator(".forget").is_visible()
    for button in options(page, scene):
        assert button.is_visible() and (medium == "print" or button.is_disabled())


def test_the_book_opens_with_a_decision_on_the_first_screen(visit: Visit) -> None:
    page = visit("book/intro", viewport={"width": 1280, "height": 720})
    for button in page.locator(".decision .options button").all():
        box = button.bounding_box()
        assert box["y"] + box["height"] <= 720
