"""The honest picture: a state drawn on the kept stage is, line for line, the same figure drawn anew and saved.

The reference is matplotlib's own `Figure.savefig`; only the rewriting for the page (`svg.clean`) is common to both.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch

from walt.explorable import Explorable, Slider, svg, theme

X = np.linspace(0, 10, 20)
XX, YY = np.meshgrid(X, X)
SQUARE = {"xlim": (0, 10), "ylim": (0, 10)}


def saved_anew(explorable: Explorable, state: dict[str, Any]) -> str:
    """The state without the engine's shortcut: a fresh figure, saved."""
    out = io.StringIO()
    with theme.look():
        figure = explorable.figure(**state)
        figure.savefig(out, format="svg", metadata={"Date": None})
    document = out.getvalue()
    lines, defs = svg.clean(document[document.index("</defs>") + 7 : document.rindex("</svg>")])
    whole = [svg.opening(*(figure.get_size_inches() * 72)), *svg.listed(defs), *lines, "</svg>"]
    return "".join(svg.prefixed(line, explorable.name) for line in whole)


def explorable(stage: Callable[[Figure], Any] | None, add: Callable[[Any, int], Any]) -> Explorable:
    def draw(given: Any, *, k: int) -> str:
        add(given, k)
        return f"k is {k}."

    return Explorable(draw, stage=stage, name="x", k=Slider(1, 4, 1))


def plain(figure: Figure) -> Axes:
    axes = figure.subplots()
    axes.set(**SQUARE, xlabel="Distance", ylabel="Power", title="Title")
    axes.grid(True)
    axes.plot([0, 10], [10, 0], label="of the stage", zorder=3)
    return axes


def with_inset(figure: Figure) -> tuple[Axes, Axes]:
    axes = plain(figure)
    inset = axes.inset_axes((0.5, 0.5, 0.4, 0.4))
    inset.set(**SQUARE)
    return axes, inset


def with_twin(figure: Figure) -> tuple[Axes, Axes]:
    axes = plain(figure)
    twin = axes.twinx()
    twin.set(**SQUARE)
    return axes, twin


def two(figure: Figure) -> tuple[Axes, Axes]:
    left, right = figure.subplots(1, 2, sharey=True)
    left.set(**SQUARE, title="Left")
    right.set(xlim=(0, 10), xlabel="Only here")
    return left, right


def polar(figure: Figure) -> Axes:
    axes = figure.add_subplot(projection="polar")
    axes.set(ylim=(0, 10), title="Round")
    return axes


def logarithmic(figure: Figure) -> Axes:
    axes = figure.subplots()
    axes.set(xscale="log", yscale="log", xlim=(1, 1000), ylim=(1, 1000))
    return axes


def with_everything(figure: Figure) -> Axes:
    axes = plain(figure)
    axes.legend(loc="upper left")
    figure.suptitle("Over all")
    figure.text(0.1, 0.02, "3")
    figure.colorbar(ScalarMappable(Normalize(0, 10)), ax=axes)
    return axes


def cycle(axes: Axes, k: int) -> None:
    for i in range(k):
        axes.plot(X, X * i / 5, label=str(i))
    axes.fill([0, k, 0], [0, k, k])
    axes.scatter(X, (X * k) % 10, c=X, s=X * 5)


def bars(axes: Axes, k: int) -> None:
    axes.bar([1, 2], [k, 3], hatch="//")
    axes.barh([5, 6], [k, 2])
    axes.errorbar([3, 4], [3, k], yerr=1, capsize=2)
    axes.hist([1, 2, 2, k], bins=3, histtype="step")


def shapes(axes: Axes, k: int) -> None:
    axes.add_patch(Circle((k, 5), 2, hatch="xx"))
    axes.add_patch(FancyArrowPatch((1, 1), (k, 8), arrowstyle="-|>", mutation_scale=9))
    axes.fill_between(X, X * k / 20, alpha=0.3, zorder=0.2)  # under the grid
    axes.axvspan(1, k + 2, zorder=0)
    axes.vlines([1, 2], 0, k)


def contours(axes: Axes, k: int) -> None:
    axes.contourf(XX, YY, XX * YY + k * XX, levels=3)
    axes.clabel(axes.contour(XX, YY, XX + k * YY, levels=3))


def words(axes: Axes, k: int) -> None:
    axes.text(k, 5, str(k))  # a text that is only a number
    axes.text(2, 8, "two\nlines -- & <b>'q' \"é\" العربية", rotation=30)
    axes.annotate("here", (k, 3), (5, 8), arrowprops={"arrowstyle": "->"}, gid="answer-here")


