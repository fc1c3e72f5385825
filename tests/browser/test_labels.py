"""Names and numbers within the figures, in every state: none lies on another, none leaves the picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from found import docname, shown

# The ink of a text, not its line box: two lines of a label may stand close. Boxes are in units of the drawing.
MEASURE = """async ([name, counts]) => {
  const figure = document.getElementById(name), picture = figure.querySelector(".picture");
  const {frames} = explorables.get(name), pen = document.createElement("canvas").getContext("2d");
  const inks = new Map(), faults = [], position = counts.map(() => 0), SLACK = 0.5;
  await document.fonts.ready;
  const ink = text => {
    const style = getComputedStyle(text), key = style.fontWeight + style.fontSize + text.textContent;
    if (!inks.has(key)) {
      pen.font = `${style.fontWeight} ${style.fontSize} "Source Sans 3", sans-serif`;
      const {actualBoundingBoxAscent: up, actualBoundingBoxDescent: down} = pen.measureText(text.textContent);
      inks.set(key, [up, down]);
    }
    return inks.get(key);
  };
  const box = (text, toDrawing) => {
    const [up, down] = ink(text), {x, width, y, height} = text.getBBox();
    const matrix = toDrawing.multiply(text.getScreenCTM());
    const base = text.children.length ? y + height - down : (text.y.baseVal[0]?.value ?? 0);
    const corners = [[x, base - up], [x + width, base - up], [x, base + down], [x + width, base + down]]
      .map(([left, top]) => new DOMPoint(left, top).matrixTransform(matrix));
    const xs = corners.map(corner => corner.x), ys = corners.map(corner => corner.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return {text: text.textContent, left, right, top, bottom};
  };
  for (;;) {
    picture.innerHTML = frames.frame(position).svg;
    const svg = picture.firstElementChild, {width, height} = svg.viewBox.baseVal;
    const toDrawing = svg.getScreenCTM().inverse();
    const texts = [...svg.querySelectorAll("text")].filter(text => text.textContent.trim());
    const boxes = texts.map(text => box(text, toDrawing));
    boxes.forEach((one, i) => {
      if (one.left < -SLACK || one.top < -SLACK || one.right > width + SLACK || one.bottom > height + SLACK)
        faults.push([[...position], one.text, "leaves the picture"]);
      for (const other of boxes.slice(i + 1))
        if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK
            && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > SLACK)
          faults.push([[...position], one.text, `lies on ${other.text}`]);
    });
    let control = counts.length - 1;
    while (control >= 0 && ++position[control] === counts[control]) position[control--] = 0;
    if (control < 0 || faults.length > 20) return faults;
  }
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_labels_stand_clear_of_one_another(chapter: Path, width: int, visit: Callable[..., Any]) -> None:
    """At both ends of the figure's size, since a browser may round the width of letters."""
    page = visit(docname(chapter), viewport={"width": width, "height": 800})
    for explorable in shown(chapter).explorables:
        faults = page.evaluate(MEASURE, [explorable.name, [len(c.values) for c in explorable.controls.values()]])
        for position, text, fault in faults:
            state = [c.words_of_all[at] for c, at in zip(explorable.controls.values(), position, strict=True)]
            print(f"{explorable.name} at {state}: {text!r} {fault}")
        assert not faults, f"{explorable.name}: {len(faults)} labels are not clear, as listed"
