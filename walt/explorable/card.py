"""The card in which an explorable stands: the page's with all of its states, and the still one of a notebook."""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from walt.explorable import theme
from walt.explorable.controls import Control, Slider, Toggle
from walt.explorable.packing import as_json
from walt.explorable.text import escape

if TYPE_CHECKING:
    from walt.explorable.drawing import Drawing
    from walt.explorable.explorable import Explorable

MENU = ("Reset", "Copy link", "Copy as Python", "Download SVG")
TICKS = 5  # sliders with as many values name them all


def baked(explorable: Explorable, packed: Mapping[str, Any]) -> str:
    """HTML for the book: the first state drawn, native controls, every state as inert data.

    Served with everything told and nothing to press, which is what print and a page without scripts show;
    the player then asks and enables.
    """
    with theme.look():
        first = explorable.drawing().frame(explorable.start)
    name, asked = explorable.name, explorable.prediction is not None
    data = {
        "controls": [
            {"name": key, "values": list(map(_address, control.values)), "words": list(control.words_of_all),
             "python": list(map(repr, control.values)), "start": control.start}
            for key, control in explorable.controls.items()
        ],
        "call": explorable.call,
        **packed,
    }  # fmt: skip
    heading = f"{name}-title" if explorable.title else f"{name}-caption"
    ask = f'<span class="ask">{escape(explorable.before)}</span>' if asked else ""
    return "\n".join(
        [
            f'<figure class="explorable" id="{name}" aria-labelledby="{heading}">',
            f'<p class="title" id="{name}-title">{escape(explorable.title)}</p>' if explorable.title else "",
            _prediction(explorable) if asked else "",
            f'<div class="picture" role="img" aria-labelledby="{name}-caption">{first.svg}</div>',
            f'<fieldset class="controls" aria-label="Controls">{_controls(explorable)}{_buttons()}</fieldset>',
            f'<figcaption id="{name}-caption" aria-live="polite">{ask}'
            f'<span class="answer">{escape(first.sentence)}</span></figcaption>',
            f'<p class="source">{escape(explorable.source)}</p>' if explorable.source else "",
            f'<script type="application/json" class="frames">{as_json(data)}</script>',
            "</figure>",
        ]
    ).replace("\n\n", "\n")


def _address(value: Any) -> str:
    """A value as the page's address spells it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _prediction(explorable: Explorable) -> str:
    answers = "".join(f'<button type="button">{escape(answer)}</button>' for answer in explorable.prediction.answers)
    return (
        '<fieldset class="predict"><legend>What do you think?</legend>'
        f"<p>{escape(explorable.prediction.question)}</p>"
        f'<div class="answers">{answers}<button type="button" class="quiet">Just show me</button></div>'
        '<p class="said" role="status"></p></fieldset>'
    )


def _controls(explorable: Explorable) -> str:
    return "".join(_control(explorable.name, key, control) for key, control in explorable.controls.items())


def _control(name: str, key: str, control: Control) -> str:
    ident, label = f"{name}--{key}", escape(control.label or key.replace("_", " ").capitalize())
    if isinstance(control, Toggle):
        checked = " checked" if control.value else ""
        box = f'<input type="checkbox" id="{ident}" name="{key}" autocomplete="off"{checked}>'
        return f'<div class="control check"><label for="{ident}">{box} {label}</label></div>'
    words = html.escape(control.words_of_all[control.start])  # as the player writes them
    if isinstance(control, Slider):
        return (
            f'<div class="control"><label for="{ident}">{label}</label>'
            f'<output for="{ident}" aria-live="off">{words}</output>'  # the slider says it already
            f'<input type="range" id="{ident}" name="{key}" min="0" max="{len(control.values) - 1}" step="1" '
            f'value="{control.start}" aria-valuetext="{words}" autocomplete="off">{_ticks(control)}</div>'
        )
    options = "".join(
        f'<option value="{i}"{" selected" if i == control.start else ""}>{escape(word)}</option>'
        for i, word in enumerate(control.words_of_all)
    )
    return (
        f'<div class="control"><label for="{ident}">{label}</label>'
        f'<select id="{ident}" name="{key}" autocomplete="off">{options}</select></div>'
    )


def _ticks(control: Slider) -> str:
    shown = control.values if len(control.values) <= TICKS else (control.values[0], control.values[-1])
    return '<ul class="ticks" aria-hidden="true">' + "".join(f"<li>{value:,}</li>" for value in shown) + "</ul>"


def _buttons() -> str:
    items = "".join(f'<li><button type="button">{item}</button></li>' for item in MENU)
    return (
        '<div class="buttons"><button type="button" class="play">Play</button><details class="more">'
        '<summary class="button" aria-label="… more: reset, copy, download">…</summary>'
        f"<ul>{items}</ul></details></div>"
        '<p class="done" role="status"></p>'
    )


def still(explorable: Explorable) -> str:
    """HTML for a notebook: the first state as an image, which JupyterLab shows also where it strips inline SVG."""
    svg, sentence = picture(standing_alone(explorable), explorable.start)
    return (
        f'<figure style="max-width: 532px; margin: 1em 0"><p><strong>{escape(explorable.title)}</strong></p>'
        f'<img src="{data_uri(svg)}" alt="{escape(sentence)}" style="width: 100%">'
        f"<figcaption>{escape(sentence)}<br><small>{escape(explorable.source)}</small></figcaption></figure>"
    )


def standing_alone(explorable: Explorable) -> Drawing:
    """The figure ready to draw states for `picture`: its type is outlines, for pages that do not serve the font."""
    with theme.look(), theme.outlined_type():
        return explorable.drawing()


def picture(drawing: Drawing, state: Mapping[str, Any]) -> tuple[str, str]:
    """One state as an SVG that stands alone, and its sentence."""
    with theme.look(), theme.outlined_type():
        frame = drawing.frame(state)
    ground = f'<svg style="background: {theme.LIGHT["card"]}" '
    return frame.svg.replace("<svg ", ground, 1).replace(' aria-hidden="true"', "", 1), frame.sentence


def data_uri(svg: str) -> str:
    """The drawing as the address of an image."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
