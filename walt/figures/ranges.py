"""States in rows, each with its values on one scale: a sign of its role where a value lies, and the span between.

Signs of one role keep to one height in all rows, so that the eye can follow a role from state to state and two
values that are nearly alike do not cover each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import collections
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable.theme import PAINT, WIDTH
from walt.figures import marks
from walt.figures.coalitions import sheet
from walt.figures.signs import sign

NAMES, RIGHT = 104.0, 12.0  # points: room for names left of the scale, and beside it
ROW, HEAD, FOOT, LINE = 30.0, 44.0, 20.0, 15.0  # points: a row, all headings, the scale's numbers, from line to line
SIZE, AFTER = 3.9, 14.0  # points: radius of a sign, from its left end to its word in the heading
HEIGHT = {"balance": 7.0, "aside": 0.0, "bandwagon": -7.0}  # points from the middle of a row to a role's signs
HEADED = {"balance": 0.8, "aside": 0.0, "bandwagon": 1.2}  # radii from a sign's middle to its bar, or its point


@dataclass(frozen=True)
class Ranges:
    """What a stage gives to draw: the Axes in points and the middle of each row."""

    axes: Axes
    rows: np.ndarray

    def across(self, values: np.ndarray) -> np.ndarray:
        """Where values from 0 to 1 lie, in points.

        >>> ranges(Figure(), ["Thebes"], ["2 %"], "").across(np.array([0, 1])).round(1).tolist()
        [104.0, 290.4]
        """
        return NAMES + np.asarray(values) * (WIDTH * 72 - RIGHT - NAMES)

    def signs(self, role: str, rows: np.ndarray, values: np.ndarray, gid: str | None = None) -> None:
        """The sign of a role ("balance", "aside" or "bandwagon") in each of K rows, at (K,) values from 0 to 1.

        At the value lies the bar, the middle of the ring, or the point of the arrow.
        """
        for x, y in zip(self.across(values) - HEADED[role] * SIZE, self.rows[rows], strict=True):
            sign(self.axes, float(x), float(y) + HEIGHT[role], role, size=SIZE, gid=gid)

    def spans(self, rows: np.ndarray, low: np.ndarray, high: np.ndarray, gid: str | None = None) -> None:
        """A pale bar in each of K rows from one value to another."""
        ends = zip(self.across(low), self.across(high), self.rows[rows], strict=True)
        lines = [[(a, y), (b, y)] for a, b, y in ends]
        style = {"colors": PAINT["rule"], "linewidths": 2.2, "capstyle": "round", "zorder": 1.5}
        self.axes.add_collection(collections.LineCollection(lines, **style, gid=gid), autolim=False)

    def chosen(self, row: int) -> None:
        """A line above and below the row that is spoken of, in ink."""
        ends = [[(0, self.rows[row] + edge), (WIDTH * 72, self.rows[row] + edge)] for edge in (ROW / 2, -ROW / 2)]
        style = {"colors": PAINT["ink"], "linewidths": 1.2, "zorder": 1.6}
        self.axes.add_collection(collections.LineCollection(ends, **style), autolim=False)

    def threatener(self, row: int, words: str, gid: str | None = None) -> None:
        """Words across the row of the threatener, and its mark, which alone waits behind `gid`."""
        x, y = self.across(np.array(0.5)), self.rows[row]
        wide = marks.width(words)
        self.axes.plot([x - wide / 2 - 14, x + wide / 2 + 4], [y, y], color=PAINT["card"], lw=12, zorder=1.4)
        marks.label(self.axes, float(x), y, words, token="ink-2", ha="center")
        marks.ring(self.axes, float(x) - wide / 2 - 8, y, size=4.4, gid=gid)

    def heading(self, role: str, place: float, words: str, number: str, gid: str | None = None) -> None:
        """The sign of a role above the rows, from `place` on in points, with its word and a number."""
        y = self.rows[0] + ROW / 2 + LINE / 2 + 3
        sign(self.axes, place + SIZE, y, role, size=SIZE + 0.6, gid=gid)
        marks.label(self.axes, place + AFTER, y, words, token=f"{role}-word", weight=marks.WHO, gid=gid)
        marks.label(self.axes, place + AFTER + 4 + marks.width(words, marks.WHO), y, number, gid=gid)


def ranges(figure: Figure, names: Sequence[str], notes: Sequence[str], heading: str) -> Ranges:
    """Set up a row a name, with a note below the name, on a scale from 0 to 100 %; `heading` stands over all.

    >>> drawn = ranges(Figure(), ["Thebes", "Argos"], ["2 %", "1 %"], "Who holds out")
    >>> drawn.signs("balance", np.array([0, 1]), np.array([0.9, 0.8]))
    >>> len(drawn.rows)
    2
    """
    height = HEAD + len(names) * ROW + FOOT
    ax = sheet(figure, height / 72)
    drawn = Ranges(ax, height - HEAD - ROW * (np.arange(len(names)) + 0.5))
    marks.label(ax, 1, height - LINE / 2 - 1, heading, token="ink-2")
    for name, note, y in zip(names, notes, drawn.rows, strict=True):
        marks.label(ax, 1, y + LINE / 2, name, weight=marks.WHO)
        marks.label(ax, 1, y - LINE / 2, note, token="ink-2")
    _scale(drawn)
    return drawn


def _scale(drawn: Ranges) -> None:
    """Hairlines between the rows, and from top to bottom at each quarter, fainter at those that have no number."""
    top, bottom = drawn.rows[0] + ROW / 2, drawn.rows[-1] - ROW / 2
    between = [[(0, y - ROW / 2), (WIDTH * 72, y - ROW / 2)] for y in drawn.rows[:-1]]
    posts = [[(x, bottom), (x, top)] for x in drawn.across(np.linspace(0, 1, 5))]
    for lines, token in ((between + posts[1::2], "rule"), (posts[::2], "axis")):
        style = {"colors": PAINT[token], "linewidths": 0.6, "zorder": 1}
        drawn.axes.add_collection(collections.LineCollection(lines, **style), autolim=False)
    for value, words in ((0, "0 %"), (0.5, "50 %"), (1, "100 %")):
        x = float(drawn.across(np.array(value)))
        marks.label(drawn.axes, x, FOOT / 2 - 1, words, token="ink-2", ha="right" if value == 1 else "center")
