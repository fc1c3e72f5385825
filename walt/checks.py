"""What the models accept: numbers in range, whole numbers, arrays that broadcast.

Every message names the argument, its value and the cure, so that it reads the same from whichever model it comes.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

EXACT = 2.0**53  # above it neighbouring whole numbers are the same float


def within(name: str, value: ArrayLike, low: float, high: float, *, strictly: bool = False) -> np.ndarray:
    """The numbers given, as floats, if all of them are finite and in range.

    Parameters
    ----------
    name : what the message calls them.
    value : a number, or an array of numbers of any shape, with one at least.
    low, high : the ends of the range, allowed themselves; infinite where the range has no end.
    strictly : the ends themselves are not allowed.

    Returns
    -------
    Array of float in the shape given, () for a single number.

    Raises
    ------
    TypeError for what is no number (truth values neither); ValueError if there is none at all or one is not
    finite or out of range. The message names the first such one by its index.

    >>> within("intent", [0, 0.5], 0, 1)
    array([0. , 0.5])
    >>> within("intent", [0, 1.5], 0, 1)
    Traceback (most recent call last):
    ValueError: intent[1] is 1.5: give a number from 0 to 1
    """
    array = _numbers(name, value)
    inside = (array > low) & (array < high) if strictly else (array >= low) & (array <= high)
    _refuse(name, array, ~(inside & np.isfinite(array)), _cure(low, high, strictly))
    return array


def whole(name: str, value: ArrayLike, low: int) -> int | np.ndarray:
    """The whole numbers given, if none is below `low`.

    Returns
    -------
    int for a single number, otherwise an array of int in the shape given. 3.0 is the whole number 3.

    Raises
    ------
    TypeError for what is no number; ValueError if there is none at all or one is below `low`, not finite or
    not whole. The message names the first such one.

    >>> whole("n", 3, 2), whole("n", [2, 4.0], 2)
    (3, array([2, 4]))
    >>> whole("n", 1, 2)
    Traceback (most recent call last):
    ValueError: n is 1: give a whole number, 2 or more
    """
    array = _numbers(name, value)
    _refuse(
        name,
        array,
        ~((array >= low) & (array == np.floor(array)) & np.isfinite(array)),
        f"give a whole number, {low} or more",
    )
    _refuse(name, array, array > EXACT, f"give a whole number up to {EXACT:g}")
    return int(array) if array.ndim == 0 else array.astype(int)


def count(name: str, value: ArrayLike, low: int) -> int:
    """The single whole number given, if it is not below `low`.

    Raises
    ------
    As `whole`; ValueError too for an array of numbers.

    >>> count("rounds", [2, 3], 1)
    Traceback (most recent call last):
    ValueError: rounds has shape (2,): give a single whole number
    """
    number = whole(name, value, low)
    if not isinstance(number, int):
        raise ValueError(f"{name} has shape {number.shape}: give a single whole number")
    return number


def together(**arrays: ArrayLike) -> tuple[int, ...]:
    """The common shape of arrays that go together element by element, as numpy broadcasts them.

    Raises
    ------
    ValueError that names the arrays and their shapes, if they have none.

    >>> together(own=0.1, intent=[0.2, 0.4])
    (2,)
    >>> together(own=[0.1, 0.2, 0.3], intent=[0.2, 0.4])
    Traceback (most recent call last):
    ValueError: The shapes do not go together: own (3,), intent (2,); give single numbers or arrays that broadcast
    """
    shapes = {name: np.shape(array) for name, array in arrays.items()}
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        given = ", ".join(f"{name} {shape}" for name, shape in shapes.items() if shape != ())
        raise ValueError(
            f"The shapes do not go together: {given}; give single numbers or arrays that broadcast"
        ) from None


def _numbers(name: str, value: ArrayLike) -> np.ndarray:
    try:
        array = np.asarray(value)
    except ValueError:  # numpy's word for rows of unequal length
        raise ValueError(f"{name} has rows of unequal length: give rows of one length") from None
    if array.size == 0:
        raise ValueError(f"{name} is empty (shape {array.shape}): give one number at least")
    if array.dtype.kind not in "iuf":
        what = repr(value) if array.ndim == 0 else f"an array of {array.dtype}"
        raise TypeError(f"{name} is {what}: give a number or an array of numbers")
    return array.astype(float)


def _refuse(name: str, array: np.ndarray, bad: np.ndarray, cure: str) -> None:
    if bad.any():
        at = tuple(int(i) for i in np.argwhere(bad)[0])
        index = f"[{', '.join(map(str, at))}]" if at else ""
        raise ValueError(f"{name}{index} is {_said(float(array[at]))}: {cure}")


def _said(number: float) -> str:
    """As people write it, in full: 1.0000001 is not 1, so it must not be said to be."""
    return repr(number).removesuffix(".0")


def _cure(low: float, high: float, strictly: bool) -> str:
    if math.isinf(low) and math.isinf(high):
        return "give a finite number"
    if math.isinf(high):
        return f"give a finite number {'above' if strictly else 'not below'} {low:g}"
    if math.isinf(low):
        return f"give a finite number {'below' if strictly else 'not above'} {high:g}"
    return f"give a number {'strictly between' if strictly else 'from'} {low:g} {'and' if strictly else 'to'} {high:g}"
