"""A roster: who stands where along a course, a row a state, each stretch of one choice as a bar with its sign.

The course has two halves, so that a way there and a way back lie side by side: what happens at one place on both is
as far to the left of the middle as to the right. Below each half its choices are counted at the places that are marked.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import collections
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from walt.explorable.theme import PAINT, ROLES, WIDTH
from walt.figures import marks
from walt.figures.coalitions import sheet
from walt.figures.signs import CHOICES, sign, under

NAMES, RIGHT = 94.0, 8.0  # points: room for names, at the right
ROW, BAR, LINE = 17.0, 11.0, 15.0  # points: from row to row, height of a bar, from line to line
HEAD, SCALE, GAP = 22.0, 24.0, 8.0  # points: above the rows, below them, and from there to what is counted
ROOM = 13.0  # points: the shortest bar that has a sign


@dataclass(frozen=True)
class Roster:
    """What a stage gives to draw: the Axes in points, where the rows lie, and the left end of the course.

    step : points from one place of the course to the next. places : how many there are in each half.
    """

    axes: Axes
    rows: np.ndarray
    left: float
    step: float
    places: int

    def stretches(self, profiles: np.ndarray, *, gid: str | None = None) -> None:
        """Bars of all states: profiles is (T, K), the choice of each at each place of the way there and back."""
        bars: dict[str, list[np.ndarray]] = {role: [] for role in CHOICES}
        for row, choices in zip(self.rows, np.transpose(profiles), strict=True):
            starts = np.concatenate([[0], np.flatnonzero(np.diff(choices)) + 1, [len(choices)]])
            for start, end in itertools.pairwise(starts):
                role = CHOICES[choices[start]]
                west, east = self.left + self.step * start, self.left + self.step * end
                south, north = row - BAR / 2, row + BAR / 2
                bars[role].append(np.array([(west, south), (east, south), (east, north), (west, north)]))
                if east - west >= ROOM:
                    sign(self.axes, (west + east) / 2, row, role, size=3.6, gid=under(gid, "sign"))
        for role, corners in bars.items():
            style = {"facecolors": PAINT[f"{role}-wash"], "edgecolors": PAINT[role], "linewidths": 1.1, "zorder": 2}
            found = collections.PolyCollection(corners, gid=under(gid, f"bar-{role}"), **style)
            self.axes.add_collection(found, autolim=False)

    def mark(self, place: int) -> None:
        """A line across all rows at a place of the way there, counted from 0, and at the same on the way back."""
        ends = self.rows[0] + ROW / 2, self.rows[-1] - ROW / 2 - 4
        for x in (self.left + self.step * (at + 0.5) for at in (place, 2 * self.places - 1 - place)):
            self.axes.add_artist(Line2D([x, x], ends, color=PAINT["ink"], lw=1.2, zorder=5))

    def counted(self, words: str, counts: np.ndarray, *, gid: str | None = None) -> None:
        """How many make each choice, there and back, (2, 3); `words` say where that is."""
        top = self.rows[-1] - ROW / 2 - SCALE - GAP
        marks.label(self.axes, 0, top, words, weight=marks.WHO)
        for half, numbers in enumerate(counts):
            west = self.left + half * self.places * self.step
            for line, k in enumerate((2, 1, 0)):  # those with it first
                role, y = CHOICES[k], top - line * LINE
                sign(self.axes, west + 6, y, role, size=4.5, gid=under(gid, "count"))
                style = {"token": f"{role}-word", "weight": marks.WHO, "gid": under(gid, "count")}
                marks.label(self.axes, west + 15, y, ROLES[role][1], **style)
                x = west + 15 + marks.width(ROLES[role][1], marks.WHO) + 5
                marks.label(self.axes, x, y, f"{numbers[k]}", gid=under(gid, "count"))


def roster(
    figure: Figure, names: Sequence[str], places: int, ticks: Sequence[tuple[float, str]], words: Sequence[str]
) -> Roster:
    """Set up a roster, a row a name.

    Parameters
    ----------
    places : of the course, in each of its halves. ticks : (place, label), places counted from 0 on the way there;
        each but one in the middle stands on the way back as well.
    words : what the course is, left of its ticks; and above, what its two halves are.

    >>> kept = roster(Figure(), ["Thebes", "Argos"], 3, [(0, "60 %"), (2.5, "4 %")], ["power", "falling", "rising"])
    >>> kept.stretches(np.array([[2, 2], [2, 1], [1, 1], [1, 1], [1, 1], [1, 2]]), gid="answer")
    >>> [len(bars.get_paths()) for bars in kept.axes.collections]  # balance, aside, bandwagon
    [0, 2, 3]
    """
    high = HEAD + ROW * len(names) + SCALE + GAP + 2.6 * LINE
    ax = sheet(figure, high / 72)
    rows = high - HEAD - ROW * (np.arange(len(names)) + 0.5)
    for name, y in zip(names, rows, strict=True):
        marks.label(ax, NAMES - 6, y, name, weight=marks.WHO, ha="right")
    step = (WIDTH * 72 - NAMES - RIGHT) / (2 * places)
    kept = Roster(ax, rows, NAMES, step, places)
    middle, floor = NAMES + places * step, rows[-1] - ROW / 2
    for half, said in enumerate(words[1:]):
        marks.label(ax, NAMES + (half + 0.5) * places * step, high - HEAD / 2, said, token="ink-2", ha="center")
    ax.plot([middle, middle], [floor - 4, rows[0] + ROW / 2], color=PAINT["axis"], lw=0.8, zorder=4)
    marks.label(ax, NAMES - 6, floor - SCALE / 2 - 1, words[0], token="ink-2", ha="right")
    for place, label in ticks:
        away = (places - 0.5 - place) * step
        left, right = ("center", "center") if place else ("left", "right")
        for x, ha in {middle - away: left, middle + away: right}.items():
            ax.plot([x, x], [floor - 4, floor], color=PAINT["axis"], lw=0.8, zorder=1)
            marks.label(ax, x, floor - SCALE / 2 - 1, label, token="ink-2", ha=ha)
    return kept
