"""What a reader can do with a figure besides moving it: predict, link, play, copy, download."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from found import SEED, docname, run, shown
from matplotlib.figure import Figure
from reader import Card

from walt.explorable import Explorable, Slider, theme
from walt.explorable.drawing import Frame, render

STEP, CALM, SETTLED = 600, 1500, 300  # milliseconds, as player.js has them

Visit, Bake = Callable[..., Any], Callable[[Path, Explorable], list[Frame]]
Away = Callable[[Path], Iterator[Card]]


def far_state(explorable: Explorable) -> dict[str, Any]:
    """A state in which no control stands where it starts, so that whatever gets lost is noticed."""
    draw = random.Random(f"{SEED} {explorable.name}")
    away = lambda control: [value for value in control.values if value != control.values[control.start]]  # noqa: E731
    return {name: draw.choice(away(control)) for name, control in explorable.controls.items()}


def drawn(explorable: Explorable, state: dict[str, Any], bake: Bake, chapter: Path) -> Frame:
    return bake(chapter, explorable)[list(explorable.states()).index(state)]


def address(explorable: Explorable, state: dict[str, Any]) -> str:
    words = {name: str(value).lower() if isinstance(value, bool) else value for name, value in state.items()}
    return f"#{explorable.name}?{urlencode(words)}"


@pytest.fixture
def away(visit: Visit) -> Away:
    """Each figure of a page, answered and moved to a state that is not its first, by a reader with a clipboard."""

    def cards(chapter: Path) -> Iterator[Card]:
        page = visit(docname(chapter), permissions=["clipboard-read", "clipboard-write"])
        for explorable in shown(chapter).explorables:
            card = Card(page, explorable)
            card.answer()
            card.put(far_state(explorable))
            yield card

    return cards


def test_an_address_opens_its_state(chapter: Path, visit: Visit, bake: Bake) -> None:
    """And shows it, whether or not this reader has answered; from a broken address the figure stays as it is."""
    for explorable in shown(chapter).explorables:
        state = far_state(explorable)
        card = Card(visit(docname(chapter), address(explorable, state)), explorable)
        faults = errors(card.page)
        for hash in ("", "?power=nonsense&nobody=1", "?", "?%", "?=%E0%A4%A"):
            if hash:
                card.page.evaluate("hash => { location.hash = hash }", explorable.name + hash)
            card.must_show(state, drawn(explorable, state, bake, chapter))
        assert card.root.get_attribute("data-committed") == "yes"
        assert card.root.evaluate("card => card.getBoundingClientRect().top < innerHeight"), (
            "the figure is out of sight"
        )
        assert not faults, faults


def errors(page: Any) -> list[str]:
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_the_address_follows_the_controls(chapter: Path, away: Away) -> None:
    for card in away(chapter):
        wanted = address(card.explorable, card.state)
        card.page.wait_for_function("hash => location.hash === hash", arg=wanted, timeout=SETTLED + 3000)


def test_a_prediction_is_kept_in_this_browser(chapter: Path, visit: Visit, bake: Bake) -> None:
    asking = [explorable for explorable in shown(chapter).explorables if explorable.prediction]
    page = visit(docname(chapter))
    for card in [Card(page, explorable) for explorable in asking]:
        assert card.root.get_attribute("data-committed") == "no"
        assert not card.input(next(iter(card.explorable.controls))).is_enabled()
        assert not card.sentence.is_visible()
        assert card.answers_hidden() <= {True}
        card.root.get_by_role("button", name=card.explorable.prediction.answers[-1], exact=True).click()
    for _ in range(2):
        for card in [Card(page, explorable) for explorable in asking]:
            sentence = drawn(card.explorable, card.explorable.start, bake, chapter).sentence
            told = f"You said: {card.explorable.prediction.answers[-1]}. The model says: {sentence}"
            assert card.root.locator(".said").text_content().replace("\u00a0", " ") == told
            assert card.root.get_attribute("data-committed") == "yes"
            assert card.sentence.is_visible()
            assert card.answers_hidden() <= {False}
        page.reload()


def test_play_runs_pauses_and_ends(chapter: Path, visit: Visit) -> None:
    page = visit(docname(chapter), calm=False, prepare=stop_the_clock)
    for explorable in shown(chapter).explorables:
        card = Card(page, explorable)
        card.answer()
        swept = swept_control(explorable)
        values = explorable.controls[swept].values
        ahead = iter(values[explorable.controls[swept].start % (len(values) - 1) :])
        card.play.click()
        assert card.state == explorable.start | {swept: next(ahead)}
        page.clock.run_for(STEP)
        paused = explorable.start | {swept: next(ahead)}
        assert card.state == paused
        if paused[swept] != values[-1]:
            assert card.root.locator("figcaption").get_attribute("aria-live") == "off"
            card.play.click()
            page.clock.run_for(10 * STEP)
            assert card.state == paused, f"{explorable.name} goes on after Pause"
            card.play.click()
            page.clock.run_for(STEP * len(values))
        assert card.state == explorable.start | {swept: values[-1]}
        assert card.play.text_content() == "Play"
        assert card.root.locator("figcaption").get_attribute("aria-live") == "polite"


def test_play_is_slow_for_those_who_prefer_less_motion(chapter: Path, visit: Visit) -> None:
    page = visit(docname(chapter), calm=True, prepare=stop_the_clock)
    for explorable in shown(chapter).explorables:
        card = Card(page, explorable)
        card.answer()
        card.play.click()
        first = card.state
        page.clock.run_for(CALM - 1)
        assert card.state == first
        page.clock.run_for(1)
        assert card.state != first


def stop_the_clock(page: Any) -> None:
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def swept_control(explorable: Explorable) -> str:
    sliders = [name for name, control in explorable.controls.items() if isinstance(control, Slider)]
    return sliders[0] if sliders else next(iter(explorable.controls))


def test_the_menu_resets(chapter: Path, away: Away, bake: Bake) -> None:
    for card in away(chapter):
        card.choose("Reset")
        start = card.explorable.start
        card.must_show(start, drawn(card.explorable, start, bake, chapter))


def test_the_menu_copies_a_link(chapter: Path, away: Away) -> None:
    for card in away(chapter):
        state = card.state
        card.choose("Copy link")
        card.root.get_by_text("Link copied.").wait_for()
        link = card.page.evaluate("navigator.clipboard.readText()")
        assert link == card.page.url.split("#")[0] + address(card.explorable, state)


def test_the_menu_copies_python_that_draws_the_figure(chapter: Path, away: Away) -> None:
    for card in away(chapter):
        card.choose("Copy as Python")
        card.root.get_by_text("Python copied.").wait_for()
        source = card.page.evaluate("navigator.clipboard.readText()")
        figure = run(source, dict(shown(chapter).variables), f"Copy as Python of {card.explorable.name}")
        assert isinstance(figure, Figure), source
        with theme.look():
            wanted = card.explorable.figure(**card.state)
            assert render(figure.draw, figure) == render(wanted.draw, wanted), source


def test_the_menu_downloads_a_picture_that_stands_alone(chapter: Path, away: Away, bake: Bake) -> None:
    for card in away(chapter):
        with card.page.expect_download() as download:
            card.choose("Download SVG")
        assert download.value.suggested_filename == f"{card.explorable.name}.svg"
        svg = Path(download.value.path()).read_text(encoding="utf-8")
        ElementTree.fromstring(svg)
        assert "var(" not in svg
        assert svg.count("<text") == drawn(card.explorable, card.state, bake, chapter).svg.count("<text")


def test_escape_closes_the_menu(chapter: Path, away: Away) -> None:
    for card in away(chapter):
        summary = card.more.locator("summary")
        summary.focus()
        for key in ("Enter", "Tab"):
            card.page.keyboard.press(key)
        assert card.more.get_by_role("button", name="Reset").evaluate("button => button === document.activeElement")
        card.page.keyboard.press("Escape")
        assert card.more.get_attribute("open") is None
        assert summary.evaluate("summary => summary === document.activeElement"), "focus is lost with the menu"
