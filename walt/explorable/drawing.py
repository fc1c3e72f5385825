"""One figure drawn many times: what stands on the stage is rendered once, what a state adds is rendered each time.

matplotlib still does all of the drawing, in its own paint order. While states are drawn, each artist of the
stage leaves a place-holder instead of rendering anew, and the lines it rendered once go where that stands.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import matplotlib
from matplotlib import cbook
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from walt.explorable import svg, theme
from walt.explorable.stage import AxesMemory, FigureMemory, all_axes, is_compared, leaves, owned, told

HEIGHT = 3.0  # inches, unless the stage sets another


class Frame(NamedTuple):
    """One state as it is shown: the drawing in runs of lines, cut at the artists of the stage, and the sentence."""

    runs: tuple[tuple[str, ...], ...]
    sentence: str

    @property
    def svg(self) -> str:
        return "".join(line for run in self.runs for line in run)


def set_up(stage: Callable[[Figure], Any] | None) -> tuple[Figure, Any]:
    """A fresh figure of the house size and what `draw` gets: what the stage returned, or the bare figure."""
    figure = Figure(figsize=(theme.WIDTH, HEIGHT), layout="constrained")
    if stage is None:
        return figure, figure
    given = stage(figure)
    if given is None:
        raise TypeError(f"{_name(stage)}(figure) returned nothing; return the Axes (or whatever draw is to get)")
    _share_gids(figure)
    figure.draw_without_rendering()  # places the Axes, once and for every state
    figure.set_layout_engine("none")
    return figure, given


def call(draw: Callable[..., str], figure: Figure, given: Any, state: Mapping[str, Any]) -> str:
    """Draw a state on the figure; the sentence, or an error where `draw` returned none."""
    with matplotlib.rc_context():  # settings that a state makes are its own
        sentence = draw(given, **state)
    if not isinstance(sentence, str) or not sentence.strip():
        raise TypeError(f"{_name(draw)} returned {sentence!r}; return the figure in a sentence, which is its caption")
    _share_gids(figure)
    return " ".join(sentence.split())


def _share_gids(figure: Figure) -> None:
    """An annotation's arrow waits for the answer as its text does."""
    for artist in leaves(figure):
        arrow = getattr(artist, "arrow_patch", None)
        if arrow is not None and arrow.get_gid() is None:
            arrow.set_gid(artist.get_gid())


def _name(function: Callable[..., Any]) -> str:
    return getattr(function, "__name__", repr(function))


