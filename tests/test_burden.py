"""walt.burden: closed forms, best responses found by search, and nashpy's equilibria of two-player games."""

import re
from itertools import product
from math import comb

import nashpy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from walt.burden import buck_passing, efficient_contributions, nash_contributions, volunteer_equilibrium

wealths = some.lists(some.floats(0.1, 100), min_size=1, max_size=6)
alphas = some.floats(0.01, 0.99)
numbers = some.integers(2, 30)
cares = some.floats(0.01, 0.99)  # cost as a share of the benefit


def utility(wealth, gift, common, alpha):
    return (1 - alpha) * np.log(wealth - gift) + alpha * np.log(common)


# Free-riding


def test_contributions_by_hand():
    # Alone the richest gives .3 * 10 = 3, and keeps 7 = 3 * .7 / .3: more than the others have.
    assert nash_contributions([10, 3, 2, 1], 0.3) == pytest.approx([3, 0, 0, 0])
    assert efficient_contributions([10, 3, 2, 1], 0.3) == pytest.approx([3, 0.9, 0.6, 0.3])
    # Half each: two givers of 10 and 8 make G = .5 * 18 / 1.5 = 6 and keep 6 each; a third of 5 keeps all it has.
    assert nash_contributions([5, 10, 8], 0.5) == pytest.approx([0, 4, 2])
    # Three alike: G = .5 * 3 / (.5 + 1.5) = .75
    assert nash_contributions([1, 1, 1], 0.5) == pytest.approx([0.25] * 3)
    assert nash_contributions([4], 0.25) == efficient_contributions([4], 0.25) == pytest.approx([1])


@given(wealths, alphas)
def test_no_state_gains_by_giving_more_or_less(wealth, alpha):
    wealth = np.array(wealth)
    gifts = nash_contributions(wealth, alpha)
    for i, own in enumerate(wealth):
        others = gifts.sum() - gifts[i]
        with np.errstate(divide="ignore"):  # nothing given by anybody is worse than anything
            tried = np.concatenate(
                [np.linspace(0, own, 2000, endpoint=False), gifts[i] + own * np.geomspace(1e-9, 1e-3)]
            )
            tried = tried[tried < own]
            best = utility(own, tried, others + tried, alpha).max()
        assert utility(own, gifts[i], gifts.sum(), alpha) >= best - 1e-9


@given(wealths, alphas)
def test_the_closed_form_of_bergstrom_blume_and_varian(wealth, alpha):
    gifts = nash_contributions(wealth, alpha)
    givers = gifts > 0
    common = alpha * np.array(wealth)[givers].sum() / (alpha + givers.sum() * (1 - alpha))
    assert gifts.sum() == pytest.approx(common)
    assert gifts == pytest.approx(np.maximum(0, np.array(wealth) - common * (1 - alpha) / alpha), abs=1e-9)
    assert ((gifts >= 0) & (gifts < wealth)).all()


@given(wealths, alphas)
def test_efficient_contributions_meet_samuelsons_condition(wealth, alpha):
    gifts = efficient_contributions(wealth, alpha)
    # What one more unit of defence is worth to all, in what they keep, adds up to its price.
    worth = (alpha / gifts.sum()) / ((1 - alpha) / (np.array(wealth) - gifts))
    assert worth.sum() == pytest.approx(1)
    # And each pays by what it is worth to it, which is Lindahl's way of sharing.
    assert gifts == pytest.approx(worth * gifts.sum())


def test_nothing_is_better_for_all_than_the_efficient_contributions():
    rng = np.random.default_rng(0)
    wealth, alpha = np.array([10, 3, 2, 1.0]), 0.3
    gifts = efficient_contributions(wealth, alpha)
    reached = utility(wealth, gifts, gifts.sum(), alpha)
    tried = np.clip(
        gifts + rng.normal(scale=rng.choice([0.01, 0.1, 1], (20_000, 1)), size=(20_000, 4)), 1e-6, wealth - 1e-6
    )
    better = utility(wealth, tried, tried.sum(axis=1, keepdims=True), alpha) - reached
    assert better.min(axis=1).max() <= 0


def test_but_something_is_better_for_all_than_what_each_gives_on_its_own():
    wealth = np.array([10, 9, 8, 7.0])
    alone = nash_contributions(wealth, 0.3)
    together = alone + 0.3
    assert (utility(wealth, together, together.sum(), 0.3) > utility(wealth, alone, alone.sum(), 0.3)).all()


@given(wealths, alphas)
def test_the_small_exploit_the_great_and_all_give_too_little(wealth, alpha):
    gifts, efficient = nash_contributions(wealth, alpha), efficient_contributions(wealth, alpha)
    assert gifts.sum() <= efficient.sum() + 1e-9
    order = np.argsort(wealth)
    assert (np.diff((gifts / wealth)[order]) >= -1e-9).all()
    assert nash_contributions(np.array(wealth)[order], alpha) == pytest.approx(gifts[order], abs=1e-9)
    assert nash_contributions(np.array(wealth) * 1e200, alpha) == pytest.approx(gifts * 1e200)


