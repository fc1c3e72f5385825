"""The members of two sides as bars within bars: what each brings of its side's strength, what it has of the say.

The hollow bar is what it brings, the filled one what it has to say; where the two differ, influence does not follow
strength. All bars are on one scale, from nothing to all of the side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from walt.explorable.theme import PAINT, WIDTH
from walt.figures import marks
from walt.figures.signs import sign, under

LEFT, FULL = 97.0, 112.0  # points: where bars begin, length of a full one
ROW, OUTER, INNER = 20.0, 13.0, 6.5  # points: from row to row, height of a hollow bar and of a filled one
HEAD, SIDE, APART = 20.0, 24.0, 12.0  # points: column headings, heading of a side, between the sides
STRENGTH, SAY = 262.0, WIDTH * 72 - 1  # points: right ends of the two columns of numbers


@dataclass(frozen=True)
class Sides:
    """What a stage gives to draw: the Axes in points, and for each side the heights of its heading and of its rows."""

    axes: Axes
    headings: tuple[float, ...]
    rows: tuple[np.ndarray, ...]

    def heading(self, side: int, role: str, words: str, note: str, *, gid: str | None = None) -> None:
        """Above a side: the sign of what the newcomer does there, the same in words, and at the right a note."""
        y = self.headings[side]
        sign(self.axes, 6, y, role, gid=under(gid, "side"))
        words_style = {"token": f"{role}-word", "weight": marks.WHO}
        marks.label(self.axes, 17, y, words, gid=under(gid, "side"), **words_style)
        marks.label(self.axes, SAY, y, note, token="ink-2", ha="right", gid=under(gid, "side"))

    def strengths(self, side: int, shares: np.ndarray, *, gid: str | None = None) -> None:
        """Hollow bars: the share, 0 to 1, of its side's strength that each member brings."""
        for y, share in zip(self.rows[side], shares, strict=True):
            style = {"fc": PAINT["card"], "ec": PAINT["axis"], "lw": 1.0, "zorder": 2, "gid": under(gid, "strength")}
            self.axes.add_artist(Rectangle((LEFT, y - OUTER / 2), FULL * share, OUTER, **style))
            marks.label(self.axes, STRENGTH, y, _percent(share), ha="right", gid=under(gid, "strength"))

    def says(self, side: int, shares: np.ndarray, role: str, *, gid: str | None = None) -> None:
        """Filled bars: the share of the say that each member has, 0 to 1; the first is the newcomer's, in its role."""
        for rank, (y, share) in enumerate(zip(self.rows[side], shares, strict=True)):
            style = {"fc": PAINT["ink-2" if rank else role], "lw": 0, "zorder": 3, "gid": under(gid, f"say-{rank}")}
            self.axes.add_artist(Rectangle((LEFT, y - INNER / 2), FULL * share, INNER, **style))
            token = "ink" if rank else f"{role}-word"
            number = {"token": token, "weight": marks.WHO, "ha": "right", "gid": under(gid, f"say-{rank}")}
            marks.label(self.axes, SAY, y, _percent(share), **number)


def sides(figure: Figure, names: Sequence[Sequence[str]]) -> Sides:
    """Set up the sides one below the other, a row a name, with the columns named at the top.

    names : for each side its members, the newcomer first.

    >>> board = sides(Figure(), [["Argos", "Athens"], ["Argos", "Sparta"]])
    >>> board.says(0, np.array([0.5, 0.5]), "balance")
    >>> [text.get_text() for text in board.axes.texts][:3]
    ['strength', 'say', 'Argos']
    """
    height = HEAD + sum(SIDE + ROW * len(side) for side in names) + APART * (len(names) - 1) + 2
    figure.set_size_inches(WIDTH, height / 72)
    figure.set_layout_engine("none")
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, WIDTH * 72), ylim=(0, height))
    ax.axis("off")
    for x, words in ((STRENGTH, "strength"), (SAY, "say")):
        marks.label(ax, x, height - HEAD / 2, words, token="ink-2", ha="right")
    top, headings, rows = height - HEAD, [], []
    for side in names:
        headings.append(top - SIDE / 2)
        rows.append(top - SIDE - ROW * (np.arange(len(side)) + 0.5))
        for name, y in zip(side, rows[-1], strict=True):
            marks.label(ax, LEFT - 6, y, name, weight=marks.WHO, ha="right")
        foot = rows[-1][-1] - ROW / 2
        ax.plot([LEFT, LEFT], [foot + 2, top - SIDE], color=PAINT["axis"], lw=0.8, zorder=4)
        top = foot - APART
    return Sides(ax, tuple(headings), tuple(rows))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
