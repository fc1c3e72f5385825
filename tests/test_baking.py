"""Baking: every state once, the same bytes each time, within the budget, and a failure that nobody can overlook."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.explorable import Choice, Explorable, Slider, baking
from walt.explorable.baking import BakingFailed, bake
from walt.explorable.drawing import Frame


def scene(figure: Figure) -> Axes:
    axes = figure.subplots()
    axes.set(xlim=(0, 10), ylim=(0, 10))
    return axes


def paint(axes: Axes, *, k: int, case: str) -> str:
    axes.plot([0, k], [0, 5 if case == "near" else 9])
    return f"{k} is {case}."


def made(draw: Any = paint, **given: Any) -> Explorable:
    controls = {"k": Slider(1, 3, 1), "case": Choice("near", "far")}
    return Explorable(draw, **({"name": "reach", "stage": scene} | controls | given))


def test_a_bake_holds_every_state_and_its_hash() -> None:
    packed = bake(made())
    assert packed["sentence"] == [[[0], "1 \n2 \n3 "], "is ", [[1], "near.\nfar."]]
    frames = [Frame((("<a>",), ("</a>",)), "One."), Frame((("<b/>",),), "Two.")]
    assert baking.digest(frames) == hashlib.sha256(b"<a></a>\nOne.\n<b/>\nTwo.\n").hexdigest()
    assert baking.digest(frames) != baking.digest(frames[::-1])


PROBE = """
import hashlib, json, numpy as np
from walt.explorable import Choice, Explorable, Slider, card
from walt.explorable.baking import bake
def stage(figure):
    axes = figure.subplots(); axes.set(xlim=(0, 10), ylim=(0, 10)); return axes
def draw(axes, *, k, case):
    axes.plot([0, k], [0, 5], "o-"); axes.fill_between([0, 9], [k, k], hatch="//"); axes.text(k, k, case)
    axes.contourf(np.arange(16).reshape(4, 4) * k)
    axes.set(xlim=(0, 10), ylim=(0, 10))
    return f"{k} {case}"
e = Explorable(draw, stage=stage, name="reach", k=Slider(1, 2, 1), case=Choice("near", "far"))
print(hashlib.sha256(card.baked(e, bake(e)).encode()).hexdigest())
"""


def test_two_bakes_are_the_same_bytes_in_other_processes_too() -> None:
    assert bake(made()) == bake(made())
    hashes = {
        subprocess.run(
            [sys.executable, "-c", PROBE],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def fails_at_two(axes: Axes, *, k: int, case: str) -> str:
    if k == 2:
        raise ZeroDivisionError("no power left")
    return paint(axes, k=k, case=case)


def test_a_state_that_raises_is_named() -> None:
    with pytest.raises(
        BakingFailed, match=r"reach: the state k=2, case='near' cannot be drawn: no power left"
    ) as failed:
        bake(made(fails_at_two))
    assert isinstance(failed.value.__cause__, ZeroDivisionError)


def test_a_state_that_changes_the_stage_is_named() -> None:
    def move(axes: Axes, *, k: int, case: str) -> str:
        axes.set_xlim(0, 10 if k < 3 else 20)
        return paint(axes, k=k, case=case)

    with pytest.raises(BakingFailed, match=r"reach: the state k=3.*move changed the x limits .* set it in scene"):
        bake(made(move))


def test_a_dead_control_is_refused() -> None:
    def deaf(axes: Axes, *, k: int, case: str) -> str:
        return paint(axes, k=k, case="near") + case

    with pytest.raises(BakingFailed, match="reach: 'case' never changes the picture"):
        bake(made(deaf))


def test_a_control_that_moves_the_picture_in_one_setting_of_another_is_alive() -> None:
    def rarely(axes: Axes, *, k: int, case: str) -> str:
        return paint(axes, k=k, case=case if k == 3 else "near")

    assert bake(made(rarely))["sha256"]


def test_over_budget_is_refused_with_the_number() -> None:
    def heavy(axes: Axes, *, k: int, case: str) -> str:
        axes.plot(*np.random.default_rng(k).uniform(0, 10, (2, 3000)))
        return paint(axes, k=k, case=case)

    with pytest.raises(BakingFailed, match=r"reach: 6 states weigh \d+ kB packed; the budget is 5 kB.*budget=\d+"):
        bake(made(heavy, budget=5))


def test_a_failure_is_an_error_of_the_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """IPython prints what an ordinary exception says while a value shows itself, and the cell counts as done."""
    monkeypatch.setenv("EXPLORABLE", "bake")
    shell = InteractiveShell.instance()
    try:
        shell.user_ns["good"], shell.user_ns["bad"] = made(), made(fails_at_two)
        assert shell.run_cell("good").error_in_exec is None
        error = shell.run_cell("bad").error_in_exec
    finally:
        InteractiveShell.clear_instance()
    assert isinstance(error, BakingFailed) and "reach: the state k=2" in str(error)


def test_what_is_baked_and_what_is_faint_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def pale(axes: Axes, *, k: int, case: str) -> str:
        axes.plot([0, k], [0, 1], color="#ffee99")
        return paint(axes, k=k, case=case)

    log = tmp_path / "log"
    monkeypatch.setenv("EXPLORABLE_LOG", str(log))
    bake(made())
    bake(made(pale))
    first, second, warning = log.read_text(encoding="utf-8").splitlines()
    assert first.startswith("baked reach: 6 states, ") and second.startswith("baked reach: 6 states, ")
    assert warning.startswith("warning: reach draws in #ffee99, below 3:1")
