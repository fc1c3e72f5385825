"""Which of three choices is best over two parameters: a plane in regions, each with a wash, an edge, a sign and a word.

A region too narrow for its word keeps its sign, and sign with word stand beside the plane; one too narrow for its sign
has a line that leads there. Where a choice is best in several places, each has its sign. So none is told by its wash
alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib import transforms
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from walt.explorable.theme import PAINT, ROLES
from walt.figures import marks
from walt.figures.planes import Box
from walt.figures.signs import CHOICES, apart, sign, under

BOX = (0.075, 0.175, 0.63, 0.725)  # of the plane in its figure, with room beside it for a sign and its word
STEP = 2.0  # points: how finely places for words are tried
SIZE, AFTER, LINE = 5.0, 10.0, 15.0  # points: radius of a sign, from its middle to the word, from line to line
LITTLE = 3.4  # points: radius of a sign where there is little room
SPECK = 8  # steps squared: a place smaller than that stays without a sign
AIR = 4.0  # points between a word and the edge of its region
BESIDE = 14.0  # points from the plane to the middle of a sign beside it


def regions(
    ax: Axes, x: np.ndarray, y: np.ndarray, worth: np.ndarray, *, keep_off: Sequence[Box] = (), gid: str | None = None
) -> Axes:
    """Draw where each choice is worth most; the limits of the Axes become the ends of x and y.

    Parameters
    ----------
    x, y : (X,) and (Y,), the parameters, rising; two values at least. The scales of the Axes may be logarithmic if
        they were set before.
    worth : (Y, X, 3), what balancing, standing aside and bandwagoning are worth, as `alignment.utilities` returns it.
    keep_off : boxes in points from the plane's lower left corner where no word may stand (`planes.spot` returns one).
    gid : what the gids of all that is drawn begin with.

    Returns
    -------
    ax. Where two choices are worth the same over an area, it stays blank.

    >>> from matplotlib.figure import Figure
    >>> x = y = np.linspace(0, 1, 50)
    >>> worth = np.stack(np.broadcast_arrays(x, 0.4, y[:, None]), axis=-1)  # (Y, X, 3)
    >>> ax = regions(Figure((4.2, 3.3)).add_axes(BOX), x, y, worth)
    >>> sorted(text.get_text() for text in ax.texts)
    ['balances', 'bandwagons', 'stands aside']
    """
    x, y, worth = (np.asarray(array, float) for array in (x, y, worth))
    if worth.shape != (len(y), len(x), 3):
        raise ValueError(f"worth has shape {worth.shape}: give ({len(y)}, {len(x)}, 3), rows along y, columns along x")
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))
    lead = [worth[..., k] - np.delete(worth, k, axis=-1).max(axis=-1) for k in range(3)]
    found = [k for k in range(3) if (lead[k] > 0).any()]
    for k in found:
        role = CHOICES[k]
        wash = ax.contourf(x, y, lead[k], [0, lead[k].max() + 1], colors=[PAINT[f"{role}-wash"]], zorder=0)
        wash.set_gid(under(gid, f"wash-{role}"))
    for k in found[:-1]:  # the last one's edges are the others'
        edge = ax.contour(x, y, lead[k], [0], colors=[PAINT["ink"]], linewidths=1.2, zorder=1)
        edge.set_gid(under(gid, f"edge-{CHOICES[k]}"))
    _name(ax, *raster(ax, x, y, lead), found, keep_off, gid)
    return ax


def raster(ax: Axes, x: np.ndarray, y: np.ndarray, lead: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Size of the plane in points; and which of several things leads at places STEP points apart.

    lead : for each (Y, X), how far it is ahead of the others. The second array is (rows, columns), from below; -1 is
    where none leads.

    >>> from matplotlib.figure import Figure
    >>> x = np.linspace(0, 1, 50)
    >>> size, best = raster(Figure((1, 1)).add_axes((0, 0, 1, 1)), x, x, [np.tile(x - 0.5, (50, 1))])
    >>> size.tolist(), best.shape, best[0, [0, -1]].tolist()
    ([72.0, 72.0], (36, 36), [-1, 0])
    """
    size = ax.get_position().size * ax.figure.get_size_inches() * 72
    to_points = ax.transData + ax.transAxes.inverted()
    places = [to_points.transform(np.column_stack([x, np.full(len(x), y[0])]))[:, 0] * size[0],
              to_points.transform(np.column_stack([np.full(len(y), x[0]), y]))[:, 1] * size[1]]  # fmt: skip
    column, row = (np.interp(np.arange(STEP / 2, end, STEP), at, np.arange(len(at)))
                   for at, end in zip(places, size, strict=True))  # fmt: skip
    best = np.argmax(lead, axis=0)
    best[np.max(lead, axis=0) <= 0] = -1
    return size, best[np.ix_(np.rint(row).astype(int), np.rint(column).astype(int))]


