"""The live widget, without a display: what a reader would press is pressed here, and what it shows is read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable import Choice, Explorable, Prediction, Slider, Toggle, live, theme


def scene(figure: Figure) -> Axes:
    axes = figure.subplots()
    axes.set(xlim=(0, 4), ylim=(0, 4))
    return axes


def paint(axes: Axes, *, k: int, case: str, on: bool) -> str:
    if k == 2:
        raise ZeroDivisionError("no power left")
    axes.plot([k], [k], "o" if case == "near" else "s", color="#112233" if on else "#445566")
    axes.text(1, 3, str(k), gid="answer-number")
    return f"{k} is <{case}>."


def made(**given: Any) -> Explorable:
    controls = {"k": Slider(1, 4, 1, label="How many"), "case": Choice("near", "far"), "on": Toggle(True)}
    return Explorable(
        paint, **({"stage": scene, "name": "reach", "title": "Who?", "source": "A & B"} | controls | given)
    )


def parts(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from parts(child)


class Shown:
    """The widget as the front end has it: its pictures, texts and controls."""

    def __init__(self, explorable: Explorable) -> None:
        self.all = list(parts(live.widget(explorable)))
        self.slider, self.choice, self.toggle = (
            next(part for part in self.all if isinstance(part, kind))
            for kind in (widgets.SelectionSlider, widgets.Dropdown, widgets.Checkbox)
        )

    @property
    def text(self) -> str:
        return "\n".join(part.value for part in self.all if isinstance(part, widgets.HTML))

    @property
    def picture(self) -> str:
        return next((p.value for p in self.all if isinstance(p, widgets.HTML) and "<svg" in p.value), "")

    def press(self, what: str) -> None:
        next(p for p in self.all if isinstance(p, widgets.Button) and p.description == what).click()


def test_each_control_changes_picture_and_sentence() -> None:
    shown = Shown(made())
    assert "1 is &lt;near&gt;." in shown.text and "A &amp; B" in shown.text and shown.slider.description == "How many"
    seen = {shown.picture}
    for control, value in ((shown.slider, 3), (shown.choice, "far"), (shown.toggle, False)):
        control.value = value
        seen.add(shown.picture)
    assert len(seen) == 4 and "" not in seen
    assert "3 is &lt;far&gt;." in shown.text and "1 is" not in shown.text


def test_the_picture_is_that_state_whatever_was_shown_before() -> None:
    shown, direct = Shown(made()), Shown(made(k=Slider(1, 4, 1, value=4)))
    for value in (3, 1, 4):
        shown.slider.value = value
    assert shown.picture == direct.picture


def test_it_needs_neither_the_books_font_nor_its_colours() -> None:
    assert "<text" not in Shown(made()).picture
    assert f"background: {theme.LIGHT['card']}" in Shown(made()).picture


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    yield InteractiveShell.instance(colors="nocolor")
    InteractiveShell.clear_instance()


def test_an_error_takes_the_pictures_place_until_the_next_good_state(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = Shown(made())
    assert "ZeroDivisionError" not in "".join(capsys.readouterr())
    shown.slider.value = 2
    assert shown.picture == "" and "1 is" not in shown.text
    assert "ZeroDivisionError: no power left" in "".join(capsys.readouterr())
    shown.slider.value = 3
    assert "3 is" in shown.text
    assert shown.picture == Shown(made(k=Slider(1, 4, 1, value=3))).picture
    assert "ZeroDivisionError" not in "".join(capsys.readouterr())


def test_the_stage_is_kept_between_moves_and_made_anew_after_a_draw_that_changed_it(shell: InteractiveShell) -> None:
    stages = []

    def counted(figure: Figure) -> Axes:
        stages.append(figure)
        return scene(figure)

    def wild(axes: Axes, *, k: int, case: str, on: bool) -> str:
        if k == 2:
            axes.set_xlim(0, 99)
        return paint(axes, k=k + 2, case=case, on=on)

    shown = Shown(Explorable(wild, stage=counted, name="reach", **made().controls))
    shown.slider.value = 3
    assert len(stages) == 1
    shown.slider.value = 2
    assert shown.picture == ""
    shown.slider.value = 1
    assert "3 is" in shown.text and len(stages) == 2


def test_without_ipython_an_error_is_raised() -> None:
    shown = Shown(made())
    with pytest.raises(ZeroDivisionError, match="no power left"):
        shown.slider.value = 2


def test_a_prediction_is_asked_first() -> None:
    shown = Shown(made(prediction=Prediction("How <many>?", ["one", "two"]), before="Wait & see."))
    controls = shown.slider, shown.choice, shown.toggle
    assert "How &lt;many&gt;?" in shown.text and "Wait &amp; see." in shown.text and "1 is" not in shown.text
    assert all(control.disabled for control in controls)
    assert 'class="answer"' in shown.picture and ".waits .answer { visibility: hidden }" in shown.picture
    shown.press("two")
    assert "You said: two. The model says: 1 is &lt;near&gt;." in shown.text
    assert not any(control.disabled for control in controls)
    assert "hidden" not in shown.picture and "Wait" not in shown.text


def test_just_show_me_claims_no_answer() -> None:
    shown = Shown(made(prediction=Prediction("How many?", ["one", "two"])))
    shown.press("Just show me")
    assert "The model says: 1 is" in shown.text and "You said" not in shown.text


def test_reset_and_play() -> None:
    shown = Shown(made())
    shown.slider.value, shown.choice.value, shown.toggle.value = 3, "far", False
    shown.press("Reset")
    assert (shown.slider.value, shown.choice.value, shown.toggle.value) == (1, "near", True)
    next(part for part in shown.all if isinstance(part, widgets.Play)).value = 3
    assert shown.slider.value == 4 and "4 is" in shown.text


def test_copy_as_python_gives_the_state_shown() -> None:
    shown = Shown(made())
    shown.slider.value, shown.toggle.value = 4, False
    python = next(part for part in shown.all if isinstance(part, widgets.Textarea))
    assert python.layout.display == "none"
    shown.press("Copy as Python")
    assert python.layout.display is None
    figure = eval(python.value, {"reach": made()})
    assert isinstance(figure, Figure) and figure.axes[0].lines[0].get_xdata() == [4]
    assert figure.axes[0].lines[0].get_color() == "#445566"


def test_no_widget_where_nobody_can_move_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORABLE", "still")
    monkeypatch.setattr(live, "widget", lambda explorable: pytest.fail("a widget was made"))
    assert set(made()._repr_mimebundle_()) == {"text/plain", "text/html"}
    monkeypatch.setenv("EXPLORABLE", "bake")
    with pytest.raises(BaseException, match="no power left"):
        made()._repr_mimebundle_()
    fine = made(k=Slider(3, 4, 1))._repr_mimebundle_()
    assert set(fine) == {"text/plain", "text/html"}


def test_the_live_bundle_carries_a_still_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EXPLORABLE", raising=False)
    bundle = made()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert '<img src="data:image/svg+xml;base64,' in bundle["text/html"]
    assert bundle["text/plain"] == repr(made()) == made()._repr_mimebundle_()["text/plain"]
