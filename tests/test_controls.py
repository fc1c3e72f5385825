"""Controls are finite grids: their values, words and first value, and what is said of a grid that is none."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walt.explorable import Choice, Slider, Toggle


def test_a_slider_meets_both_ends_and_keeps_whole_numbers_whole() -> None:
    assert Slider(0, 40, 10).values == (0, 10, 20, 30, 40)
    assert all(isinstance(value, int) for value in Slider(0.0, 2.0, 0.5).values[::2])
    assert Slider(-1, 1, 1).values == (-1, 0, 1)


def test_decimal_steps_give_the_numbers_an_author_would_write() -> None:
    assert Slider(0, 0.5, 0.1).values == (0, 0.1, 0.2, 0.3, 0.4, 0.5)
    assert Slider(0, 0.3, 0.1, value=0.3).start == 3  # 3 * 0.1 is 0.30000000000000004


@given(
    low=st.integers(-500, 500),
    step=st.integers(1, 50),
    count=st.integers(1, 60),
    places=st.integers(0, 4),
)
def test_a_slider_is_exact_in_decimals(low: int, step: int, count: int, places: int) -> None:
    unit = Decimal(1).scaleb(-places)
    grid = [(low + i * step) * unit for i in range(count + 1)]
    slider = Slider(float(grid[0]), float(grid[-1]), float(step * unit))
    assert [str(float(value)) for value in slider.values] == [str(float(value)) for value in grid]


def test_words_are_the_number_with_its_unit_unless_given() -> None:
    assert Slider(0, 2000, 1000, unit="km").words_of_all == ("0 km", "1,000 km", "2,000 km")
    assert Slider(0, 1, 1, words=["near", "far"]).words_of_all == ("near", "far")
    assert Slider(0, 1, 1, words=lambda value: f"<{value}>").words_of_all == ("<0>", "<1>")
    assert Choice("a", "b", words=["Ä", "ب"]).words_of_all == ("Ä", "ب")
    assert Toggle().words_of_all == ("off", "on")


def test_where_a_control_stands_first() -> None:
    assert Slider(0, 4, 2).start == 0
    assert Slider(-2, 2, 2, value=0).start == 1
    assert Choice("France", "Russia", value="Russia").start == 1
    assert (Toggle().start, Toggle(True).start) == (0, 1)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Slider(0, 1, 0.3), r"do not meet 1; the last value would be 0\.9"),
        (lambda: Slider(0, 10, 2, value=3), r"value=3 lies off the grid; the nearest value on it is [24]"),
        (lambda: Slider(0, 10, 2, value=99), r"value=99 lies off the grid; the nearest value on it is 10"),
        (lambda: Slider(0, 10, 0), "step must be above 0"),
        (lambda: Slider(0, 10, -1), "step must be above 0"),
        (lambda: Slider(5, 5, 1), "high above low"),
        (lambda: Slider(10, 0, 1), "high above low"),
        (lambda: Slider(0, math.nan, 1), "finite"),
        (lambda: Slider(0, math.inf, 1), "finite"),
        (lambda: Slider(0, 2, 1, words=["one", "two"]), "2 texts for 3 values"),
        (lambda: Slider(0, 2, 1, words="abc"), "give one for each, or a function"),
        (lambda: Choice("only"), "two or more options"),
        (lambda: Choice("a", "b", "a"), "each of them once"),
        (lambda: Choice("a", "b", value="c"), "value='c' is none of the options"),
        (lambda: Choice("a", "b", words=["A"]), "1 texts for 2 values"),
        (lambda: Toggle(1), "True or False"),
    ],
)
def test_a_grid_that_is_none_is_refused_with_the_cure(make: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()