def _name(
    ax: Axes, size: np.ndarray, best: np.ndarray, found: list[int], keep_off: Sequence[Box], gid: str | None
) -> None:
    """A sign and a word in each region, the smallest first, or beside the plane."""
    free = np.ones(best.shape, dtype=bool)
    for west, south, east, north in keep_off:
        free[_cells(south, north), _cells(west, east)] = False
    parts = [(k, part, rank) for k in found for rank, part in enumerate(_parts(best == k))]
    beside = []
    for k, part, rank in sorted(parts, key=lambda each: np.count_nonzero(each[1])):
        role, mine = CHOICES[k], part & free
        wide = SIZE + AFTER + marks.width(ROLES[role][1], marks.WHO)
        at = roomiest(mine, wide + 2 * AIR, LINE + AIR) if rank == 0 else None
        if at is not None:
            _both(ax, role, transforms.offset_copy(ax.transAxes, ax.figure, *((at - (wide / 2 - SIZE, 0)) / 72)), gid)
            continue
        tried = ((r, roomiest(mine, 2 * r + more, 2 * r + more)) for r, more in ((SIZE, 3), (LITTLE, 1)))
        radius, inside = next(((r, found) for r, found in tried if found is not None), (SIZE, None))
        spot = roomiest(part, STEP, STEP) if inside is None else inside
        if inside is not None:
            place = transforms.offset_copy(ax.transAxes, ax.figure, *(inside / 72))
            sign(ax, 0, 0, role, size=radius, gid=under(gid, f"sign-{role}"), on=place)
        else:
            free[_cells(spot[1] - 3, spot[1] + 3), _cells(spot[0], size[0])] = False  # its line runs here
        if inside is None or rank == 0:
            beside.append((role, spot, inside is None))
    heights = apart(np.array([spot[1] for _, spot, _ in beside]), np.full(len(beside), LINE), 0, size[1])
    for (role, spot, leads), height in zip(beside, heights, strict=True):
        place = transforms.offset_copy(ax.transAxes, ax.figure, (size[0] + BESIDE) / 72, height / 72)
        _both(ax, role, place, gid)
        if leads:
            _lead(ax, size, spot, height, under(gid, f"lead-{role}"))


def _parts(mask: np.ndarray) -> list[np.ndarray]:
    """The connected parts of a region, the largest first, specks left out (but never all)."""
    parts, rest = [], mask.copy()
    while rest.any():
        part = np.zeros_like(rest)
        part.flat[rest.argmax()] = True
        grown = 0
        while grown < (grown := np.count_nonzero(part)):
            for _ in range(8):  # between two counts
                part[1:] |= part[:-1] & rest[1:]
                part[:-1] |= part[1:] & rest[:-1]
                part[:, 1:] |= part[:, :-1] & rest[:, 1:]
                part[:, :-1] |= part[:, 1:] & rest[:, :-1]
        parts.append(part)
        rest &= ~part
    parts.sort(key=np.count_nonzero, reverse=True)
    return [part for rank, part in enumerate(parts) if rank == 0 or np.count_nonzero(part) >= SPECK]


def _both(ax: Axes, role: str, place: transforms.Transform, gid: str | None) -> None:
    """A sign at a place, and its word behind it."""
    sign(ax, 0, 0, role, size=SIZE, gid=under(gid, f"sign-{role}"), on=place)
    place = transforms.offset_copy(place, ax.figure, AFTER / 72, 0)
    words = {"token": f"{role}-word", "weight": marks.WHO, "zorder": 5}
    marks.label(ax, 0, 0, ROLES[role][1], gid=under(gid, f"word-{role}"), transform=place, **words)


def _lead(ax: Axes, size: np.ndarray, spot: np.ndarray, height: float, gid: str | None) -> None:
    """A line from a place in the plane to the sign beside it."""
    points = np.array([spot, (size[0], spot[1]), (size[0] + BESIDE - SIZE - 3, height)]) / size
    style = {"color": PAINT["ink"], "lw": 0.8, "marker": "o", "markevery": [0], "ms": 3, "clip_on": False, "zorder": 3}
    ax.add_artist(Line2D(*points.T, transform=ax.transAxes, gid=gid, **style))


def _cells(start: float, end: float) -> slice:
    """The places of the raster from one point to another."""
    return slice(max(int(start / STEP), 0), max(int(np.ceil(end / STEP)), 0))


def roomiest(mask: np.ndarray, wide: float, tall: float) -> np.ndarray | None:
    """Middle, in points, of the place for a box in a region where it is farthest from the edges; None if none holds it.

    The region is shrunk by a box that grows until nothing is left; of the last places the middlemost is taken.

    mask : (rows, columns), places STEP points apart, from below. wide, tall : of the box, in points.

    >>> roomiest(np.ones((50, 50), dtype=bool), 10, 10).tolist()
    [49.0, 49.0]
    """
    sums = np.pad(np.cumsum(np.cumsum(mask, axis=0), axis=1), ((1, 0), (1, 0)))
    last = None
    for grown in range(max(mask.shape)):
        h, w = (int(np.ceil(length / STEP)) + 2 * grown for length in (tall, wide))
        if h > mask.shape[0] or w > mask.shape[1]:
            break
        inside = np.argwhere(sums[h:, w:] - sums[:-h, w:] - sums[h:, :-w] + sums[:-h, :-w] == h * w)
        if not len(inside):
            break
        nearest = np.argmin(((inside - inside.mean(axis=0)) ** 2).sum(axis=1))
        last = (inside[nearest] + (h / 2, w / 2))[::-1] * STEP
    return last
