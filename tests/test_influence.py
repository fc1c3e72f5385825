"""walt.influence: voting bodies that others have counted, brute force over all orders and coalitions, and laws."""

import re
from fractions import Fraction
from itertools import permutations, product
from math import factorial

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from walt.influence import AT_ONCE, MEMBERS, banzhaf, shapley_shubik

INDICES = [shapley_shubik, banzhaf]
bodies = some.lists(some.integers(0, 9), min_size=1, max_size=6)


@pytest.mark.parametrize("unit", [1, 0.1, 1e-200, 1e200, 1 / 3])
def test_the_council_of_the_six_in_1958(unit):
    """Germany, France and Italy 4 votes each, Belgium and the Netherlands 2, Luxembourg 1; 12 of 17 decide."""
    weights, quota = np.array([4, 4, 4, 2, 2, 1]) * unit, 12 * unit
    assert shapley_shubik(weights, quota) == pytest.approx(np.array([14, 14, 14, 9, 9, 0]) / 60, abs=1e-12)
    assert banzhaf(weights, quota) == pytest.approx(np.array([5, 5, 5, 3, 3, 0]) / 21, abs=1e-12)


def test_the_security_council():
    """As a weighted body: five permanent members with 7, ten others with 1, 39 decide (9 of 15, no veto)."""
    weights = [7] * 5 + [1] * 10
    assert shapley_shubik(weights, 39) == pytest.approx(np.array([421] * 5 + [4] * 10) / 2145, abs=1e-12)
    assert banzhaf(weights, 39) == pytest.approx(np.array([848] * 5 + [84] * 10) / 5080, abs=1e-12)


def test_one_big_member_among_many_small():
    """[k, 1, .., 1]: the big one decides where quota - k .. quota - 1 came before it, at k of the 20 places."""
    shares = shapley_shubik([6.0] + [1.0] * 19, 13)
    assert shares == pytest.approx([6 / 20] + [14 / 20 / 19] * 19, abs=1e-12)


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize(
    "weights, quota, shares",
    [
        ([3, 1, 1], 3, [1, 0, 0]),  # one is enough, and nothing goes without it
        ([1, 1, 1, 1], 3, [0.25] * 4),
        ([5, 4, 1], 10, [1 / 3] * 3),  # all are needed: weight is nothing
        ([5, 4, 1], 5, {"shapley_shubik": [2 / 3, 1 / 6, 1 / 6], "banzhaf": [0.6, 0.2, 0.2]}),
        ([0.7, 0.1, 0.2], 0.8, {"shapley_shubik": [2 / 3, 1 / 6, 1 / 6], "banzhaf": [0.6, 0.2, 0.2]}),
        ([0.7, 0.1], 0.8, [0.5, 0.5]),  # .7 + .1 is a hair less than .8
        ([0.7, 0.1], 0.8 * (1 + 1e-11), [0, 0]),
        ([2], 1, [1]),
        ([0, 0], 0, [0, 0]),
    ],
)
def test_small_bodies_counted_by_hand(index, weights, quota, shares):
    shares = shares[index.__name__] if isinstance(shares, dict) else shares
    assert index(weights, quota) == pytest.approx(shares, abs=1e-12)


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("quota", [0, -1, -1e300, 10.0001, 1e300])
def test_nobody_matters_where_the_quota_is_reached_anyway_or_never(index, quota):
    assert (index([5, 4, 1], quota) == 0).all()


@given(bodies, some.integers(1, 40))
def test_against_all_orders_one_by_one(weights, quota):
    count = [0] * len(weights)
    for order in permutations(range(len(weights))):
        total = 0
        for member in order:
            total += weights[member]
            if total >= quota:
                count[member] += 1
                break
    expected = [float(Fraction(each, factorial(len(weights)))) for each in count]
    assert shapley_shubik(weights, quota) == pytest.approx(expected, abs=1e-12)


