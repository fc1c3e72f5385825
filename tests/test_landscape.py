"""walt.landscape: published energies, the realist case, and every configuration of small systems by hand."""

import csv
import re
import tomllib
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from walt import landscape

HERE = Path(__file__).parent
PUBLISHED = HERE.parent.parent / "shared" / "data" / "landscape"
REALIST = [7.45, 5.32, 15.01, 11.49, 4.03]  # Britain, France, the Soviet Union, Germany, Italy


def by_hand(sizes, propensities):
    """The definition read aloud: camps, energy, minimum and basin of each configuration, one after another."""
    n = len(sizes)
    camps = [(0, *reversed(rest)) for rest in product((0, 1), repeat=n - 1)]
    number = {camp: k for k, camp in enumerate(camps)}
    energy = {
        camp: sum(
            sizes[i] * sizes[j] * propensities[i][j] for i, j in product(range(n), repeat=2) if camp[i] != camp[j]
        )
        for camp in camps
    }
    tie = 1e-9 * max(map(abs, energy.values()))

    def after(camp):
        """Where the steepest switch leads: the lowest actor's among equals, nowhere from a minimum."""
        reached = []
        for i in range(n):
            other = tuple(1 - side if k == i else side for k, side in enumerate(camp))
            reached.append(other if other[0] == 0 else tuple(1 - side for side in other))
        lowest = min(energy[other] for other in reached)
        if not energy[camp] - lowest > tie:
            return camp
        return next(other for other in reached if energy[other] - lowest < tie or energy[other] == lowest)

    basin = [0] * len(camps)
    for camp in camps:
        while after(camp) != camp:
            camp = after(camp)
        basin[number[camp]] += 1
    return camps, [energy[camp] for camp in camps], [after(camp) == camp for camp in camps], basin


def agrees(sizes, propensities):
    found = landscape.search(sizes, propensities)
    camps, energy, minima, basin = by_hand(sizes, propensities)
    assert found.sides.tolist() == [list(camp) for camp in camps]
    assert found.energy == pytest.approx(energy, rel=1e-9, abs=1e-9 * max(1e-300, np.abs(energy).max()))
    assert found.is_minimum.tolist() == minima
    assert found.basin.tolist() == basin


def row(camp):
    """The number of a configuration from its camps in the order of the actors."""
    return sum(int(side) << (i - 1) for i, side in enumerate(camp) if i)


def test_the_published_landscape_of_2016():
    table = tomllib.loads((HERE / "data" / "landscape-2016.toml").read_text(encoding="utf-8"))
    found = landscape.search(table["sizes"], table["propensities"])
    for camp, energy in table["energy"].items():
        assert found.energy[row(camp)] == energy, camp
        assert found.sides[row(camp)].tolist() == [int(side) for side in camp]
    assert np.flatnonzero(found.is_minimum).tolist() == [row(table["minimum"])]
    assert found.basin[row(table["minimum"])] == found.basin.sum() == 1024


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published landscape (shared/data/landscape) is not here")
def test_all_published_energies_and_minima():
    with open(PUBLISHED / "actors.csv", encoding="utf-8-sig") as file:
        sizes = [float(line["strength"]) for line in csv.DictReader(file)]
    with open(PUBLISHED / "propensities.csv", encoding="utf-8-sig") as file:
        wishes = [[float(cell or 3) - 3 for cell in line[1:]] for line in list(csv.reader(file))[1:]]
    with open(PUBLISHED / "results.csv", encoding="utf-8-sig") as file:
        results = list(csv.reader(file))[1:]
    found = landscape.search(sizes, wishes)
    rows = [row([int(group) - 1 for group in line[:11]]) for line in results]
    assert sorted(rows) == list(range(1024))
    assert found.energy[rows].tolist() == [float(line[11]) for line in results]
    assert found.is_minimum[rows].tolist() == [line[12].strip() == "TRUE" for line in results]


def test_the_realist_five_powers_have_four_minima():
    # Published by Axelrod and Bennett (1993): where all are hostile to all, only sizes count, and four settle.
    found = landscape.search(REALIST, -np.ones((5, 5)))
    assert found.is_minimum.sum() == 4
    assert found.basin.sum() == 16
    # Hostile to all, the five would split as evenly as they can: energy -2 x y is least where x and y are nearest.
    lowest = found.sides[found.energy.argmin()]
    gaps = [abs(np.dot(REALIST, signs)) for signs in product((1, -1), repeat=5)]
    assert abs(np.dot(REALIST, 1 - 2 * lowest)) == pytest.approx(min(gaps))


