"""A map of Europe on which states are circles: true distance and bearing from Berlin, far states at the edge."""

from __future__ import annotations

import functools
import json
import pathlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import collections
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable.theme import PAINT, WIDTH
from walt.figures import labels, marks
from walt.figures.labels import LINE, MARGIN

EARTH = 6371.0  # km
BERLIN = (52.52, 13.40)  # latitude, longitude in degrees
WEST, EAST, SOUTH, NORTH = -1500.0, 1500.0, -1450.0, 1150.0  # km from Berlin that the coastline covers
POINTS = WIDTH * 72 / (EAST - WEST)  # points per km
SIZE = np.array([(EAST - WEST) * POINTS, (NORTH - SOUTH) * POINTS])


@dataclass(frozen=True)
class Layout:
    """Where the N states of a map and their labels stand.

    at : (N, 2) points. radii : (N,) points. off : (N,) booleans, which lie off the map and stand at its edge.
    words : the lines of each label.
    """

    at: np.ndarray
    radii: np.ndarray
    off: np.ndarray
    words: list[list[str]]
    labels: list[labels.Label]


@dataclass(frozen=True)
class Map:
    """What a stage gives to draw: the Axes in points, and for each state its place, radius and where its label stands.

    at : (N, 2) points. radii : (N,) points.
    """

    axes: Axes
    at: np.ndarray
    radii: np.ndarray
    labels: list[labels.Label]

    def note(self, state: int, words: str, *, token: str = "threat-word", gid: str = "halo") -> None:
        """Write the line that is kept free at the label of a state; as a threatener's word, unless `token` is given."""
        x, _, y, ha = self.labels[state]
        marks.label(self.axes, x, y, words, token=token, weight=marks.WHO, gid=gid, ha=ha, zorder=5)

    def feared(self, states: np.ndarray, gid: str | None = None) -> None:
        """Put the mark of the threatener on states, given by their indices."""
        marks.circles(self.axes, self.at[states], self.radii[states], threat=True, gid=gid)

    def looking(self, state: int) -> None:
        """Fill the circle of the state through whose eyes the map is seen."""
        marks.seen_from(self.axes, self.at[state], self.radii[state])

    def wedges(
        self, feared: np.ndarray, fearing: np.ndarray, broad: np.ndarray, *, pale: bool = False, gid: str | None = None
    ) -> None:
        """A wedge for each pair of indices, `broad` points wide at the feared state, a point at the other's rim."""
        along = self.at[fearing] - self.at[feared]
        tips = self.at[fearing] - along * (self.radii[fearing] / np.hypot(*along.T))[:, None]
        marks.wedges(self.axes, self.at[feared], tips, broad, pale=pale, gid=gid)


def project(places: np.ndarray) -> np.ndarray:
    """Latitudes and longitudes in degrees, (N, 2), to km east and north of Berlin, true in distance and bearing.

    >>> paris, berlin = project(np.array([[48.86, 2.35], BERLIN])).round()
    >>> paris.tolist(), berlin.tolist()
    ([-806.0, -346.0], [0.0, 0.0])
    """
    latitude, longitude = np.radians(np.asarray(places, float)).T
    north, east = np.radians(BERLIN)
    east_of = longitude - east
    x = np.cos(latitude) * np.sin(east_of)
    y = np.cos(north) * np.sin(latitude) - np.sin(north) * np.cos(latitude) * np.cos(east_of)
    up = np.sin(north) * np.sin(latitude) + np.cos(north) * np.cos(latitude) * np.cos(east_of)
    length = np.hypot(x, y)
    km = EARTH * np.arctan2(length, up)
    return np.stack([x, y], axis=1) * (km / np.where(length > 0, length, 1))[:, None]


def covers(places: np.ndarray) -> np.ndarray:
    """Which of N latitudes and longitudes lie on the map: (N,) booleans.

    >>> covers(np.array([BERLIN, (38.9, -77.04)])).tolist()
    [True, False]
    """
    km = project(places)
    return ((km >= (WEST, SOUTH)) & (km <= (EAST, NORTH))).all(axis=1)


def europe(
    figure: Figure,
    names: Sequence[str],
    places: np.ndarray,
    power: np.ndarray,
    far: Sequence[str],
    notes: Sequence[str],
) -> Map:
    """Draw land, states as hollow circles whose area is power, and their names; the figure takes the map's size.

    The parameters are those of `layout`.
    """
    return states(land(figure), layout(names, places, power, far, notes))


