"""A roster, read back off its Axes: how long each stretch is, in which hue, with which sign, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from walt.explorable import theme
from walt.explorable.theme import PAINT
from walt.figures import rosters

NAMES = ["Thebes", "Argos", "Corinth"]
# Six places there and back. Thebes is with it for two, aside for two, against it for two; Argos is aside throughout;
# Corinth is with it at both ends alone.
PROFILES = np.array([[2, 1, 2], [2, 1, 1], [1, 1, 1], [1, 1, 1], [0, 1, 1], [0, 1, 2]])


@pytest.fixture(autouse=True)
def house_look() -> Iterator[None]:
    with theme.look():
        yield


def drawn() -> rosters.Roster:
    kept = rosters.roster(Figure(), NAMES, 3, [(0, "60 %"), (2.5, "4 %")], ["power", "falling", "rising"])
    kept.stretches(PROFILES, gid="answer")
    return kept


def bars(kept: rosters.Roster, role: str) -> np.ndarray:
    """(K, 4) west, south, east, north of the bars of a role, in places from the left and rows from the top."""
    (found,) = (each for each in kept.axes.collections if each.get_gid() == f"answer-bar-{role}")
    assert to_hex(found.get_edgecolor()[0]) == PAINT[role] and to_hex(found.get_facecolor()[0]) == PAINT[f"{role}-wash"]
    corners = np.array([path.vertices for path in found.get_paths()])
    return np.column_stack([corners.min(axis=1), corners.max(axis=1)])


def test_each_stretch_is_a_bar_as_long_as_it_lasts():
    kept = drawn()
    spans = {
        role: sorted(
            (round(float((west - kept.left) / kept.step)), round(float((east - kept.left) / kept.step)))
            for west, _, east, _ in bars(kept, role)
        )
        for role in ("balance", "aside", "bandwagon")
    }
    assert spans == {"balance": [(4, 6)], "aside": [(0, 6), (1, 5), (2, 4)], "bandwagon": [(0, 1), (0, 2), (5, 6)]}
    middles = bars(kept, "aside")[:, [1, 3]].mean(axis=1)
    assert sorted(middles, reverse=True) == pytest.approx(kept.rows.tolist())


def test_the_course_fills_the_sheet_and_rows_fall():
    kept = drawn()
    assert kept.left + 6 * kept.step == pytest.approx(theme.WIDTH * 72 - rosters.RIGHT)
    assert (np.diff(kept.rows) < 0).all()
    said = [text.get_text() for text in kept.axes.texts]
    assert {*NAMES, "power", "falling", "rising"} <= set(said) and said.count("60 %") == 2 and said.count("4 %") == 1


def test_a_stretch_has_its_sign_if_there_is_room():
    kept = drawn()
    signs = [artist.get_gid() for artist in kept.axes.get_children() if artist.get_gid() == "answer-sign"]
    assert kept.step > rosters.ROOM  # so here all seven have one: two artists each, and one a ring
    assert len(signs) == 2 * 1 + 3 + 2 * 3
    narrow = rosters.roster(Figure(), ["Thebes"], 30, [(0, "60 %")], ["power", "falling", "rising"])
    narrow.stretches(np.array([[2]] * 2 + [[1]] * 58), gid="answer")
    assert sum(artist.get_gid() == "answer-sign" for artist in narrow.axes.get_children()) == 1


def test_a_place_is_marked_there_and_back():
    kept = drawn()
    before = len(kept.axes.lines)
    kept.mark(1)
    there, back = (line.get_xdata()[0] for line in kept.axes.lines[before:])
    middle = kept.left + 3 * kept.step
    assert (middle - there) / kept.step == pytest.approx(1.5) == pytest.approx((back - middle) / kept.step)


def test_counts_stand_below_their_half_with_sign_and_word():
    kept = drawn()
    kept.counted("at 40 %", np.array([[1, 2, 3], [4, 5, 6]]), gid="answer")
    texts = {text.get_text(): text for text in kept.axes.texts}
    middle = kept.left + 3 * kept.step
    for number, word in ((1, "balances"), (2, "stands aside"), (3, "bandwagons")):
        here = [text for text in kept.axes.texts if text.get_text() == word]
        assert [text.get_position()[0] < middle for text in here] == [True, False]
        assert here[0].get_position()[1] == pytest.approx(texts[str(number)].get_position()[1])
    assert texts["6"].get_position()[0] > middle and texts["at 40 %"].get_gid() is None
