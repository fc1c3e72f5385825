"""Bars within bars, read back off their Axes: lengths on one scale, the newcomer in its role, labels apart."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from walt.explorable import theme
from walt.explorable.theme import PAINT
from walt.figures import members
from walt.figures.members import Sides

NAMES = [["Argos", "Athens", "Thebes"], ["Argos", "Sparta"]]


@pytest.fixture(autouse=True)
def house_look() -> Iterator[None]:
    with theme.look():
        yield


@pytest.fixture
def board() -> Sides:
    drawn = members.sides(Figure(), NAMES)
    drawn.heading(0, "balance", "Argos joins the weaker side", "30.0 % against 20.0 %", gid="told")
    drawn.strengths(0, np.array([0.5, 0.3, 0.2]))
    drawn.says(0, np.array([0.75, 0.25, 0]), "balance", gid="answer")
    return drawn


def bars(board: Sides, gid: str) -> list[Rectangle]:
    found = (a for a in board.axes.get_children() if isinstance(a, Rectangle) and (a.get_gid() or "").startswith(gid))
    return sorted(found, key=lambda bar: -bar.get_y())


def test_a_bar_is_as_long_as_its_share_on_one_scale(board: Sides):
    hollow = [a for a in board.axes.get_children() if isinstance(a, Rectangle) and a.get_height() == members.OUTER]
    assert [bar.get_width() for bar in hollow] == pytest.approx([0.5 * 112, 0.3 * 112, 0.2 * 112])
    filled = bars(board, "answer")
    assert [bar.get_width() for bar in filled] == pytest.approx([0.75 * 112, 0.25 * 112, 0])
    assert {bar.get_x() for bar in (*hollow, *filled)} == {members.LEFT}
    for inner, outer in zip(filled, hollow, strict=True):  # the filled bar lies in the middle of the hollow one
        middles = [bar.get_y() + bar.get_height() / 2 for bar in (inner, outer)]
        assert middles[0] == pytest.approx(middles[1])


def test_the_newcomer_alone_is_in_the_hue_of_its_role(board: Sides):
    assert [to_hex(bar.get_facecolor()) for bar in bars(board, "answer")] == [
        PAINT["balance"], PAINT["ink-2"], PAINT["ink-2"],
    ]  # fmt: skip
    numbers = {text.get_text(): text.get_color() for text in board.axes.texts}
    assert numbers["75 %"] == PAINT["balance-word"] and numbers["25 %"] == numbers["0 %"] == PAINT["ink"]


def test_what_each_has_to_say_waits_and_what_it_brings_does_not(board: Sides):
    waiting = {text.get_text() for text in board.axes.texts if (text.get_gid() or "").startswith("answer")}
    assert waiting == {"75 %", "25 %", "0 %"}


def test_each_side_has_its_rows_below_its_heading(board: Sides):
    assert [len(rows) for rows in board.rows] == [3, 2]
    heights = [board.headings[0], *board.rows[0], board.headings[1], *board.rows[1]]
    assert (np.diff(heights) < -10).all() and heights[-1] > members.OUTER / 2


def test_no_word_lies_over_another_or_leaves_the_picture():
    names = [["Austria-Hungary"] * 3, ["Austria-Hungary"] * 2]
    board = members.sides(Figure(), names)
    for side, rows in enumerate(names):
        board.heading(side, "bandwagon", "Britain joins the stronger side", "88.8 % against 88.8 %")
        board.strengths(side, np.ones(len(rows)))
        board.says(side, np.ones(len(rows)), "bandwagon")
    figure = board.axes.figure
    figure.draw_without_rendering()
    texts = figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_text())
    boxes = [(text.get_text(), text.get_window_extent().extents / figure.dpi * 72) for text in texts]
    width, height = figure.get_size_inches() * 72
    for words, (west, south, east, north) in boxes:
        assert west > 0 and south > -2 and east < width + 0.5 and north < height + 2, words
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        assert min(a[2], b[2]) <= max(a[0], b[0]) or min(a[3], b[3]) - max(a[1], b[1]) <= 2, (one, other)


def test_as_many_shares_as_rows(board: Sides):
    with pytest.raises(ValueError, match="zip"):
        board.strengths(1, np.array([1.0]))
