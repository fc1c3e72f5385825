"""walt.war: gambler's ruin solved, counted and simulated; wars replayed one choice at a time; the peace by hand."""

import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from walt.alignment import Motives, contest, utilities
from walt.war import course, peace, victory_probability

BALANCE, ASIDE, BANDWAGON, THREATENER = 0, 1, 2, -1
NAMES = ("cost", "influence", "spoils", "penalty", "early", "appeasement", "spillover")
seeds = some.integers(0, 2**32 - 1)


def exact(start, goal, p):
    """The closed form in fractions."""
    p = Fraction(p)
    if p in (0, 1):
        return float(start == goal if p == 0 else start > 0)
    r = (1 - p) / p
    return float(Fraction(start, goal) if r == 1 else (1 - r**start) / (1 - r**goal))


@pytest.mark.parametrize("p", [0, 0.01, 0.3, 0.5, 0.55, 0.99, 1])
@pytest.mark.parametrize("goal", [1, 2, 5, 12])
def test_gamblers_ruin_solves_the_linear_system(goal, p):
    """h(0) = 0, h(goal) = 1, and between them h(k) = p h(k + 1) + (1 - p) h(k - 1)."""
    matrix, ends = np.eye(goal + 1), np.zeros(goal + 1)
    ends[goal] = 1
    for k in range(1, goal):
        matrix[k, k + 1] -= p
        matrix[k, k - 1] -= 1 - p
    assert victory_probability(np.arange(goal + 1), goal, p) == pytest.approx(np.linalg.solve(matrix, ends), abs=1e-12)


@pytest.mark.parametrize("distance", [0, 1e-16, 1e-13, 1e-9, 1e-6, 1e-3, 0.1])
@pytest.mark.parametrize("start, goal", [(1, 2), (3, 10), (50, 100), (999, 1000)])
def test_gamblers_ruin_near_a_fair_game(start, goal, distance):
    for p in (0.5 + distance, 0.5 - distance):
        assert victory_probability(start, goal, p) == pytest.approx(exact(start, goal, p), rel=1e-11)


@pytest.mark.parametrize("p", [0, 5e-324, 1e-300, 1e-9, 1 - 1e-9, 1 - 2**-53, 1])
def test_gamblers_ruin_where_the_game_is_all_but_decided(p):
    with np.errstate(all="raise", under="ignore"):
        won = victory_probability(np.arange(4), 3, p)
    assert won == pytest.approx([exact(start, 3, p) for start in range(4)], rel=1e-11, abs=1e-300)


def test_long_games():
    start = np.array([0, 1, 10**6, 10**9 - 1, 10**9])
    assert victory_probability(start, 10**9, 0.6) == pytest.approx([0, 1 / 3, 1, 1, 1])
    assert victory_probability(start, 10**9, 0.4) == pytest.approx([0, 0, 0, 2 / 3, 1])
    assert victory_probability(start, 10**9, 0.5) == pytest.approx(start / 10**9)


def test_gamblers_ruin_against_simulation():
    rng = np.random.default_rng(3)
    position, going = np.full(20_000, 3), np.ones(20_000, dtype=bool)
    while going.any():
        position += going * np.where(rng.random(20_000) < 0.45, 1, -1)
        going = (position > 0) & (position < 7)
    assert (position == 7).mean() == pytest.approx(victory_probability(3, 7, 0.45), abs=0.012)  # three standard errors


@given(some.integers(1, 60), some.data(), some.floats(0, 1))
def test_laws_of_gamblers_ruin(goal, data, p):
    start = data.draw(some.integers(0, goal))
    won = victory_probability(np.arange(goal + 1), goal, p)
    assert (won[0], won[-1]) == (0, 1) and (np.diff(won) >= 0).all()
    assert won[start] + victory_probability(goal - start, goal, 1 - p) == pytest.approx(1, abs=1e-9)
    better = victory_probability(start, goal, np.linspace(p, 1, 20))
    assert (np.diff(better) >= -1e-15).all()


def test_gamblers_ruin_broadcasts():
    won = victory_probability([[1], [2]], 3, [0.2, 0.5, 0.8])
    assert won.shape == (2, 3) and won[1, 2] == victory_probability(2, 3, 0.8)
    assert victory_probability(1, 2, [[0.3]]).shape == (1, 1)


