"""walt.threat: numbers worked out by hand, and laws that hold for every system."""

import math
import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from walt import threat
from walt.states import State, System

shares = some.floats(0, 1)


def build(power, offense, km, intent, half_distance=1000.0):
    states = [State(f"s{i}", *each) for i, each in enumerate(zip(power, offense, strict=True))]
    return System(states, km, intent, half_distance)


@some.composite
def systems(draw, low=2, high=5, values=shares):
    n = draw(some.integers(low, high))
    column = some.lists(values, min_size=n, max_size=n)
    km = np.array([draw(some.lists(some.floats(0, 5000), min_size=n, max_size=n)) for _ in range(n)])
    km = np.triu(km, 1) + np.triu(km, 1).T
    intent = np.array([draw(column) for _ in range(n)])
    np.fill_diagonal(intent, 0)
    return build(draw(column), draw(column), km, intent)


@some.composite
def weightings(draw):
    parts = np.array(draw(some.lists(some.integers(0, 20), min_size=4, max_size=4)), dtype=float)
    assume(parts.sum() > 0)
    return threat.Weights(*(parts / parts.sum()))


@pytest.fixture
def trio():
    """Near and fierce (1), far and strong (2), as 0 sees them: 1,000 km halve, 2,000 leave a quarter."""
    km = [[0, 1000, 2000], [1000, 0, 1000], [2000, 1000, 0]]
    return build([0.1, 0.2, 0.4], [0.1, 0.8, 0.4], km, [0.1, 0.5, 0.25])


def test_threat_by_hand(trio):
    seen = threat.perceived_threat(trio)
    # .2 * 1/2 * .8 * .5 = .04 and .4 * 1/4 * .4 * .25 = .01; fourth roots .447214 and .316228.
    assert seen[0] == pytest.approx([0, 0.447214, 0.316228], abs=1e-6)
    # 1 sees 0: .1 * 1/2 * .1 * .1 = .0005, fourth root .149535.
    assert seen[1, 0] == pytest.approx(0.149535, abs=1e-6)


def test_contributions_by_hand(trio):
    # Weights 1/2, 1/2, 0, 0: roots of .2 and of 1/2, and two factors of 1.
    factors = threat.contributions(trio, [0.5, 0.5, 0, 0])[:, 0, 1]
    assert factors == pytest.approx([0.447214, 0.707107, 1, 1], abs=1e-6)


def test_arithmetic_threat_by_hand(trio):
    # (.2 + .5 + .8 + .5) / 4 = .5 and (.4 + .25 + .4 + .25) / 4 = .325.
    assert threat.arithmetic_threat(trio)[0] == pytest.approx([0, 0.5, 0.325])


def test_levels_are_the_sources_as_the_observer_meets_them(trio):
    assert threat.levels(trio)[:, 0, 2] == pytest.approx([0.4, 0.25, 0.4, 0.25])


def test_each_source_alone_has_its_own_favourite(trio):
    tops = [threat.top_threat(trio, np.eye(4)[s])[0] for s in range(4)]
    assert tops == [2, 1, 1, 1]


@pytest.mark.parametrize("one", [0.1, 0.2, 0.3, 0.6, 0.7, 0.8, 0.9])
@pytest.mark.parametrize("other", [0.1, 0.2, 0.3, 0.6, 0.7, 0.8, 0.9])
def test_ties_go_to_the_lowest_index(one, other):
    # Power and intent exchanged: the same threat, though rounding often says that the second is greater.
    system = build([0.1, one, other], [0.7, 0.7, 0.7], np.zeros((3, 3)), [0.7, other, one])
    assert threat.top_threat(system)[0] == 1


def test_where_nothing_threatens_the_top_is_the_lowest_other_state():
    system = build([0, 0, 0], [0, 0, 0], np.zeros((3, 3)), [0, 0, 0])
    assert threat.top_threat(system).tolist() == [1, 0, 0]


def test_a_source_of_weight_0_is_ignored_even_at_0():
    system = build([0.3, 0.6], [0, 0], np.zeros((2, 2)), [0, 0])
    assert threat.perceived_threat(system, [1, 0, 0, 0]).tolist() == [[0, 0.6], [0.3, 0]]
    assert not threat.perceived_threat(system).any()


def test_changes_by_hand(trio):
    changes = threat.changes_to_top(trio, "s0")
    # State 2 (product .01) must reach .04: four times its power, .4, is 1.6 and out of reach; four times 1/4 is
    # 1, next door; four times .4 is out of reach again; four times .25 is 1.
    assert changes[:, 2] == pytest.approx([math.inf, 1, math.inf, 1])
    # State 1 (.04) stays on top down to .01: a quarter of each of .2, .5, .8, .5.
    assert changes[:, 1] == pytest.approx([0.05, 0.125, 0.2, 0.125])
    assert np.isinf(changes[:, 0]).all()


