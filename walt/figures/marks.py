"""Marks: a circle whose area is power, the ring of the threatener, the wedge of a threat, text in the house weights."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib import collections, transforms
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle
from matplotlib.text import Text
from matplotlib.textpath import TextPath

from walt.explorable.theme import PAINT, SMALL

WHO, HOW_MUCH = 600, 400  # weights: states and roles; numbers and units
RING = 3.5  # points between a threatener's disc and its second ring
CAPITAL = 0.66 * SMALL  # height of a capital, points


def radius(power: np.ndarray) -> np.ndarray:
    """Radius in points of circles whose area is power (shares, 0 to 1), never too small to be seen.

    >>> radius(np.array([0.25, 0.0])).tolist()
    [18.0, 1.8]
    """
    return np.maximum(36 * np.sqrt(power), 1.8)


@functools.cache
def width(words: str, weight: int = HOW_MUCH) -> float:
    """Width of a line of text at the small size, in points.

    >>> width("power", WHO) > width("power") > 20
    True
    """
    face = FontProperties(family=["Source Sans 3", "sans-serif"], weight=weight)
    return float(TextPath((0, 0), words, size=SMALL, prop=face).get_extents().width)


def circles(ax: Axes, at: np.ndarray, radii: np.ndarray, *, threat: bool = False, gid: str | None = None) -> None:
    """Circles of the given radii (points) at (K, 2) data positions: hollow and in ink, or the mark of a threatener."""
    if threat:
        _discs(ax, at, radii + RING, fc=PAINT["card"], ec=PAINT["threat"], lw=1.4, gid=gid)
        _discs(ax, at, radii, fc=PAINT["threat"], ec=PAINT["threat"], lw=2, gid=gid)
    else:
        _discs(ax, at, radii, fc=PAINT["card"], ec=PAINT["ink"], lw=2, gid=gid)


def seen_from(ax: Axes, at: np.ndarray, radius: float) -> None:
    """The circle of the state that looks at the others: filled with ink, since no side is taken."""
    _discs(ax, at, np.array([radius]), fc=PAINT["ink"], ec=PAINT["ink"], lw=2)


def _discs(ax: Axes, at: np.ndarray, radii: np.ndarray, **style: object) -> None:
    for (x, y), size in zip(np.reshape(at, (-1, 2)), np.ravel(radii), strict=True):
        place = transforms.ScaledTranslation(x, y, ax.transData)
        scale = transforms.Affine2D().scale(size / 72) + ax.figure.dpi_scale_trans
        ax.add_artist(Circle((0, 0), 1, transform=scale + place, clip_on=False, zorder=3, **style))


def ring(
    ax: Axes, x: float, y: float, *, size: float = 4.5, gid: str | None = None, on: transforms.Transform | None = None
) -> None:
    """The threatener's mark as a sign before a word: a disc within a ring, `size` points in radius."""
    place = transforms.ScaledTranslation(x, y, on or ax.transData)
    for r, fill in ((0.45 * size, PAINT["threat"]), (size, "none")):
        scale = transforms.Affine2D().scale(r / 72) + ax.figure.dpi_scale_trans
        ax.add_artist(
            Circle(
                (0, 0),
                1,
                transform=scale + place,
                fc=fill,
                ec=PAINT["threat"],
                lw=1.6,
                clip_on=False,
                zorder=4,
                gid=gid,
            )
        )


def wedges(
    ax: Axes, feared: np.ndarray, fearing: np.ndarray, broad: np.ndarray, *, pale: bool = False, gid: str | None = None
) -> None:
    """Threats as filled triangles: `broad` wide at each feared state, a point at the state that fears.

    feared, fearing : (K, 2) positions and broad : (K,) widths, in data units of equal aspect.
    pale : a wash with an edge, for threats beside the greatest.
    """
    along = fearing - feared
    across = along[:, ::-1] * (-1, 1) / np.maximum(np.hypot(*along.T), 1e-9)[:, None] * broad[:, None] / 2
    corners = np.stack([feared + across, fearing, feared - across], axis=1)
    face, edge = (PAINT["threat-wash"], 0.7) if pale else (PAINT["threat"], 0)
    ax.add_collection(
        collections.PolyCollection(
            corners, facecolors=face, edgecolors=PAINT["threat"], linewidths=edge, zorder=1 if pale else 2, gid=gid
        ),
        autolim=False,
    )


def label(
    ax: Axes, x: float, y: float, words: str, *, token: str = "ink", weight: int = HOW_MUCH, **more: object
) -> Text:
    """A line of text whose capitals stand around (x, y) in height; in data units unless `transform` is given."""
    lift = transforms.ScaledTranslation(0, -CAPITAL / 2 / 72, ax.figure.dpi_scale_trans)
    base = more.pop("transform", ax.transData)
    return ax.text(x, y, words, color=PAINT[token], weight=weight, transform=base + lift, **more)
