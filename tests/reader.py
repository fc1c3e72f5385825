"""A reader of the built book in a browser: opens pages, answers predictions, moves controls, looks at the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from walt.explorable import Choice, Explorable, Slider, Toggle
from walt.explorable.drawing import Frame

SAME = """(card, svg) => {
  const wanted = document.createElement("div");
  wanted.innerHTML = svg;
  return card.querySelector(".picture").innerHTML === wanted.innerHTML;
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

    @property
    def state(self) -> dict[str, Any]:
        """What the controls say, as Python's values."""
        state = {}
        for name, control in self.explorable.controls.items():
            box = self.input(name)
            state[name] = control.values[int(box.is_checked() if isinstance(control, Toggle) else box.input_value())]
        return state

    def must_show(self, state: Mapping[str, Any], frame: Frame) -> None:
        """The controls, the picture and the caption are those of a state as Python drew it."""
        assert self.state == dict(state), f"{self.explorable.name}: the controls do not stand where they were put"
        assert self.root.evaluate(SAME, frame.svg), f"{self.explorable.name}: another picture than Python's at {state}"
        assert self.sentence.text_content() == frame.sentence, f"{self.explorable.name}: another sentence at {state}"
        for name, control in self.explorable.controls.items():
            if isinstance(control, Slider):
                words = control.words_of_all[control.values.index(state[name])]
                told = self.root.locator(f'.control:has([name="{name}"]) output')
                assert told.text_content() == words
                assert self.input(name).get_attribute("aria-valuetext") == words

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