def layout(
    names: Sequence[str],
    places: np.ndarray,
    power: np.ndarray,
    far: Sequence[str],
    notes: Sequence[str] | Mapping[int, str],
    links: Sequence[tuple[int, int]] | None = None,
) -> Layout:
    """Find a place on the map for each state and its label.

    places : (N, 2) latitude and longitude of capitals. power : (N,) shares, 0 to 1.
    far : (N,) what to write under a state that lies off the map, "" for none. notes : every line that may be
    written under a label later, the longest of them decides how much room is kept; or the one line of each state that
    gets one. links : the pairs of states between which lines will lie, if it is known.
    """
    radii = marks.radius(np.asarray(power))
    off = ~covers(places)
    at = _place((project(places) - (WEST, SOUTH)) * POINTS, off, radii)
    words = [[f"{name} {100 * share:.1f}", *([more] if away and more else [])]
             for name, share, more, away in zip(names, power, far, off, strict=True)]  # fmt: skip
    room = np.array([_widest([notes.get(k, "")] if isinstance(notes, Mapping) else notes) for k in range(len(words))])
    return Layout(at, radii, off, words, labels.place(at, radii, words, room, SIZE, links))


def _widest(lines: Sequence[str]) -> float:
    return max((marks.width(line, marks.WHO) for line in lines if line), default=0.0)


def land(figure: Figure) -> Axes:
    """Draw the land and a scale; the figure takes the map's size, and the Axes have the point as their unit."""
    figure.set_size_inches(*SIZE / 72)
    figure.set_layout_engine("none")
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, SIZE[0]), ylim=(0, SIZE[1]))
    ax.axis("off")
    shapes = [(np.array(shape) - (WEST, SOUTH)) * POINTS for shape in _coast()]
    ax.add_collection(
        collections.PolyCollection(shapes, facecolors=PAINT["land"], linewidths=0, zorder=0), autolim=False
    )
    _scale(ax)
    return ax


def states(ax: Axes, layout: Layout) -> Map:
    """Draw on the land the states as hollow circles, with their names."""
    for (x, y, _, ha), lines in zip(layout.labels, layout.words, strict=True):
        for row, line in enumerate(lines):
            style = {"token": "ink-2"} if row else {"weight": marks.WHO}
            marks.label(ax, x, y - row * LINE, line, ha=ha, gid="halo", zorder=5, **style)
    marks.circles(ax, layout.at, layout.radii)
    for state in np.flatnonzero(layout.off):
        _onward(ax, layout.at[state], layout.radii[state])
    return Map(ax, layout.at, layout.radii, layout.labels)


def _scale(ax: Axes) -> None:
    """500 km, in the lower left corner."""
    west, length = 2 * MARGIN, 500 * POINTS
    ax.plot([west, west, west + length, west + length], [9, 6, 6, 9], color=PAINT["axis"], lw=0.8, zorder=1)
    marks.label(ax, west + length / 2, 14, "500 km", token="ink-2", ha="center", gid="halo")


def _onward(ax: Axes, at: np.ndarray, radius: float) -> None:
    """A mark that a state lies farther out than the picture reaches: an angle that points over the edge."""
    out = 1 if at[0] > SIZE[0] / 2 else -1
    x = at[0] + out * (radius + marks.RING + 2.5)
    ax.plot([x, x + 3.5 * out, x], at[1] + np.array([4.5, 0, -4.5]), color=PAINT["ink"], lw=1.6, zorder=3)


@functools.cache
def _coast() -> list[list[list[float]]]:
    return json.loads((pathlib.Path(__file__).parent / "coast.json").read_text(encoding="utf-8"))


def _place(at: np.ndarray, off: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Places in points; those off the map go to its left or right edge, clear of the others."""
    at = at.copy()
    for state in np.flatnonzero(off):
        gap = radii[state] + marks.RING + 9  # room for the mark that points over the edge
        column = gap if at[state, 0] < SIZE[0] / 2 else SIZE[0] - gap
        rows = np.arange(gap, SIZE[1] - gap, 4.0)
        rows = rows[np.argsort(abs(rows - at[state, 1]), kind="stable")]
        others = np.flatnonzero(~off | (np.arange(len(at)) < state))
        clear = [np.hypot(*(at[others] - (column, row)).T) - radii[others] - gap for row in rows]
        at[state] = column, next((row for row, c in zip(rows, clear, strict=True) if (c > 4 * LINE).all()), rows[0])
    return at