@given(bodies, some.integers(1, 40))
def test_against_all_coalitions_one_by_one(weights, quota):
    count = [0] * len(weights)
    for coalition in product([False, True], repeat=len(weights)):
        total = sum(weight for weight, inside in zip(weights, coalition, strict=True) if inside)
        for member, inside in enumerate(coalition):
            count[member] += inside and total >= quota > total - weights[member]
    expected = [each / max(1, sum(count)) for each in count]
    assert banzhaf(weights, quota) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("index", INDICES)
@given(weights=bodies, quota=some.integers(1, 40), power=some.integers(-60, 60), data=some.data())
def test_laws(index, weights, quota, power, data):
    assume(sum(weights) >= quota)
    shares = index(weights, quota)
    assert shares.sum() == pytest.approx(1)
    order = data.draw(some.permutations(range(len(weights))))
    assert index(np.array(weights)[order], quota) == pytest.approx(shares[order], abs=1e-12)
    assert index(np.array(weights) * 2.0**power, quota * 2.0**power) == pytest.approx(shares, abs=1e-12)
    assert index([*weights, 0], quota) == pytest.approx([*shares, 0], abs=1e-12)
    by_weight = shares[np.argsort(weights)]
    assert (np.diff(by_weight) >= -1e-12).all()


@pytest.mark.parametrize("index", INDICES)
def test_the_weaker_side_needs_a_newcomer_and_the_stronger_does_not(index):
    # 3 joins 4 and 2 against 7, or 8 and 2 against 6.
    weaker, stronger = index([3, 4, 2], 7), index([3, 8, 2], 6)
    assert weaker[0] > stronger[0] == 0


@pytest.mark.parametrize("index", INDICES)
def test_draws_broadcast_and_equal_one_at_a_time(index):
    rng = np.random.default_rng(0)
    weights, quota = rng.uniform(size=(3, 1, 7)), rng.uniform(0, 7, (1, 4))
    at_once = index(weights, quota)
    assert at_once.shape == (3, 4, 7)
    for i, j in np.ndindex(3, 4):
        assert at_once[i, j] == pytest.approx(index(weights[i, 0], quota[0, j]), abs=1e-15)


@pytest.mark.parametrize("index", INDICES)
def test_draws_beyond_what_memory_takes_at_once(index):
    members, draws = 16, 2 * (AT_ONCE >> 16) + 1
    quota = np.linspace(0.5, members + 0.5, draws)
    shares = index(np.ones(members), quota)
    # Of members alike, all matter alike, until the quota is out of reach.
    assert shares == pytest.approx(np.where(quota <= members, 1 / members, 0)[:, None] * np.ones(members))


@pytest.mark.parametrize("index", INDICES)
def test_twenty_members_and_no_more(index):
    assert index(np.ones(MEMBERS), 11) == pytest.approx([1 / MEMBERS] * MEMBERS)
    with pytest.raises(ValueError, match=re.escape("weights has 21 members: ") + ".* leave out"):
        index(np.ones(MEMBERS + 1), 11)


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("bad", [np.nan, np.inf, "x", True, None])
def test_bad_numbers_are_refused_by_name(index, bad):
    for weights, quota, name in (([bad, bad], 2, "weights"), (bad, 2, "weights"), ([1, 2], bad, "quota")):
        with pytest.raises((TypeError, ValueError), match=name):
            index(weights, quota)
    with pytest.raises(ValueError, match=re.escape("weights[1] is -1: give a number from 0")):
        index([2, -1], 2)


@pytest.mark.parametrize("index", INDICES)
def test_wrong_shapes_are_refused(index):
    for weights, quota, name in (([], 1, "weights"), ([1, 2], [], "quota"), ([[]], 1, "weights"), (3, 2, "weights")):
        with pytest.raises(ValueError, match=name):
            index(weights, quota)
    with pytest.raises(ValueError, match=re.escape("weights (3,), quota (2,)")):
        index(np.ones((3, 4)), [1, 2])
