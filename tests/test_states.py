"""walt.states: what a system accepts, what it refuses and how it says so."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from walt.states import State, System, great_circle

APART = [[0, 1000], [1000, 0]]


def pair(**changed):
    """Two states 1,000 km apart, with one thing changed."""
    states = [State("Athens", 0.1, 0.4), State("Sparta", 0.2, 0.8)]
    return System(**{"states": states, "distance": APART, "intent": [0.5, 0.7], **changed})


def test_a_system_holds_what_it_was_given():
    system = pair()
    assert len(system) == 2
    assert system.names == ("Athens", "Sparta")
    assert system.power.tolist() == [0.1, 0.2]
    assert system.offense.tolist() == [0.4, 0.8]
    assert system.half_distance == 2000


def test_intent_of_one_value_a_state_is_seen_alike_by_all():
    states = [State(name, 0.1, 0.1) for name in "abc"]
    system = System(states, np.zeros((3, 3)), [0.1, 0.2, 0.3])
    assert system.intent.tolist() == [[0, 0.2, 0.3], [0.1, 0, 0.3], [0.1, 0.2, 0]]


def test_intent_may_differ_by_observer():
    assert pair(intent=[[0, 0.9], [0.2, 0]]).intent.tolist() == [[0, 0.9], [0.2, 0]]


def test_power_halves_at_the_half_distance():
    # 1,000 km at a half distance of 1,000 leaves a half, at 500 a quarter, at 2,000 the root of a half.
    for half_distance, arrives in [(1000, 0.5), (500, 0.25), (2000, 0.70710678)]:
        proximity = pair(half_distance=half_distance).proximity
        assert proximity == pytest.approx(np.array([[1, arrives], [arrives, 1]]))


@pytest.mark.parametrize("half_distance", [5e-324, 1e300])
def test_extreme_half_distances_leave_nothing_or_all(half_distance):
    assert pair(half_distance=half_distance).proximity[0, 1] == (0 if half_distance < 1 else 1)


def test_arrays_are_copies_that_nobody_can_change():
    distance = np.array(APART, dtype=float)
    system = pair(distance=distance)
    distance[0, 1] = 5
    assert system.distance[0, 1] == 1000
    for array in (system.power, system.offense, system.distance, system.intent, system.proximity):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.5


@pytest.mark.parametrize(
    "name",
    [
        'The "Porte"',
        "<b>Austria</b> & Hungary",
        "Österreich-Ungarn",
        "الدولة العثمانية",
        "ایران‌زمین",
        "大日本",
        "O'Neill",
    ],
)
def test_any_script_and_sign_may_stand_in_a_name(name):
    assert pair(states=[State(name, 0.1, 0.1), State("x", 0.1, 0.1)]).index(name) == 0


@pytest.mark.parametrize("name", ["", " ", " Athens", "Athens\n", "Ath\x00ens", "A\nB", "\ud800"])
def test_an_empty_or_broken_name_is_refused(name):
    with pytest.raises(ValueError, match=r"give a name|take it out"):
        State(name, 0.1, 0.1)


def test_a_name_is_text():
    with pytest.raises(TypeError, match="give text"):
        State(1914, 0.1, 0.1)


@pytest.mark.parametrize("quantity", ["power", "offense"])
@pytest.mark.parametrize(
    ("value", "error", "told"),
    [
        (math.nan, ValueError, "is nan: give a finite number"),
        (math.inf, ValueError, "is inf: give a finite number"),
        (-0.1, ValueError, "is -0.1: give a share from 0 to 1"),
        (15.82, ValueError, "is 15.82: give a share from 0 to 1 (a percentage divided by 100)"),
        ("0.1", TypeError, "is '0.1': give a number"),
        (True, TypeError, "is True: give a number"),
        (None, TypeError, "is None: give a number"),
    ],
)
def test_a_bad_number_is_refused_with_state_quantity_value_and_cure(quantity, value, error, told):
    numbers = {"power": 0.1, "offense": 0.1, quantity: value}
    with pytest.raises(error, match=re.escape(f"{quantity} of 'Athens' {told}")):
        State("Athens", **numbers)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"states": [State("Athens", 0, 0)]}, "needs two states at least, and this one has 1"),
        ({"states": []}, "needs two states at least, and this one has 0"),
        ({"states": [State("Athens", 0, 0), State("Athens", 1, 1)]}, "'Athens' occurs 2 times"),
        ({"distance": [[0, 1], [2, 0]]}, "between 'Athens' and 'Sparta' is 1: but it is another the other way"),
        ({"distance": [[0, -1], [-1, 0]]}, "between 'Athens' and 'Sparta' is -1: give km, 0 or more"),
        ({"distance": [[0, math.nan], [math.nan, 0]]}, "between 'Athens' and 'Sparta' is nan: give a finite"),
        ({"distance": [[0, math.inf], [math.inf, 0]]}, "between 'Athens' and 'Sparta' is inf: give a finite"),
        ({"distance": [[0, 1], [1, 7]]}, "between 'Sparta' and 'Sparta' is 7: a state is 0 km from itself"),
        ({"distance": [0, 1]}, "distance has shape (2,): give an array of shape (2, 2)"),
        ({"distance": [[0, 1], [1]]}, "distance has rows of unequal length"),
        ({"intent": [0.5, 1.2]}, "intent of 'Sparta' is 1.2: give a value from 0 (benign) to 1"),
        ({"intent": [-0.5, 0.2]}, "intent of 'Athens' is -0.5"),
        ({"intent": [0.5, math.nan]}, "intent of 'Sparta' is nan"),
        ({"intent": [[0, 1.2], [0, 0]]}, "intent of 'Sparta' as seen by 'Athens' is 1.2"),
        ({"intent": [[0, 1], [1, 0.3]]}, "intent of 'Sparta' as seen by 'Sparta' is 0.3: no state threatens itself"),
        ({"intent": [0.5]}, "intent has shape (1,): give an array of shape (2,) or (2, 2)"),
        ({"half_distance": 0}, "half_distance is 0: give the km, above 0"),
        ({"half_distance": math.nan}, "half_distance is nan: give a finite number"),
    ],
)
def test_a_bad_system_is_refused_in_a_sentence(changed, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        pair(**changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"states": ["Athens", "Sparta"]},
        {"distance": [["0", "1"], ["1", "0"]]},
        {"intent": [None, 0.1]},
        {"intent": [True, False]},
        {"half_distance": "2000"},
    ],
)
def test_what_is_no_number_is_a_type_error(changed):
    with pytest.raises(TypeError, match=r"give (State|numbers|a number)"):
        pair(**changed)


def test_an_unknown_name_gets_the_list_of_names():
    with pytest.raises(ValueError, match="no state 'Corinth' here; there are Athens, Sparta"):
        pair().index("Corinth")


def test_great_circles_of_known_length():
    # A quarter of a circle of radius 6,371 km is pi / 2 * 6371 = 10,007.5 km; opposite places are half a circle.
    km = great_circle([[0, 0], [0, 90], [90, 17], [0, 180], [0, -180]])
    assert km[0] == pytest.approx([0, 10007.54, 10007.54, 20015.09, 20015.09], abs=0.01)
    assert km[3, 4] == pytest.approx(0, abs=1e-6)  # the same place, named from both sides


places = some.lists(some.tuples(some.floats(-90, 90), some.floats(-180, 180)), min_size=2, max_size=6)


@given(places)
def test_distances_are_those_of_a_sphere(points):
    km = great_circle(points)
    assert np.array_equal(km, km.T)
    assert not km.diagonal().any()
    assert (km <= np.pi * 6371 + 1e-6).all()
    through = (km[:, :, None] + km[None]).min(axis=1)  # no way round is shorter
    assert (through >= km - 1e-3).all()
