"""Frames packed for the page: one template, and a column for each piece that varies.

Frames of one figure differ in few places. Each is cut into the same pieces (lines, and where lines differ in
numbers alone, numbers); a piece that never varies goes into the template, one that does becomes a column that
holds a text for each setting of just those controls on which it depends. `player.js` puts them together again.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from walt.explorable.drawing import Frame
from walt.explorable.svg import skeleton

Piece = Sequence[str] | Sequence[tuple[str, ...]]  # in every state: a text, or the lines of a block
Pieces = list[Piece]


def pack(frames: Sequence[Frame], shape: tuple[int, ...]) -> dict[str, Any]:
    """Frames and sentences as what the player unpacks.

    Parameters
    ----------
    frames : one for each state, the last control moving fastest.
    shape : the number of values of each control.

    Returns
    -------
    ``svg`` and ``sentence``, each a template: a list of texts and of columns. A column lists the controls that
    it depends on (by number) and its texts, joined by line feeds, the last control moving fastest. Where states
    differ in how many lines they draw, the texts are the lines that occur, and a third item tells which in turn.
    """
    runs = [run for column in zip(*(frame.runs for frame in frames), strict=True) for run in _align(column)]
    sentence = [frame.sentence for frame in frames]
    return {"svg": _template(runs, shape), "sentence": _template(_align_words(sentence), shape)}


def size(packed: Any) -> int:
    """Bytes on the wire: as the page's JSON, compressed by the server."""
    return len(gzip.compress(as_json(packed).encode(), 6))


def as_json(packed: Any) -> str:
    """Compact JSON that may stand in a page: nothing in it ends the script element or opens a comment."""
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!--", "\\u003c!--")


def _align(run: Sequence[Sequence[str]]) -> Pieces:
    """The pieces of one run over all states: line by line where all have as many, else what they share and the rest."""
    count = {len(lines) for lines in run}
    if len(count) == 1:
        return [piece for lines in zip(*run, strict=True) for piece in _cut(lines)]
    distinct = list(dict.fromkeys(map(tuple, run)))
    ahead = _shared(distinct)
    behind = _shared([lines[ahead:][::-1] for lines in distinct])
    middle = [tuple(lines[ahead : len(lines) - behind]) for lines in run]
    head = [piece for lines in zip(*(lines[:ahead] for lines in run), strict=True) for piece in _cut(lines)]
    tail = [
        piece for lines in zip(*(lines[len(lines) - behind :] for lines in run), strict=True) for piece in _cut(lines)
    ]
    return [*head, middle, *tail]


def _shared(rows: Sequence[Sequence[str]]) -> int:
    """How many items all rows have in common at their beginning."""
    return sum(1 for _ in itertools.takewhile(lambda column: len(set(column)) == 1, zip(*rows, strict=False)))


def _cut(lines: Sequence[str]) -> Pieces:
    """One line over all states, cut at its numbers where nothing else varies."""
    distinct = {line: skeleton(line) for line in dict.fromkeys(lines)}
    if len(distinct) == 1 or len({parts[::2] for parts in distinct.values()}) > 1:
        return [lines]
    return [list(piece) for piece in zip(*(distinct[line] for line in lines), strict=True)]


def _align_words(sentences: Sequence[str]) -> Pieces:
    words = [sentence.replace(" ", " \0").split("\0") for sentence in sentences]
    if len({len(row) for row in words}) > 1:
        return [sentences]
    return list(zip(*words, strict=True))


def _template(pieces: Pieces, shape: tuple[int, ...]) -> list[Any]:
    """Texts where nothing varies, joined; columns where something does."""
    template: list[Any] = []
    for piece in pieces:
        if len(set(piece)) > 1:
            template.append(_column(piece, shape))
        elif template and isinstance(template[-1], str):
            template[-1] += "".join(piece[0])
        else:
            template.append("".join(piece[0]))
    return template


def _column(piece: Piece, shape: tuple[int, ...]) -> list[Any]:
    """The texts over those controls alone on which they depend; blocks as the lines that occur and their numbers."""
    numbers = {cell: i for i, cell in enumerate(dict.fromkeys(piece))}
    grid = np.array([numbers[cell] for cell in piece]).reshape(shape)
    on = []
    for axis in range(len(shape)):
        first = grid.take([0], axis=axis)
        if (grid == first).all():
            grid = first
        else:
            on.append(axis)
    distinct = list(numbers)
    cells = [distinct[i] for i in grid.ravel()]
    if isinstance(cells[0], str):
        return [on, "\n".join(cells)]
    lines = {line: i for i, line in enumerate(dict.fromkeys(itertools.chain.from_iterable(cells)))}
    return [on, "\n".join(lines), [[lines[line] for line in block] for block in cells]]
