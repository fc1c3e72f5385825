"""The picture in the page beside the untouched file that matplotlib saves, pixel for pixel."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from found import docname, shown
from PIL import Image

from walt.explorable import Explorable, theme

WIDTH = 484  # pixels of a figure on a wide screen, the largest it is shown
BY_SIDE = """([pairs, width]) => {
  document.body.innerHTML = "";
  document.body.style.cssText = "margin: 0; padding: 0; background: var(--card)";
  for (const [baked, saved] of pairs) {
    const row = document.body.appendChild(document.createElement("div"));
    row.style.cssText = `display: grid; grid-template-columns: ${width}px ${width}px`;
    const left = row.appendChild(document.createElement("figure"));
    left.className = "explorable";
    left.dataset.committed = "yes";
    left.style.cssText = "margin: 0; padding: 0; border: 0";
    left.innerHTML = `<div class="picture">${baked}</div>`;
    const right = row.appendChild(document.createElement("div")).attachShadow({mode: "open"});
    const halo = getComputedStyle(left.querySelector(".halo text") ?? left);
    right.innerHTML = `${saved}<style>svg { display: block; width: ${width}px; height: auto }
      [id*="halo"] text { paint-order: ${halo.paintOrder}; stroke: ${halo.stroke}; stroke-width: ${halo.strokeWidth} }`;
  }
  return document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => done())));
}"""
CORNER = "([name, at]) => explorables.get(name).frames.frame(at).svg"


def test_corners_look_as_matplotlib_saves_them(chapter: Path, visit: Callable[..., Any]) -> None:
    """The same pixels, but for edges that move because coordinates are rounded to a tenth of a unit."""
    for explorable in shown(chapter).explorables:
        page = visit(docname(chapter), viewport={"width": 2 * WIDTH, "height": 700})
        corners = list(explorable.corners())
        baked = [page.evaluate(CORNER, [explorable.name, position(explorable, corner)]) for corner in corners]
        plain = [saved(explorable, corner) for corner in corners]
        for state, (one, other) in zip(corners, pictures(page, list(zip(baked, plain, strict=True))), strict=True):
            odd = np.argwhere(beyond_rounding(one, other) | beyond_rounding(other, one)).tolist()
            assert not odd, f"{explorable.name} at {state}: {len(odd)} pixels differ, at {odd[:3]} ..."


def position(explorable: Explorable, state: dict[str, Any]) -> list[int]:
    return [control.values.index(state[name]) for name, control in explorable.controls.items()]


def saved(explorable: Explorable, state: dict[str, Any]) -> str:
    """The state as matplotlib's own file, its style sheet and colours included."""
    out = io.StringIO()
    with theme.look():
        explorable.figure(**state).savefig(out, format="svg")
    return out.getvalue()[out.getvalue().index("<svg") :]


def pictures(page: Any, pairs: list[tuple[str, str]]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Both drawings of each pair as Chromium paints them: arrays (height, WIDTH, 3)."""
    for start in range(0, len(pairs), 16):  # a screenshot may not be taller than 16,384 pixels
        some = pairs[start : start + 16]
        page.evaluate(BY_SIDE, [some, WIDTH])
        image = np.asarray(Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB"), dtype=int)
        for row in np.array_split(image, len(some)):
            yield row[:, :WIDTH], row[:, WIDTH:]


def beyond_rounding(image: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Pixels that are darker or lighter than the other image is anywhere within a pixel of them.

    Even areas must have the same colour (the engine paints tokens that look alike a step apart). At edges the
    rounding changes the share of a pixel that is covered, and where a glyph falls.
    """
    near, own = surroundings(other), surroundings(image)
    even, own_even = (np.ptp(around, axis=0) < 8 for around in (near, own))
    slack = np.select([even & own_even, even], [4, 20], 64)
    return ((image > near.max(axis=0) + slack) | (image < near.min(axis=0) - slack)).any(axis=2)


def surroundings(image: np.ndarray) -> np.ndarray:
    """Each pixel with its eight neighbours: (9, height, width, 3)."""
    height, width = image.shape[:2]
    wide = np.pad(image, ((1, 1), (1, 1), (0, 0)), mode="edge")
    return np.stack([wide[y : y + height, x : x + width] for y in range(3) for x in range(3)])
