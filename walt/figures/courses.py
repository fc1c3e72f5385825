"""Quantities over time, rounds or a parameter, as lines: each is named at its end, with its role's dash and sign."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib import transforms
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from walt.explorable.theme import PAINT, ROLES, WIDTH
from walt.figures import marks
from walt.figures.signs import apart, sign, under

BOX = (0.075, 0.115, 0.6, 0.785)  # of the plot in its figure, with room for words at the lines' ends
LINE, PAD = 14.0, 4.0  # points: from line to line of a name, between two names
BESIDE, AFTER = 15.0, 10.0  # points: from the plot to the middle of a sign, from there to the words
LEFT, WIDE, TALL, FOOT, HEAD = 26.0, 178.0, 162.0, 40.0, 22.0  # points: of a `plane`, with room below and above it
HOLLOW = {"marker": "o", "ls": "", "ms": 7, "mew": 1.8, "color": PAINT["ink"], "mfc": PAINT["card"], "zorder": 3}

Ticks = Sequence[tuple[float, str]]  # values, and what to call them


def plane(figure: Figure, x: Ticks, xlabel: str, y: Ticks, ylabel: str) -> Axes:
    """Set up a plot with room for names at its right: ticks at x and y, whose ends are the limits; labels as words.

    >>> ax = plane(Figure(), [(0, "0"), (100, "100")], "share, %", [(0, "0"), (50, "even"), (100, "100")], "chance, %")
    >>> ax.get_xlim(), [round(length) for length in ax.get_position().size * ax.figure.get_size_inches() * 72]
    ((np.float64(0.0), np.float64(100.0)), [178, 162])
    """
    foot = FOOT if xlabel else FOOT - marks.CAPITAL - 8
    high = HEAD + TALL + foot
    figure.set_size_inches(WIDTH, high / 72)
    figure.set_layout_engine("none")
    ax = figure.add_axes((LEFT / WIDTH / 72, foot / high, WIDE / WIDTH / 72, TALL / high))
    ax.set(xlim=(x[0][0], x[-1][0]), ylim=(y[0][0], y[-1][0]))
    ax.set_xticks([at for at, _ in x if _], [words for _, words in x if words])
    ax.set_yticks([at for at, _ in y if _], [words for _, words in y if words])
    style = {"xycoords": "axes fraction", "textcoords": "offset points", "color": PAINT["ink-2"]}
    ax.annotate(ylabel, (0, 1), (-LEFT, HEAD - 11), **style)
    ax.annotate(xlabel, (0, 0), (0, -33), **style)
    return ax


def spells(ax: Axes, y: float, ends: Sequence[tuple[float, float]], roles: Sequence[str], words: Sequence[str]) -> None:
    """Spells of K roles along a line at height y: each in its role's dash, named above, the last one flush right.

    >>> ax = plane(Figure(), [(0, "0"), (9, "9")], "", [(0, "0"), (1, "1")], "")
    >>> spells(ax, 0.9, [(0, 6), (6, 9)], ["bandwagon", "balance"], ["bandwagons", "balances"])
    >>> [line.is_dashed() for line in ax.lines]
    [True, False]
    """
    for k, ((start, end), role, word) in enumerate(zip(ends, roles, words, strict=True)):
        ax.plot([start, end], [y, y], color=PAINT[role], ls=ROLES[role][0], lw=2.6, zorder=2)
        last = k and k == len(words) - 1
        place = transforms.offset_copy(ax.transData, ax.figure, 0, 10 / 72)
        style = {"token": f"{role}-word", "weight": marks.WHO, "transform": place}
        marks.label(ax, end if last else start, y, word, ha="right" if last else "left", **style)


def courses(
    ax: Axes,
    x: np.ndarray,
    values: np.ndarray,
    roles: Sequence[str],
    words: Sequence[Sequence[str]],
    *,
    gid: str | None = None,
) -> Axes:
    """Draw K quantities as lines and name them at their ends, right of the Axes.

    Parameters
    ----------
    ax : with limits set, so that they stay through all states of a figure.
    x : (T,), rising: years, rounds, battles, values of a parameter.
    values : (K, T); NaN where a quantity has ended (a war that is over), so that its line stops there.
    roles : for each its role ("balance", "bandwagon", "aside", "threat") or a token such as "ink", which has
        no sign.
    words : for each the lines of its name: the first says who, the others how much.
    gid : what the gids of all that is drawn begin with.

    Returns
    -------
    ax.

    >>> from matplotlib.figure import Figure
    >>> ax = Figure((4.2, 2.9)).add_axes(BOX)
    >>> _ = ax.set(xlim=(1912, 1914), ylim=(0, 40))
    >>> shares = np.array([[20, 30, 32.3], [19, 22, 22.6]])
    >>> ax = courses(ax, np.arange(1912, 1915), shares, ["balance", "threat"], [["against", "32.3 %"], ["with"]])
    >>> [line.get_ydata().tolist() for line in ax.lines[:2]]
    [[20.0, 30.0, 32.3], [19.0, 22.0, 22.6]]
    """
    x, values = np.asarray(x, float), np.atleast_2d(np.asarray(values, float))
    if values.shape != (len(words), len(x)) or len(roles) != len(words):
        raise ValueError(
            f"values has shape {values.shape}, with {len(x)} values of x, {len(words)} words and {len(roles)} roles: "
            "give (K, T), and K of both"
        )
    ends = []
    for k, (role, row) in enumerate(zip(roles, values, strict=True)):
        dash = ROLES[role][0] if role in ROLES else "-"
        last = np.flatnonzero(np.isfinite(row))
        if not len(last):
            raise ValueError(f"values[{k}] is NaN throughout: leave it out")
        low, high = ax.get_ylim()
        cut = np.nanmin(row) < low or np.nanmax(row) > high  # a line along the edge keeps its full breadth
        style = {"color": PAINT[role], "ls": dash, "lw": 2.2, "zorder": 2.5, "clip_on": bool(cut)}
        ax.plot(x, row, **style, gid=under(gid, f"line-{k}"))
        ends.append((x[last[-1]], row[last[-1]]))
    _name(ax, np.array(ends), roles, words, gid)
    return ax


def _name(ax: Axes, ends: np.ndarray, roles: Sequence[str], words: Sequence[Sequence[str]], gid: str | None) -> None:
    size = ax.get_position().size * ax.figure.get_size_inches() * 72
    at = (ax.transData + ax.transAxes.inverted()).transform(ends) * size
    tall = np.array([LINE * len(lines) + PAD for lines in words])
    heights = apart(at[:, 1], tall, -LINE / 2, size[1] + LINE / 2)
    for k, (role, lines) in enumerate(zip(roles, words, strict=True)):
        signed = role in ROLES
        place = transforms.offset_copy(ax.transAxes, ax.figure, (size[0] + BESIDE) / 72, heights[k] / 72)
        # From the line's end to its name, where the name could not stand beside it.
        if abs(heights[k] - at[k, 1]) > 2 or at[k, 0] < size[0] - 2:
            lead = np.array([at[k], (size[0], at[k, 1]), (size[0] + BESIDE - 8, heights[k])]) / size
            style = {"color": PAINT["axis"], "lw": 0.8, "clip_on": False, "zorder": 2}
            ax.add_artist(Line2D(*lead.T, transform=ax.transAxes, gid=under(gid, f"lead-{k}"), **style))
        if signed:
            sign(ax, 0, 0, role, gid=under(gid, f"sign-{k}"), on=place)
        token = f"{role}-word" if signed else "ink" if role == "ink" else "ink-2"
        for row, line in enumerate(lines):
            up = ((len(lines) - 1) / 2 - row) * LINE
            beside = transforms.offset_copy(place, ax.figure, (AFTER if signed else -4) / 72, up / 72)
            style = {"weight": marks.HOW_MUCH, "token": "ink"} if row else {"weight": marks.WHO, "token": token}
            marks.label(ax, 0, 0, line, transform=beside, gid=under(gid, f"word-{k}"), **style)