@pytest.mark.parametrize(
    "given_, told",
    [
        ((3, 2, 0.5), "start is 3 with a goal of 2: give a whole number from 0 to 2"),
        (([1, 3], [[2], [4]], 0.5), "start is 3 with a goal of 2"),
        ((-1, 2, 0.5), "start is -1"),
        ((0.5, 2, 0.5), "start is 0.5: give a whole number"),
        ((0, 0, 0.5), "goal is 0"),
        ((1, 2, 1.1), "p is 1.1: give a number from 0 to 1"),
        ((1, 2, np.nan), "p is nan"),
        ((1, [2, 2], [0.5] * 3), "do not go together: goal (2,), p (3,)"),
    ],
)
def test_bad_games_are_refused(given_, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        victory_probability(*given_)


def random_wars(count, states=5, seed=0, **changed):
    """Arguments of `course`, threatener in the place 2."""
    rng = np.random.default_rng(seed)
    felt = dict(zip(NAMES, rng.uniform(0, [[0.08], [0.3], [0.4], [0.6], [0.5], [1], [1]], (7, count)), strict=True))
    motives = Motives(
        **{name: value[:, None] for name, value in felt.items()}, decisiveness=rng.uniform(1, 2.5, (count, 1))
    )
    power = rng.dirichlet([2] * states, count)
    power[:, 2] = rng.uniform(0.2, 0.8, count)
    sides = rng.integers(0, 3, (count, states))
    return {
        **{"power": power, "threatener": 2, "intent": rng.uniform(0.2, 1, (count, states)), "sides": sides},
        **{"rng": np.random.default_rng(seed + 1), "motives": motives, **changed},
    }


def strengths(power, sides):
    opposition = sum(a for a, side in zip(power, sides, strict=True) if side == BALANCE)
    return opposition, sum(a for a, side in zip(power, sides, strict=True) if side in (BANDWAGON, THREATENER))


def chance(power, sides, m, position, margin):
    opposition, threatening = strengths(power, sides)
    return victory_probability(margin + position, 2 * margin, contest(opposition, threatening, m / margin))


def test_a_war_that_nobody_joins_or_leaves_is_the_plain_walk():
    # The bystanders find taking sides too dear, and no one is ever free to leave.
    given_ = random_wars(50, motives=Motives(cost=1, spoils=0), defection=0, intent=[0.5], margin=4)
    found = course(**{**given_, "rng": np.random.default_rng(8)})
    assert (found.sides == found.sides[0]).all()
    rng, position = np.random.default_rng(8), np.zeros(50, dtype=int)
    p = np.array([contest(*strengths(a, s), 1.5 / 4) for a, s in zip(given_["power"], found.sides[0], strict=True)])
    for after in found.position[1:]:
        going = np.abs(position) < 4
        position = position + going * np.where(rng.random(50) < p, 1, -1)
        assert (after == position).all()
    assert (np.abs(position) == 4).all()


def test_before_the_first_battle_war_is_as_alignment_sees_it():
    found = course(**random_wars(200))
    given_ = random_wars(200)
    for k in range(200):
        opposition, threatening = strengths(given_["power"][k], found.sides[0, k])
        m = given_["motives"].decisiveness[k, 0]
        assert found.chance[0, k] == pytest.approx(contest(opposition, threatening, m), abs=1e-12)


def test_a_plain_war_is_won_as_often_as_a_contest():
    power, sides = np.array([0.2, 0.1, 0.2]), [-1, 0, 0]
    many = np.broadcast_to(power, (20_000, 3))
    found = course(many, 0, [0.5], sides, np.random.default_rng(1), defection=0, margin=3)
    assert (found.outcome == 1).mean() == pytest.approx(contest(0.3, 0.2, 1.5), abs=0.011)


def next_side(war, k, i, sides, position, margin, defection):
    """What state i of war k does after a battle: its choice by `utilities`, or where it stood."""
    power, m = war["power"][k], war["motives"].decisiveness[k, 0]
    present = chance(power, sides, m, position, margin)
    bound = {BALANCE: present, ASIDE: -1, BANDWAGON: 1 - present}[sides[i]] >= defection
    if bound:
        return sides[i]
    others = [side if j != i else ASIDE for j, side in enumerate(sides)]
    opposition, threatening = strengths(power, others)
    holds = chance(power, others, m, position, margin)
    # Of the strength there is, as much on either side as a contest with these chances takes.
    share = 1 / (1 + ((1 - holds) / holds) ** (1 / m)) if holds > 0 else 0
    both = opposition + threatening
    felt = Motives(**{name: np.broadcast_to(value, (len(war["power"]), 1))[k, 0] for name, value in values(war)})
    worth = utilities(power[i], both * (1 - share), both * share, war["intent"][k, i], felt)
    return sides[i] if worth[sides[i]] >= worth.max() - 1e-12 else int(worth.argmax())


def values(war):
    return war["motives"].values().items()


@pytest.mark.parametrize("defection", [0, 0.2, 0.5, 1])
def test_every_choice_replayed(defection):
    war = random_wars(25, seed=5, defection=defection, margin=4)
    found = course(**war)
    changes = 0
    for t in range(1, len(found.position)):
        for k in range(25):
            before, after, position = found.sides[t - 1, k], found.sides[t, k], found.position[t, k]
            if t > found.battles[k] or abs(position) == 4:
                assert (after == before).all()
                continue
            states = [0, 1, 3, 4]
            expected = [next_side(war, k, i, before.tolist(), position, 4, defection) for i in states]
            assert after[states].tolist() == expected
            changes += (after != before).sum()
            m = war["motives"].decisiveness[k, 0]
            assert found.chance[t, k] == pytest.approx(chance(war["power"][k], after, m, position, 4), abs=1e-12)
    assert changes > 20


def test_bound_to_the_end_or_never():
    for defection, leave in ((0, False), (1, True)):
        sides = course(**random_wars(300, defection=defection)).sides
        left = (sides[:-1] != ASIDE) & (sides[1:] != sides[:-1])
        assert left.any() == leave


def test_a_course_ends_and_stays_ended():
    found = course(**random_wars(300, margin=3))
    assert (found.sides[:, :, 2] == THREATENER).all() and np.isin(found.sides, [-1, 0, 1, 2]).all()
    assert (np.abs(found.outcome) == 1).all() and found.battles.max() == len(found.position) - 1
    for k in range(300):
        position, end = found.position[:, k], found.battles[k]
        assert (np.abs(np.diff(position[: end + 1])) == 1).all() and (np.abs(position[:end]) < 3).all()
        assert (position[end:] == 3 * found.outcome[k]).all()
        assert (found.chance[end:, k] == (found.outcome[k] + 1) / 2).all()
    assert ((found.chance >= 0) & (found.chance <= 1)).all()


def test_a_war_that_goes_on_is_left_undecided():
    found = course(**random_wars(300, margin=50, battles=7))
    assert found.position.shape == (8, 300) and (found.battles == 7).all() and not found.outcome.any()


def test_one_battle_decides_where_the_margin_is_one():
    found = course(**random_wars(300, margin=1))
    assert (found.battles == 1).all() and (found.sides[0] == found.sides[1]).all()


def test_the_same_seed_gives_the_same_wars():
    one, same, other = (course(**random_wars(50, rng=np.random.default_rng(seed))) for seed in (4, 4, 5))
    for name in ("sides", "position", "chance", "battles", "outcome"):
        assert getattr(one, name).tobytes() == getattr(same, name).tobytes()
    assert one.position.shape != other.position.shape or (one.position != other.position).any()


@given(seeds, some.permutations(range(5)))
@settings(max_examples=15, deadline=None)
def test_relabelling_permutes_the_states(seed, order):
    war = random_wars(20, seed=seed)
    found = course(**war)
    moved = {name: war[name][:, order] for name in ("power", "intent", "sides")}
    war = {**random_wars(20, seed=seed), **moved, "threatener": order.index(2)}
    again = course(**war)
    assert (again.sides == found.sides[..., order]).all() and (again.position == found.position).all()


def test_wars_broadcast_over_more_axes():
    found = course(
        [0.3, 0.2, 0.1], 0, [0.5], [-1, 0, 1], np.random.default_rng(0), defection=[[0.1], [0.9]] * np.ones(3)
    )
    assert found.sides.shape[1:] == (2, 3, 3) and found.outcome.shape == found.battles.shape == (2, 3)
    assert found.chance.shape == found.position.shape == (len(found.position), 2, 3)


def test_sides_that_have_nobody():
    unopposed = course([0.3, 0.1], 0, [0], [-1, 1], np.random.default_rng(0), Motives(cost=1, spoils=0))
    assert unopposed.position.tolist() == [0, -1, -2, -3, -4, -5] and not unopposed.chance.any()
    powerless = course([0, 0.1], 0, [1], [-1, 0], np.random.default_rng(0), defection=0)
    assert powerless.position.tolist() == [0, 1, 2, 3, 4, 5] and (powerless.chance == 1).all()
    nobody = course(np.zeros((2000, 2)), 0, [1], [-1, 0], np.random.default_rng(0), defection=0)
    assert (nobody.outcome == 1).mean() == pytest.approx(0.5, abs=0.035)
    assert (nobody.chance[0] == 0.5).all()


def test_a_state_to_which_all_is_one_stays_where_it_is():
    nothing = Motives(0, 0, 0, 0, 1, 0, 0, 0, 0)
    found = course(**random_wars(50, intent=[0], motives=nothing, defection=1))
    assert (found.sides == found.sides[0]).all() and len(found.sides) > 2


def test_defection_comes_late_and_to_the_losing_side():
    """Of members who leave the opposition, nearly all do behind; of bystanders who join it nearly all early."""
    found = course(**random_wars(5000, states=6, seed=9, sides=np.random.default_rng(2).integers(0, 2, (5000, 6))))
    before, after = found.sides[:-1], found.sides[1:]
    behind = np.broadcast_to(found.position[1:, :, None] < 0, before.shape)
    gone_over = (before == BALANCE) & (after == BANDWAGON)
    joined = (before == ASIDE) & (after == BALANCE)
    assert behind[gone_over].mean() > 0.85 and gone_over.sum() > 500
    early = np.broadcast_to(np.arange(len(before))[:, None, None] == 0, before.shape)
    assert early[joined].mean() > 0.85


THREAT = np.array([[0, 0.3, 0.5, 0.1], [0.2, 0, 0.5, 0.4], [0.4, 0.4, 0, 0.2], [0.2, 0.1, 0.3, 0]])


def test_peace_by_hand():
    # 0 and 1 have beaten 2, whose threat falls to .5 * .0625 ** .25 = .25; 3 stood aside.
    found = peace(THREAT, [0, 0, -1, 1], outcome=1, ruin=1 - 0.0625)
    assert found.threat[:, 2] == pytest.approx([0.25, 0.25, 0, 0.15])
    assert (np.delete(found.threat, 2, axis=1) == np.delete(THREAT, 2, axis=1)).all()
    assert found.top.tolist() == [[2, 2, 0, 2], [1, 3, 0, 0]]  # 2 sees .4 in both 0 and 1
    assert found.victors.tolist() == [True, True, False, False]
    assert found.cohesion.tolist() == [1, 0.5]  # 0 fears its ally, 1 the bystander


def test_to_fear_an_ally_holds_nobody_together():
    # 0, 1 and 3 have beaten 2; 1 and 3 now fear 0 most, who fears 2 as before.
    threat = [[0, 0.1, 0.5, 0.1], [0.4, 0, 0.5, 0.1], [0.1] * 4, [0.4, 0.1, 0.5, 0]]
    found = peace(threat, [0, 0, -1, 0], outcome=1, ruin=1 - 0.0625)
    assert found.top[:, [0, 1, 3]].tolist() == [[2, 2, 2], [2, 0, 0]]
    assert found.cohesion == pytest.approx([1, 1 / 3])


def test_of_threats_that_only_rounding_tells_apart_the_first_is_the_top():
    found = peace([[0, 0.3, 0.1 + 0.2], [0.1 + 0.2, 0, 0.3], [0.3, 0.1 + 0.2, 0]], [0, 0, -1], 0)
    assert found.top.tolist() == [[1, 0, 0]] * 2


def test_the_peace_after_the_threatener_has_won():
    # 2 and its follower 3 have beaten 0 and 1.
    found = peace(THREAT, [0, 0, -1, 2], outcome=-1, ruin=1 - 0.0625)
    assert found.threat[:, :2] == pytest.approx(THREAT[:, :2] / 2) and (found.threat[:, 2:] == THREAT[:, 2:]).all()
    assert found.victors.tolist() == [False, False, True, True]
    assert found.top.tolist() == [[2, 2, 0, 2], [2, 2, 0, 2]]
    assert found.cohesion.tolist() == [0.5, 0.5]  # 3 fears 2 most, before and now


def test_peace_at_its_ends():
    same = peace(THREAT, [0, 0, -1, 1], 1, ruin=0)
    assert (same.threat == THREAT).all() and same.cohesion.tolist() == [1, 1]
    gone = peace(THREAT, [0, 0, -1, 1], 1, ruin=1)
    assert not gone.threat[:, 2].any()
    assert (peace(THREAT, [0, 0, -1, 1], 1, ruin=1, weight=0).threat == THREAT).all()
    drawn = peace(THREAT, [0, 0, -1, 2], 0, ruin=1)
    assert (drawn.threat == THREAT).all() and not drawn.victors.any() and drawn.cohesion.tolist() == [0, 0]


def test_a_peace_of_many_wars_is_each_of_them():
    war = random_wars(40, states=4)
    found, rng = course(**war), np.random.default_rng(2)
    threat, ruin = rng.uniform(size=(40, 4, 4)) * ~np.eye(4, dtype=bool), rng.uniform(size=40)
    many = peace(threat, found.sides[-1], found.outcome, ruin)
    for k in range(40):
        one = peace(threat[k], found.sides[-1, k], found.outcome[k], ruin[k])
        assert (many.threat[k] == one.threat).all() and (many.top[:, k] == one.top).all()
        assert (many.victors[k] == one.victors).all() and (many.cohesion[:, k] == one.cohesion).all()
    assert peace(THREAT, [0, 0, -1, 1], 1, ruin=[[0.1], [0.5], [0.9]]).cohesion.shape == (2, 3, 1)


@given(seeds, some.permutations(range(5)))
@settings(max_examples=25, deadline=None)
def test_relabelling_permutes_the_peace(seed, order):
    rng = np.random.default_rng(seed)
    threat, sides = rng.uniform(size=(5, 5)) * ~np.eye(5, dtype=bool), rng.integers(0, 3, 5)
    sides[rng.integers(5)] = THREATENER
    one = peace(threat, sides, 1, 0.7)
    two = peace(threat[np.ix_(order, order)], sides[order], 1, 0.7)
    assert two.threat == pytest.approx(one.threat[np.ix_(order, order)])
    assert (np.array(order)[two.top] == one.top[:, order]).all() and (two.cohesion == one.cohesion).all()


PLAIN = {"power": [0.3, 0.2], "threatener": 0, "intent": [0.5], "sides": [-1, 0], "rng": np.random.default_rng(0)}
PLAIN |= {"margin": 5, "defection": 0.1, "battles": 9}


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -2, [], [0.1, np.nan], "x", None])
def test_bad_wars_are_refused_by_name(name, bad):
    with pytest.raises((TypeError, ValueError), match=name):
        course(**{**PLAIN, name: bad})


