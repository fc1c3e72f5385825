"""Every state of an explorable, drawn and packed for the page, within its budget."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from walt.explorable import packing, theme
from walt.explorable.drawing import Frame

if TYPE_CHECKING:
    from walt.explorable.explorable import Explorable

STATES, KILOBYTES = 5000, 100  # what an explorable may have and weigh unless it says otherwise


class BakingFailed(BaseException):
    """A state could not be baked.

    Not an Exception: IPython prints an exception raised while a value shows itself and goes on, so that the
    book would be built without the figure and nobody would be told.
    """


def bake(explorable: Explorable) -> dict[str, Any]:
    """The packed frames of all states and what the player needs to know of the controls.

    Raises
    ------
    BakingFailed where a state raises, changes the stage, or a budget is overrun; the message names the
    explorable, the state and the cure.
    """
    shape = tuple(len(control.values) for control in explorable.controls.values())
    frames = list(_drawn(explorable))
    _refuse_dead_controls(explorable, frames, shape)
    packed = packing.pack(frames, shape)
    packed["sha256"] = digest(frames)
    kilobytes = packing.size(packed) / 1000
    if kilobytes > explorable.budget:
        raise BakingFailed(
            f"{explorable.name}: {len(frames)} states weigh {kilobytes:.0f} kB packed; "
            f"the budget is {explorable.budget} kB. "
            f"Take fewer steps, draw less that moves, or give the explorable budget={int(kilobytes) + 1}"
        )
    report(f"baked {explorable.name}: {len(frames)} states, {kilobytes:.1f} kB")
    for colour in sorted({colour for frame in frames for colour in theme.faint(frame.svg)}):
        report(
            f"warning: {explorable.name} draws in {colour}, below 3:1 on the card by day or by night; "
            "take one of theme.PAINT"
        )
    return packed


def digest(frames: Sequence[Frame]) -> str:
    """One hash over all states in order, for whoever wants to prove that the page shows what Python drew."""
    whole = hashlib.sha256()
    for frame in frames:
        whole.update(f"{frame.svg}\n{frame.sentence}\n".encode())
    return whole.hexdigest()


def _drawn(explorable: Explorable) -> Iterator[Frame]:
    started = told = time.monotonic()
    count = explorable.count
    with theme.look():
        drawing = None
        for number, state in enumerate(explorable.states()):
            try:
                drawing = drawing or explorable.drawing()
                yield drawing.frame(state)
            except Exception as error:
                raise BakingFailed(f"{explorable.name}: the state {_named(state)} cannot be drawn: {error}") from error
            if time.monotonic() - told > 1:
                told = time.monotonic()
                report(f"baking {explorable.name}: {number + 1} of {count} states, {told - started:.0f} s")


def _named(state: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in state.items())


def _refuse_dead_controls(explorable: Explorable, frames: Sequence[Frame], shape: tuple[int, ...]) -> None:
    """A control is dead when moving it, whatever the others say, never changes the picture."""
    numbers: dict[str, int] = {}
    grid = np.array([numbers.setdefault(frame.svg, len(numbers)) for frame in frames]).reshape(shape)
    for axis, name in enumerate(explorable.controls):
        if (grid == grid.take([0], axis=axis)).all():
            raise BakingFailed(f"{explorable.name}: {name!r} never changes the picture: use it in draw, or drop it")


def report(line: str) -> None:
    """Append a line to the log that the build follows; the kernel's own output would end up in the page."""
    log = os.environ.get("EXPLORABLE_LOG")
    if log:
        with open(log, "a", encoding="utf-8") as file:
            file.write(line + "\n")
