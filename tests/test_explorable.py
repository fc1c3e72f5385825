"""An explorable: what it refuses to be made of, its states, and one state anywhere, also by the copied Python."""

from __future__ import annotations

import sys
import types
from typing import Any

import matplotlib
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import select_figure_formats
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable import Choice, Explorable, Prediction, Slider, Toggle, theme


def paint(figure: Figure, *, power: float, case: str = "1914", marked: bool = False) -> str:
    axes = figure.subplots()
    axes.bar([case], [power], color="C1" if marked else "C0")
    return f"In {case} it is {power} %."


def made(**changed: Any) -> Explorable:
    controls = {"power": Slider(0, 20, 10, value=10), "case": Choice("1914", "1939"), "marked": Toggle()}
    return Explorable(**({"draw": paint, "name": "reach-of-power", "title": "How much?"} | controls | changed))


def test_states_in_order_and_corners() -> None:
    states = [tuple(state.values()) for state in made().states()]
    assert len(states) == made().count == 3 * 2 * 2
    assert states[:3] == [(0, "1914", False), (0, "1914", True), (0, "1939", False)]
    corners = {tuple(state.values()) for state in made().corners()}
    assert corners == {(power, case, on) for power in (0, 20) for case in ("1914", "1939") for on in (False, True)}
    assert made().start == {"power": 10, "case": "1914", "marked": False}


def test_one_state_anywhere() -> None:
    explorable = made()
    assert explorable.sentence() == "In 1914 it is 10 %."
    assert explorable.sentence(power=20, case="1939") == "In 1939 it is 20 %."
    (bar,) = explorable.figure(power=20).axes[0].patches
    assert bar.get_height() == 20


@pytest.mark.parametrize(
    ("changed", "error", "said"),
    [
        ({"force": Slider(0, 1, 1)}, TypeError, "reach-of-power: paint does not take 'force'"),
        ({"power": 4}, TypeError, "power=4 is no control; take a Slider, a Choice or a Toggle"),
        ({"name": "Reach of power"}, ValueError, "name='Reach of power': take small letters"),
        ({"name": Slider(0, 1, 1)}, TypeError, "call the control something else"),
        ({"name": "a--b"}, ValueError, "small letters, digits and hyphens"),
        ({"power": Slider(0, 5000, 1)}, ValueError, r"20,004 states together, the budget is 5,000.*budget="),
    ],
)
def test_what_cannot_be_is_refused_with_the_cure(changed: dict[str, Any], error: type, said: str) -> None:
    with pytest.raises(error, match=said):
        made(**changed)


def test_a_parameter_without_control_is_refused() -> None:
    with pytest.raises(TypeError, match=r"x: paint takes 'power', which no control sets; add power=Slider"):
        Explorable(paint, name="x", case=Choice("1914", "1939"))
    with pytest.raises(TypeError, match="x: give at least one control"):
        Explorable(lambda figure: "s", name="x")


def test_more_states_are_allowed_to_one_that_says_so() -> None:
    assert made(power=Slider(0, 5000, 1), budget=50).count == 20_004


def test_a_state_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"reach-of-power: power=15 is not on its grid: \(0, 10, 20\)"):
        made().figure(power=15)
    with pytest.raises(ValueError, match="no control 'force'; it has power, case, marked"):
        made().sentence(force=1)


@pytest.mark.parametrize("nothing", [None, "", "  ", 3])
def test_a_draw_without_a_sentence_is_refused(nothing: Any) -> None:
    def silent(figure: Figure, *, k: int) -> Any:
        return nothing

    with pytest.raises(TypeError, match=r"silent returned .*; return the figure in a sentence"):
        Explorable(silent, name="x", k=Slider(0, 1, 1)).sentence()


def test_a_stage_that_returns_nothing_is_refused() -> None:
    def empty(figure: Figure) -> None:
        figure.subplots()

    with pytest.raises(TypeError, match=r"empty\(figure\) returned nothing; return the Axes"):
        Explorable(lambda axes, *, k: "s", name="x", stage=empty, k=Slider(0, 1, 1)).sentence()


def test_a_sentence_is_one_line() -> None:
    spread = Explorable(lambda figure, *, k: f" It  is\n {k}. ", name="x", k=Slider(0, 1, 1))
    assert spread.sentence(k=1) == "It is 1."


@pytest.mark.parametrize(("question", "answers"), [("", ["a", "b"]), ("Q", ["a"]), ("Q", []), ("Q", ["a", "a"])])
def test_a_prediction_needs_a_question_and_answers(question: str, answers: list[str]) -> None:
    with pytest.raises(ValueError, match="needs a question and two or more answers, all different"):
        Prediction(question, answers)


def test_the_copied_python_draws_that_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a chapter's module makes it: a function of the explorable's name, beside its draw."""
    chapter = types.ModuleType("chapter")
    source = """
from walt.explorable import Explorable, Choice, Slider
def draw(figure, *, power, case):
    figure.subplots().bar([case], [power])
    return f"{power}"
def reach_of_power():
    return Explorable(draw, name="reach-of-power", power=Slider(0, 20, 10), case=Choice("it's", '"quoted"'))
"""
    exec(source, vars(chapter))
    monkeypatch.setitem(sys.modules, "chapter", chapter)
    copied = f"figure = {chapter.reach_of_power().call}(power=20, case='it\\'s')"
    imports, _, call = copied.removeprefix("figure = ").partition("\n\n")
    namespace: dict[str, Any] = {}
    exec(f"{imports}\nfigure = {call}", namespace)
    assert isinstance(namespace["figure"], Figure)
    assert namespace["figure"].axes[0].patches[0].get_height() == 20


def test_the_copied_python_of_a_notebooks_own_figure_names_it() -> None:
    reach_of_power = made()
    assert reach_of_power.call == "reach_of_power.figure"
    assert isinstance(eval(f"{reach_of_power.call}(power=20)", {"reach_of_power": reach_of_power}), Figure)


def test_it_says_what_it_is_the_same_each_time() -> None:
    said = repr(made())
    assert said == repr(made()) == "Explorable 'reach-of-power': How much? 12 states of power, case, marked"
    assert "0x" not in said


def test_matplotlibs_settings_are_left_alone() -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)

    def stage(figure: Figure) -> Axes:
        return figure.subplots()

    Explorable(lambda axes, *, k: "s", name="x", stage=stage, k=Slider(0, 1, 1)).figure()
    assert dict(matplotlib.rcParams) == before


def test_settings_that_a_state_makes_end_with_it() -> None:
    def draw(figure: Figure, *, k: int) -> str:
        axes = figure.subplots()
        matplotlib.rcParams["lines.linewidth"] = 9 * k or matplotlib.rcParams["lines.linewidth"]
        return f"{axes.plot([0, 1])[0].get_linewidth():g} points"

    with theme.look():
        drawing = Explorable(draw, name="leak", k=Slider(0, 1, 1)).drawing()
        assert [drawing.frame({"k": k}).sentence for k in (0, 1, 0)] == ["2 points", "9 points", "2 points"]


def test_a_reader_keeps_the_formats_she_chose() -> None:
    shell = InteractiveShell.instance()
    try:
        select_figure_formats(shell, {"svg"})
        Explorable(lambda figure, *, k: f"{k}", name="kept", k=Slider(0, 1, 1)).figure()
        chosen = [mime for mime, f in shell.display_formatter.formatters.items() if Figure in f.type_printers]
        assert chosen == ["image/svg+xml"]
    finally:
        InteractiveShell.clear_instance()
