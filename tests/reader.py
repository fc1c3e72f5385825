"""A reader of the built book in a browser: opens pages, answers predictions, moves controls, looks at the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from walt.explorable import Choice, Explorable, Slider, Toggle
from walt.explorable.drawing import Frame

LOOK = """(card, [names, svg]) => {
  const wanted = document.createElement("div"), inputs = names.map(name => card.querySelector(`[name="${name}"]`));
  wanted.innerHTML = svg;
  return {
    at: inputs.map(input => input.type === "checkbox" ? +input.checked : +input.value),
    told: inputs.map(input => input.closest(".control").querySelector("output")?.textContent),
    read: inputs.map(input => input.getAttribute("aria-valuetext")),
    same: card.querySelector(".picture").innerHTML === wanted.innerHTML,
    sentence: card.querySelector("figcaption .answer").textContent.replaceAll("\u00a0", " "),
  };
}"""


class Card:
    """One explorable on an open page (a playwright Page), and the Python that drew it."""

    def __init__(self, page: Any, explorable: Explorable) -> None:
        self.page, self.explorable = page, explorable
        self.root = page.locator(f"figure.explorable#{explorable.name}")
        self.picture = self.root.locator(".picture")
        self.sentence = self.root.locator("figcaption .answer")
        self.play = self.root.locator("button.play")
        self.more = self.root.locator("details.more")

    def answer(self) -> None:
        """Have the figure told, where it asks first."""
        if self.root.get_attribute("data-committed") == "no":
            self.root.get_by_role("button", name="Just show me").click()

    def input(self, control: str) -> Any:
        return self.root.locator(f'[name="{control}"]')

    def answers_hidden(self) -> set[bool]:
        """Whether the parts of the picture that wait for the prediction are hidden; empty where none waits."""
        hidden = "parts => parts.map(part => getComputedStyle(part).visibility === 'hidden')"
        return set(self.picture.locator("svg .answer").evaluate_all(hidden))

    def choose(self, item: str) -> None:
        """An entry of the "…" menu."""
        self.more.locator("summary").click()
        self.more.get_by_role("button", name=item).click()

    def look(self, svg: str = "") -> dict[str, Any]:
        """Where the controls stand and what they say, the sentence, and whether the picture is the one given."""
        return self.root.evaluate(LOOK, [list(self.explorable.controls), svg])

    @property
    def state(self) -> dict[str, Any]:
        """What the controls say, as Python's values."""
        controls = self.explorable.controls.items()
        return {name: control.values[at] for (name, control), at in zip(controls, self.look()["at"], strict=True)}

    def must_show(self, state: Mapping[str, Any], frame: Frame) -> None:
        """The controls, the picture and the caption are those of a state as Python drew it."""
        name, controls, seen = self.explorable.name, self.explorable.controls, self.look(frame.svg)
        at = [control.values.index(state[key]) for key, control in controls.items()]
        assert seen["at"] == at, f"{name}: the controls do not stand where they were put"
        assert seen["same"], f"{name}: another picture than Python's at {state}"
        assert seen["sentence"] == frame.sentence, f"{name}: another sentence at {state}"
        both = zip(controls.values(), at, strict=True)
        words = [control.words_of_all[i] if isinstance(control, Slider) else None for control, i in both]
        assert seen["told"] == words, f"{name}: other words over the sliders at {state}"
        assert seen["read"] == words, f"{name}: other words in the sliders at {state}"

    def put(self, state: Mapping[str, Any]) -> None:
        """Set all controls at once, as playwright does it for the reader."""
        for name, value in state.items():
            control, box = self.explorable.controls[name], self.input(name)
            index = str(control.values.index(value))
            if isinstance(control, Toggle):
                box.set_checked(value)
            elif isinstance(control, Choice):
                box.select_option(index)
            else:
                box.fill(index)