@pytest.mark.parametrize(
    "changed, error, told",
    [
        ({"power": 0.3}, ValueError, "power has shape (): give (..., N)"),
        ({"power": [0.3], "sides": [0]}, ValueError, "power has shape (1,)"),
        ({"power": [0.3], "sides": [0, 0]}, ValueError, "power has shape (1,)"),
        ({"threatener": 2}, ValueError, "threatener is 2: give an index from 0 to 1"),
        ({"threatener": [0, 1]}, ValueError, "threatener is [0, 1]: give an index"),
        ({"sides": [0, 3]}, ValueError, "sides holds what is no choice"),
        ({"sides": [-1, -1]}, ValueError, "sides holds what is no choice"),
        ({"sides": [0, 300]}, ValueError, "sides holds what is no choice"),
        ({"margin": [5, 6]}, ValueError, "margin has shape (2,): give a single whole number"),
        ({"margin": 0}, ValueError, "margin is 0"),
        ({"motives": 3}, TypeError, "motives is 3: give Motives"),
        ({"motives": Motives(decisiveness=0)}, ValueError, "decisiveness is 0: give a finite number not below 0.01"),
        ({"motives": Motives(decisiveness=[1, 2])}, ValueError, "decisiveness has shape (2,): give (..., 1)"),
        ({"rng": 3}, TypeError, "rng is 3: give numpy.random.default_rng(seed)"),
        ({"intent": [0.5] * 3}, ValueError, "do not go together: power (2,), intent (3,)"),
    ],
)
def test_what_is_no_war_is_refused(changed, error, told):
    with pytest.raises(error, match=re.escape(told)):
        course(**{**PLAIN, **changed})


