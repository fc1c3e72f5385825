"""A decision scene from a plain data file: what was known, a choice, and beside it the model's and the record.

Nothing is scored. The reader's choice stays in her browser. The file is TOML::

    title = "London, 2 August 1914"
    you = "You are Sir Edward Grey, foreign secretary."
    known = ["Germany has been at war with Russia since yesterday.", "No treaty obliges you to fight."]
    unknown = ["Whether the German army will march through Belgium."]
    question = "What do you do?"
    source = "Otte 2014."

    [[option]]
    role = "balance"
    text = "Stand with France and Russia"

    [[option]]
    role = "aside"
    text = "Stay out"

    [model]
    knew = "strengths and distances, nothing of Belgium."

    [record]
    role = "balance"
    text = "Britain declared war on Germany on 4 August."
    knew = "that Germany had entered Belgium."
    after = "Four years of war."
    disputed = "Whether it was for Belgium or for France."

Roles are those of `theme.ROLES`: "balance", "aside" and "bandwagon".
"""

from __future__ import annotations

import math
import os
import pathlib
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, field_validator, model_validator

from walt.explorable.sheets import AsTuple, Sheet, Text, read
from walt.explorable.text import escape

Role = Literal["balance", "aside", "bandwagon"]
DOING: dict[str, str] = dict(zip(get_args(Role), ("balancing", "standing aside", "bandwagoning"), strict=True))
MEANT: dict[str, str] = dict(zip(DOING, ("against the danger", "on neither side", "with the danger"), strict=True))
KEYS = (
    "a scene has title, you, known, unknown, question, source, option (role, text), model (knew) and record (role, "
    "text, knew, after, disputed)"
)

Texts = Annotated[tuple[Text, ...], AsTuple, Field(min_length=1)]


class Option(Sheet):
    """One way to decide, in the deciders' own terms, and the role that it is in the theory's."""

    role: Role
    text: Text


class Model(Sheet):
    """What the model went by."""

    knew: Text


class Record(Sheet):
    """What was done, what those who did it went by, what came of it, and what is disputed."""

    role: Role
    text: Text
    knew: Text
    after: Text
    disputed: Text


class Scene(Sheet):
    """A whole file."""

    title: Text
    you: Text
    known: Texts
    unknown: Texts
    question: Text
    source: Text
    option: Annotated[tuple[Option, ...], AsTuple]
    model: Model
    record: Record

    @field_validator("option")
    @classmethod
    def _apart(cls, value: tuple[Option, ...]) -> tuple[Option, ...]:
        if len(value) < 2 or len({option.role for option in value}) < len(value):
            raise ValueError("needs two or more options, each with a role of its own")
        return value

    @model_validator(mode="after")
    def _done_is_an_option(self) -> Scene:
        if self.record.role not in [option.role for option in self.option]:
            raise ValueError(f"record.role is {self.record.role!r}, which no option has: add the option that was taken")
        return self


