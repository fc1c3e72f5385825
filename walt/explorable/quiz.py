"""Self-check questions from a plain data file, alive without a kernel and without a script.

The file is TOML::

    [[item]]
    question = "Which of the four sources is a matter of belief?"

    [[item.option]]
    text = "Geographic proximity"
    feedback = "Distance can be measured; nobody has to guess it."

    [[item.option]]
    text = "Aggressive intentions"
    right = true
    feedback = "Others can only read them from what a state says and does."
"""

from __future__ import annotations

import itertools
import os
import pathlib
from typing import Annotated, Any

from pydantic import Field, field_validator

from walt.explorable.sheets import AsTuple, Sheet, Text, read
from walt.explorable.text import escape

KEYS = "an item has question and option, an option has text, feedback and right"


class Option(Sheet):
    """An answer and what is said of it."""

    text: Text
    feedback: Text
    right: bool = False


class Item(Sheet):
    """A question with two or more options, one of them right."""

    question: Text
    option: Annotated[tuple[Option, ...], AsTuple]

    @field_validator("option")
    @classmethod
    def _one_right(cls, value: tuple[Option, ...]) -> tuple[Option, ...]:
        if len(value) < 2 or sum(option.right for option in value) != 1:
            raise ValueError("needs two or more options, one of them with right = true")
        return value


class _File(Sheet):
    item: list[Item] = Field(min_length=1)


class Quiz:
    """The questions of a file; shows itself as the last value of a cell.

    Parameters
    ----------
    path : the TOML file, from the folder of the notebook.

    Raises
    ------
    FileNotFoundError or ValueError; the message names the file, the place in it and the cure.
    """

    def __init__(self, path: str | pathlib.Path) -> None:
        self.path = pathlib.Path(path)
        self.items = read(self.path, _File, KEYS).item
        self.name = self.path.stem

    def __repr__(self) -> str:
        return f"Quiz {self.name!r}: {len(self.items)} questions"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        mode = os.environ.get("EXPLORABLE", "live")
        html = self.html() if mode == "bake" else self._still()
        shown = {"text/plain": repr(self), "text/html": html}
        return self._widget()._repr_mimebundle_() | shown if mode == "live" else shown

    def html(self) -> str:
        """For the book: native radio buttons; the style sheet shows the feedback of the one that is chosen."""
        items = (_item_html(f"quiz-{self.name}-{number}", item) for number, item in enumerate(self.items, 1))
        return f'<div class="quiz" role="group" aria-label="Questions to check yourself">{"".join(items)}</div>'

    def _still(self) -> str:
        """For a notebook that nobody runs: questions with their answers."""
        return "".join(
            f"<p><strong>{escape(item.question)}</strong></p><ul>"
            + "".join(f"<li>{escape(option.text)}</li>" for option in item.option)
            + "</ul>"
            for item in self.items
        )

    def _widget(self) -> Any:
        import ipywidgets as widgets  # only where a kernel is live

        boxes = []
        for item in self.items:
            options = [(option.text, number) for number, option in enumerate(item.option)]
            wide = widgets.Layout(width="max-content", max_width="100%")
            choice, feedback = widgets.RadioButtons(options=options, value=None, layout=wide), widgets.HTML()
            choice.observe(_answer(item, feedback), "value")
            boxes += [widgets.HTML(f"<strong>{escape(item.question)}</strong>"), choice, feedback]
        return widgets.VBox(boxes)


def _answer(item: Item, feedback: Any) -> Any:
    def show(change: dict[str, Any]) -> None:
        option = item.option[change["new"]]
        feedback.value = f"<p><strong>{_verdict(option)}</strong> {escape(option.feedback)}</p>"

    return show


def _verdict(option: Option) -> str:
    return "✓ Right." if option.right else "Not this one."


def _item_html(ident: str, item: Item) -> str:
    numbers = itertools.count(1)
    options = "".join(
        f'<div class="option"><label><input type="radio" name="{ident}" autocomplete="off" '
        f'aria-describedby="{ident}-{number}"> <span>{escape(option.text)}</span></label>'
        f'<div aria-live="polite"><p class="feedback" id="{ident}-{number}"><b>{_verdict(option)}</b> '
        f"{escape(option.feedback)}</p></div></div>"
        for number, option in zip(numbers, item.option, strict=False)
    )
    return f"<fieldset><legend>{escape(item.question)}</legend>{options}</fieldset>"