DONE = {"threat": THREAT, "sides": [0, 0, -1, 1], "outcome": 1, "ruin": 0.5, "weight": 0.25}


@pytest.mark.parametrize("name", DONE)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -2, [], [0.1, np.nan], "x", None])
def test_bad_peaces_are_refused_by_name(name, bad):
    with pytest.raises((TypeError, ValueError), match=name):
        peace(**{**DONE, name: bad})


@pytest.mark.parametrize(
    "changed, told",
    [
        ({"threat": THREAT[:3]}, "threat has shape (3, 4): give (..., N, N)"),
        ({"threat": [[0]], "sides": [-1]}, "threat has shape (1, 1)"),
        ({"sides": [0, 0, -1]}, "sides has shape (3,): give (..., 4)"),
        ({"sides": [0, 0, -1, -1]}, "sides is no profile"),
        ({"sides": [0, 0, 1, 1]}, "sides is no profile"),
        ({"sides": [0, 0, -1, 3]}, "sides is no profile"),
        ({"outcome": 2}, "outcome is 2"),
        ({"ruin": 1.5}, "ruin is 1.5: give a number from 0 to 1"),
        ({"ruin": [0.1, 0.2], "weight": [0.1] * 3}, "do not go together: ruin (2,), weight (3,)"),
    ],
)
def test_what_is_no_peace_is_refused(changed, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        peace(**{**DONE, **changed})
