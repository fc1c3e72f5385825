"""What belongs to the stage: how to find it, how to tell that a state changed it, how to put it back."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axes._base import _AxesBase
from matplotlib.axis import Axis
from matplotlib.figure import Figure, FigureBase
from matplotlib.text import Text


def leaves(parent: FigureBase | Axes) -> Iterator[Artist]:
    """Every artist that is painted, Axes and figures opened up."""
    for child in parent.get_children():
        if isinstance(child, _AxesBase | FigureBase):
            yield from leaves(child)
        else:
            yield child


def all_axes(parent: FigureBase | Axes) -> Iterator[Axes]:
    """Every Axes, insets and second axes included."""
    for child in parent.get_children():
        if isinstance(child, _AxesBase):
            yield child
        if isinstance(child, _AxesBase | FigureBase):
            yield from all_axes(child)


def is_compared(artist: Artist) -> bool:
    """An axis and a title count as stale after any new data or measurement; `owned` compares what they say instead."""
    return isinstance(artist, Axis) or (artist.axes is not None and artist in _titles(artist.axes))


def _titles(axes: Axes) -> tuple[Text, ...]:
    return axes.title, axes._left_title, axes._right_title


def owned(figure: Figure) -> dict[str, Any]:
    """What a state must leave as it is: sizes, places, scales, limits, ticks, labels and titles, by name."""
    found: dict[str, Any] = {"the figure's size": (*map(float, figure.get_size_inches()), figure.dpi)}
    several = sum(1 for _ in all_axes(figure)) > 1
    for number, axes in enumerate(all_axes(figure)):
        where = f" of Axes {number}" if several else ""
        found |= {
            f"the position{where}": tuple(map(float, axes.get_position(original=True).bounds)),
            f"the aspect{where}": axes.get_aspect(),
            f"the frame{where}": (axes.axison, axes.get_frame_on(), axes.get_visible(), axes.get_zorder()),
            f"the titles{where}": tuple(map(_type, _titles(axes))),
        }
        for letter, axis in axes._axis_map.items():
            found |= {f"the {letter} {what}{where}": value for what, value in _owned_by(axis).items()}
    return found


def _owned_by(axis: Axis) -> dict[str, Any]:
    ticks = (axis.get_major_locator(), axis.get_minor_locator(), axis.get_major_formatter(), axis.get_minor_formatter())
    return {
        "scale": axis.get_scale(),
        "limits": tuple(map(float, axis.get_view_interval())),
        "label": _type(axis.label),
        "ticks": (ticks, *map(_settings, ticks)),
        "tick params": (axis.get_tick_params("major"), axis.get_tick_params("minor")),
        "tick labels": tuple(_type(tick.label1) for tick in axis.majorTicks),
        "axis": (axis.get_visible(), axis.get_zorder(), axis.get_label_position(), axis.labelpad),
    }


def _settings(ticker: Any) -> dict[str, Any]:
    """What a locator or formatter was told, which `locator_params` and `ticklabel_format` change in place."""
    return {name: value for name, value in vars(ticker).items() if isinstance(value, int | float | str | tuple)}


def _type(text: Text) -> tuple[Any, ...]:
    return text.get_text(), text.get_color(), text.get_fontsize(), text.get_rotation(), text.get_visible()


def told(before: Any, now: Any) -> str:
    """From what to what, where that is short enough to help."""
    words = f" from {before} to {now}"
    return words if len(words) < 100 else ""


class FigureMemory:
    """What drawing leaves behind in a figure besides artists.

    Before matplotlib 3.11 a figure remembers a title that was taken off, and fills it in again, unseen.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.titles = {name: getattr(figure, name) for name in ("_suptitle", "_supxlabel", "_supylabel")}

    def restore(self) -> None:
        vars(self.figure).update(self.titles)


def _copied(state: dict[str, Any]) -> dict[str, Any]:
    return {name: copy.copy(value) for name, value in state.items()}


class AxesMemory:
    """What drawing leaves behind in an Axes besides artists: colour cycles, data limits, containers."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.cycles = [(cycle, _copied(vars(cycle))) for cycle in (axes._get_lines, axes._get_patches_for_fill)]
        self.points, self.minpos = axes.dataLim.get_points().copy(), axes.dataLim.minpos.copy()
        self.containers = list(axes.containers)
        self.autoscale = axes.get_autoscalex_on(), axes.get_autoscaley_on()

    def restore(self) -> None:
        for cycle, state in self.cycles:
            vars(cycle).update(_copied(state))
        self.axes.dataLim.set_points(self.points)
        self.axes.dataLim._minpos = self.minpos.copy()
        self.axes.containers[:] = self.containers
        self.axes.set_autoscalex_on(self.autoscale[0])
        self.axes.set_autoscaley_on(self.autoscale[1])
