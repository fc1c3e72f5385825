"""States in rows on one scale, read back off the Axes: each sign lies at its value, and signs keep to their heights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon

from walt.explorable import theme
from walt.explorable.theme import PAINT
from walt.figures import ranges

NAMES, NOTES = ["Thebes", "Argos", "Sparta"], ["3 %", "2 %", "5 %"]
VALUES = np.array([0.0, 0.4, 1.0])
ROWS = np.array([0, 1, 2])


@pytest.fixture(autouse=True)
def house_look() -> Iterator[None]:
    with theme.look():
        yield


def drawn() -> ranges.Ranges:
    return ranges.ranges(Figure(), NAMES, NOTES, "They hold out")


def points(ax: Axes, kind: type, hue: str) -> list[np.ndarray]:
    """The corners of what was drawn in a hue, in points on the page."""
    found = [a for a in ax.get_children() if isinstance(a, kind)]
    mine = [a for a in found if PAINT[hue] in map(to_hex, (a.get_edgecolor(), a.get_facecolor()))]
    scale = 72 / ax.figure.dpi
    return [a.get_transform().transform(a.get_path().vertices) * scale for a in mine]


def test_the_scale_runs_from_nothing_to_certainty():
    left, middle, right = drawn().across(np.array([0, 0.5, 1]))
    assert left < middle < right < theme.WIDTH * 72 and middle == pytest.approx((left + right) / 2)


def test_a_bar_a_ring_and_a_point_lie_at_their_values():
    figure = drawn()
    for role in ("balance", "aside", "bandwagon"):
        figure.signs(role, ROWS, VALUES, gid="answer")
    wanted = figure.across(VALUES)
    rings = [np.mean(np.unique(ring.round(6), axis=0)[:, 0]) for ring in points(figure.axes, Circle, "aside")]
    assert rings == pytest.approx(wanted, abs=0.3)
    tips = [arrow[:, 0].max() for arrow in points(figure.axes, Polygon, "bandwagon")]
    assert tips == pytest.approx(wanted, abs=0.01)
    upright = [line for line in figure.axes.lines if to_hex(line.get_color()) == PAINT["balance"]]
    ends = [line.get_transform().transform(line.get_xydata()) * 72 / figure.axes.figure.dpi for line in upright]
    bars = [end[:, 0].mean() for end in ends if np.ptp(end[:, 0]) < 0.01]
    assert bars == pytest.approx(wanted, abs=0.01)


def test_equal_values_do_not_cover_each_other():
    figure = drawn()
    for role in ("balance", "aside", "bandwagon"):
        figure.signs(role, ROWS[:1], np.array([0.5]))
    heights = sorted(ranges.HEIGHT.values())
    assert np.diff(heights) == pytest.approx([7, 7]) and 0.85 * ranges.SIZE + 3 < 7  # the ring and half a stroke
    assert max(heights) + ranges.SIZE < ranges.ROW / 2  # none leaves its row


def test_spans_reach_from_value_to_value():
    figure = drawn()
    figure.spans(ROWS, np.array([0.1, 0.2, 0.3]), np.array([0.9, 0.8, 0.7]), gid="answer-span")
    (collection,) = [c for c in figure.axes.collections if c.get_gid() == "answer-span"]
    lengths = [np.ptp(segment[:, 0]) for segment in collection.get_segments()]
    full = float(np.diff(figure.across(np.array([0, 1])))[0])
    assert np.array(lengths) / full == pytest.approx([0.8, 0.6, 0.4])
    assert [segment[0, 1] for segment in collection.get_segments()] == pytest.approx(figure.rows)


def test_the_row_that_is_spoken_of_lies_between_two_lines():
    figure = drawn()
    before = len(figure.axes.collections)
    figure.chosen(1)
    (lines,) = figure.axes.collections[before:]
    heights = sorted(float(segment[0, 1]) for segment in lines.get_segments())
    assert heights == pytest.approx([figure.rows[1] - ranges.ROW / 2, figure.rows[1] + ranges.ROW / 2])


def test_the_threatener_s_mark_waits_and_its_words_do_not():
    figure = drawn()
    figure.threatener(2, "the aggressor", gid="answer-threat")
    hued = [a for a in figure.axes.get_children() if isinstance(a, Circle)]
    assert len(hued) == 2 and {a.get_gid() for a in hued} == {"answer-threat"}
    (words,) = [text for text in figure.axes.texts if text.get_text() == "the aggressor"]
    assert words.get_gid() is None and words.get_position()[1] == pytest.approx(figure.rows[2])


def test_names_notes_heading_and_scale_are_written():
    figure = drawn()
    figure.heading("balance", 0.0, "balance", "87 %", gid="answer")
    told = {text.get_text() for text in figure.axes.texts}
    assert told == {*NAMES, *NOTES, "They hold out", "balance", "87 %", "0 %", "50 %", "100 %"}