def measured(axes: Axes, k: int) -> None:
    """A label placed by its own size, as an author does who wants no overlap."""
    box = axes.text(k, 5, "measured").get_window_extent().transformed(axes.transData.inverted())
    axes.plot([box.x0, box.x1], [box.y0, box.y0])


def legends(axes: Axes, k: int) -> None:
    handles = axes.plot(X, X * k / 10, label="one")
    if k % 2:
        axes.legend(title="Title")
    axes.figure.legend(handles=handles, loc="lower right")
    axes.figure.suptitle(f"Sup {k}")
    axes.figure.supxlabel("along" if k > 2 else "")
    axes.figure.text(0.5, 0.5, f"figure {k}")


def images(axes: Axes, k: int) -> None:
    axes.imshow(XX * k, extent=(0, 10, 0, 10), vmax=50, aspect="auto", gid="answer-image")
    axes.pcolormesh(XX / 2, YY / 2, XX * k, rasterized=True)
    axes.plot(X, X)


def clipped(axes: Axes, k: int) -> None:
    (line,) = axes.plot(X, X)
    line.set_clip_path(Circle((k, 5), 3, transform=axes.transData))
    axes.plot([-5, k], [3, 20])
    axes.quiver(X[::4], X[::4], X[::4] * k, X[::4])
    axes.streamplot(X, X, XX * 0 + k, YY - 5, density=0.3)


def on_both(pair: tuple[Axes, Axes], k: int) -> None:
    for axes in pair:
        axes.plot(X, X * k / 10)
        axes.plot([k], [k], "o")


def bare(figure: Figure, k: int) -> None:
    axes = figure.subplots(k)
    for each in np.atleast_1d(axes):
        each.plot(X, X * k)
        each.text(1, 1, "3")


def spiral(axes: Axes, k: int) -> None:
    axes.plot(X, X * k / 4)
    axes.bar([0, 1, 2], [k, 3, 4])


CASES = [
    (plain, cycle), (plain, bars), (plain, shapes), (plain, contours), (plain, words), (plain, measured),
    (plain, legends), (plain, images), (plain, clipped), (with_inset, on_both), (with_twin, on_both), (two, on_both),
    (polar, spiral), (logarithmic, lambda axes, k: axes.plot(X + 1, (X + 1) ** k, "--s")),
    (with_everything, lambda axes, k: axes.plot(X, X * k / 10, label="drawn")), (None, bare),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "add"), CASES)
def test_a_state_is_what_saving_a_fresh_figure_gives_in_any_order(stage: Any, add: Any) -> None:
    made = explorable(stage, add)
    with theme.look():
        one_way, other_way = made.drawing(), made.drawing()
        first = {k: one_way.frame({"k": k}).svg for k in (1, 3)}
        second = {k: other_way.frame({"k": k}).svg for k in (3, 1)}
    for k in first:
        anew = saved_anew(made, {"k": k})
        assert first[k] == anew
        assert second[k] == anew
    assert first[1] != first[3], "the case says nothing if its states look alike"


def test_an_annotations_arrow_waits_with_its_text() -> None:
    with theme.look():
        picture = explorable(plain, words).drawing().frame({"k": 1}).svg
    assert picture.count('class="answer"') == 2


def test_states_are_cut_where_the_stage_stands_however_much_they_add() -> None:
    """So that what the stage drew meets itself in every state and is stored once."""

    def add(axes: Axes, k: int) -> None:
        for i in range(k):
            axes.axhline(i, zorder=0.2)
            axes.axhline(i, zorder=9)

    with theme.look():
        drawing = explorable(plain, add).drawing()
        few, many = drawing.frame({"k": 1}).runs, drawing.frame({"k": 4}).runs
    assert len(few) == len(many)
    moving = [one for one, other in zip(few, many, strict=True) if one != other]
    assert len(moving) == 2  # below the grid and above all
    assert not any("Distance" in line for run in moving for line in run)


def test_paint_order_is_matplotlibs() -> None:
    """A fill below the grid is painted before it, a line after it and before the stage's line of a higher zorder."""

    def add(axes: Axes, k: int) -> None:
        axes.fill_between([0, 10], [k, k], color="#112233", zorder=0.2)
        axes.plot([0, 10], [k, k], color="#445566", zorder=2)

    with theme.look():
        picture = explorable(plain, add).drawing().frame({"k": 2}).svg
    fill, grid, line = (picture.index(colour) for colour in ("#112233", "var(--rule", "#445566"))
    stage_line = picture.index("var(--balance")
    assert fill < grid < line < stage_line
