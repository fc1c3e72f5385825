"""Four small planes, read back off their Axes: the region, its edge, its sign, its word, and states at their places."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from walt.explorable import theme
from walt.explorable.theme import PAINT
from walt.figures import multiples

X, Y = np.geomspace(0.1, 10, 81), np.geomspace(0.1, 10, 61)


@pytest.fixture(autouse=True)
def house_look() -> Iterator[None]:
    with theme.look():
        yield


def planes() -> list[multiples.Axes]:
    ticks = ([0.1, 1, 10], [".1", "1", "10"])
    return multiples.multiples(Figure(), ["a", "b", "c", "d"], ticks, ticks, [(0.1, 10)] * 2, ["own", "theirs"])


def gids(ax: multiples.Axes) -> set[str]:
    return {artist.get_gid() for artist in ax.get_children() if artist.get_gid()}


def right_of(own: float) -> np.ndarray:
    """A choice that leads wherever the state is stronger than that."""
    return np.broadcast_to(np.log(X / own), (len(Y), len(X)))


def test_four_planes_share_scales_and_are_named_in_reading_order():
    four = planes()
    assert [ax.texts[0].get_text() for ax in four] == ["a", "b", "c", "d"]
    assert {(ax.get_xlim(), ax.get_ylim(), ax.get_xscale(), ax.get_yscale()) for ax in four} == {
        ((0.1, 10), (0.1, 10), "log", "log")
    }
    boxes = [ax.get_position().bounds for ax in four]
    assert boxes[0][0] == boxes[2][0] < boxes[1][0] == boxes[3][0] and boxes[0][1] == boxes[1][1] > boxes[2][1]
    assert np.ptp([box[2:] for box in boxes], axis=0) == pytest.approx([0, 0])


@pytest.mark.parametrize("own", [0.2, 1.0, 5.0])
def test_the_region_is_where_the_choice_leads(own: float):
    ax = planes()[0]
    multiples.region(ax, X, Y, right_of(own), "bandwagon", [], "answer")
    (wash,) = (each for each in ax.collections if each.get_gid() == "answer-wash")
    assert to_hex(wash.get_facecolor()[0]) == PAINT["bandwagon-wash"]
    corners = np.concatenate([path.vertices for path in wash.get_paths()])
    assert corners[:, 0].min() == pytest.approx(own, rel=0.01) and corners[:, 0].max() == pytest.approx(10)
    (edge,) = (each for each in ax.collections if each.get_gid() == "answer-edge")
    assert to_hex(edge.get_edgecolor()[0]) == PAINT["ink"]
    assert {"answer-wash", "answer-edge", "answer-sign"} <= gids(ax)
    assert ("answer-word" in gids(ax)) == (own < 0.5)  # elsewhere there is room for the sign alone


def test_where_the_choice_never_leads_the_plane_says_so():
    ax = planes()[0]
    multiples.region(ax, X, Y, np.full((len(Y), len(X)), -1.0), "bandwagon", [], "answer")
    assert gids(ax) == {"answer-nobody"} and ax.texts[-1].get_text() == "nobody"


def test_a_speck_still_has_its_sign():
    ax = planes()[0]
    lead = np.full((len(Y), len(X)), -1.0)
    lead[30, 40] = 0.001
    multiples.region(ax, X, Y, lead, "bandwagon", [], "answer")
    assert "answer-sign" in gids(ax)


def test_a_state_is_hollow_until_it_joins_and_keeps_words_off():
    ax = planes()[0]
    box = multiples.state(ax, 1, 1, 6)
    (circle,) = ax.lines
    assert (
        to_hex(circle.get_markerfacecolor()) == PAINT["card"] and to_hex(circle.get_markeredgecolor()) == PAINT["ink"]
    )
    size = ax.get_position().size * ax.figure.get_size_inches() * 72
    assert np.add(box[:2], box[2:]) / 2 == pytest.approx(size / 2)  # 1 is the middle of both scales
    assert box[2] - box[0] == pytest.approx(17)
    multiples.state(ax, 1, 1, 6, "bandwagon", "answer")
    assert to_hex(ax.lines[-1].get_markerfacecolor()) == PAINT["bandwagon"]
    multiples.region(ax, X, Y, right_of(0.05), "bandwagon", [box], "answer")
    word = ax.texts[-1].get_window_extent().extents / ax.figure.dpi * 72
    corner = ax.get_window_extent().extents[:2] / ax.figure.dpi * 72
    west, south, east, north = np.add(box, [*corner, *corner])
    assert word[2] < west or word[0] > east or word[3] < south or word[1] > north
