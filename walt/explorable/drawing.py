"""One figure drawn many times: what stands on the stage is rendered once, what a state adds is rendered each time.

matplotlib still does all of the drawing, in its own paint order. While states are drawn, each artist of the
stage leaves a place-holder instead of rendering anew, and the lines it rendered once go where that stands.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure, FigureBase

from walt.explorable import svg, theme

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
    figure.draw_without_rendering()  # places the Axes, once and for every state
    figure.set_layout_engine("none")
    return figure, given


def call(draw: Callable[..., str], given: Any, state: Mapping[str, Any]) -> str:
    """Draw a state; the sentence, or an error where `draw` returned none."""
    sentence = draw(given, **state)
    if not isinstance(sentence, str) or not sentence.strip():
        raise TypeError(f"{_name(draw)} returned {sentence!r}; return the figure in a sentence, which is its caption")
    return " ".join(sentence.split())


def _name(function: Callable[..., Any]) -> str:
    return getattr(function, "__name__", repr(function))


class Drawing:
    """The stage, rendered once, on which states are drawn one after another. Use within `theme.look()`."""

    def __init__(self, draw: Callable[..., str], stage: Callable[[Figure], Any] | None, prefix: str) -> None:
        self.draw, self.prefix, self.stage = draw, prefix, stage
        if stage is None:
            return
        self.figure, self.given = set_up(stage)
        self.figure.set_dpi(72)
        render(self.figure.draw, self.figure)  # settles limits and ticks before anything is kept
        self.fixtures = list(_leaves(self.figure))
        self.rendered = [svg.clean(render(artist.draw, self.figure)) for artist in self.fixtures]
        self.owned = _owned(self.figure)
        self.memory = [_Memory(axes) for axes in self.figure.axes]
        for number, artist in enumerate(self.fixtures):
            artist.stale = False
            artist.draw = _place_holder(number)

    def frame(self, state: Mapping[str, Any]) -> Frame:
        """The state as lines and sentence."""
        if self.stage is None:
            figure, given = set_up(None)
            figure.set_dpi(72)
            sentence = call(self.draw, given, state)
            return self._assemble(render(figure.draw, figure), figure, sentence)
        try:
            sentence = call(self.draw, self.given, state)
            self._check_stage()
            return self._assemble(render(self.figure.draw, self.figure), self.figure, sentence)
        finally:
            self._clear()

    def _assemble(self, raw: str, figure: Figure, sentence: str) -> Frame:
        """Runs of lines, cut where an artist of the stage stands, so that equal places meet in all states."""
        lines, defs = svg.clean(raw)
        runs: list[list[str]] = [[]]
        for line in lines:
            if line.startswith("<!-- "):
                fixed, fixed_defs = self.rendered[int(line[5:-4])]
                runs += [fixed, []]
                defs = defs | fixed_defs
            else:
                runs[-1].append(line)
        head = svg.opening(*(figure.get_size_inches() * 72))
        whole = [[head], svg.listed(defs), *runs, ["</svg>"]]
        return Frame(tuple(tuple(svg.prefixed(line, self.prefix) for line in run) for run in whole), sentence)

    def _check_stage(self) -> None:
        """An error where `draw` changed what was rendered once: the picture would show what no longer holds."""
        now = _owned(self.figure)
        for what, before in self.owned.items():
            if now.get(what) != before:
                raise ValueError(
                    f"{_name(self.draw)} changed {what} from {before} to {now.get(what, 'nothing')}. "
                    f"What never moves belongs to the stage: set it in {_name(self.stage)}"
                )
        if len(now) > len(self.owned):
            raise ValueError(f"{_name(self.draw)} added an Axes; make all Axes in {_name(self.stage)}, the stage")
        for artist in self.fixtures:
            if artist.stale and not _is_axis(artist):
                raise ValueError(
                    f"{_name(self.draw)} changed {artist}, which {_name(self.stage)} drew once for all states; "
                    f"draw it in {_name(self.draw)} instead, or leave the stage as it is"
                )

    def _clear(self) -> None:
        """Take the state's artists off and restore what drawing leaves behind."""
        fixtures = set(map(id, self.fixtures))
        for artist in [artist for artist in _leaves(self.figure) if id(artist) not in fixtures]:
            artist.remove()
        for memory in self.memory:
            memory.restore()


def _place_holder(number: int) -> Callable[[Any], None]:
    return lambda renderer: renderer.writer.comment(str(number))


def _is_axis(artist: Artist) -> bool:
    """Axis objects are marked stale by any new data; their ticks, limits and labels are compared one by one."""
    return hasattr(artist, "get_major_locator")


def _leaves(parent: FigureBase | Axes) -> Iterator[Artist]:
    for child in parent.get_children():
        if isinstance(child, Axes | FigureBase):
            yield from _leaves(child)
        else:
            yield child


def render(draw: Callable[[Any], None], figure: Figure) -> str:
    """What `draw(renderer)` writes as SVG, without the document around it."""
    out = io.StringIO()
    width, height = figure.get_size_inches()
    vector = RendererSVG(width * 72, height * 72, out, image_dpi=144, metadata={"Date": None})
    renderer = MixedModeRenderer(figure, width, height, 144, vector)
    draw(renderer)
    renderer.finalize()
    text = out.getvalue()
    return text[text.index("</defs>") + len("</defs>") : text.rindex("</svg>")]


def _owned(figure: Figure) -> dict[str, Any]:
    """What belongs to the stage: sizes, places, scales, limits, ticks, labels and titles, by name."""
    owned: dict[str, Any] = {"the figure's size": tuple(figure.get_size_inches())}
    for number, axes in enumerate(figure.axes):
        where = f" of Axes {number}" if len(figure.axes) > 1 else ""
        owned |= {
            f"the position{where}": tuple(axes.get_position(original=True).bounds),
            f"the aspect{where}": axes.get_aspect(),
            f"the frame{where}": (axes.axison, axes.get_frame_on()),
            f"the titles{where}": tuple(axes.get_title(loc) for loc in ("left", "center", "right")),
        }
        for letter, axis in axes._axis_map.items():
            owned |= {
                f"the {letter} limits{where}": tuple(map(float, axis.get_view_interval())),
                f"the {letter} scale{where}": axis.get_scale(),
                f"the {letter} label{where}": axis.label.get_text(),
                f"the {letter} ticks{where}": (
                    axis.get_major_locator(),
                    axis.get_minor_locator(),
                    axis.get_major_formatter(),
                    axis.get_tick_params(),
                ),
            }
    return owned


class _Memory:
    """What drawing leaves behind in an Axes besides artists: colour cycles, data limits, containers, the legend."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.cycles = [(cycle, vars(cycle).copy()) for cycle in (axes._get_lines, axes._get_patches_for_fill)]
        self.points, self.minpos = axes.dataLim.get_points().copy(), axes.dataLim.minpos.copy()
        self.containers, self.legend = list(axes.containers), axes.get_legend()
        self.autoscale = axes.get_autoscalex_on(), axes.get_autoscaley_on()

    def restore(self) -> None:
        for cycle, state in self.cycles:
            vars(cycle).update(state)
        self.axes.dataLim.set_points(self.points)
        self.axes.dataLim._minpos = self.minpos.copy()
        self.axes.containers[:] = self.containers
        self.axes.legend_ = self.legend
        self.axes.set_autoscalex_on(self.autoscale[0])
        self.axes.set_autoscaley_on(self.autoscale[1])
