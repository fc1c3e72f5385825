"""What belongs to the stage stays: a state that changes it is refused by name; what drawing leaves is undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable import Explorable, Slider, theme


def scene(figure: Figure) -> Axes:
    axes = figure.subplots()
    axes.set(xlim=(0, 10), ylim=(0, 10), xlabel="Distance", title="Title")
    axes.plot([1, 2], [3, 4])
    axes.inset_axes((0.5, 0.5, 0.4, 0.4)).set(xlim=(0, 1), ylim=(0, 1))
    return axes


def drawing(act: Callable[[Axes, int], Any], stage: Callable[[Figure], Any] = scene) -> Any:
    def paint(axes: Axes, *, k: int) -> str:
        act(axes, k)
        axes.scatter([k], [k])
        return "Drawn."

    with theme.look():
        return Explorable(paint, stage=stage, name="x", k=Slider(1, 4, 1)).drawing()


CHANGES = {
    "x limits": [
        lambda axes: axes.set_xlim(0, 20),
        lambda axes: axes.invert_xaxis(),
        lambda axes: axes.child_axes[0].set_xlim(0, 9),
    ],
    "y limits": [lambda axes: axes.set_ylim(0, 20), lambda axes: axes.autoscale(axis="y")],
    "x scale": [lambda axes: axes.set_xscale("symlog")],
    "x ticks": [
        lambda axes: axes.set_xticks([1, 2]),
        lambda axes: axes.minorticks_on(),
        lambda axes: axes.locator_params(nbins=3),
        lambda axes: axes.ticklabel_format(style="sci", scilimits=(0, 0)),
        lambda axes: axes.bar(["a", "b"], [1, 2]),
    ],
    "x tick params": [
        lambda axes: axes.tick_params(axis="x", labelrotation=30),
        lambda axes: axes.tick_params(which="minor", length=9),
        lambda axes: axes.grid(True),
    ],
    "x tick labels": [lambda axes: axes.get_xticklabels()[0].set_color("red")],
    "x label": [lambda axes: axes.set_xlabel("Other"), lambda axes: axes.xaxis.label.set_color("red")],
    "x axis": [
        lambda axes: axes.set_axisbelow(False),
        lambda axes: axes.xaxis.set_visible(False),
        lambda axes: axes.xaxis.set_label_position("top"),
    ],
    "titles": [lambda axes: axes.set_title("Other"), lambda axes: axes.set_title("Left", loc="left")],
    "aspect": [lambda axes: axes.set_aspect("equal"), lambda axes: axes.imshow([[1, 2], [3, 4]])],
    "position": [lambda axes: axes.set_position((0.2, 0.2, 0.5, 0.5))],
    "frame": [lambda axes: axes.set_axis_off(), lambda axes: axes.set_visible(False), lambda axes: axes.set_zorder(5)],
    "figure's size": [lambda axes: axes.figure.set_size_inches(5, 5)],
    "number of Axes": [
        lambda axes: axes.figure.add_subplot(),
        lambda axes: axes.twinx(),
        lambda axes: axes.inset_axes((0, 0, 0.5, 0.5)),
        lambda axes: axes.secondary_xaxis("top"),
        lambda axes: axes.child_axes[0].remove(),
        lambda axes: axes.clear(),
    ],
    "Line2D": [lambda axes: axes.lines[0].set_data([0, 1], [0, 1]), lambda axes: axes.lines[0].remove()],
    "Spine": [lambda axes: axes.spines["left"].set_visible(False)],
    "Rectangle": [lambda axes: axes.set_facecolor("red"), lambda axes: axes.figure.set_facecolor("red")],
}


@pytest.mark.parametrize(("what", "change"), [(what, change) for what, them in CHANGES.items() for change in them])
def test_a_draw_that_changes_the_stage_is_refused_by_name(what: str, change: Callable[[Axes], Any]) -> None:
    with theme.look(), pytest.raises(ValueError, match="scene") as refused:
        drawing(lambda axes, k: change(axes)).frame({"k": 1})
    assert str(refused.value).startswith("paint changed ")
    assert what in str(refused.value)


def test_data_that_would_move_the_limits_is_refused() -> None:
    with theme.look(), pytest.raises(ValueError, match=r"paint changed the [xy] limits from \(0\.0, 1\.0\).*loose"):

        def loose(figure: Figure) -> Axes:
            return figure.subplots()

        drawing(lambda axes, k: axes.plot([0, 9], [0, 9]), loose).frame({"k": 1})


def test_a_change_in_a_later_state_is_refused_too() -> None:
    made = drawing(lambda axes, k: axes.set_title("Other") if k == 3 else None)
    with theme.look():
        made.frame({"k": 1}), made.frame({"k": 2})
        with pytest.raises(ValueError, match="titles"):
            made.frame({"k": 3})


def test_measuring_is_no_change() -> None:
    def measure(axes: Axes, k: int) -> None:
        axes.get_tightbbox()
        axes.get_xticklabels()
        axes.figure.draw_without_rendering()

    made = drawing(measure)
    with theme.look():
        assert made.frame({"k": 1}).svg == drawing(lambda axes, k: None).frame({"k": 1}).svg
        made.frame({"k": 2})


def test_what_drawing_leaves_is_undone() -> None:
    def leave(axes: Axes, k: int) -> None:
        axes.set_prop_cycle(color=["red"])
        axes.bar([1, 2], [k, k], label="bars")
        axes.fill([0, 1, 1], [0, 0, k])
        axes.errorbar([5], [5], yerr=1)
        axes.legend()
        axes.figure.suptitle(f"{k}")
        axes.figure.legend()

    made = drawing(leave)
    axes = made.given
    colour, limits, children = _next_colour(axes), axes.dataLim.get_points().copy(), len(axes.get_children())
    with theme.look():
        made.frame({"k": 2})
    assert _next_colour(axes) == colour == theme.CYCLE[1]  # the stage's line took the first
    assert (axes.dataLim.get_points() == limits).all()
    assert len(axes.get_children()) == children
    assert axes.get_legend() is None
    assert axes.containers == []
    assert axes.figure.get_suptitle() == ""
    assert not axes.figure.legends and not axes.figure.texts


def _next_colour(axes: Axes) -> str:
    (line,) = axes.plot([1], [1])
    line.remove()
    with_state = axes._get_lines
    items = getattr(with_state, "_prop_cycle", with_state)
    items._idx = (items._idx - 1) % len(items._cycler_items)
    return line.get_color()


def test_the_stage_keeps_its_legend() -> None:
    def legend(figure: Figure, **where: Any) -> Axes:
        axes = scene(figure)
        axes.plot([1], [1], label="one")
        axes.legend(**where)
        return axes

    with theme.look(), pytest.raises(ValueError, match=r"wandering makes a legend .*loc=.upper left"):

        def wandering(figure: Figure) -> Axes:
            return legend(figure)

        drawing(lambda axes, k: None, wandering)
    made = drawing(lambda axes, k: axes.legend(), lambda figure: legend(figure, loc="upper left"))
    with theme.look(), pytest.raises(ValueError, match="Legend"):
        made.frame({"k": 1})