class Drawing:
    """The stage, rendered once, on which states are drawn one after another. Use within `theme.look()`."""

    def __init__(self, draw: Callable[..., str], stage: Callable[[Figure], Any] | None, prefix: str) -> None:
        self.draw, self.prefix, self.stage = draw, prefix, stage
        if stage is None:
            return
        self.figure, self.given = set_up(stage)
        render(self.figure.draw, self.figure)  # settles limits and ticks before anything is kept
        self.fixtures, self.axes = list(leaves(self.figure)), list(all_axes(self.figure))
        self._refuse_wandering_legend()
        self.rendered = [svg.clean(render(artist.draw, self.figure)) for artist in self.fixtures]
        self.owned = owned(self.figure)
        self.memory = [FigureMemory(self.figure), *map(AxesMemory, self.axes)]
        for axes in self.axes:
            axes._autotitlepos = False  # titles stand where the stage put them: finding that anew is half of a frame
        for number, artist in enumerate(self.fixtures):
            artist.stale = False
            artist.draw = _place_holder(number)

    def frame(self, state: Mapping[str, Any]) -> Frame:
        """The state as lines and sentence."""
        if self.stage is None:
            figure, given = set_up(None)
            sentence = call(self.draw, figure, given, state)
            return self._assemble(saved(figure), figure, sentence)
        try:
            sentence = call(self.draw, self.figure, self.given, state)
            self._check_stage()
            return self._assemble(render(self.figure.draw, self.figure), self.figure, sentence)
        finally:
            self._clear()

    def _assemble(self, raw: str, figure: Figure, sentence: str) -> Frame:
        """Runs of lines, cut where an artist of the stage stands, so that equal places meet in all states."""
        lines, defs = svg.clean(raw)
        runs: list[list[str]] = [[]]
        for line in lines:
            if line.startswith("<stage "):
                fixed, fixed_defs = self.rendered[int(line.split('"')[1])]
                runs += [fixed, []]
                defs = defs | fixed_defs
            else:
                runs[-1].append(line)
        head = svg.opening(*(figure.get_size_inches() * 72))
        whole = [[head], svg.listed(defs), *runs, ["</svg>"]]
        return Frame(tuple(tuple(svg.prefixed(line, self.prefix) for line in run) for run in whole), sentence)

    def _refuse_wandering_legend(self) -> None:
        if any(isinstance(artist, Legend) and artist._loc == 0 for artist in self.fixtures):
            raise ValueError(
                f"{_name(self.stage)} makes a legend that looks for its place anew in each state; "
                "give it one, as in legend(loc='upper left')"
            )

    def _check_stage(self) -> None:
        """An error where `draw` changed what was rendered once: the picture would show what no longer holds."""
        draw, stage = _name(self.draw), _name(self.stage)
        if len(list(all_axes(self.figure))) != len(self.axes):
            raise ValueError(f"{draw} changed the number of Axes; make all Axes in {stage}, the stage")
        now = owned(self.figure)
        for what, before in self.owned.items():
            if now[what] != before:
                raise ValueError(
                    f"{draw} changed {what}{told(before, now[what])}. What never moves belongs to the stage: "
                    f"set it in {stage}"
                )
        here = set(map(id, leaves(self.figure)))
        for artist in self.fixtures:
            if (artist.stale and not is_compared(artist)) or id(artist) not in here:
                raise ValueError(
                    f"{draw} changed {artist}, which {stage} drew once for all states; "
                    f"draw it in {draw} instead, or leave the stage as it is"
                )

    def _clear(self) -> None:
        """Take the state's artists off and restore what drawing leaves behind."""
        for axes in list(all_axes(self.figure)):
            if axes not in self.axes:
                axes.remove()
        fixtures = set(map(id, self.fixtures))
        for artist in [artist for artist in leaves(self.figure) if id(artist) not in fixtures]:
            if artist.figure is not None:  # the labels of a contour go with it
                with contextlib.suppress(NotImplementedError):  # left by axes.clear(), which was refused
                    artist.remove()
        for memory in self.memory:
            memory.restore()
        for artist in self.fixtures:  # the paint order is found anew each time, which moves titles by nothing
            artist.stale = False


def _place_holder(number: int) -> Callable[[Any], None]:
    def draw(renderer: Any) -> None:
        if not hasattr(renderer, "writer"):  # measured by an author, not drawn
            return
        end_raster(renderer)
        renderer.writer.element("stage", attrib={"number": str(number)})  # no text of a figure can look like this

    return draw


def end_raster(renderer: Any) -> None:
    """Write out what an artist wanted as an image; matplotlib waits for the next artist to do so."""
    if renderer._rasterizing and not renderer._raster_depth:
        renderer.stop_rasterizing()
        renderer._rasterizing = False


def render(draw: Callable[[Any], None], figure: Figure) -> str:
    """What `draw(renderer)` writes as SVG, without the document around it, as `Figure.savefig` writes it."""
    out = io.StringIO()
    width, height = figure.get_size_inches()
    vector = RendererSVG(width * 72, height * 72, out, image_dpi=figure.dpi, metadata={"Date": None})
    with cbook._setattr_cm(figure, dpi=72):
        renderer = MixedModeRenderer(figure, width, height, vector.image_dpi, vector)
        draw(renderer)
        end_raster(renderer)
        renderer.finalize()
    return _body(out.getvalue())


def saved(figure: Figure) -> str:
    """The whole figure as `Figure.savefig` writes it, without the document around it."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    return _body(out.getvalue())


def _body(document: str) -> str:
    return document[document.index("</defs>") + len("</defs>") : document.rindex("</svg>")]
