"""The baked figures in the browser: each state is what Python draws, and each control leads to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from found import docname, shown
from reader import Card

from walt.explorable import Choice, Explorable, Slider, Toggle, baking

DECODED = """async ([name, counts]) => {
  const {frames} = explorables.get(name), position = counts.map(() => 0), parts = [];
  for (;;) {
    const {svg, sentence} = frames.frame(position);
    parts.push(svg, "\\n", sentence, "\\n");
    let control = counts.length - 1;
    while (control >= 0 && ++position[control] === counts[control]) position[control--] = 0;
    if (control < 0) break;
  }
  const bytes = await new Blob(parts).arrayBuffer(), hash = await crypto.subtle.digest("SHA-256", bytes);
  const hex = [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return {decoded: hex, said: frames.sha256, states: parts.length / 4};
}"""
NAMES = "cards => cards.map(card => card.id)"


def test_the_page_shows_the_notebooks_explorables(notebook: Path, visit: Callable[..., Any]) -> None:
    page = visit(docname(notebook))
    names = [explorable.name for explorable in shown(notebook).explorables]
    assert page.eval_on_selector_all("figure.explorable", NAMES) == names
    assert sorted(page.evaluate("[...explorables.keys()]")) == sorted(names)


def test_every_state_decodes_to_what_python_draws(
    chapter: Path, visit: Callable[..., Any], bake: Callable[..., Any]
) -> None:
    """All states in the player's own decoder, against a bake of this process, which went the other way round."""
    page = visit(docname(chapter))
    for explorable in shown(chapter).explorables:
        frames = bake(chapter, explorable)
        found = page.evaluate(DECODED, [explorable.name, [len(c.values) for c in explorable.controls.values()]])
        assert found["states"] == explorable.count
        equal = found["decoded"] == baking.digest(frames)
        assert equal, f"{explorable.name}: {first_difference(page, explorable, frames)}"
        assert found["said"] == found["decoded"], f"{explorable.name}: the page says another hash than it shows"


def first_difference(page: Any, explorable: Explorable, frames: Any) -> str:
    for position, state, frame in zip(positions(explorable), explorable.states(), frames, strict=True):
        there = page.evaluate("([name, at]) => explorables.get(name).frames.frame(at)", [explorable.name, position])
        if there != {"svg": frame.svg, "sentence": frame.sentence}:
            return f"the page shows at {state}\n{there}\nPython draws\n{frame.svg}\n{frame.sentence}"
    return "no state differs alone"


def positions(explorable: Explorable) -> list[list[int]]:
    return np.argwhere(np.ones([len(control.values) for control in explorable.controls.values()])).tolist()


def test_the_keyboard_reaches_every_value_of_every_control(
    chapter: Path, visit: Callable[..., Any], bake: Callable[..., Any]
) -> None:
    page = visit(docname(chapter))
    for explorable in shown(chapter).explorables:
        card, drawn = Card(page, explorable), by_state(explorable, bake(chapter, explorable))
        if explorable.prediction:
            card.root.locator(".answers button").first.focus()
            page.keyboard.press("Enter")  # which leads to the first control
        else:
            card.input(next(iter(explorable.controls))).focus()
        card.must_show(explorable.start, drawn(explorable.start))
        for name, control in explorable.controls.items():
            assert card.input(name).evaluate("box => box === document.activeElement"), f"Tab does not lead to {name}"
            seen = [card.sentence.text_content() + card.picture.inner_html()]
            for key, value in keys(control):
                page.keyboard.press(key)
                state = card.state | {name: value}
                card.must_show(state, drawn(state))
                seen.append(card.sentence.text_content() + card.picture.inner_html())
            assert len(set(seen)) > 1, f"{explorable.name}: {name} changes nothing from where the figure starts"
            page.keyboard.press("Tab")
        assert card.play.evaluate("button => button === document.activeElement"), "Tab does not lead to Play"


def keys(control: Choice | Slider | Toggle) -> list[tuple[str, Any]]:
    """Keys that visit every value, each with the value it leads to, and end where they began."""
    if isinstance(control, Toggle):
        return [("Space", not control.value), ("Space", control.value)]
    back, on = ("ArrowLeft", "ArrowRight") if isinstance(control, Slider) else ("ArrowUp", "ArrowDown")
    there = [("Home", control.values[0]), *((on, value) for value in control.values[1:])]
    return there + [(back, value) for value in control.values[control.start : -1][::-1]]


def test_the_mouse_moves_every_control(chapter: Path, visit: Callable[..., Any], bake: Callable[..., Any]) -> None:
    page = visit(docname(chapter))
    for explorable in shown(chapter).explorables:
        card, drawn = Card(page, explorable), by_state(explorable, bake(chapter, explorable))
        card.answer()
        for name, control in explorable.controls.items():
            box = card.input(name)
            box.scroll_into_view_if_needed()
            if isinstance(control, Toggle):
                card.root.locator(f'label:has([name="{name}"])').click()
                value = not control.value
            elif isinstance(control, Choice):
                value = control.values[(control.start + 1) % len(control.values)]
                box.click()
                page.keyboard.press("ArrowDown" if control.start + 1 < len(control.values) else "Home")
                page.keyboard.press("Enter")  # the list of a select is the system's: a mouse cannot be sent into it
            else:
                drag(page, box, control.start, len(control.values))
                value = control.values[-1 if control.start < len(control.values) / 2 else 0]
            state = card.state | {name: value}
            card.must_show(state, drawn(state))


def drag(page: Any, slider: Any, start: int, count: int) -> None:
    """Pull the thumb from where it starts to the end that lies further away."""
    at, thumb = slider.bounding_box(), 44  # the thumb's middle stays half its width inside the slider
    place = lambda part: at["x"] + thumb / 2 + part * (at["width"] - thumb)  # noqa: E731
    middle = at["y"] + at["height"] / 2
    page.mouse.move(place(start / (count - 1)), middle)
    page.mouse.down()
    page.mouse.move(place(0.5), middle, steps=3)
    page.mouse.move(place(1 if start < count / 2 else 0), middle, steps=3)
    page.mouse.up()


def by_state(explorable: Explorable, frames: list[Any]) -> Callable[[dict[str, Any]], Any]:
    drawn = {tuple(state.values()): frame for state, frame in zip(explorable.states(), frames, strict=True)}
    return lambda state: drawn[tuple(state.values())]
