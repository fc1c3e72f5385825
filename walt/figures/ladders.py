"""Rungs on one logarithmic scale, where equal lengths are equal ratios: from what is to what would be needed."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib import transforms
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable.theme import PAINT, WIDTH
from walt.figures import marks

HOLLOW = {"color": PAINT["ink"], "mfc": PAINT["card"], "mew": 1.8}  # the value that is
LEFT, RIGHT, RUNG, HEAD, FOOT = 8.0, 78.0, 46.0, 26.0, 22.0  # points: margins, and from rung to rung


def ladder(
    figure: Figure, names: Sequence[str], limits: tuple[float, float], ticks: Sequence[str], beyond: str
) -> Axes:
    """Set up a rung a name on a logarithmic scale, with `ticks` such as ".1"; what lies past 1 is named `beyond`."""
    height = HEAD + len(names) * RUNG + FOOT
    figure.set_size_inches(WIDTH, height / 72)
    figure.set_layout_engine("none")
    total = WIDTH * 72
    ax = figure.add_axes((LEFT / total, FOOT / height, (total - LEFT - RIGHT) / total, len(names) * RUNG / height))
    ax.set(xscale="log", xlim=limits, ylim=(len(names) - 0.5, -0.5), yticks=[])
    ax.set_xticks([float(tick) for tick in ticks], ticks)
    ax.get_xticklabels()[0].set_ha("left")
    ax.minorticks_off()
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.axvspan(1, limits[1], color=PAINT["land"], lw=0, zorder=0)
    for tick in ticks:
        ax.axvline(float(tick), color=PAINT["ink" if tick == "1" else "rule"], lw=0.8, zorder=0)
    ax.annotate(
        beyond, (1, 0), (10, -14), xycoords=ax.get_xaxis_transform(), textcoords="offset points", color=PAINT["ink-2"]
    )
    for rung, name in enumerate(names):
        marks.label(ax, limits[0], rung - 0.3, name, weight=marks.WHO)
        ax.plot([limits[0], 1], [rung + 0.1] * 2, color=PAINT["axis"], lw=0.8, zorder=1)
    return ax


def climb(ax: Axes, rung: int, start: float, goal: float, words: tuple[str, str], *, gid: str) -> None:
    """On a rung, from the value that is (hollow) to the one needed (filled; a cross past 1), with words for both.

    A goal beyond the scale ends at its edge. All but the present value waits behind `gid`.
    """
    y, high = rung + 0.1, ax.get_xlim()[1]
    for a, b, thick in ((start, min(goal, 1), 2.6), (1, min(goal, high), 1.2))[: 1 + (goal > 1)]:
        ax.plot([a, b], [y, y], color=PAINT["ink"], lw=thick, zorder=2, gid=gid)
    if goal < high:
        ax.plot([goal], [y], "o" if goal <= 1 else "x", ms=7, mew=2, color=PAINT["ink"], zorder=3, gid=gid)
    ax.plot([start], [y], "o", ms=8, **HOLLOW, zorder=4, clip_on=False)
    for row, text in enumerate(words):
        beside = transforms.offset_copy(ax.get_yaxis_transform(), ax.figure, 7 / 72, (0.5 - row) * 15 / 72)
        style = {"token": "ink-2"} if row else {"weight": marks.WHO, "gid": gid}
        marks.label(ax, 1, y, text, transform=beside, **style)


def threatener(ax: Axes, rung: int, value: float, gid: str) -> None:
    """Below a rung, where the state stands that is feared most."""
    under = transforms.offset_copy(ax.transData, ax.figure, 0, -9.5 / 72)
    marks.ring(ax, value, rung + 0.1, size=4, gid=gid, on=under)


def heading(ax: Axes, feared: str, rival: str, gid: str) -> None:
    """Above the rungs, whose marks they are: the state feared most and its rival, each with its number."""

    def place(points: float) -> transforms.Transform:
        return transforms.offset_copy(ax.transAxes, ax.figure, points / 72, HEAD / 2 / 72)

    second = 15 + marks.width(feared, marks.WHO) + 18
    marks.ring(ax, 0, 1, on=place(5), size=5, gid=gid)
    marks.label(ax, 0, 1, feared, token="threat-word", weight=marks.WHO, gid=gid, transform=place(15))
    ax.plot([0], [1], "o", ms=8, **HOLLOW, clip_on=False, transform=place(second))
    marks.label(ax, 0, 1, rival, weight=marks.WHO, transform=place(second + 10))