def test_alpha_at_its_ends():
    for model in (nash_contributions, efficient_contributions):
        assert model([3, 1], 1e-300) == pytest.approx([0, 0], abs=1e-12)
        assert model([3, 1], 1 - 1e-12) == pytest.approx([3, 1])


def test_contributions_broadcast_and_equal_one_at_a_time():
    rng = np.random.default_rng(0)
    wealth, alpha = rng.uniform(1, 5, (3, 1, 4)), rng.uniform(0.1, 0.9, 5)
    for model in (nash_contributions, efficient_contributions):
        at_once = model(wealth, alpha)
        assert at_once.shape == (3, 5, 4)
        for i, j in np.ndindex(3, 5):
            assert at_once[i, j] == pytest.approx(model(wealth[i, 0], alpha[j]), abs=1e-12)


# Buck-passing


@pytest.mark.parametrize("benefit, cost", [(4, 1), (1, 0.9), (3, 2), (10, 0.5)])
def test_two_volunteers_against_nashpy(benefit, cost):
    acts = [[benefit - cost, benefit - cost], [benefit, 0]]
    game = nashpy.Game(np.array(acts), np.array(acts).T)
    mixed = [row for row, column in game.support_enumeration() if row == pytest.approx(column) and 0 < row[0] < 1]
    assert len(mixed) == 1
    p = volunteer_equilibrium(2, benefit, cost)
    assert [p, 1 - p] == pytest.approx(mixed[0])


@pytest.mark.parametrize("believed", [0, 0.3, 0.7, 0.76, 0.9, 1])
def test_two_volunteers_in_doubt_against_nashpy(believed):
    """A state that waits is saved only if the other acts and its act works; its own act always does."""
    acts = [[3, 3], [4 * believed, 0]]
    game = nashpy.Game(np.array(acts), np.array(acts).T)
    alike = [row[0] for row, column in game.support_enumeration() if row == pytest.approx(column)]
    assert alike == [pytest.approx(buck_passing(2, 4, 1, believed).act)]


@given(numbers, cares)
def test_who_may_act_does_as_well_by_waiting(n, care):
    p = volunteer_equilibrium(n, 1, care)
    somebody = sum(comb(n - 1, k) * p**k * (1 - p) ** (n - 1 - k) for k in range(1, n))
    assert somebody == pytest.approx(1 - care)


@given(numbers, cares, some.floats(0.01, 1))
def test_who_doubts_the_others_does_as_well_by_waiting_or_surely_acts(n, care, believed):
    p = buck_passing(n, 1, care, believed).act
    somebody_works = sum(
        comb(n - 1, k) * p**k * (1 - p) ** (n - 1 - k) * (1 - (1 - believed) ** k) for k in range(1, n)
    )
    assert (p == 1 and somebody_works <= 1 - care + 1e-12) or somebody_works == pytest.approx(1 - care)


@given(numbers, cares)
def test_nobody_acts_the_more_often_the_more_there_are(n, care):
    end = buck_passing([n, n + 1], 1, care)
    assert end.failure[0] == pytest.approx(care ** (n / (n - 1)))
    assert end.failure[1] > end.failure[0]
    assert end.act[1] < end.act[0]


def test_failure_and_effort_by_going_through_all_that_can_happen():
    end = buck_passing(3, 2, 1, believed_reliability=0.8, actual_reliability=0.6)
    failure = effort = 0
    for acts in product([True, False], repeat=3):
        chance = np.prod([end.act if act else 1 - end.act for act in acts])
        failure += chance * 0.4 ** sum(acts)
        effort += chance * sum(acts) * 1
    assert (end.failure, end.effort) == pytest.approx((failure, effort))
    # Half the benefit, three states: p0 = 1 - .5 ** .5 = .2928932, over .8 makes .3661165
    assert end.act == pytest.approx(0.3661165, abs=1e-7)


@given(numbers, cares, some.floats(0.01, 1))
def test_doubt_and_confidence_founded_and_unfounded(n, care, reliability):
    trust = buck_passing(n, 1, care)
    doubt = buck_passing(n, 1, care, believed_reliability=reliability)
    assert doubt.failure <= trust.failure + 1e-12 and doubt.effort >= trust.effort - 1e-12
    founded = buck_passing(n, 1, care, reliability, reliability)
    if trust.act <= reliability:  # the same safety, for more effort
        assert founded.failure == pytest.approx(trust.failure)
        assert founded.effort == pytest.approx(trust.effort / reliability)
    confidence = buck_passing(n, 1, care, actual_reliability=reliability)
    assert confidence.failure >= trust.failure - 1e-12 and confidence.effort == trust.effort


