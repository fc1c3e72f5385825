"""Two coalitions as bars that face each other, and beneath them those who stand aside: who is where, and how much.

All on one scale, which no choice changes: left, who is against the threatener; right, the threatener and who is with
it; what the shorter bar lacks is left open above it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from walt.explorable.theme import PAINT, WIDTH
from walt.figures import marks
from walt.figures.signs import apart, sign, under

BAR, GAP, LEAD = 40.0, 6.0, 6.0  # points: breadth of a bar, between the two, from a bar to its labels
HEAD, LINE, SIGN = 42.0, 14.5, 14.0  # points: words over the bars, from line to line, from the left of a sign to a word
FLAT, SPACE = 12.0, 9.0  # points: breadth of the bar of those aside, between two names below it
WORDS = "against", "with it", "aside"


def sheet(figure: Figure, height: float = 3.6) -> Axes:
    """Set up the sheet on which the bars stand, `height` inches high: all of the figure, its unit the point.

    >>> round(float(sheet(Figure()).get_xlim()[1]), 1)
    302.4
    """
    figure.set_size_inches(WIDTH, height)
    figure.set_layout_engine("none")
    return _as_sheet(figure.add_axes((0, 0, 1, 1)))


def coalitions(
    ax: Axes,
    names: Sequence[str],
    shares: np.ndarray,
    profile: np.ndarray,
    limit: float,
    *,
    words: tuple[str, str, str] = WORDS,
    gid: str | None = None,
    hues_wait: bool = False,
) -> Axes:
    """Draw who stands where and how much that is; the Axes become a sheet whose unit is the point.

    Parameters
    ----------
    ax : Axes of the house width and about 3.6 inches high: `sheet(figure)`, in an explorable from its stage.
    names : N states.
    shares : (N,) what each brings, 0 to 1; shown in per cent.
    profile : (N,) int as in `walt.coalitions`: 0 balances, 1 stands aside, 2 bandwagons, -1 is the threatener.
    limit : the share that a bar of full height stands for: the most that one side can have in any state of the figure.
    words : what to call the three, before what they sum to.
    gid : what the gids of all that is drawn begin with.
    hues_wait : only hues, signs and what the three are called have gids; outlines, names and numbers, in ink, have
        none. For a figure whose first state gives nothing away but the sides taken.

    Returns
    -------
    ax. The scale is that of `limit` and of the room that all names need, so it stays as choices change.

    >>> ax = sheet(Figure())
    >>> ax = coalitions(ax, ["Thebes", "Argos", "Sparta"], np.array([0.3, 0.2, 0.4]), np.array([0, 1, -1]), 0.9)
    >>> [text.get_text() for text in ax.texts if text.get_text().endswith("%")]
    ['30.0 %', '40.0 %', '20.0 %']
    """
    shares, profile = np.asarray(shares, float), np.asarray(profile)
    if not len(names) == len(shares) == len(profile):
        raise ValueError(f"There are {len(names)} names, {len(shares)} shares, {len(profile)} choices: give as many")
    size = ax.get_position().size * ax.figure.get_size_inches() * 72
    _as_sheet(ax)
    rank = np.argsort(-shares, kind="stable")
    floor = LINE * (2.3 + len(_lines(names, shares, rank, size[0]))) + FLAT  # room for all aside, below both bars
    unit = (size[1] - HEAD - floor) / limit
    threat, ink = profile < 0, None if hues_wait else gid
    order = rank[np.argsort(~threat[rank], kind="stable")]  # the threatener first, the others by size
    west = size[0] / 2 - GAP / 2 - BAR
    against, joined = order[profile[order] == 0], order[(profile[order] == 2) | threat[order]]
    for side, (members, left) in enumerate(((against, west), (joined, size[0] / 2 + GAP / 2))):
        hues = ["threat" if threat[k] else ("balance", "bandwagon")[side] for k in members]
        at = np.concatenate([[0], np.cumsum(shares[members])]) * unit + floor
        for k, hue, foot, top in zip(members, hues, at, at[1:], strict=False):
            _segment(ax, (left, foot), (BAR, top - foot), hue, under(gid, f"bar-{k}"), hues_wait)
        texts = [(names[k], f"{100 * shares[k]:.1f}") for k in members]
        _beside(ax, texts, (at[1:] + at[:-1]) / 2, (left, left + BAR)[side], 2 * side - 1, floor, ink)
        gids = under(gid, f"sum-{side}"), under(ink, f"sum-{side}")
        _sum(ax, left, side, size[1] - LINE / 2 - 2, words[side], math.fsum(shares[members]), gids)
    ax.add_artist(Line2D([west, size[0] - west], [floor] * 2, color=PAINT["axis"], lw=0.8, zorder=3))
    _gap(ax, math.fsum(shares[against]), math.fsum(shares[joined]), west, floor, unit, under(ink, "gap"))
    _aside(ax, names, shares, rank[profile[rank] == 1], floor - 1.4 * LINE, unit, words[2], gid, hues_wait)
    return ax


def _as_sheet(ax: Axes) -> Axes:
    wide, high = ax.get_position().size * ax.figure.get_size_inches() * 72
    ax.set(xlim=(0, wide), ylim=(0, high))
    ax.axis("off")
    return ax


def _segment(
    ax: Axes, corner: tuple[float, float], size: tuple[float, float], hue: str, gid: str | None, hues_wait: bool
) -> None:
    if hues_wait:
        ax.add_artist(Rectangle(corner, *size, fc="none", ec=PAINT["axis"], lw=0.8, zorder=1.8))
    style = {"fc": PAINT[f"{hue}-wash"], "ec": PAINT[hue], "lw": 1.1, "zorder": 2, "gid": gid}
    ax.add_artist(Rectangle(corner, *size, **style))


def _beside(
    ax: Axes, texts: Sequence[tuple[str, str]], at: np.ndarray, edge: float, out: int, floor: float, gid: str | None
) -> None:
    """Names and numbers on the outer side of a bar, each led to from its segment where it had to move."""
    heights = apart(at, np.full(len(at), LINE), floor - LINE / 2, ax.get_ylim()[1] - HEAD + LINE / 2)
    ha = "left" if out > 0 else "right"
    for (name, number), middle, y in zip(texts, at, heights, strict=True):
        x = edge + out * (LEAD + 3)
        ax.add_artist(
            Line2D([edge, edge + out * LEAD], [middle, y], color=PAINT["axis"], lw=0.8, gid=under(gid, "lead"))
        )
        first, second = ((name, marks.WHO), (number, marks.HOW_MUCH))[::out]
        marks.label(ax, x, y, first[0], weight=first[1], ha=ha, gid=under(gid, "name"))
        x += out * (marks.width(*first) + 4)
        marks.label(ax, x, y, second[0], weight=second[1], ha=ha, gid=under(gid, "name"))


def _sum(
    ax: Axes, left: float, side: int, y: float, words: str, total: float, gids: tuple[str | None, str | None]
) -> None:
    """Over a bar, towards the middle: the sign, what the side is called, and below, what it sums to."""
    role, token = (("balance", "balance-word"), ("threat", "threat-word"))[side]
    percent = f"{100 * total:.1f} %"
    wide = marks.width(words, marks.WHO)
    x = left if side else left + BAR - wide
    sign(ax, x - SIGN + 4 if not side else x + 5, y, role, gid=gids[0])
    marks.label(ax, x + SIGN * side, y, words, token=token, weight=marks.WHO, gid=gids[0])
    ha = "left" if side else "right"
    marks.label(ax, left + SIGN if side else left + BAR, y - LINE, percent, ha=ha, gid=gids[1])


def _gap(ax: Axes, against: float, joined: float, west: float, floor: float, unit: float, gid: str | None) -> None:
    """What the weaker side lacks, open above its bar."""
    low, high = sorted((against, joined))
    if round(1000 * (high - low)) == 0:
        return
    left = west if against < joined else west + BAR + GAP
    bottom, top = floor + low * unit, floor + high * unit
    style = {"fc": "none", "ec": PAINT["axis"], "lw": 0.8, "ls": (0, (2, 2)), "zorder": 1.5, "gid": gid}
    ax.add_artist(Rectangle((left, bottom), BAR, top - bottom, **style))
    lines, y = [f"{100 * (high - low):.1f}", "less"], (bottom + top + LINE) / 2
    if top - bottom < 2.2 * LINE:
        lines, y = [" ".join(lines)], top + LINE / 2
    for row, line in enumerate(lines):
        marks.label(ax, left + BAR / 2, y - row * LINE, line, token="ink-2", ha="center", gid=gid)


def _aside(
    ax: Axes,
    names: Sequence[str],
    shares: np.ndarray,
    members: np.ndarray,
    y: float,
    unit: float,
    words: str,
    gid: str | None,
    hues_wait: bool,
) -> None:
    """A bar that lies, on the same scale, with a heading above and its names in lines below."""
    total = f"{100 * math.fsum(shares[members]):.1f} %" if len(members) else "none"
    sign(ax, 6, y, "aside", gid=under(gid, "sum-2"))
    marks.label(ax, 5 + SIGN, y, words, token="aside-word", weight=marks.WHO, gid=under(gid, "sum-2"))
    x = 5 + SIGN + 6 + marks.width(words, marks.WHO)
    marks.label(ax, x, y, total, gid=under(gid, "sum-2"))
    foot, left = y - LINE / 2 - FLAT - 2, 1.0
    for k in members:
        _segment(ax, (left, foot), (shares[k] * unit, FLAT), "aside", under(gid, f"bar-{k}"), hues_wait)
        left += shares[k] * unit
    gid = under(None if hues_wait else gid, "name")
    for row, line in enumerate(_lines(names, shares, members, ax.get_xlim()[1])):
        for x, name, number in line:
            y = foot - LINE * (row + 0.65)
            marks.label(ax, x, y, name, weight=marks.WHO, gid=gid)
            marks.label(ax, x + marks.width(name, marks.WHO) + 4, y, number, gid=gid)


def _lines(
    names: Sequence[str], shares: np.ndarray, members: Sequence[int], wide: float
) -> list[list[tuple[float, str, str]]]:
    """Names and numbers set in lines: for each where it begins, in points."""
    lines: list[list[tuple[float, str, str]]] = []
    x = wide
    for k in members:
        name, number = names[k], f"{100 * shares[k]:.1f}"
        own = marks.width(name, marks.WHO) + 4 + marks.width(number)
        if x + own > wide:
            lines.append([])
            x = 1.0  # as the bar above, and a browser may begin a letter a hair farther left
        lines[-1].append((x, name, number))
        x += own + SPACE
    return lines
