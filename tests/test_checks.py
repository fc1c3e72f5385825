"""The checks of what the models accept: nothing bad passes, and the message names value and cure."""

import re

import numpy as np
import pytest

from walt.checks import count, together, whole, within


def test_within_returns_floats_in_the_shape_given():
    array = within("x", [[0, 1], [1, 0]], 0, 1)
    assert array.dtype == float and array.shape == (2, 2)
    assert within("x", 1, 0, 1).shape == ()


def test_within_copies():
    given = np.array([0.5])
    within("x", given, 0, 1)[0] = 7
    assert given[0] == 0.5


@pytest.mark.parametrize("end", [0, 1])
def test_the_ends_are_in_range_unless_strictly(end):
    assert within("x", end, 0, 1) == end
    with pytest.raises(ValueError, match=rf"x is {end}: give a number strictly between 0 and 1"):
        within("x", end, 0, 1, strictly=True)


@pytest.mark.parametrize("low, high", [(0, 1), (0, np.inf), (-np.inf, np.inf), (-np.inf, 1)])
@pytest.mark.parametrize("strictly", [False, True])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_refused_everywhere(value, low, high, strictly):
    with pytest.raises(ValueError, match=f"x is {value}: give a"):
        within("x", value, low, high, strictly=strictly)
    with pytest.raises(ValueError, match=r"x is .*: give a whole number"):
        whole("x", value, 0)


def test_within_names_the_first_bad_entry_and_the_cure():
    with pytest.raises(ValueError, match=re.escape("x[1, 0] is -0.25: give a finite number not below 0")):
        within("x", [[0, 1], [-0.25, -1]], 0, np.inf)
    with pytest.raises(ValueError, match="x is 0: give a finite number above 0"):
        within("x", 0, 0, np.inf, strictly=True)
    with pytest.raises(ValueError, match="x is 2: give a finite number not above 1"):
        within("x", 2, -np.inf, 1)


def test_a_value_that_is_out_of_range_by_a_hair_is_said_in_full():
    with pytest.raises(ValueError, match=re.escape("x is 1.0000000000000002: ")):
        within("x", np.nextafter(1, 2), 0, 1)


@pytest.mark.parametrize("value", [True, "1", None, 1j, [True, False], [None], [object()], 10**400])
def test_what_is_no_number_is_refused(value):
    for check in (lambda: within("x", value, 0, 1), lambda: whole("x", value, 0)):
        with pytest.raises(TypeError, match=r"x is .*: give a number"):
            check()


@pytest.mark.parametrize("value", [[], [[]], np.empty((0, 3))])
def test_an_empty_array_is_refused(value):
    for check in (lambda: within("x", value, 0, 1), lambda: whole("x", value, 0)):
        with pytest.raises(ValueError, match=r"x is empty .*: give one number at least"):
            check()


def test_rows_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="x has rows of unequal length"):
        within("x", [[1], [0, 1]], 0, 1)


def test_whole_returns_ints():
    assert type(whole("n", np.int64(3), 2)) is int
    assert whole("n", 3.0, 2) == 3
    assert whole("n", np.array([2, 3], dtype=np.uint8), 2).dtype == int


@pytest.mark.parametrize("value, said", [(2.5, "2.5"), (1, "1"), (-1, "-1")])
def test_whole_refuses_parts_and_numbers_too_small_or_too_large(value, said):
    with pytest.raises(ValueError, match=re.escape(f"n[1] is {said}: give a whole number, 2 or more")):
        whole("n", [2, value], 2)


def test_whole_refuses_numbers_that_a_float_cannot_tell_apart():
    with pytest.raises(ValueError, match=re.escape("n is 1e+17: give a whole number up to 9.0072e+15")):
        whole("n", 1e17, 2)


def test_count_takes_a_single_whole_number():
    assert type(count("n", np.float64(3), 2)) is int
    for bad in ([2], [2, 3]):
        with pytest.raises(ValueError, match=r"n has shape \(\d,\): give a single whole number"):
            count("n", bad, 2)
    with pytest.raises(ValueError, match="n is 1: give a whole number, 2 or more"):
        count("n", 1, 2)


def test_together_names_the_shapes_that_do_not_fit():
    assert together(a=1, b=np.zeros((3, 1)), c=np.zeros(2)) == (3, 2)
    with pytest.raises(ValueError, match=re.escape("a (3,), c (2,)")):
        together(a=np.zeros(3), b=1, c=np.zeros(2))
