"""An explorable: a figure that is a function of its controls, alive in a notebook and in the published page."""

from __future__ import annotations

import inspect
import itertools
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from IPython import get_ipython
from IPython.core.pylabtools import select_figure_formats
from matplotlib.figure import Figure

from walt.explorable import baking, card, theme
from walt.explorable.controls import Choice, Control, Slider, Toggle
from walt.explorable.drawing import Drawing, call, set_up


@dataclass(frozen=True)
class Prediction:
    """A question asked above the figure before it answers, with short answers that complete it.

    Raises
    ------
    ValueError for an empty question, fewer than two answers, or an answer twice.

    >>> Prediction("Of 16 % there arrive ...", answers=["2 %", "14 %"]).answers
    ('2 %', '14 %')
    """

    question: str
    answers: Sequence[str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", tuple(self.answers))
        if not self.question.strip() or len(set(self.answers)) < max(2, len(self.answers)):
            raise ValueError(f"Prediction({self.question!r}): needs a question and two or more answers, all different")


class Explorable:
    """A figure for every state of its controls.

    Parameters
    ----------
    draw : draws one state. Called as ``draw(given, **state)``, where `given` is what `stage` returned (without
        a stage: the bare Figure). Adds ordinary matplotlib artists and returns the figure in a sentence.
    stage : draws, once, what never moves, on the Figure it is given: axes, limits, ticks, a map. Returns what
        `draw` is to get. States then bake many times faster.
    name : letters, digits and hyphens; the figure's address in the page.
    title : what is asked of the figure; true in every state.
    source : where the numbers come from.
    prediction : asked before the figure answers. Artists whose gid begins with "answer" wait for it.
    before : the caption until then.
    budget : kB that the packed states may weigh; more than 5,000 states need one as well.
    controls : a Slider, Choice or Toggle for each keyword parameter of `draw`.

    Raises
    ------
    TypeError or ValueError where controls and the parameters of `draw` do not match, or a name is not fit.

    >>> def draw(figure, *, power):
    ...     figure.subplots().bar(["power"], [power])
    ...     return f"Power is {power} %."
    >>> Explorable(draw, name="bar", title="How much?", power=Slider(0, 20, 10)).sentence(power=20)
    'Power is 20 %.'
    """

    def __init__(
        self,
        draw: Callable[..., str],
        *,
        name: str,
        title: str = "",
        stage: Callable[[Figure], Any] | None = None,
        source: str = "",
        prediction: Prediction | None = None,
        before: str = "Answer first; then it is yours to move.",
        budget: float | None = None,
        **controls: Control,
    ) -> None:
        self.draw, self.stage, self.name, self.title, self.source = draw, stage, name, title, source
        self.prediction, self.before, self.controls = prediction, before, controls
        if not isinstance(name, str) or isinstance(title, Control) or isinstance(source, Control):
            raise TypeError("name, title and source are the explorable's own texts; call the control something else")
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
            raise ValueError(f"name={name!r}: take small letters, digits and hyphens, as in 'reach-of-power'")
        _check_controls(draw, name, controls)
        self.budget = baking.KILOBYTES if budget is None else budget
        if budget is None and self.count > baking.STATES:
            raise ValueError(
                f"{name}: the controls have {self.count:,} states together, the budget is {baking.STATES:,}. "
                "Take fewer steps or fewer controls, or give the explorable a budget=… in kB"
            )

    @property
    def count(self) -> int:
        """How many states there are."""
        return prod(len(control.values) for control in self.controls.values())

    @property
    def start(self) -> dict[str, Any]:
        """The state shown first."""
        return {name: control.values[control.start] for name, control in self.controls.items()}

    def states(self) -> Iterator[dict[str, Any]]:
        """Every state, the last control moving fastest."""
        for values in itertools.product(*(control.values for control in self.controls.values())):
            yield dict(zip(self.controls, values, strict=True))

    def corners(self) -> Iterator[dict[str, Any]]:
        """The states in which every control stands at one of its ends."""
        for values in itertools.product(*({c.values[0]: 0, c.values[-1]: 0} for c in self.controls.values())):
            yield dict(zip(self.controls, values, strict=True))

    def figure(self, **state: Any) -> Figure:
        """One state as a matplotlib Figure, drawn in full; controls not named stand where they start.

        Raises
        ------
        ValueError for a control that is not there or a value off its grid.
        """
        _let_notebooks_show_figures()
        return self._draw_in_full(state)[0]

    def sentence(self, **state: Any) -> str:
        """What the figure says in one state; controls not named stand where they start."""
        return self._draw_in_full(state)[1]

    def _draw_in_full(self, state: Mapping[str, Any]) -> tuple[Figure, str]:
        with theme.look():
            figure, given = set_up(self.stage)
            sentence = call(self.draw, figure, given, self._complete(state))
        return figure, sentence

    def _complete(self, state: Mapping[str, Any]) -> dict[str, Any]:
        for name, value in state.items():
            if name not in self.controls:
                raise ValueError(f"{self.name} has no control {name!r}; it has {', '.join(self.controls)}")
            if value not in self.controls[name].values:
                raise ValueError(f"{self.name}: {name}={value!r} is not on its grid: {self.controls[name].values}")
        return self.start | dict(state)

    def drawing(self) -> Drawing:
        """The figure ready to draw state after state, for baking and for a live kernel."""
        return Drawing(self.draw, self.stage, self.name)

    @property
    def call(self) -> str:
        """Python that makes this explorable, for "copy as Python"."""
        function = self.name.replace("-", "_")
        module = self.draw.__module__
        if callable(getattr(sys.modules.get(module), function, None)) and module != "__main__":
            return f"from {module} import {function}\n\n{function}().figure"
        return f"{function}.figure"

    def __repr__(self) -> str:
        return f"Explorable {self.name!r}: {self.title} {self.count} states of {', '.join(self.controls)}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """How it shows itself: baked in a book, else as a live widget with a still picture beside it."""
        mode = os.environ.get("EXPLORABLE", "live")
        if mode == "bake":
            return {"text/plain": repr(self), "text/html": card.baked(self, baking.bake(self))}
        still = {"text/plain": repr(self), "text/html": card.still(self)}
        if mode == "still":
            return still
        from walt.explorable import live  # ipywidgets makes itself known to a kernel, so only where one is live

        return live.widget(self)._repr_mimebundle_() | still


def _let_notebooks_show_figures() -> None:
    """IPython shows a Figure as a picture only once pyplot has made one, or somebody chose the formats."""
    shell = get_ipython()
    if shell is not None and not any(Figure in f.type_printers for f in shell.display_formatter.formatters.values()):
        select_figure_formats(shell, {"png"})


def _check_controls(draw: Callable[..., str], name: str, controls: Mapping[str, Control]) -> None:
    """Each control has its parameter and each parameter its control."""
    taken = list(inspect.signature(draw).parameters.values())[1:]
    parameters = [parameter.name for parameter in taken]
    function = getattr(draw, "__name__", repr(draw))
    if not controls:
        raise TypeError(f"{name}: give at least one control, as in power=Slider(0, 40, 4)")
    for control, given in controls.items():
        if not isinstance(given, Slider | Choice | Toggle):
            raise TypeError(f"{name}: {control}={given!r} is no control; take a Slider, a Choice or a Toggle")
        if control not in parameters:
            raise TypeError(
                f"{name}: {function} does not take {control!r}; add it to its parameters or leave the control out"
            )
    for parameter in taken:
        if parameter.name not in controls and parameter.default is parameter.empty:
            raise TypeError(
                f"{name}: {function} takes {parameter.name!r}, which no control sets; add {parameter.name}=Slider(…)"
            )
