"""Every explorable of the book, found by itself: states are drawn, words are measured, controls are tried."""

from __future__ import annotations

import functools
import importlib
import inspect
import itertools
import pkgutil
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import matplotlib
import numpy as np
import pytest

from walt import cases, chapters
from walt.chapters import intro, sources_of_threat
from walt.chapters.duel import Duel
from walt.explorable import Explorable, theme
from walt.explorable.drawing import set_up

SAMPLE, SEED = 60, 1987  # states drawn beside the corners where there are many more
THREAT = {theme.PAINT[token] for token in ("threat", "threat-word", "threat-wash")}


def _makers() -> Iterator[Callable[[], Explorable]]:
    for module in pkgutil.iter_modules(chapters.__path__):
        for _, function in inspect.getmembers(
            importlib.import_module(f"walt.chapters.{module.name}"), inspect.isfunction
        ):
            own = function.__module__ == f"walt.chapters.{module.name}"
            if own and not function.__name__.startswith("_") and function.__annotations__.get("return") == "Explorable":
                yield function


MAKERS = list(_makers())
EVERY = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)


def some_states(explorable: Explorable) -> list[dict[str, Any]]:
    """All states of a small explorable; corners, the first and a random sample of a large one."""
    states = list(explorable.states())
    if len(states) <= 2 * SAMPLE:
        return states
    print(f"random states with seed {SEED}")
    return [explorable.start, *explorable.corners(), *random.Random(SEED).sample(states, SAMPLE)]


class Reading(NamedTuple):
    """What is read off a drawn state: each text with its box in points, sizes of type, hues that do not wait."""

    state: dict[str, Any]
    boxes: list[tuple[str, np.ndarray]]
    sizes: set[float]
    untimely: set[str]
    picture: np.ndarray


@functools.cache
def readings(make: Callable[[], Explorable]) -> list[Reading]:
    """State after state on one stage, each taken off again before the next."""
    explorable, found = make(), []
    with theme.look():
        figure, given = set_up(explorable.stage)
        stage = set(figure.findobj())
        for state in some_states(explorable):
            explorable.draw(given, **state)
            found.append(_read(figure, state))
            for axes in figure.axes:
                for artist in [artist for artist in axes.get_children() if artist not in stage]:
                    artist.remove()
    return found


def _read(figure: matplotlib.figure.Figure, state: dict[str, Any]) -> Reading:
    figure.draw_without_rendering()
    texts = [text for text in figure.findobj(matplotlib.text.Text) if text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent().extents / figure.dpi * 72) for text in texts]
    at_once = [artist for artist in figure.findobj() if not (artist.get_gid() or "").startswith("answer")]
    hues = set().union(*(_hexes(artist) for artist in at_once))
    sizes = {text.get_fontsize() for text in texts}
    return Reading(state, boxes, sizes, hues & THREAT, figure.get_size_inches() * 72)


def _hexes(artist: matplotlib.artist.Artist) -> set[str]:
    found = set()
    for read in ("get_facecolor", "get_edgecolor", "get_color"):
        colour = getattr(artist, read, lambda: "none")()
        if not isinstance(colour, str) or colour != "none":
            found |= {matplotlib.colors.to_hex(shade) for shade in matplotlib.colors.to_rgba_array(colour)}
    return found


@EVERY
def test_is_named_for_its_function_and_complete(make):
    explorable = make()
    assert explorable.name == make.__name__.replace("_", "-")
    assert explorable.title.endswith("?")
    from_data = "NMC v6.0" in explorable.source and "our coding" in explorable.source
    assert from_data or "no data" in explorable.source, "say which data, or that there are none"
    assert all(control.label for control in explorable.controls.values())


@EVERY
def test_words_neither_overlap_nor_leave_the_picture(make):
    for state, boxes, _, _, (width, height) in readings(make):
        for words, (west, south, east, north) in boxes:
            # matplotlib's boxes hold two points of air above and below a line of letters
            assert west > -0.5 and south > -2 and east < width + 0.5 and north < height + 2, (state, words)
        for (one, a), (other, b) in itertools.combinations(boxes, 2):
            apart = min(a[2], b[2]) - max(a[0], b[0]) <= 0.5 or min(a[3], b[3]) - max(a[1], b[1]) <= 2
            assert apart, (state, one, other)


