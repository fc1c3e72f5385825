"""Small multiples: four planes over the same two strengths, and in each the region where one choice is best.

The region is told by its wash, an edge in ink and the sign of its role, never by the wash alone. A state at a place
is a circle; it is filled with the hue of the role where the region reaches it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib import transforms
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable.theme import PAINT, ROLES, WIDTH
from walt.figures import marks
from walt.figures.regions import STEP, raster, roomiest
from walt.figures.signs import sign, under

LEFT, RIGHT, ACROSS, DOWN = 24.0, 4.0, 15.0, 24.0  # points: margins at the sides, gaps between the planes
HEAD, FOOT, TALL = 38.0, 37.0, 104.0  # points: above the planes, below them, height of a plane
SIZE, AFTER, AIR = 5.0, 10.0, 4.0  # points: radius of a sign, from its middle to the word, round both

Ticks = tuple[Sequence[float], Sequence[str]]


def multiples(
    figure: Figure,
    titles: Sequence[str],
    x: Ticks,
    y: Ticks,
    limits: Sequence[tuple[float, float]],
    words: Sequence[str],
) -> list[Axes]:
    """Set up four planes, two above two, with both scales logarithmic and the same in all.

    Parameters
    ----------
    titles : of the four, in reading order. x, y : where the ticks are, and what they say.
    limits : of x and of y. words : what x is, below the planes, and what y is, above them.

    >>> planes = multiples(Figure(), "abcd", ([1], "1"), ([1], "1"), [(0.1, 10), (0.1, 10)], ["own", "theirs"])
    >>> [ax.get_xscale() for ax in planes]
    ['log', 'log', 'log', 'log']
    """
    wide, high = WIDTH * 72, HEAD + 2 * TALL + DOWN + FOOT
    figure.set_size_inches(WIDTH, high / 72)
    figure.set_layout_engine("none")
    broad = (wide - LEFT - ACROSS - RIGHT) / 2
    planes = []
    for place, title in enumerate(titles):
        row, column = divmod(place, 2)
        west, south = LEFT + column * (broad + ACROSS), FOOT + (1 - row) * (TALL + DOWN)
        ax = figure.add_axes((west / wide, south / high, broad / wide, TALL / high))
        ax.set(xscale="log", yscale="log", xlim=limits[0], ylim=limits[1])
        ax.set_xticks(x[0], x[1] if row else [""] * len(x[1]))
        ax.set_yticks(y[0], [""] * len(y[1]) if column else y[1])
        ax.minorticks_off()
        _beside(ax, title, (0, 1), (0, 10), weight=marks.WHO)
        planes.append(ax)
    _beside(planes[0], words[1], (0, 1), (-LEFT, HEAD - marks.CAPITAL), token="ink-2")
    _beside(planes[2], words[0], (0, 0), (broad + ACROSS / 2, 8 - FOOT), token="ink-2", ha="center")
    return planes


def region(
    ax: Axes, x: np.ndarray, y: np.ndarray, lead: np.ndarray, role: str, keep_off: Sequence[Sequence[float]], gid: str
) -> None:
    """Where a choice leads: a wash with an edge, a sign, and its word where there is room; else the word "nobody".

    lead : (Y, X), how much the choice is worth more than the next best. keep_off : (west, south, east, north) in
    points from the lower left corner, where neither sign nor word may stand.
    """
    if not (lead > 0).any():
        _beside(ax, "nobody", (0.5, 0.5), (0, 0), token="ink-2", ha="center", gid=under(gid, "nobody"))
        return
    wash = ax.contourf(x, y, lead, [0, lead.max() + 1], colors=[PAINT[f"{role}-wash"]], zorder=0)
    wash.set_gid(under(gid, "wash"))
    ax.contour(x, y, lead, [0], colors=[PAINT["ink"]], linewidths=1.2, zorder=1).set_gid(under(gid, "edge"))
    size, best = raster(ax, x, y, [lead])
    inside = best == 0
    for west, south, east, north in keep_off:
        inside[int(south / STEP) : int(np.ceil(north / STEP)), int(west / STEP) : int(np.ceil(east / STEP))] = False
    word = ROLES[role][1]
    wide = SIZE + AFTER + marks.width(word, marks.WHO)
    whole = roomiest(inside, wide + 2 * AIR, 15 + AIR)
    alone = roomiest(inside, 2 * SIZE + AIR, 2 * SIZE + AIR) if whole is None else whole - (wide / 2 - SIZE, 0)
    if alone is None:  # a speck
        row, column = np.unravel_index(np.argmax(lead), lead.shape)
        alone = (ax.transData + ax.transAxes.inverted()).transform((x[column], y[row])) * size
    place = transforms.offset_copy(ax.transAxes, ax.figure, *(alone / 72))
    sign(ax, 0, 0, role, size=SIZE, gid=under(gid, "sign"), on=place)
    if whole is not None:
        place = transforms.offset_copy(place, ax.figure, AFTER / 72, 0)
        style = {"token": f"{role}-word", "weight": marks.WHO, "zorder": 5, "gid": under(gid, "word")}
        marks.label(ax, 0, 0, word, transform=place, **style)


def state(ax: Axes, x: float, y: float, radius: float, role: str | None = None, gid: str | None = None) -> list[float]:
    """A state as a circle of `radius` points at a place: hollow, or filled with the hue of the role it takes.

    Returns
    -------
    the box that it fills, in points from the lower left corner of the plane.
    """
    hue = PAINT[role or "ink"]
    face = hue if role else PAINT["card"]
    ax.plot([x], [y], "o", ms=2 * radius, mec=hue, mfc=face, mew=1.8, zorder=3, gid=gid)
    size = ax.get_position().size * ax.figure.get_size_inches() * 72
    at = (ax.transData + ax.transAxes.inverted()).transform((x, y)) * size
    reach = radius + 2.5
    return [*(at - reach), *(at + reach)]


def _beside(ax: Axes, words: str, corner: tuple[float, float], by: tuple[float, float], **style: object) -> None:
    """Words at so many points from a place given as shares of the plane."""
    place = transforms.offset_copy(ax.transAxes, ax.figure, by[0] / 72, by[1] / 72)
    marks.label(ax, *corner, words, transform=place, **style)