class Decision:
    """A scene in which the reader decides; shows itself as the last value of a cell.

    Parameters
    ----------
    path : the TOML file, from the folder of the notebook. Its name is the scene's address in the page.
    model : what the model says: for the role of each option how likely it is, 0..1, together 1.
    because : what that rests on, in a sentence with its numbers.

    Raises
    ------
    FileNotFoundError or ValueError; the message names the file, the place in it and the cure.
    """

    def __init__(self, path: str | pathlib.Path, model: Mapping[str, float], because: str) -> None:
        self.path = pathlib.Path(path)
        self.scene = read(self.path, Scene, KEYS)
        self.name, self.model, self.because = self.path.stem, dict(model), because
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", self.name):
            raise ValueError(f"{self.path}: name it in small letters, digits and hyphens, such as italy-1915.toml")
        roles = [option.role for option in self.scene.option]
        if set(self.model) != set(roles) or not math.isclose(sum(self.model.values()), 1, abs_tol=1e-6):
            raise ValueError(f"{self.name}: model is {self.model}: give each of {', '.join(roles)}, together 1")

    def __repr__(self) -> str:
        return f"Decision {self.name!r}: {self.scene.title}. {self.scene.question}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        mode = os.environ.get("EXPLORABLE", "live")
        shown = {"text/plain": repr(self), "text/html": self.html() if mode == "bake" else self._still()}
        return self._widget()._repr_mimebundle_() | shown if mode == "live" else shown

    def html(self) -> str:
        """For the book: all of it; the style sheet keeps the outcome back where a script can ask first."""
        waiting = 'type="button" disabled aria-pressed="false"'  # for the script
        buttons = "".join(
            f'<button {waiting} data-role="{option.role}">{escape(option.text)}</button>'
            for option in self.scene.option
        )
        return (
            f'<section class="decision" id="{self.name}" aria-labelledby="{self.name}-title">{self._situation()}'
            f'<div class="choose" role="group" aria-labelledby="{self.name}-question">'
            f'<p class="part" id="{self.name}-question">{escape(self.scene.question)}</p>'
            f'<div class="options">{buttons}</div></div>'
            f'<div class="outcome" tabindex="-1" role="group" aria-label="Three decisions side by side">'
            f"{self._outcome(map(self._yours, self.scene.option))}"
            '<p class="again"><button type="button" class="forget">Forget my decisions</button> '
            "They are kept in this browser alone.</p></div>"
            f'<p class="done" role="status"></p><p class="source">{escape(self.scene.source)}</p></section>'
        )

    def _situation(self) -> str:
        scene, title = self.scene, f'<p class="title" id="{self.name}-title">{escape(self.scene.title)}</p>'
        return (
            f'{title}<p class="you">{escape(scene.you)}</p>'
            f'<p class="part">You know</p>{_listed(scene.known)}'
            f'<p class="part">You do not know</p>{_listed(scene.unknown)}'
        )

    def _outcome(self, yours: Iterable[str]) -> str:
        record = self.scene.record
        says = ", ".join(_role(role, f" {100 * self.model[role]:.0f} %") for role in _likeliest_first(self.model))
        rows = (
            *yours,
            _row("The model", says, self.because, f"It knew: {self.scene.model.knew}"),
            _row("The record", _role(record.role), record.text, f"They knew: {record.knew}"),
        )
        return (
            f'<dl class="beside">{"".join(rows)}</dl>'
            f'<p><b>What came of it.</b> {escape(record.after)}</p><p><b>Disputed.</b> {escape(record.disputed)}</p>'
        )

    def _yours(self, option: Option) -> str:
        knew = "You knew: what stands above, and perhaps how it ended, which they could not."
        role = _role(option.role, f", {MEANT[option.role]}")
        return _row("You", role, f"{option.text}.", knew, f' class="yours" data-role="{option.role}"')

    def _still(self) -> str:
        """For a notebook that nobody runs: the scene, the options, and the outcome folded away."""
        options = _listed([option.text for option in self.scene.option])
        return (
            f"{self._situation()}<p><strong>{escape(self.scene.question)}</strong></p>{options}"
            f"<details><summary>What the model says, and what was done</summary>{self._outcome(())}</details>"
            f"<p><small>{escape(self.scene.source)}</small></p>"
        )

    def _widget(self) -> Any:
        import ipywidgets as widgets  # only where a kernel is live

        outcome, wide = widgets.HTML(), widgets.Layout(width="auto", max_width="100%")
        buttons = []
        for option in self.scene.option:
            button = widgets.Button(description=option.text, layout=wide)
            button.on_click(lambda _, option=option: setattr(outcome, "value", self._outcome([self._yours(option)])))
            buttons.append(button)
        question = widgets.HTML(f"<strong>{escape(self.scene.question)}</strong>")
        source = widgets.HTML(f"<small>{escape(self.scene.source)}</small>")
        return widgets.VBox([widgets.HTML(self._situation()), question, *buttons, outcome, source])


def _listed(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _likeliest_first(model: Mapping[str, float]) -> list[str]:
    return sorted(model, key=lambda role: -model[role])


def _role(role: str, more: str = "") -> str:
    """Mark, word and hue of a role, which belong together."""
    return f'<span class="role {role}">{DOING[role]}</span>{more}'


def _row(who: str, role: str, what: str, knew: str, attributes: str = "") -> str:
    return (
        f"<div{attributes}><dt>{who}</dt><dd><p>{role}</p><p>{escape(what)}</p>"
        f'<p class="knew">{escape(knew)}</p></dd></div>'
    )
