"""The sign of each role, who stands where on a map, and how labels in a column keep apart.

A sign tells the role without its hue: a stroke stopped by a bar balances, an arrow bandwagons, a hollow ring stands
aside, a disc within a ring threatens.
"""

from __future__ import annotations

import numpy as np
from matplotlib import transforms
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon

from walt.explorable.theme import PAINT, ROLES
from walt.figures import marks

CHOICES = ("balance", "aside", "bandwagon")  # role of each choice, by its number in a profile
REST = 12.0, 22.0  # points from a threatener's rim to the bar of a link: neighbours' bars do not touch
ARRIVE = 6.0  # points from its rim to the point of an arrow
NEAR, HOLDS = 12.0, 8.0  # points: too little between two rims for a link; radius of a disc that holds one


def under(gid: str | None, part: str) -> str | None:
    """The gid of a part of a drawing; None where the drawing has none.

    >>> under("answer", "edge"), under(None, "edge")
    ('answer-edge', None)
    """
    return gid and f"{gid}-{part}"


def sign(
    ax: Axes,
    x: float,
    y: float,
    role: str,
    *,
    size: float = 5.0,
    gid: str | None = None,
    on: transforms.Transform | None = None,
) -> Axes:
    """The sign of a role ("balance", "bandwagon", "aside" or "threat"), `size` points in radius.

    x, y : its middle, in data units unless `on` is given.

    >>> from matplotlib.figure import Figure
    >>> ax = sign(Figure().subplots(), 0.5, 0.5, "balance")
    >>> len(ax.lines)  # the stroke and the bar that stops it
    2
    """
    if role == "threat":
        marks.ring(ax, x, y, size=size, gid=gid, on=on)
        return ax
    scale = transforms.Affine2D().scale(size / 72) + ax.figure.dpi_scale_trans
    style = {
        "transform": scale + transforms.ScaledTranslation(x, y, on or ax.transData),
        "clip_on": False,
        "zorder": 4,
        "gid": gid,
    }
    hue = PAINT[role]
    if role == "aside":
        ax.add_artist(Circle((0, 0), 0.85, ec=hue, fc="none", lw=1.8, **style))
        return ax
    ax.add_artist(Line2D([-1, 0.6 if role == "balance" else 0.3], [0, 0], color=hue, lw=2, **style))
    if role == "balance":
        ax.add_artist(Line2D([0.8, 0.8], [-1, 1], color=hue, lw=3, **style))
    else:
        ax.add_artist(Polygon([(-0.1, 1), (1.2, 0), (-0.1, -1)], fc=hue, lw=0, **style))
    return ax


def alignments(ax: Axes, at: np.ndarray, radii: np.ndarray, profile: np.ndarray, *, gid: str | None = None) -> Axes:
    """Who stands where on a map, over its hollow circles: filled for a side taken, hollow for none, and the links.

    Parameters
    ----------
    at, radii : (N, 2) and (N,) points, on Axes whose unit is the point (`maps.europe`).
    profile : (N,) int as in `walt.coalitions`: 0 balances, 1 stands aside, 2 bandwagons, -1 is the threatener.
    gid : what the gids of all that is drawn begin with.

    Returns
    -------
    ax. A solid line from a state to the threatener is stopped by a bar: against it. A dashed arrow arrives: with it.
    Where the two circles all but touch, the link lies within the state's own, in the card's colour.

    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> ax = alignments(ax, np.array([[0, 0], [90, 0], [0, 90]]), np.full(3, 9), np.array([-1, 0, 2]))
    >>> [line.get_linestyle() for line in ax.lines]
    ['-', '-', '--']
    """
    profile = np.asarray(profile)
    (feared,) = np.flatnonzero(profile < 0)
    marks.circles(ax, at[[feared]], radii[[feared]], threat=True, gid=under(gid, "threat"))
    for state in np.flatnonzero(profile >= 0):
        hue, hollow = PAINT[CHOICES[profile[state]]], profile[state] == 1
        place = transforms.ScaledTranslation(*at[state], ax.transData)
        scale = transforms.Affine2D().scale(radii[state] / 72) + ax.figure.dpi_scale_trans
        style = {"ec": hue, "fc": PAINT["card"] if hollow else hue, "lw": 2, "zorder": 3.5, "clip_on": False}
        ax.add_artist(Circle((0, 0), 1, transform=scale + place, gid=under(gid, "state"), **style))
    movers = np.flatnonzero((profile == 0) | (profile == 2))
    away = at[movers] - at[feared]
    around = movers[np.argsort(np.arctan2(away[:, 1], away[:, 0]), kind="stable")]
    for turn, state in enumerate(around):
        rim = radii[feared] + marks.RING
        _link(ax, at[state], at[feared], radii[state], rim, profile[state] == 0, REST[turn % 2], under(gid, "link"))
    return ax


def _link(
    ax: Axes,
    start: np.ndarray,
    goal: np.ndarray,
    out: float,
    rim: float,
    against: bool,
    rest: float,
    gid: str | None,
) -> None:
    along = goal - start
    far = np.hypot(*along)
    along = along / far
    across = np.array([-along[1], along[0]])
    room = max(far - out - rim, 0)
    inside = room < NEAR and out > HOLDS
    # Between neighbours there is little room: half of it stays for the line.
    stop = min(rest if against else ARRIVE, room / 2)
    begin, end = start + along * out, goal - along * (rim + stop)
    if inside:
        begin, end = start - along * 0.65 * out, start + along * 0.65 * out
    token = "card" if inside else "balance" if against else "bandwagon"
    hue = {"color": PAINT[token], "gid": gid, "zorder": 3.6 if inside else 2.5}
    if against:
        ax.add_artist(Line2D(*zip(begin, end, strict=True), lw=2.2, **hue))
        ax.add_artist(Line2D(*zip(end + 5 * across, end - 5 * across, strict=True), lw=3.4, **hue))
    else:
        ax.add_artist(Line2D(*zip(begin, end - 8 * along, strict=True), lw=2.2, ls=ROLES["bandwagon"][0], **hue))
        head = [end, end - 10 * along + 5.5 * across, end - 10 * along - 5.5 * across]
        ax.add_artist(Polygon(head, lw=0, **hue))


def apart(wanted: np.ndarray, tall: np.ndarray, low: float, high: float) -> np.ndarray:
    """Middles of labels in a column, as near as can be to where they are wanted, none over another.

    Parameters
    ----------
    wanted, tall : (K,) middles and heights. low, high : the ends of the column.

    Returns
    -------
    (K,) middles. Labels that are taller together than the column stand on its low end and rise above the high one.

    >>> apart(np.array([50.0, 10.0, 12.0]), np.full(3, 10.0), 0, 100).tolist()
    [50.0, 6.0, 16.0]
    """
    wanted, tall = np.asarray(wanted, float), np.asarray(tall, float)
    order = np.argsort(wanted, kind="stable")
    tight = np.cumsum(tall[order]) - tall[order] / 2  # their middles, one upon another from 0
    groups: list[list[float]] = []  # labels that touch: how far their common foot is up, how many they are
    for foot in wanted[order] - tight:
        groups.append([foot, 1])
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            (a, n), (b, m) = groups[-2:]
            groups[-2:] = [[(a * n + b * m) / (n + m), n + m]]
    feet = np.repeat([foot for foot, _ in groups], [int(many) for _, many in groups])
    middles = np.empty(len(wanted))
    middles[order] = np.maximum(np.minimum(feet, high - tall.sum()), low) + tight
    return middles
