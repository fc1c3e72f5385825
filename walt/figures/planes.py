"""A plane cut in two by a curve: below it one thing is true, above it another, each named where it lies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib import transforms
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable.theme import PAINT, SMALL
from walt.figures import marks
from walt.figures.signs import under

HEIGHT = 3.3  # inches
BOX = (0.06, 0.175, 0.905, 0.725)  # left, bottom, width, height of the plane, as shares of the figure
SIGN, ABOVE = 11.0, 15.0  # points from the threatener's mark to its word; from the plane to words above it
ENDS = 74.0  # points kept for the words at the ends of y

Box = tuple[float, float, float, float]  # west, south, east, north in points from the plane's lower left corner


def plane(
    figure: Figure, x: Sequence[float], xlabel: str, y: Sequence[float], ylabel: str, words: tuple[str, str]
) -> Axes:
    """Set up the plane: ticks at the values x and y, whose ends are the limits; `words` for its low and high y."""
    figure.set_size_inches(figure.get_figwidth(), HEIGHT)
    figure.set_layout_engine("none")
    ax = figure.add_axes(BOX)
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xticks=x, yticks=y)
    ax.set_xticklabels([f"{value:,.0f}" for value in x])
    ax.set_yticklabels([f"{value:g}".lstrip("0") or "0" for value in y])
    for text, side in zip(ax.get_xticklabels(), ("left", *["center"] * (len(x) - 2), "right"), strict=True):
        text.set_ha(side)
    ax.annotate(
        xlabel,
        (0.5, 0),
        (0, -33),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="center",
        color=PAINT["ink-2"],
    )
    left = -BOX[0] / BOX[2]
    ax.annotate(
        ylabel,
        (left, 1),
        (0, ABOVE - marks.CAPITAL / 2),
        xycoords="axes fraction",
        textcoords="offset points",
        color=PAINT["ink-2"],
    )
    for end, text, dy in ((0, words[0], 6), (1, words[1], -6 - marks.CAPITAL)):
        ax.annotate(text, (1, end), (-5, dy), xycoords="axes fraction", textcoords="offset points", ha="right",
                    color=PAINT["ink-2"], gid="halo", zorder=5)  # fmt: skip
    return ax


def split(ax: Axes, edge: np.ndarray, above: str, below: str, keep_off: Sequence[Box], gid: str) -> None:
    """Wash what lies above and left of a rising curve in the threat's hue, draw the curve, and name both parts.

    edge : (K, 2) points of the curve within the plane, from left to right; none where all of the plane is above
    (no curve is drawn) and a single point at the upper left corner where none is.
    keep_off : boxes where no word may stand.
    An upper part too small for its words has them above the plane, with the threatener's mark.
    """
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    ends = edge if len(edge) else np.array([(right, low)])
    x = np.concatenate([[left], ends[:, 0]])
    y = np.concatenate([[ends[0, 1] if ends[0, 0] == left else low], ends[:, 1]])
    ax.fill_between(x, y, high, color=PAINT["threat-wash"], lw=0, zorder=0, gid=f"{gid}-wash")
    ax.plot(edge[:, 0], edge[:, 1], color=PAINT["ink"], lw=1.4, zorder=1, gid=f"{gid}-edge")
    size = ax.get_position().size * ax.figure.get_size_inches() * 72
    columns = np.linspace(left, right, 200)
    curve = (np.interp(columns, x, y, right=high if len(edge) else low) - low) / (high - low) * size[1]
    for up, words, token in ((True, above, "threat-word"), (False, below, "ink")):
        sign = SIGN + 5 if up else 0
        wide = marks.width(words, marks.WHO) + sign
        at = _roomiest(curve, size, wide, up, [*keep_off, *_corners(size)])
        if at is None and (not up or curve.min() >= size[1]):
            continue  # no part to name, or one that the mark above the plane makes plain
        middle, height = at or (size[0] - wide / 2, size[1] + ABOVE)
        inside = None if at else _roomiest(curve, size, 0.0, up, [*keep_off, *_corners(size)], 7.0)
        if inside:
            marks.ring(ax, *(inside / size), size=5, gid=f"{gid}-sign", on=ax.transAxes)
        west = middle - wide / 2
        if up:
            marks.ring(ax, (west + 5) / size[0], height / size[1], size=5, gid=f"{gid}-sign", on=ax.transAxes)
        place = transforms.offset_copy(ax.transAxes, ax.figure, (west + sign) / 72, height / 72)
        marks.label(ax, 0, 0, words, token=token, weight=marks.WHO, gid=f"{gid}-word", transform=place)


def _corners(size: np.ndarray) -> list[Box]:
    """Where the words for the ends of y stand."""
    return [(size[0] - ENDS, 0, size[0], 18), (size[0] - ENDS, size[1] - 18, size[0], size[1])]


def dangerous(ax: Axes, x: float, y: float, gid: str | None = None) -> None:
    """The circle at a place is the threatener's."""
    marks.circles(ax, np.array([[x, y]]), np.array([4.5]), threat=True, gid=gid)