@pytest.mark.parametrize("actors", range(2, 8))
@pytest.mark.parametrize("seed", range(4))
def test_random_systems_by_hand(actors, seed):
    rng = np.random.default_rng([actors, seed])
    agrees(rng.random(actors), rng.normal(size=(actors, actors)))


few = some.integers(2, 6)


@given(few.flatmap(lambda n: some.tuples(arrays(int, n, elements=some.integers(0, 3)),
                                         arrays(int, (n, n), elements=some.integers(-2, 2)))))  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_systems_full_of_ties_by_hand(drawn):
    agrees(*drawn)


@given(some.data(), few)
@settings(deadline=None)
def test_relabelling_the_actors_permutes_the_landscape(data, n):
    sizes = data.draw(arrays(float, n, elements=some.floats(0.1, 10)))
    wishes = data.draw(arrays(float, (n, n), elements=some.floats(-1, 1)))
    found = landscape.search(sizes, wishes)
    apart = np.diff(np.unique(found.energy))
    assume(len(apart) == 2 ** (n - 1) - 1 and (apart > 1e-6 * np.abs(found.energy).max()).all())  # no ties to break
    order = data.draw(some.permutations(range(n)))
    other = landscape.search(sizes[order], wishes[np.ix_(order, order)])
    camps = found.sides[:, order]
    rows = [row(camp if camp[0] == 0 else 1 - camp) for camp in camps]
    assert other.energy[rows] == pytest.approx(found.energy, rel=1e-9, abs=1e-12)
    assert other.is_minimum[rows].tolist() == found.is_minimum.tolist()
    assert other.basin[rows].tolist() == found.basin.tolist()


def test_a_near_tie_is_a_tie():
    # Two strangers: moving apart would gain 1e-12, the third pair 1. Then 1e-6, which counts.
    wishes = np.zeros((4, 4))
    wishes[2, 3] = -1
    wishes[0, 1] = -1e-12
    assert landscape.search([1, 1, 1, 1], wishes).is_minimum.sum() == 4
    wishes[0, 1] = -1e-6
    assert landscape.search([1, 1, 1, 1], wishes).is_minimum.sum() == 2


def test_where_nothing_matters_every_configuration_is_a_minimum():
    found = landscape.search([1, 2, 3], np.zeros((3, 3)))
    assert found.is_minimum.all() and (found.basin == 1).all() and not found.energy.any()


def test_of_equally_steep_switches_the_lowest_actors_is_taken():
    # All together and hostile: each of three equals gains as much by leaving; the first one's leaving puts 1 and 2
    # together in camp 1, number 3. From numbers 1, 2 and 3 nothing is gained.
    found = landscape.search([1, 1, 1], -np.ones((3, 3)))
    assert found.basin.tolist() == [0, 1, 1, 2]
    # What only rounding tells apart is equal: the second and third gain a trifle more by leaving, and it counts not.
    trifle = np.array([[0, -1, -1], [-1, 0, -1 - 1e-12], [-1, -1 - 1e-12, 0]])
    assert landscape.search([1, 1, 1], trifle).basin.tolist() == [0, 1, 1, 2]


def test_the_diagonal_is_ignored():
    wishes = np.array([[9, -1.0], [-1, -9]])
    assert landscape.search([1, 1], wishes).energy.tolist() == [0, -2]


def test_the_result_cannot_be_changed():
    found = landscape.search([1, 1], np.zeros((2, 2)))
    with pytest.raises(ValueError, match="read-only"):
        found.energy[0] = 7
    with pytest.raises(AttributeError):
        found.energy = None


@pytest.mark.parametrize(
    ("sizes", "propensities", "told"),
    [
        ([1, -1], np.zeros((2, 2)), "sizes[1] is -1: give a finite number not below 0"),
        ([1, np.nan], np.zeros((2, 2)), "sizes[1] is nan"),
        ([1], np.zeros((1, 1)), "sizes has shape (1,): give one number for each of 2 to 24 actors"),
        (np.ones(25), np.zeros((25, 25)), "sizes has shape (25,)"),
        ([], np.zeros((2, 2)), "sizes is empty"),
        ([1, 1], np.zeros((3, 3)), "propensities has shape (3, 3): give (2, 2)"),
        ([1, 1], [[0, np.inf], [0, 0]], "propensities[0, 1] is inf: give a finite number"),
        ([1e200, 1e200], [[0, 1], [1, 0]], "too large to add up: divide the sizes by their largest"),
        ([1e200, 0, 1e200], np.zeros((3, 3)), "too large to add up"),
    ],
)
def test_bad_input_is_refused(sizes, propensities, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        landscape.search(sizes, propensities)