@EVERY
def test_words_are_of_the_two_sizes_and_in_letters_that_are_served(make):
    for reading in readings(make):
        assert reading.sizes <= {theme.SMALL, theme.LARGE}, reading.state
        for words, _ in reading.boxes:
            assert all(ord(sign) < 0x180 or sign in "“”‘’–—…−" for sign in words), (reading.state, words)


@EVERY
def test_no_setting_of_a_control_is_dead(make):
    """Each setting of each control changes a frame against another setting, all else alike."""
    explorable = make()
    with theme.look():
        drawing = explorable.drawing()
        frames = {tuple(state.values()): drawing.frame(state) for state in explorable.states()}
    for position, (name, control) in enumerate(explorable.controls.items()):
        for value in control.values:
            assert any(
                frames[state] != frames[(*state[:position], other, *state[position + 1 :])]
                for state in frames if state[position] == value for other in control.values
            ), f"{explorable.name}: {name}={value!r} changes nothing"  # fmt: skip


@EVERY
def test_a_prediction_is_not_answered_before_it_is_made(make):
    """What the threat's hue tells waits for the answer."""
    if make().prediction is None:
        pytest.skip("asks nothing first")
    for reading in readings(make):
        assert not reading.untimely, reading.state


# What follows is worked out by hand from the case file: power from CINC, distances as the great circle with the
# file's barriers, half distance 2,000 km; the fourth root is the square root of the square root.


def words_on(explorable: Explorable, **state: Any) -> dict[str, matplotlib.text.Text]:
    return {text.get_text(): text for text in explorable.figure(**state).findobj(matplotlib.text.Text)}


def test_serbia_fears_germany_more_than_the_neighbour_that_attacks_it():
    # Germany .1582 * 2^(-1001/2000) = .1582 * .7069 = .11183, * .9 * .6 = .06039, fourth root .496
    # Austria-Hungary .0682 * 2^(-492/2000) = .0682 * .8432 = .05751, * .5 * .95 = .02732, fourth root .407
    explorable = sources_of_threat.taken_apart()
    said = explorable.sentence(observer="Serbia")
    assert said.startswith("Serbia fears Germany most, .50 (power 15.8 %, proximity .71,")
    assert said.endswith("and then Austria-Hungary, .41.")
    numbers = words_on(explorable, observer="Serbia")
    assert numbers[".50"].get_color() == theme.PAINT["threat-word"] != numbers[".41"].get_color()
    # without power: Germany .7069 * .54 = .3817, Austria-Hungary .8432 * .475 = .4005, cube roots .725 and .737
    assert "fear Austria-Hungary most, .74" in explorable.sentence(observer="Serbia", power=False)


def test_with_power_at_85_per_cent_two_states_fear_the_united_states():
    # Germany looks at the United States: .2064^.85 * (.0977 * .1 * .05)^.05 = .2615 * .683 = .179
    #              and at Britain, the next: .1379^.85 * (.6527 * .3 * .4)^.05 = .1856 * .880 = .163
    # Serbia looks at Germany: .1582^.85 * (.7069 * .54)^.05 = .2086 * .953 = .199
    #      and at the United States: .2615 * (.0720 * .1 * .05)^.05 = .2615 * .673 = .176
    explorable = sources_of_threat.who_fears_whom()
    said = explorable.sentence(weighed="power", weight=85)
    assert said.endswith("8 of the 10 fear Germany most; Germany and Japan fear the United States.")
    assert {"feared by 8", "feared by 2"} <= set(words_on(explorable, weighed="power", weight=85))
    assert explorable.start == {"weighed": "power", "weight": 85}
    assert "two of them" in explorable.prediction.answers


