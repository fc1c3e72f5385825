"""Drawings of what the models return, read back off their Axes: areas, lengths, lines, signs, and labels kept apart."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon, Rectangle

from walt import alignment, cases, war, worlds
from walt.coalitions import equilibria
from walt.explorable import Explorable, Slider, theme
from walt.explorable.theme import PAINT
from walt.figures import coalitions, courses, maps, regions, signs

CASE = cases.load("europe-1914")
STATES = CASE.system
GERMANY, FRANCE = STATES.index("Germany"), STATES.index("France")
TOTAL = float(STATES.power.sum())


@pytest.fixture(autouse=True)
def house_look() -> Iterator[None]:
    with theme.look():
        yield


def clashes(ax: Axes) -> list[str]:
    """Pairs of texts that overlap, and texts that leave the picture."""
    figure = ax.figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    ticks = [*ax.get_xticklabels(), *ax.get_yticklabels()]
    texts = [text for text in [*ax.texts, *(ticks if ax.axison else [])] if text.get_text()]
    boxes = [text.get_window_extent(renderer).padded(-0.1 * figure.dpi / 72 * 11) for text in texts]
    bad = [
        f"{a.get_text()} / {b.get_text()}"
        for (a, one), (b, other) in itertools.combinations(zip(texts, boxes, strict=True), 2)
        if one.overlaps(other)
    ]
    wide, high = figure.get_size_inches() * figure.dpi
    out = [
        text.get_text()
        for text, box in zip(texts, boxes, strict=True)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > high
    ]
    return bad + out


def region(worth: np.ndarray, x: np.ndarray, y: np.ndarray, **more: object) -> Axes:
    return regions.regions(Figure((theme.WIDTH, 3.3)).add_axes(regions.BOX), x, y, worth, gid="answer", **more)


def worth_of(support: float, count: int = 200) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What France's choices are worth over its own power and Germany's intent, with so much support."""
    reach = STATES.power[GERMANY] * STATES.proximity[FRANCE, GERMANY] * STATES.offense[GERMANY]
    x, y = np.linspace(0.001, 0.25, count), np.linspace(0, 1, count)
    return alignment.utilities(x, reach, support, y[:, None]), x, y


