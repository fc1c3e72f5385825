"""Where the labels of a map stand: beside their circles, off one another and off the lines between states."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from walt.figures import marks

MARGIN, LINE = 3.0, 15.0  # points kept free at the edge; from one line of a label to the next
SIDES = (*itertools.product((1, -1), (0, 1, -1)), (0, 1), (0, -1))  # where a label may stand, best first
ALIGNED = {1: "left", -1: "right", 0: "center"}  # by side


class Label(NamedTuple):
    """Where a label stands, in points: x and its alignment there, y of its first line, y of the line kept free."""

    x: float
    y: float
    spare: float
    ha: str


def place(
    at: np.ndarray, radii: np.ndarray, words: Sequence[Sequence[str]], room: float, frame: np.ndarray
) -> list[Label]:
    """A place for the label of each of N circles.

    Parameters
    ----------
    at, radii : (N, 2) and (N,) points. words : the lines of each label. frame : width and height of the picture.
    room : width of one more line, kept free for later; 0 for none. It is the last line of its label, but the
        first where the label stands above its circle, so that the name stays near.
    """
    reach = radii + marks.RING
    discs = np.column_stack([at - reach[:, None], at + reach[:, None]])
    lines = _between(at)
    choices, base = [], []
    for i, own in enumerate(words):
        size = max([room, *(marks.width(line, marks.WHO) for line in own)]), LINE * (len(own) + bool(room))
        boxes = [_box(at[i], reach[i] + 2, size, side) for side in SIDES]
        choices.append(boxes)
        base.append([10 * _outside(b, frame) + 2 * _within(lines, b) + 4 * rank for rank, b in enumerate(boxes)])
    tried = [_settle(choices, base, discs, start) for start in range(len(SIDES))]
    return [_label(choices[i][k], SIDES[k], bool(room)) for i, k in enumerate(min(tried)[1])]


def _label(box: np.ndarray, side: tuple[int, int], keeps: bool) -> Label:
    west, south, east, north = box
    x = {1: west, -1: east, 0: (west + east) / 2}[side[0]]
    above = keeps and side[1] > 0
    top, bottom = north - LINE / 2, south + LINE / 2
    return Label(x, top - LINE if above else top, top if above else bottom, ALIGNED[side[0]])


def _settle(
    choices: Sequence[Sequence[np.ndarray]], base: Sequence[Sequence[float]], discs: np.ndarray, start: int
) -> tuple[float, list[int]]:
    """Begin with all labels on one side, move each in turn to where it disturbs least: total cost, sides taken."""
    picked = [start] * len(choices)
    total = 0.0
    for _ in range(4):  # after a few rounds nobody moves
        total = 0.0
        for i, boxes in enumerate(choices):
            rest = [k for k in range(len(choices)) if k != i]
            others = np.array([*(choices[k][picked[k]] for k in rest), *discs[rest]])
            costs = [_overlap(box, others) + cost for box, cost in zip(boxes, base[i], strict=True)]
            picked[i] = int(np.argmin(costs))
            total += min(costs)
    return total, picked


def _box(at: np.ndarray, reach: float, size: tuple[float, float], side: tuple[int, int]) -> np.ndarray:
    """(west, south, east, north) of a label of `size` on a `side` (right, up: 1, 0 or -1) of a place."""
    if side[0] and side[1]:
        reach *= 0.75  # round the corner of a circle
    x = at[0] + side[0] * reach - (1 - side[0]) / 2 * size[0]
    y = at[1] + LINE / 2 - size[1] if not side[1] else at[1] + side[1] * reach - (1 - side[1]) / 2 * size[1]
    return np.array([x, y, x + size[0], y + size[1]])


def _overlap(box: np.ndarray, others: np.ndarray) -> float:
    """How badly a box collides with others: three points of air are kept; a collision outweighs a bad place."""
    shared = np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2]) + 3
    areas = np.prod(np.maximum(shared, 0), axis=1)
    return float(areas.sum() + 1000 * np.count_nonzero(areas))


def _between(at: np.ndarray) -> np.ndarray:
    """Points along the lines from state to state, (M, 2), where wedges will lie."""
    first, second = np.triu_indices(len(at), 1)
    along = np.linspace(0, 1, 25)[:, None, None]
    return (at[first] * along + at[second] * (1 - along)).reshape(-1, 2)


def _within(points: np.ndarray, box: np.ndarray) -> int:
    return int(((points > box[:2]) & (points < box[2:])).all(axis=1).sum())


def _outside(box: np.ndarray, frame: np.ndarray) -> float:
    return float(np.maximum([*(MARGIN - box[:2]), *(box[2:] - frame + MARGIN)], 0).sum() * LINE)