def test_reliability_at_its_ends():
    end = buck_passing(3, 4, 1, believed_reliability=[0, 0, 0.5, 1], actual_reliability=[0, 1, 1, 0])
    # p0 is .5: who relies on nobody, or on half the acts at most, acts.
    assert end.act == pytest.approx([1, 1, 1, 0.5])
    assert end.failure == pytest.approx([1, 0, 0, 1])
    assert end.effort == pytest.approx([3, 3, 3, 1.5])


def test_cost_at_its_ends():
    assert volunteer_equilibrium([2, 1000], 1, 1e-300) == pytest.approx([1, 1 - 10 ** (-300 / 999)])
    assert volunteer_equilibrium(2, 1e200, 1e-200) == 1
    almost = volunteer_equilibrium([2, 3], 1, 1 - 1e-9)
    assert almost == pytest.approx([1e-9, 0.5e-9], rel=1e-6)


def test_many_states():
    # ln(b / c) / (n - 1), since 1 - x^(1/m) goes to -ln(x) / m.
    assert volunteer_equilibrium(10**12, np.e, 1) == pytest.approx(1e-12, rel=1e-9)


def test_buck_passing_broadcasts_and_equals_one_at_a_time():
    n, cost = np.array([[2], [3], [9]]), np.array([0.1, 0.5, 0.7, 0.9])
    at_once = buck_passing(n, 1, cost, 0.9, 0.8)
    assert volunteer_equilibrium(n, 1, cost).shape == at_once.effort.shape == (3, 4)
    for i, j in np.ndindex(3, 4):
        one = buck_passing(int(n[i, 0]), 1, cost[j], 0.9, 0.8)
        for part in ("act", "failure", "effort"):
            assert getattr(at_once, part)[i, j] == pytest.approx(getattr(one, part))
    assert buck_passing(2, 4, 1, believed_reliability=np.ones(5)).failure.shape == (5,)


# What is refused

GIFTS = {"wealth": [3, 2], "alpha": 0.5}
GAME = {"n": 3, "benefit": 2, "cost": 1}
DOUBTS = {**GAME, "believed_reliability": 0.5, "actual_reliability": 0.5}
CALLS = [
    (model, valid, name)
    for model, valid in (
        (nash_contributions, GIFTS),
        (efficient_contributions, GIFTS),
        (volunteer_equilibrium, GAME),
        (buck_passing, DOUBTS),
    )
    for name in valid
]


@pytest.mark.parametrize("model, valid, name", CALLS)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -1, [], [[]], [1, np.nan], "x", True, None])
def test_bad_numbers_are_refused_by_name(model, valid, name, bad):
    with pytest.raises((TypeError, ValueError), match=name):
        model(**{**valid, name: bad})


@pytest.mark.parametrize("model, valid, name", CALLS)
def test_wrong_shapes_are_refused(model, valid, name):
    shapes = {key: np.tile(value, (3, 1)) for key, value in valid.items() if key != name}
    if "wealth" in shapes:
        shapes["wealth"] = np.ones((3, 1, 2))
    odd = np.ones((2, 1, 2)) if name == "wealth" else np.full((2, 1), valid[name])
    with pytest.raises(ValueError, match=r"do not go together: .*\(2, 1\)"):
        model(**shapes, **{name: odd})


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: nash_contributions([1, 0], 0.5), "wealth[1] is 0: give a number strictly between 0 and 1e+290"),
        (lambda: nash_contributions(3, 0.5), "wealth is 3: give the wealth of each state, such as [3, 1]"),
        (lambda: efficient_contributions([1, 2], 1), "alpha is 1: give a number strictly between 0 and 1"),
        (lambda: nash_contributions([1, 2], 0), "alpha is 0: give a number strictly between 0 and 1"),
        (lambda: volunteer_equilibrium(1, 2, 1), "n is 1: give a whole number, 2 or more"),
        (lambda: volunteer_equilibrium(2.5, 2, 1), "n is 2.5: give a whole number, 2 or more"),
        (lambda: volunteer_equilibrium(2, 1, 1), "cost is 1.0 and benefit 1.0: nobody acts for less than it costs"),
        (lambda: buck_passing(2, [3, 2], [1, 2.5]), "cost is 2.5 and benefit 2.0: "),
        (lambda: volunteer_equilibrium(2, 1, 0), "cost is 0: give a number strictly between 0 and 1e+290"),
        (lambda: buck_passing(2, 2, 1, 1.1), "believed_reliability is 1.1: give a number from 0 to 1"),
    ],
)
def test_messages_name_the_value_and_the_cure(call, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        call()
