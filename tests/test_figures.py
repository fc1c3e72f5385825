"""Figures, read back off their Axes: places, sizes, colours and words."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from walt import figures
from walt.explorable import theme
from walt.explorable.theme import PAINT
from walt.figures import labels, ladders, maps, marks, planes, tables

CAPITALS = {  # latitude, longitude
    "Berlin": (52.52, 13.40), "Paris": (48.86, 2.35), "Vienna": (48.21, 16.37), "Rome": (41.90, 12.50),
    "Washington": (38.90, -77.04),
}  # fmt: skip
POWER = np.array([0.16, 0.09, 0.04, 0.01, 0.25])


@pytest.fixture(autouse=True)
def house_look() -> Iterator[None]:
    with theme.look():
        yield


def europe(notes: tuple[str, ...] = ("feared most .00",)) -> maps.Map:
    far = ["", "", "", "", "far off"]
    return maps.europe(Figure(), list(CAPITALS), np.array(list(CAPITALS.values())), POWER, far, notes)


def discs(ax: matplotlib.axes.Axes) -> list[matplotlib.patches.Circle]:
    return [artist for artist in ax.get_children() if isinstance(artist, matplotlib.patches.Circle)]


def size_of(disc: matplotlib.patches.Circle) -> float:
    """Radius in points, read off the figure at its own resolution."""
    extent = disc.get_path().transformed(disc.get_transform()).get_extents()
    return extent.width / 2 / disc.axes.figure.dpi * 72


def test_a_circle_s_area_is_power():
    # 36 points for the whole world's power: four times the power is twice the radius
    assert marks.radius(np.array([0.25, 0.0625])).tolist() == [18.0, 9.0]
    drawn = [size_of(disc) for disc in discs(europe().axes)]
    assert drawn == pytest.approx([14.4, 10.8, 7.2, 3.6, 18.0], abs=0.01)


def test_states_of_another_year_stand_on_the_same_land():
    land = maps.land(Figure())
    below = set(land.get_children())
    for power in (POWER, POWER / 4):
        layout = maps.layout(list(CAPITALS), np.array(list(CAPITALS.values())), power, [""] * 5, ["feared most"])
        drawn = maps.states(land, layout)
        assert [size_of(disc) for disc in discs(land)] == pytest.approx(36 * np.sqrt(power), abs=0.01)
        assert drawn.axes is land and drawn.at.tolist() == layout.at.tolist()
        for artist in set(land.get_children()) - below:
            artist.remove()
        assert not discs(land)


def test_a_label_keeps_off_the_links_that_are_known():
    # a link due east from the first place: its label stands on the right where nothing is known, and leaves it then
    at, radii = np.array([[100.0, 100.0], [280.0, 100.0]]), np.array([10.0, 5.0])
    words = [["Berlin"], ["Paris"]]
    free, kept = (labels.place(at, radii, words, 0, maps.SIZE, links)[0] for links in ([], [(1, 0)]))
    assert (free.x > 110, free.y) == (True, 100)
    assert kept.x < 90 or abs(kept.y - 100) > labels.CLEAR + labels.LINE / 2


def test_only_the_states_that_get_a_note_keep_room_for_it():
    at, radii = np.array([[100.0, 100.0], [100.0, 200.0]]), np.array([10.0, 10.0])
    noted, plain = labels.place(at, radii, [["Berlin"], ["Rome"]], np.array([60.0, 0.0]), maps.SIZE)
    assert noted.y - noted.spare == labels.LINE and plain.y == plain.spare


def test_places_lie_at_their_true_distance_from_berlin():
    # great circles by an independent calculator, to the places' rounding
    km = np.hypot(*maps.project(np.array(list(CAPITALS.values()))).T)
    assert km == pytest.approx([0, 879, 523, 1183, 6711], abs=6)
    east, north = maps.project(np.array([CAPITALS["Vienna"]]))[0]
    assert east == pytest.approx(220, abs=3) and north == pytest.approx(-475, abs=5)  # as measured for the house look


def test_the_map_has_one_scale_and_the_house_width():
    drawn = europe()
    assert drawn.axes.figure.get_figwidth() == pytest.approx(theme.WIDTH)
    assert drawn.axes.get_xlim()[1] / 3000 == pytest.approx(drawn.axes.get_ylim()[1] / 2600)
    berlin, paris = drawn.at[0], drawn.at[1]
    assert np.hypot(*(berlin - paris)) == pytest.approx(879 * 302.4 / 3000, abs=0.5)


def test_a_state_off_the_map_stands_at_its_edge_and_says_how_far_it_is():
    drawn = europe()
    x, y = drawn.at[4]
    assert 0 < x - drawn.radii[4] < 15 and 0 < y < drawn.axes.get_ylim()[1]
    assert {"Washington 25.0", "far off"} <= {text.get_text() for text in drawn.axes.texts}


def test_a_wedge_is_broad_at_the_feared_and_ends_in_a_point_at_the_fearing():
    ax = Figure().subplots()
    marks.wedges(ax, np.array([[0.0, 0.0]]), np.array([[100.0, 0.0]]), np.array([10.0]))
    (wedge,) = ax.collections
    assert {tuple(corner) for corner in wedge.get_paths()[0].vertices} == {(0, 5), (100, 0), (0, -5)}
    assert to_hex(wedge.get_facecolor()[0]) == PAINT["threat"]


def test_on_the_map_the_point_touches_the_rim_of_the_fearing_state():
    drawn = europe()
    drawn.wedges(np.array([0]), np.array([1]), np.array([8.0]))
    tip = drawn.axes.collections[-1].get_paths()[0].vertices[1]
    assert np.hypot(*(tip - drawn.at[1])) == pytest.approx(drawn.radii[1])


def test_the_feared_have_a_second_ring_and_the_threat_s_hue():
    drawn = europe()
    before = len(discs(drawn.axes))
    drawn.feared(np.array([0]), gid="answer-feared")
    ring, disc = discs(drawn.axes)[before:]
    assert size_of(ring) - size_of(disc) == pytest.approx(marks.RING)
    assert {to_hex(ring.get_edgecolor()), to_hex(disc.get_facecolor())} == {PAINT["threat"]}
    assert {ring.get_gid(), disc.get_gid()} == {"answer-feared"}


def test_notes_stand_on_the_line_kept_free():
    drawn = europe()
    for state in range(5):
        drawn.note(state, "feared most .00")
    boxes = extents(drawn.axes.figure)
    assert not clashes(boxes), clashes(boxes)


def test_states_crowded_together_still_have_labels_apart():
    names = ["Brussels", "The Hague", "Luxembourg", "Paris", "London"]
    places = np.array([(50.85, 4.35), (52.08, 4.31), (49.61, 6.13), (48.86, 2.35), (51.51, -0.13)])
    drawn = maps.europe(Figure(), names, places, np.full(5, 0.02), [""] * 5, ["feared by 3"])
    boxes = extents(drawn.axes.figure)
    assert len(boxes) == 6 and not clashes(boxes)  # five names and the scale


def test_bars_are_as_long_as_their_values_on_the_scale_of_their_column():
    drawn = tables.table(Figure(), ["one", "two", "three"], [0.2, 1.0], ["20 %", "1"])
    drawn.bars(0, np.array([0, 2]), np.array([0.1, 0.2]))
    drawn.bars(1, np.array([1]), np.array([0.5]), kind="hollow")
    filled, hollow = drawn.axes.collections[-2:]
    lengths = [np.ptp(path.vertices[:, 0]) for path in filled.get_paths()]
    assert lengths == pytest.approx([tables.FULL / 2, tables.FULL])
    middles = [(path.vertices[:, 1].max() + path.vertices[:, 1].min()) / 2 for path in filled.get_paths()]
    assert middles == pytest.approx(drawn.rows[[0, 2]])
    assert len(hollow.get_facecolor()) == 0


def test_words_across_a_row_are_crossed_by_no_column_line():
    drawn = tables.table(Figure(), ["one", "two"], [1, 1, 1, 1], ["1"] * 4)
    drawn.across(1, "sees the others like this")
    gaps = drawn.axes.collections[-1].get_segments()
    assert [gap[0, 0] for gap in gaps] == drawn.columns[1:3].tolist()
    assert all(gap[0, 1] < drawn.rows[1] < gap[1, 1] for gap in gaps)


def test_a_plane_is_washed_above_its_curve_and_names_both_parts():
    ax = planes.plane(Figure(), [0, 500, 1000], "km", [0, 0.5, 1], "how", ("low", "high"))
    planes.split(ax, np.array([[0, 0.3], [1000, 0.6]]), "above it", "below it", [], "answer-part")
    (wash,) = ax.collections
    inside = wash.get_paths()[0].contains_points([(500, 0.44), (500, 0.46), (10, 0.99), (990, 0.01)])
    assert inside.tolist() == [False, True, True, False]  # the edge lies at .45 halfway
    words = {text.get_text(): text for text in ax.texts}
    high, low = (ax.transData.inverted().transform(words[word].get_window_extent().get_points().mean(axis=0))[1]
                 for word in ("above it", "below it"))  # fmt: skip
    assert high > 0.5 and low < 0.45


@pytest.mark.parametrize(("edge", "named"), [(np.empty((0, 2)), "above it"), (np.array([[0.0, 1.0]]), "below it")])
def test_a_plane_that_is_all_one_part_names_that_part_alone(edge, named):
    ax = planes.plane(Figure(), [0, 500, 1000], "km", [0, 0.5, 1], "how", ("low", "high"))
    planes.split(ax, edge, "above it", "below it", [], "answer-part")
    assert {text.get_text() for text in ax.texts} & {"above it", "below it"} == {named}


def test_equal_ratios_are_equal_lengths_on_a_ladder():
    ax = ladders.ladder(Figure(), ["one", "two"], (0.01, 10), (".01", ".1", "1"), "beyond")
    ladders.climb(ax, 0, 0.02, 0.06, ("needs .06", "is .02"), gid="answer-climb")
    ladders.climb(ax, 1, 0.6, 1.8, ("out of reach", "is .60"), gid="answer-climb")
    lines = [line for line in ax.lines if line.get_gid() == "answer-climb" and line.get_marker() == "None"]
    ends = [ax.transData.transform(line.get_xydata())[:, 0] for line in lines]
    assert ends[0][1] - ends[0][0] == pytest.approx(ends[2][1] - ends[1][0])  # the second is drawn in two, cut at 1
    assert ends[1][1] == pytest.approx(ends[2][0])


def test_the_coastline_says_where_it_comes_from_and_fills_the_window():
    assert "Natural Earth" in figures.__doc__ and "public domain" in figures.__doc__
    shapes = json.loads((pathlib.Path(figures.__file__).parent / "coast.json").read_text(encoding="utf-8"))
    points = np.array([point for shape in shapes for point in shape])
    assert points.min(axis=0).tolist() == [maps.WEST, maps.SOUTH] and points.max(axis=0).tolist() == [
        maps.EAST,
        maps.NORTH,
    ]


def test_only_the_theme_s_colours_are_written():
    source = "".join(path.read_text(encoding="utf-8") for path in pathlib.Path(figures.__file__).parent.glob("*.py"))
    assert "#" not in source.replace("  # ", "").replace("\n# ", "")


def extents(figure: Figure) -> list[tuple[str, np.ndarray]]:
    """Each text and the box it fills, in points."""
    figure.draw_without_rendering()
    texts = [text for text in figure.findobj(matplotlib.text.Text) if text.get_visible() and text.get_text()]
    return [(text.get_text(), text.get_window_extent().extents / figure.dpi * 72) for text in texts]


def clashes(boxes: list[tuple[str, np.ndarray]]) -> list[tuple[str, str]]:
    """Pairs of texts that overlap. matplotlib's boxes hold two points of air above and below a line of letters."""
    return [
        (one, other)
        for i, (one, a) in enumerate(boxes)
        for other, b in boxes[:i]
        if (np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]) > (0.5, 2.0)).all()
    ]