def area(ax: Axes, role: str) -> float:
    """Of the wash of a role, as a share of the plane."""
    wash = next((c for c in ax.collections if c.get_gid() == f"answer-wash-{role}"), None)
    if wash is None:
        return 0.0
    assert to_hex(wash.get_facecolor()[0]) == PAINT[f"{role}-wash"]
    total = 0.0
    for path in wash.get_paths():
        for ring in path.to_polygons():
            x, y = ring[:-1].T
            total += (x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2  # holes run the other way
    return abs(total) / (np.ptp(ax.get_xlim()) * np.ptp(ax.get_ylim()))


def gids(ax: Axes, part: str) -> list[str]:
    return [a.get_gid() for a in ax.get_children() if (a.get_gid() or "").startswith(f"answer-{part}")]


@pytest.mark.parametrize("support", [0.0, 0.02, 0.05, 0.15, 0.3])
def test_regions_are_as_large_as_the_shares_of_the_best_choice(support: float):
    worth, x, y = worth_of(support)
    ax = region(worth, x, y)
    shares = np.bincount(worth.argmax(axis=-1).ravel(), minlength=3) / worth[..., 0].size
    assert [area(ax, role) for role in signs.CHOICES] == pytest.approx(shares, abs=0.006)
    assert ax.get_xlim() == (x[0], x[-1]) and ax.get_ylim() == (0, 1)


@pytest.mark.parametrize("support", np.linspace(0, 0.4, 9))
def test_no_region_is_told_by_its_wash_alone(support: float):
    ax = region(*worth_of(float(support)))
    washed = {gid.removeprefix("answer-wash-") for gid in gids(ax, "wash")}
    assert {gid.removeprefix("answer-sign-") for gid in gids(ax, "sign")} == washed
    assert {text.get_text() for text in ax.texts} == {theme.ROLES[role][1] for role in washed}
    assert len(gids(ax, "edge")) == len(washed) - 1
    assert not clashes(ax), clashes(ax)


def test_words_stand_in_their_own_region_and_off_what_is_kept():
    x = np.linspace(0, 1, 101)
    worth = np.stack(np.broadcast_arrays(x, 1 - x, -1 + 0 * x[:, None]), axis=-1)
    taken = (0.0, 0.0, 200.0, 60.0)
    ax = region(worth, x, x, keep_off=[taken])
    renderer = FigureCanvasAgg(ax.figure).get_renderer()
    assert len(ax.texts) == 2
    for text in ax.texts:
        west, east = (0, 0.5) if "aside" in text.get_text() else (0.5, 1)
        box = text.get_window_extent(renderer).transformed(ax.transAxes.inverted())
        assert west < box.x0 and box.x1 < east
        assert box.y0 * ax.bbox.height / ax.figure.dpi * 72 > 60


def test_a_narrow_region_has_its_word_beside_the_plane_and_a_line_to_it():
    x = np.linspace(0, 1, 401)
    strip = np.where(abs(x - 0.5) < 0.01, 2, 0)
    worth = np.stack(np.broadcast_arrays(strip[:, None], 1 + 0 * x, 0), axis=-1)
    ax = region(worth, x, x)
    renderer = FigureCanvasAgg(ax.figure).get_renderer()
    (word,) = [text for text in ax.texts if text.get_text() == "balances"]
    assert word.get_window_extent(renderer).x0 > ax.bbox.x1
    (lead,) = [line for line in ax.lines if line.get_gid() == "answer-lead-balance"]
    assert abs(lead.get_ydata()[0] - 0.5) < 0.01
    assert not clashes(ax), clashes(ax)


def test_a_choice_that_is_best_in_two_places_has_a_sign_in_both():
    x = np.linspace(0, 1, 201)
    ends = np.where(abs(x - 0.5) > 0.2, 2, 0)
    worth = np.stack(np.broadcast_arrays(ends[:, None], 1 + 0 * x, 0), axis=-1)
    ax = region(worth, x, x)
    assert len(gids(ax, "sign-balance")) == 2 * len(gids(ax, "sign-aside")) * 2  # a stroke and a bar each


def test_regions_refuse_another_order_of_axes():
    with pytest.raises(ValueError, match=r"\(2, 3, 3\)"):
        region(np.zeros((3, 2, 3)), np.arange(3), np.arange(2))


def sides(profile: np.ndarray, limit: float = TOTAL) -> Axes:
    ax = coalitions.sheet(Figure())
    return coalitions.coalitions(ax, STATES.names, STATES.power, profile, limit, gid="answer")


def everybody(choice: int) -> np.ndarray:
    return np.where(np.arange(len(STATES)) == GERMANY, -1, choice)


PROFILES = [*equilibria(STATES, "Germany"), *(everybody(k) for k in range(3)), np.resize([-1, 0, 2, 1, 0, 2, 1], 10)]
PROFILES[-1][7] = 2


@pytest.mark.parametrize("profile", PROFILES, ids=range(len(PROFILES)))
def test_bars_are_as_long_as_shares_on_one_scale(profile: np.ndarray):
    ax = sides(profile)
    bars = {a.get_gid(): a for a in ax.get_children() if isinstance(a, Rectangle) and "bar" in (a.get_gid() or "")}
    long = [bars[f"answer-bar-{k}"] for k in range(len(STATES))]
    lengths = [b.get_width() if profile[k] == 1 else b.get_height() for k, b in enumerate(long)]
    assert np.array(lengths) / sum(lengths) == pytest.approx(STATES.power / TOTAL)
    other = sides(everybody(0))
    first = next(a for a in other.get_children() if a.get_gid() == "answer-bar-2").get_height()
    assert lengths[2] == pytest.approx(first)  # the scale is that of every other state of the figure
    hues = {0: "balance", 1: "aside", 2: "bandwagon", -1: "threat"}
    assert [to_hex(b.get_edgecolor()) for b in long] == [PAINT[hues[int(k)]] for k in profile]


@pytest.mark.parametrize("profile", PROFILES, ids=range(len(PROFILES)))
def test_sums_and_gap_are_told_and_labels_stand_apart(profile: np.ndarray):
    ax = sides(profile)
    words = [text.get_text() for text in ax.texts]
    against, joined = (math.fsum(STATES.power[np.isin(profile, on)]) for on in ([0], [-1, 2]))
    assert {f"{100 * against:.1f} %", f"{100 * joined:.1f} %"} <= set(words)
    assert any(f"{100 * abs(against - joined):.1f}" in word for word in words)
    assert all(words.count(name) == 1 for name in STATES.names)
    assert not clashes(ax), clashes(ax)


@pytest.mark.parametrize("profile", PROFILES, ids=range(len(PROFILES)))
def test_where_only_hues_wait_all_else_stands_there_in_ink(profile: np.ndarray):
    ax = coalitions.sheet(Figure())
    coalitions.coalitions(ax, STATES.names, STATES.power, profile, TOTAL, gid="answer", hues_wait=True)
    waiting, ink = ([a for a in ax.get_children() if bool(a.get_gid()) == waits] for waits in (True, False))
    hues = {PAINT[token] for token in PAINT if token.split("-")[0] in theme.ROLES}
    assert not any(to_hex(a.get_edgecolor()) in hues - {PAINT["aside"]} for a in ink if isinstance(a, Rectangle))
    outlines = [a.get_bbox().bounds for a in ink if isinstance(a, Rectangle) and a.get_linestyle() == "solid"]
    coloured = [a.get_bbox().bounds for a in waiting if isinstance(a, Rectangle)]
    assert set(coloured) <= set(outlines) and len(coloured) == len(STATES)
    assert {*STATES.names} <= {text.get_text() for text in ax.texts if not text.get_gid()}
    assert all(
        text.get_text() in (*coalitions.WORDS, "none") or "%" in text.get_text() for text in ax.texts if text.get_gid()
    )
    assert not clashes(ax), clashes(ax)


def test_where_both_sides_are_equal_nothing_is_open():
    ax = coalitions.sheet(Figure())
    coalitions.coalitions(ax, ["one", "other"], np.array([0.2, 0.2]), np.array([-1, 0]), 0.3, gid="answer")
    assert not gids(ax, "gap")


def test_alignments_on_a_map_stop_at_a_bar_or_arrive():
    drawn = maps.europe(Figure(), STATES.names, np.array(CASE.places), STATES.power, [""] * 10, [])
    profile = np.array([-1, 2, 0, 1, 0, 1, 0, 1, 1, 1])
    lines = len(drawn.axes.lines)
    assert signs.alignments(drawn.axes, drawn.at, drawn.radii, profile, gid="answer") is drawn.axes
    links = drawn.axes.lines[lines:]
    hues = [to_hex(line.get_color()) for line in links]
    assert hues.count(PAINT["balance"]) == 2 * 3 and hues.count(PAINT["bandwagon"]) == 1  # a line and its bar
    assert {line.is_dashed() for line in links if to_hex(line.get_color()) == PAINT["bandwagon"]} == {True}
    rim = drawn.radii[GERMANY] + 3.5
    far = [np.hypot(*(np.transpose(line.get_data()) - drawn.at[GERMANY]).T).min() for line in links]
    assert min(far) > rim + 5
    heads = [a for a in drawn.axes.get_children() if isinstance(a, Polygon) and a.get_gid() == "answer-link"]
    assert len(heads) == 1
    point = np.hypot(*(heads[0].get_xy()[0] - drawn.at[GERMANY]))
    assert point == pytest.approx(rim + signs.ARRIVE)
    filled = [a for a in drawn.axes.get_children() if isinstance(a, Circle) and a.get_gid() == "answer-state"]
    assert sum(to_hex(a.get_facecolor()) == PAINT["card"] for a in filled) == (profile == 1).sum()


def course_axes(x: tuple[float, float], y: tuple[float, float]) -> Axes:
    ax = Figure((theme.WIDTH, 2.9)).add_axes(courses.BOX)
    ax.set(xlim=x, ylim=y, xticks=x, yticks=y)
    return ax


def test_courses_are_the_models_numbers_with_the_dash_of_their_role():
    start = worlds.draw_strengths(100, 10, np.random.default_rng(1))
    most = [
        worlds.simulate(worlds.World(balancers=share), start, 30, np.random.default_rng(2)).strength.max(-1).mean(0)
        for share in (1, 0)
    ]
    ax = course_axes((0, 30), (0, 1))
    words = [["balancing", "world"], ["bandwagoning", "world"]]
    assert courses.courses(ax, np.arange(31), most, ["balance", "bandwagon"], words, gid="answer") is ax
    lines = [line for line in ax.lines if (line.get_gid() or "").startswith("answer-line")]
    assert np.array([line.get_ydata() for line in lines]) == pytest.approx(np.array(most))
    assert [line.is_dashed() for line in lines] == [False, True]
    assert all(a.get_gid().startswith("answer-") for a in (*ax.texts, *ax.lines))
    assert not clashes(ax), clashes(ax)


@pytest.mark.parametrize("xlabel", ["", "share of the others, %"])
def test_a_plane_of_courses_is_as_high_whatever_stands_below_it(xlabel: str):
    ax = courses.plane(Figure(), [(0, ""), (30, "30"), (100, "100")], xlabel, [(0, "0"), (50, "even"), (60, "")], "%")
    size = ax.get_position().size * ax.figure.get_size_inches() * 72
    assert size == pytest.approx([courses.WIDE, courses.TALL])
    assert ax.get_xlim() == (0, 100) and ax.get_ylim() == (0, 60)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["30", "100"]
    assert not clashes(ax), clashes(ax)


def test_spells_follow_each_other_with_the_dash_of_their_role():
    ax = courses.plane(Figure(), [(0, "0"), (10, "10")], "", [(0, "0"), (60, "60")], "")
    courses.spells(ax, 50, [(0, 8), (8, 10)], ["bandwagon", "balance"], ["Moscow bandwagons", "balances"])
    assert [list(line.get_xdata()) for line in ax.lines] == [[0, 8], [8, 10]]
    assert [line.is_dashed() for line in ax.lines] == [True, False]
    assert [to_hex(line.get_color()) for line in ax.lines] == [PAINT["bandwagon"], PAINT["balance"]]
    assert not clashes(ax), clashes(ax)


def test_lines_that_end_together_have_names_apart():
    ax = course_axes((0, 10), (0, 1))
    values = np.tile(np.linspace(0.5, 1, 11), (4, 1))
    courses.courses(ax, np.arange(11), values, ["balance", "aside", "bandwagon", "threat"], [["who", "1.00"]] * 4)
    assert not clashes(ax), clashes(ax)


def test_a_war_that_ends_early_is_led_to_its_name():
    runs = [
        war.course(STATES.power, GERMANY, STATES.intent[:, GERMANY], everybody(0), np.random.default_rng(seed))
        for seed in (1, 2)
    ]
    longest = max(len(run.chance) for run in runs) + 5
    chance = np.array([np.append(run.chance, np.full(longest - len(run.chance), np.nan)) for run in runs])
    ax = course_axes((0, longest - 1), (0, 1))
    courses.courses(ax, np.arange(longest), chance, ["ink", "ink-2"], [["first"], ["second"]], gid="answer")
    for k, run in enumerate(runs):
        (lead,) = [line for line in ax.lines if line.get_gid() == f"answer-lead-{k}"]
        assert lead.get_xdata()[0] == pytest.approx((len(run.chance) - 1) / (longest - 1))
        assert lead.get_ydata()[0] == pytest.approx(run.chance[-1])
    assert not clashes(ax), clashes(ax)


def test_courses_refuse_what_does_not_fit():
    ax = course_axes((0, 1), (0, 1))
    with pytest.raises(ValueError, match="words"):
        courses.courses(ax, [0, 1], [[0, 1]], ["ink"], [])
    with pytest.raises(ValueError, match="NaN throughout"):
        courses.courses(ax, [0, 1], [[np.nan, np.nan]], ["ink"], [["nobody"]])


@pytest.mark.parametrize("seed", range(20))
def test_labels_in_a_column_keep_apart_in_their_order(seed: int):
    rng = np.random.default_rng(seed)
    wanted, tall = rng.uniform(0, 200, 9), rng.uniform(8, 20, 9)
    middles = signs.apart(wanted, tall, 0, 200)
    order = np.argsort(wanted)
    assert (np.diff(middles[order]) >= (tall[order][1:] + tall[order][:-1]) / 2 - 1e-9).all()
    assert (middles - tall / 2 >= -1e-9).all() and (middles + tall / 2 <= 200 + 1e-9).all()
    assert signs.apart([20.0, 90.0], [10.0, 10.0], 0, 100).tolist() == [20.0, 90.0]  # none moves without need


@pytest.mark.parametrize("dpi", [72, 300])
def test_drawings_do_not_hang_on_the_resolution(dpi: int):
    def places(at: int) -> np.ndarray:
        ax = Figure((theme.WIDTH, 3.3), dpi=at).add_axes(regions.BOX)
        regions.regions(ax, *(worth_of(0.05)[k] for k in (1, 2)), worth_of(0.05)[0])
        return np.array([text.get_transform().transform((0, 0)) for text in ax.texts]) / at

    assert places(dpi) == pytest.approx(places(144))


def draw_regions(ax: Axes, *, k: int) -> str:
    worth, x, y = worth_of(k / 20, 60)
    regions.regions(ax, x, y, worth, gid="answer")
    return f"{k}."


def draw_coalitions(ax: Axes, *, k: int) -> str:
    coalitions.coalitions(ax, STATES.names, STATES.power, PROFILES[-1] if k < 3 else everybody(0), TOTAL, gid="answer")
    return f"{k}."


def draw_courses(ax: Axes, *, k: int) -> str:
    x = np.linspace(0, 1, 20)
    courses.courses(ax, x, [x**k, x / k], ["balance", "bandwagon"], [["one"], ["two"]], gid="answer")
    return f"{k}."


def stage_regions(figure: Figure) -> Axes:
    figure.set_layout_engine("none")
    ax = figure.add_axes(regions.BOX)
    ax.set(xlim=(0.001, 0.25), ylim=(0, 1))
    return ax


def stage_courses(figure: Figure) -> Axes:
    figure.set_layout_engine("none")
    ax = figure.add_axes(courses.BOX)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    return ax


@pytest.mark.parametrize(
    ("stage", "draw"),
    [(stage_regions, draw_regions), (coalitions.sheet, draw_coalitions), (stage_courses, draw_courses)],
)
def test_an_explorable_draws_them_on_its_stage_and_hides_what_is_told(stage, draw):
    drawing = Explorable(draw, stage=stage, name="x", k=Slider(1, 4, 1)).drawing()
    once, other, again = (drawing.frame({"k": k}).svg for k in (1, 3, 1))
    assert once == again != other
    assert 'class="answer' in once and not theme.faint(once)
