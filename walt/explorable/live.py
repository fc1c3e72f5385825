"""An explorable on a live kernel: the same card, made of ipywidgets, drawn anew on every move."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from walt.explorable import card
from walt.explorable.controls import Control, Slider, Toggle
from walt.explorable.text import escape

if TYPE_CHECKING:
    from walt.explorable.drawing import Drawing
    from walt.explorable.explorable import Explorable

STEP = 600  # milliseconds between two values while it plays
_WIDE = widgets.Layout(max_width="532px")


def widget(explorable: Explorable) -> widgets.VBox:
    """The explorable as one ipywidget: title, prediction, picture, controls, sentence."""
    return _Live(explorable).box


class _Live:
    def __init__(self, explorable: Explorable) -> None:
        self.explorable = explorable
        self.drawing: Drawing | None = None
        self.picture, self.caption, self.said, self.errors = (
            widgets.HTML(),
            widgets.HTML(),
            widgets.HTML(),
            widgets.Output(),
        )
        self.python = widgets.Textarea(disabled=True, layout=widgets.Layout(display="none", width="100%"))
        self.inputs = {name: _input(name, control) for name, control in explorable.controls.items()}
        for given in self.inputs.values():
            given.observe(lambda change: self.show(), "value")
        self.controls = widgets.VBox([*self.inputs.values(), self._buttons()])
        self.answered = explorable.prediction is None
        title = widgets.HTML(f"<strong>{escape(explorable.title)}</strong>")
        source = widgets.HTML(f"<small>{escape(explorable.source)}</small>")
        parts = [title, self._prediction(), self.picture, self.errors, self.controls, self.python, self.caption, source]
        self.box = widgets.VBox(parts, layout=_WIDE)
        self.show()

    @property
    def state(self) -> dict[str, Any]:
        return {name: given.value for name, given in self.inputs.items()}

    def show(self) -> None:
        """Draw the state that the controls name; an error takes the picture's place."""
        self.errors.clear_output()
        picture = caption = ""
        with self.errors:
            drawing, self.drawing = self.drawing or card.standing_alone(self.explorable), None
            svg, sentence = card.picture(drawing, self.state)
            self.drawing = drawing  # kept for the next move, unless an error left it half drawn
            text = escape(sentence if self.answered else self.explorable.before)
            hide = "" if self.answered else "<style>.waits .answer { visibility: hidden }</style>"
            waits = "" if self.answered else ' class="waits"'
            picture = f"{hide}<div{waits} role='img' aria-label='{text}'>{svg}</div>"
            caption = f"<p aria-live='polite' style='line-height: 1.5'>{text}</p>"
        self.picture.value, self.caption.value = picture, caption  # at once, so that nothing flickers
        self.python.value = f"{self.explorable.call}({', '.join(f'{k}={v!r}' for k, v in self.state.items())})"

    def _prediction(self) -> widgets.Widget:
        asked = self.explorable.prediction
        if asked is None:
            return self.said
        _enable(self.controls, False)
        buttons = [
            widgets.Button(description=answer, tooltip=answer, layout=widgets.Layout(width="auto"))
            for answer in (*asked.answers, "Just show me")
        ]
        choices = widgets.VBox(buttons)
        for button in buttons:
            button.on_click(lambda pressed: self._commit(pressed.description, choices))
        question = widgets.HTML(f"<p><strong>What do you think?</strong> {escape(asked.question)}</p>")
        return widgets.VBox([question, choices, self.said])

    def _commit(self, answer: str, choices: widgets.VBox) -> None:
        choices.layout.display = "none"
        self.answered = True
        _enable(self.controls, True)
        self.show()
        said = f"You said: {answer}. " if answer in self.explorable.prediction.answers else ""
        self.said.value = f"<p>{escape(said)}The model says: {escape(self.explorable.sentence(**self.state))}</p>"

    def _buttons(self) -> widgets.HBox:
        reset = widgets.Button(description="Reset", layout=widgets.Layout(width="auto"))
        reset.on_click(lambda pressed: self._reset())
        copy = widgets.Button(description="Copy as Python", layout=widgets.Layout(width="auto"))
        copy.on_click(lambda pressed: self._toggle_python())
        return widgets.HBox([self._play(), reset, copy])

    def _play(self) -> widgets.Play:
        """Play sweeps the first slider, or the first control where there is none."""
        name = next((n for n, c in self.explorable.controls.items() if isinstance(c, Slider)), next(iter(self.inputs)))
        values = self.explorable.controls[name].values
        play = widgets.Play(min=0, max=len(values) - 1, interval=STEP, show_repeat=False)
        play.observe(lambda change: setattr(self.inputs[name], "value", values[change["new"]]), "value")
        return play

    def _reset(self) -> None:
        for name, value in self.explorable.start.items():
            self.inputs[name].value = value

    def _toggle_python(self) -> None:
        self.python.layout.display = "none" if self.python.layout.display is None else None


def _input(name: str, control: Control) -> widgets.Widget:
    """The ipywidget of a control, with its values in words."""
    label = control.label or name.replace("_", " ").capitalize()
    style = {"description_width": "initial"}
    wide = widgets.Layout(width="100%")
    if isinstance(control, Toggle):
        return widgets.Checkbox(control.value, description=label, indent=False)
    options = list(zip(control.words_of_all, control.values, strict=True))
    kind: Callable[..., widgets.Widget] = widgets.SelectionSlider if isinstance(control, Slider) else widgets.Dropdown
    return kind(options=options, value=control.values[control.start], description=label, style=style, layout=wide)


def _enable(parent: widgets.Box, enabled: bool) -> None:
    for child in parent.children:
        if isinstance(child, widgets.Box):
            _enable(child, enabled)
        else:
            child.disabled = not enabled