def test_a_source_that_counts_for_nothing_changes_nothing(trio):
    changes = threat.changes_to_top(trio, 0, [0.5, 0.5, 0, 0])
    # .2 * 1/2 = .4 * 1/4: a tie, and 1 has the lower index.
    assert changes[2:].tolist() == [[math.inf, 0, math.inf]] * 2


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ([0.5, 0.5, 0.5, -0.5], "power=0.5, proximity=0.5, offense=0.5, intent=-0.5: give finite numbers, 0 or more"),
        ([0.5, 0.5, 0.5, 0.5], "intent=0.5 and sum to 2: they must sum to 1; divide each by their sum"),
        ([math.nan, 0.5, 0.5, 0], "power=nan"),
        ([math.inf, 0, 0, 0], "power=inf"),
        ([0.5, 0.5], "There are 2 weights: give four, for power, proximity, offense, intent"),
        ([0, 0, 0, 0], "sum to 0"),
    ],
)
def test_bad_weights_are_refused_by_name(trio, weights, told):
    functions = [threat.contributions, threat.perceived_threat, threat.arithmetic_threat, threat.top_threat]
    for function in functions:
        with pytest.raises(ValueError, match=re.escape(told)):
            function(trio, weights)
    with pytest.raises(ValueError, match=re.escape(told)):
        threat.changes_to_top(trio, 0, weights)


def test_an_unknown_observer_is_refused(trio):
    with pytest.raises(ValueError, match="no state 'Corinth'"):
        threat.changes_to_top(trio, "Corinth")


@given(systems(), weightings())
def test_the_product_of_the_contributions_is_the_threat(system, weights):
    factors = threat.contributions(system, weights)
    seen = threat.perceived_threat(system, weights)
    assert factors.shape == (4, len(system), len(system))
    for i in range(len(system)):
        for j in range(len(system)):
            assert seen[i, j] == pytest.approx(math.prod(map(float, factors[:, i, j])), abs=1e-15)
    assert ((seen >= 0) & (seen <= 1)).all()
    assert not seen.diagonal().any()
    assert not factors.diagonal(axis1=1, axis2=2).any()


@given(systems(), weightings(), some.sampled_from(threat.SOURCES), some.floats(0, 1), some.data())
def test_raising_one_source_never_lowers_a_threat(system, weights, source, rise, data):
    j = data.draw(some.integers(0, len(system) - 1))
    power, offense, km, intent = map(np.array, (system.power, system.offense, system.distance, system.intent))
    if source == "proximity":
        km[j] *= 1 - rise
        km[:, j] = km[j]
    else:
        array = {"power": power, "offense": offense, "intent": intent.T}[source]
        array[j] += rise * (1 - array[j])
        np.fill_diagonal(intent, 0)
    raised = build(np.minimum(power, 1), np.minimum(offense, 1), km, np.minimum(intent, 1))
    for form in (threat.perceived_threat, threat.arithmetic_threat):
        assert (form(raised, weights)[:, j] >= form(system, weights)[:, j] - 1e-12).all()


@given(systems(), weightings(), some.randoms())
def test_relabelling_the_states_permutes_the_threats(system, weights, random):
    order = list(range(len(system)))
    random.shuffle(order)
    both = np.ix_(order, order)
    other = System([system.states[i] for i in order], system.distance[both], system.intent[both], system.half_distance)
    for form in (threat.perceived_threat, threat.arithmetic_threat):
        assert form(other, weights) == pytest.approx(form(system, weights)[both])


@given(systems())
def test_power_alone_ranks_by_power(system):
    for i, top in enumerate(threat.top_threat(system, [1, 0, 0, 0])):
        others = [j for j in range(len(system)) if j != i]
        assert top == max(others, key=lambda j: (round(system.power[j], 13), -j)) or system.power[top] == pytest.approx(
            max(system.power[others]), rel=1e-11
        )


@given(systems(), weightings())
def test_the_geometric_mean_is_never_above_the_arithmetic(system, weights):
    assert (threat.perceived_threat(system, weights) <= threat.arithmetic_threat(system, weights) + 1e-12).all()


@given(systems(low=3, values=some.floats(0.05, 0.95)), weightings(), some.data())
def test_a_change_does_what_it_says(system, weights, data):
    """Set the source a little above the value named, and the state is on top; a little below, and it is not."""
    i = data.draw(some.integers(0, len(system) - 1))
    changes = threat.changes_to_top(system, i, weights)
    j = data.draw(some.sampled_from([k for k in range(len(system)) if k != i]))
    value = changes[3, j]
    assume(0.01 < value < 0.99 and weights.intent >= 0.05)
    for step, on_top in ((1e-3, True), (-1e-3, False)):
        intent = system.intent.copy()
        intent[i, j] = value * (1 + step)
        changed = System(system.states, system.distance, intent, system.half_distance)
        assert (threat.top_threat(changed, weights)[i] == j) == on_top


def test_the_models_load_neither_files_nor_pictures():
    code = "import sys, walt, walt.states, walt.threat; print(sorted({'pydantic', 'matplotlib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