def spot(ax: Axes, x: float, y: float, words: Sequence[str], gid: str | None = None) -> Box:
    """A hollow circle at a place, with lines of words to its right or left, where there is room.

    gid : what the gids of circle and words begin with.

    Returns
    -------
    the box that circle and words fill.
    """
    size = ax.get_position().size * ax.figure.get_size_inches() * 72
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    at = np.array([(x - left) / (right - left), (y - low) / (high - low)]) * size
    room = 10 + max(marks.width(line, marks.WHO) for line in words)
    side = 1 if at[0] + room < size[0] else -1
    ax.plot([x], [y], "o", ms=9, color=PAINT["ink"], mfc=PAINT["card"], mew=2, zorder=2.5, gid=gid)
    for row, line in enumerate(words):
        beside = transforms.offset_copy(ax.transData, ax.figure, side * 9 / 72, ((len(words) - 1) / 2 - row) * 15 / 72)
        style = {"weight": marks.HOW_MUCH, "token": "ink-2"} if row else {"weight": marks.WHO, "token": "ink"}
        style |= {"ha": "left" if side > 0 else "right", "gid": under(gid, "halo") or "halo"}
        marks.label(ax, x, y, line, transform=beside, zorder=5, **style)
    east, west = (at[0] + room, at[0] - 6) if side > 0 else (at[0] + 6, at[0] - room)
    tall = 4.0 + 8.0 * len(words)
    return float(west), float(at[1] - tall), float(east), float(at[1] + tall)


def _roomiest(
    curve: np.ndarray, size: np.ndarray, room: float, up: bool, keep_off: Sequence[Box], need: float = SMALL
) -> tuple[float, float] | None:
    """Middle of a place for words `room` wide on one side of the curve, off edges; None if none is `need` clear."""
    columns = np.linspace(0, size[0], len(curve))
    best: tuple[float, tuple[float, float] | None] = (need, None)
    for x in np.arange(room / 2 + 8, size[0] - room / 2 - 8, 8.0):
        over = curve[(columns >= x - room / 2 - 6) & (columns <= x + room / 2 + 6)]
        south, north = (over.max(), size[1]) if up else (0.0, over.min())
        for y in np.arange(south + need, north - need, 6.0):
            box = (x - room / 2 - 4, y - SMALL * 0.7, x + room / 2 + 4, y + SMALL * 0.7)
            if any(box[0] < k[2] and k[0] < box[2] and box[1] < k[3] and k[1] < box[3] for k in keep_off):
                continue
            clear = min(y - south, north - y, 2.5 * SMALL) - 0.02 * abs(x - size[0] / 2)
            if clear > best[0]:
                best = clear, (float(x), float(y))
    return best[1]
