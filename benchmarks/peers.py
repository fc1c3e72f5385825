"""The same figure as others make it: Panel's embed, and ipywidgets.interact on a live kernel."""

from __future__ import annotations

import gzip
import io
import math
import time
from dataclasses import dataclass
from pathlib import Path

import panel
from bokeh.resources import INLINE
from chromium import Kind
from jupyter_client import BlockingKernelClient, KernelManager

from walt.explorable import Explorable, theme

EVERY = {"power": 3, "distance": 5, "offense": 1}  # of the values, these many steps apart: 4 x 3 x 5 = 60 states

# Panel's elements stand in trees of their own (shadow roots).
_DEEP = """(window.deep ??= (root, wanted) => {
  for (const element of root?.querySelectorAll("*") ?? []) {
    if (element.matches(wanted)) return element;
    const inside = element.shadowRoot && deep(element.shadowRoot, wanted);
    if (inside) return inside;
  }
})"""
PANEL = Kind(
    shown=f"{_DEEP}(document.body, 'svg[viewBox]')?.innerHTML",
    ready=f"{_DEEP}(document.body, 'svg[viewBox]') && {_DEEP}(document.body, '.noUi-handle') && true",
    move="""(handle => handle.dispatchEvent(new KeyboardEvent("keydown", {
      key: handle.getAttribute("aria-valuenow") === handle.getAttribute("aria-valuemin") ? "ArrowRight" : "ArrowLeft",
      bubbles: true,
    })))(deep(document.body, ".noUi-handle"))""",
    controls=".noUi-handle",
)


@dataclass(frozen=True)
class Embedded:
    """What Panel saved: the page, what its states weigh (bytes, compressed bytes), and how long a state took (ms)."""

    page: str
    values: tuple[int, ...]
    stored: float
    compressed: float
    milliseconds: float

    @property
    def states(self) -> int:
        return math.prod(self.values)


def panel_embed(explorable: Explorable) -> Embedded:
    """Panel's page with 60 of the states and all scripts inside; the weights are scaled to all states.

    A page without states is weighed beside it, for what does not grow with them.
    """
    sliders = {
        name: panel.widgets.DiscreteSlider(name=control.label, options=list(control.values[:: EVERY[name]]))
        for name, control in explorable.controls.items()
    }
    picture = panel.pane.Matplotlib(panel.bind(explorable.figure, **sliders), format="svg", tight=False)
    column = panel.Column(*sliders.values(), picture)
    with theme.look():
        bare, _ = _saved(column, embed=False)
        page, seconds = _saved(column, embed=True)
    values = tuple(len(slider.options) for slider in sliders.values())
    states = math.prod(values)
    stored, compressed = (
        size(bare) + (size(page) - size(bare)) * explorable.count / states for size in (_stored, _compressed)
    )
    return Embedded(page, values, stored, compressed, seconds * 1000 / states)


def _saved(column: panel.Column, *, embed: bool) -> tuple[str, float]:
    out = io.StringIO()
    started = time.process_time()
    column.save(out, embed=embed, max_states=1000, max_opts=20, resources=INLINE, progress=False)
    return out.getvalue(), time.process_time() - started


def _stored(page: str) -> int:
    return len(page.encode())


def _compressed(page: str) -> int:
    return len(gzip.compress(page.encode(), 6))


INTERACT = """
import ipywidgets, reach
explorable = reach.explorable()
ipywidgets.interact(
    lambda **state: explorable.figure(**state),
    **{name: ipywidgets.SelectionSlider(options=control.values) for name, control in explorable.controls.items()},
);
"""


def interact_times(explorable: Explorable) -> list[float]:
    """Milliseconds from a slider's message to the picture's, on a live kernel; a browser would still have to show it.

    Raises
    ------
    RuntimeError if the kernel shows no slider for each control.
    """
    manager = KernelManager()
    manager.start_kernel(cwd=str(Path(__file__).parent), extra_arguments=["--Application.log_level=40"])
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        return _moves(client, explorable)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _moves(client: BlockingKernelClient, explorable: Explorable) -> list[float]:
    sliders = _shown_sliders(client)
    controls = list(explorable.controls.values())
    if len(sliders) != len(controls):
        raise RuntimeError(f"The kernel shows {len(sliders)} sliders for {len(controls)} controls: see INTERACT")
    times = []
    for slider, control in zip(sliders, controls, strict=True):
        last = len(control.values) - 1
        for index in [*range(1, last + 1), *reversed(range(last))]:
            times.append(_move(client, slider, index))
    return times


def _shown_sliders(client: BlockingKernelClient) -> list[str]:
    """The ids of the sliders that the kernel opened, in order."""
    asked, sliders = client.execute(INTERACT), []
    while True:
        message = client.get_iopub_msg(timeout=60)
        content = message["content"]
        if message["msg_type"] == "error":
            raise RuntimeError(f"{content['ename']}: {content['evalue']}")
        opened = content["data"].get("state", {}) if message["msg_type"] == "comm_open" else {}
        if opened.get("_model_name") == "SelectionSliderModel":
            sliders.append(content["comm_id"])
        if _ends(message, asked):
            return sliders


def _move(client: BlockingKernelClient, slider: str, index: int) -> float:
    data = {"method": "update", "state": {"index": index}, "buffer_paths": []}
    message = client.session.msg("comm_msg", {"comm_id": slider, "data": data})
    started, shown = time.perf_counter(), None
    client.shell_channel.send(message)
    while True:
        answer = client.get_iopub_msg(timeout=60)
        if answer["msg_type"] == "display_data" and shown is None:
            shown = (time.perf_counter() - started) * 1000
        if _ends(answer, message["header"]["msg_id"]):
            if shown is None:
                raise RuntimeError(f"The kernel answered a move to {index} without a picture")
            return shown


def _ends(message: dict, asked: str) -> bool:
    """Whether the kernel is idle again after what was asked."""
    return (
        message["msg_type"] == "status"
        and message["content"]["execution_state"] == "idle"
        and message["parent_header"].get("msg_id") == asked
    )
