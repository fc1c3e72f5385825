"""Where the labels of a map stand: beside their circles, off one another and off the lines between states."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from walt.figures import marks

MARGIN, LINE = 3.0, 15.0  # points kept free at the edge; from one line of a label to the next
CLEAR, CROSSED = 5.0, 40  # points kept free beside a link; what it costs to stand on a point of one
SIDES = (*itertools.product((1, -1), (0, 1, -1)), (0, 1), (0, -1))  # where a label may stand, best first
MORE = tuple(itertools.product((0.5, -0.5), (1, -1)))  # where it may also stand to keep off links
ALIGNED = {1: "left", -1: "right"}  # by side, else centred


class Label(NamedTuple):
    """Where a label stands, in points: x and its alignment there, y of its first line, y of the line kept free."""

    x: float
    y: float
    spare: float
    ha: str


def place(
    at: np.ndarray,
    radii: np.ndarray,
    words: Sequence[Sequence[str]],
    room: float | np.ndarray,
    frame: np.ndarray,
    links: Sequence[tuple[int, int]] | None = None,
) -> list[Label]:
    """A place for the label of each of N circles.

    Parameters
    ----------
    at, radii : (N, 2) and (N,) points. words : the lines of each label. frame : width and height of the picture.
    room : width of one more line, kept free for later; 0 for none; one number or (N,). It is the last line of its
        label, but the first where the label stands above its circle, so that the name stays near.
    links : the pairs of circles between which lines will lie; where none are given, between all of them.
    """
    reach = radii + marks.RING
    discs = np.column_stack([at - reach[:, None], at + reach[:, None]])
    lines = _between(at, links)
    sides, air, price = (SIDES, 0.0, 2) if links is None else (SIDES + MORE, CLEAR, CROSSED)
    kept = np.broadcast_to(room, len(words))
    choices, base = [], []
    for i, own in enumerate(words):
        size = max([kept[i], *(marks.width(line, marks.WHO) for line in own)]), LINE * (len(own) + bool(kept[i]))
        boxes = [_box(at[i], reach[i] + 2, size, side) for side in sides]
        choices.append(boxes)
        met = [10 * _outside(box, frame) + price * _within(lines, box, air) for box in boxes]
        base.append([cost + 4 * rank for rank, cost in enumerate(met)])
    tried = [_settle(choices, base, discs, start) for start in range(len(sides))]
    return [_label(choices[i][k], sides[k], bool(kept[i])) for i, k in enumerate(min(tried)[1])]


def _label(box: np.ndarray, side: tuple[float, float], keeps: bool) -> Label:
    west, south, east, north = box
    x = {1: west, -1: east}.get(side[0], (west + east) / 2)
    above = keeps and side[1] > 0
    top, bottom = north - LINE / 2, south + LINE / 2
    return Label(x, top - LINE if above else top, top if above else bottom, ALIGNED.get(side[0], "center"))


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


def _box(at: np.ndarray, reach: float, size: tuple[float, float], side: tuple[float, float]) -> np.ndarray:
    """(west, south, east, north) of a label of `size` on a `side` (right, up: 1, 0 or -1, or between) of a place."""
    if abs(side[0]) == 1 and side[1]:
        reach *= 0.75  # round the corner of a circle
    x = at[0] + side[0] * reach - (1 - side[0]) / 2 * size[0]
    y = at[1] + LINE / 2 - size[1] if not side[1] else at[1] + side[1] * reach - (1 - side[1]) / 2 * size[1]
    return np.array([x, y, x + size[0], y + size[1]])


def _overlap(box: np.ndarray, others: np.ndarray) -> float:
    """How badly a box collides with others: three points of air are kept; a collision outweighs a bad place."""
    shared = np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2]) + 3
    areas = np.prod(np.maximum(shared, 0), axis=1)
    return float(areas.sum() + 1000 * np.count_nonzero(areas))


def _between(at: np.ndarray, links: Sequence[tuple[int, int]] | None) -> np.ndarray:
    """Points along the lines from state to state, (M, 2), where wedges or links will lie."""
    first, second = np.triu_indices(len(at), 1) if links is None else np.reshape(links, (-1, 2)).astype(int).T
    along = np.linspace(0, 1, 25)[:, None, None]
    return (at[first] * along + at[second] * (1 - along)).reshape(-1, 2)


def _within(points: np.ndarray, box: np.ndarray, air: float) -> int:
    return int(((points > box[:2] - air) & (points < box[2:] + air)).all(axis=1).sum())


def _outside(box: np.ndarray, frame: np.ndarray) -> float:
    return float(np.maximum([*(MARGIN - box[:2]), *(box[2:] - frame + MARGIN)], 0).sum() * LINE)
