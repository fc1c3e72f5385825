"""Every explorable of every notebook and chapter, drawn outside IPython and against matplotlib's own full drawing."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from found import makers, shown, some_states
from IPython import get_ipython

from walt.explorable import Explorable, svg, theme


@pytest.mark.parametrize("maker", makers(), ids=lambda function: f"{function.__module__}.{function.__name__}")
def test_a_chapters_explorable_can_be_drawn_at_all_its_corners(maker: Callable[[], Explorable]) -> None:
    explorable = maker()
    assert explorable.name == maker.__name__.replace("_", "-"), "a function and its explorable share a name"
    draw_corners(explorable)


def test_a_notebooks_explorables_can_be_drawn_at_all_their_corners(notebook: Path) -> None:
    assert get_ipython() is None
    for explorable in shown(notebook).explorables:
        draw_corners(explorable)


def draw_corners(explorable: Explorable) -> None:
    with theme.look():
        drawing = explorable.drawing()
        for state in explorable.corners():
            assert drawing.frame(state).sentence, f"{explorable.name} says nothing at {state}"


def test_a_state_is_what_matplotlib_draws_anew(notebook: Path) -> None:
    """The same elements in the same order as a figure made for this state alone and saved in full."""
    for explorable in shown(notebook).explorables:
        with theme.look():
            drawing = explorable.drawing()
            for number, state in enumerate(some_states(explorable)):
                frame = drawing.frame(state)
                drawn = [line for run in frame.runs for line in run]
                wanted = saved(explorable, state)
                assert drawn == wanted, f"{explorable.name} at {state}: {first_difference(drawn, wanted)}"
                if number % 10 == 0:  # each draws the whole figure once more
                    assert frame.sentence == explorable.sentence(**state)


def saved(explorable: Explorable, state: dict[str, Any]) -> list[str]:
    """The lines of a full drawing, cleaned and named as the engine's are."""
    figure, out = explorable.figure(**state), io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()
    lines, defs = svg.clean(text[text.index("</defs>") + len("</defs>") : text.rindex("</svg>")])
    whole = [svg.opening(*(figure.get_size_inches() * 72)), *svg.listed(defs), *lines, "</svg>"]
    return [svg.prefixed(line, explorable.name) for line in whole]


def first_difference(drawn: list[str], wanted: list[str]) -> str:
    for number, (one, other) in enumerate(zip(drawn, wanted, strict=False)):
        if one != other:
            return f"element {number} is\n{one}\nand should be\n{other}"
    return f"{len(drawn)} elements instead of {len(wanted)}"