def test_power_alone_makes_all_fear_the_united_states():
    assert "9 of the 10 fear the United States most" in sources_of_threat.who_fears_whom().sentence(weight=100)
    said = intro.through_their_eyes().sentence(observer="Britain", power_only=True)
    assert "Britain would fear the United States most, with 20.6 %" in said


def test_a_third_of_britain_s_power_in_france_s_place_is_enough():
    # Britain as Germany sees it: .1379 * 2^(-1231/2000) * .3 * .4 = .1379 * .07832; in France's place
    # part * .1379 * 2^(-879/2000) * .6 * .6 = part * .1379 * .26545: equal at part = .295
    explorable = sources_of_threat.weaker_but_more_dangerous()
    assert explorable.sentence().endswith("At this offence 29 % of it is enough.")
    assert "frightens Germany less" in explorable.sentence(power=20)
    assert "frightens Germany more" in explorable.sentence(power=30)
    # averaged, .7374 + .6 + .6 without any power is more than Britain's .1379 + .6527 + .3 + .4
    assert explorable.sentence(form="arithmetic").endswith("it would take no power at all.")
    assert explorable.prediction.answers[0].startswith("about 30 %")


def test_the_edge_of_the_plane():
    system = cases.load("europe-1914").system
    duel = Duel(system, system.index("Germany"), system.index("Britain"))
    half = 0.1379 / 2
    # multiplied: intentions * .5 * .6 * 2^(-km/2000) = .07832, so .2611 next door, double that at 2,000 km
    edge = duel.edge("geometric", half, 0.6, 2000)
    assert edge[[0, -1]] == pytest.approx(np.array([[0, 0.2611], [2000, 0.5221]]), abs=0.001)
    # averaged: .1379 + .6527 + .3 + .4 = .0690 + 2^(-km/2000) + .6 + intentions; 0 at 567 km, .3216 at 2,000
    edge = duel.edge("arithmetic", half, 0.6, 2000)
    assert edge[[0, -1]] == pytest.approx(np.array([[567, 0], [2000, 0.3216]]), abs=0.5)
    assert edge[-1, 1] == pytest.approx(0.3216, abs=0.001)
    assert duel.edge("geometric", half / 5, 0.2, 2000).tolist() == [[0, 1]]  # never: 1.31 / .4 would be needed
    assert len(duel.edge("arithmetic", half, 1.0, 500)) == 0  # always: .4216 - .8409 is below 0


def test_one_factor_for_all_four_sources():
    # Turkey: Russia .1108 * .4814 * .5 * .9 = .02400, Germany .1582 * .5477 * .9 * .2 = .01560: 1.539 times
    explorable = sources_of_threat.which_source_decides()
    said = explorable.sentence(observer="Turkey", rank=2)
    assert "fear Germany more than Russia if any one of its sources were 1.5 times" in said
    assert said.endswith("power, proximity and intentions can rise that far, offence cannot.")
    assert {"needs .31", "is .20", "needs .84", "out of reach"} <= set(words_on(explorable, observer="Turkey", rank=2))


def test_nothing_counted_shows_no_threat_and_says_so():
    nothing = dict.fromkeys(("power", "proximity", "offense", "intent"), False)
    explorable = sources_of_threat.taken_apart()
    assert explorable.sentence(**nothing).startswith("No source is counted")
    assert "threat" not in words_on(explorable, **nothing)


def test_an_own_case_gets_figures_without_the_questions_of_1914(tmp_path):
    """The example of walt.cases, drawn: names and places of its own, and nothing asked about Germany."""
    path = tmp_path / "own.toml"
    path.write_text(_example(), encoding="utf-8")
    case = cases.load(path)
    assert intro.through_their_eyes(case).sentence(observer="Sparta", power_only=False).startswith("Sparta fears ")
    explorable = sources_of_threat.taken_apart(case)
    assert explorable.prediction is None and "Athens" in words_on(explorable)


def _example() -> str:
    lines = cases.__doc__.split("A complete one:")[1].split("What the keys mean")[0].splitlines()
    return "\n".join(line.removeprefix("    ") for line in lines)
