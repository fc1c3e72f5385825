"""A table whose cells are bars: one row a state, one column a quantity, each with its own fixed scale."""

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

NAMES, PITCH = 96.0, 38.5  # points: room for names, from column to column
FULL, BAR = 30.0, 9.0  # points: length and height of a full bar
ROW, HEAD, FOOT, LINE = 19.0, 34.0, 17.0, 15.0  # points: a row, all headings, the ends of scales, a line of text


@dataclass(frozen=True)
class Table:
    """What a stage gives to draw: the Axes in points, where rows lie and columns begin, what a full bar stands for."""

    axes: Axes
    rows: np.ndarray
    columns: np.ndarray
    full: np.ndarray

    def heading(self, column: int, words: str, *, strong: bool, gid: str | None = None) -> None:
        """Name a column: strong and in ink, or pale. Every second is named a line higher, so that all have room."""
        y = self.rows[0] + ROW / 2 + LINE * (0.5 + column % 2)
        style = {"token": "ink", "weight": marks.WHO} if strong else {"token": "ink-2", "weight": marks.HOW_MUCH}
        marks.label(self.axes, self.columns[column] + 2, y, words, gid=gid, **style)

    def bars(
        self, column: int, rows: np.ndarray, values: np.ndarray, *, kind: str = "ink-2", gid: str | None = None
    ) -> None:
        """A bar a row, from 0 to `full` of the column. kind: a token to fill them with, or "hollow"."""
        fill = {"facecolors": "none", "edgecolors": PAINT["axis"], "linewidths": 0.8}
        if kind != "hollow":
            fill = {"facecolors": PAINT[kind], "edgecolors": PAINT[kind], "linewidths": 0.8}
        x, y = self.columns[column], self.rows[rows]
        ends = x + FULL * np.asarray(values) / self.full[column]
        corners = [
            [(x, b - BAR / 2), (e, b - BAR / 2), (e, b + BAR / 2), (x, b + BAR / 2)]
            for b, e in zip(y, ends, strict=True)
        ]
        self.axes.add_collection(collections.PolyCollection(corners, **fill, zorder=2, gid=gid), autolim=False)

    def number(
        self, column: int, row: int, value: float, words: str, *, token: str = "ink", gid: str | None = None
    ) -> None:
        """Write a value behind its bar."""
        x = self.columns[column] + FULL * value / self.full[column] + 3
        weight = marks.WHO if token.endswith("-word") else marks.HOW_MUCH
        marks.label(self.axes, x, self.rows[row], words, token=token, weight=weight, gid=gid)

    def across(self, row: int, words: str) -> None:
        """Write words across a row that has no bars, and take out the column lines that they would cross."""
        left = self.columns[0] + 5
        crossed = self.columns[(self.columns > left) & (self.columns < left + marks.width(words) + 2)]
        half = ROW / 2 - 1
        gaps = [[(x, self.rows[row] - half), (x, self.rows[row] + half)] for x in crossed]
        self.axes.add_collection(
            collections.LineCollection(gaps, colors=PAINT["card"], linewidths=2.4, zorder=1.5), autolim=False
        )
        marks.label(self.axes, left, self.rows[row], words, token="ink-2", zorder=5)

    def sign(self, row: int, name: str, gid: str | None = None) -> None:
        """Put the threatener's mark before the name of a row."""
        marks.ring(self.axes, NAMES - 14 - marks.width(name, marks.WHO), self.rows[row], size=3.8, gid=gid)


def table(figure: Figure, names: Sequence[str], full: Sequence[float], ends: Sequence[str]) -> Table:
    """Set up a table, a row a name: column lines, hairlines between rows, and below each column what a full bar is.

    full : for each column the value of a full bar, in the units of its values. ends : the same in words.
    """
    height = HEAD + len(names) * ROW + FOOT
    ax = sheet(figure, height / 72)
    middle = height - HEAD - ROW * (np.arange(len(names)) + 0.5)
    for name, y in zip(names, middle, strict=True):
        marks.label(ax, NAMES - 5, y, name, weight=marks.WHO, ha="right")
    columns = NAMES + PITCH * np.arange(len(full))
    columns[-1] += 4  # the result stands a little apart from what it is made of
    lines = [[(0, y - ROW / 2), (WIDTH * 72, y - ROW / 2)] for y in middle[:-1]]
    ax.add_collection(collections.LineCollection(lines, colors=PAINT["rule"], linewidths=0.6, zorder=0), autolim=False)
    posts = [[(x, FOOT), (x, height - HEAD + LINE * (1 + i % 2))] for i, x in enumerate(columns)]
    ax.add_collection(collections.LineCollection(posts, colors=PAINT["axis"], linewidths=0.8, zorder=1), autolim=False)
    for x, words in zip(columns, ends, strict=True):
        marks.label(ax, x + FULL, FOOT / 2, words, token="ink-2", ha="right")
        ax.plot([x + FULL, x + FULL], [FOOT - 1, FOOT + 3], color=PAINT["axis"], lw=0.8)
    return Table(ax, middle, columns, np.asarray(full, float))
