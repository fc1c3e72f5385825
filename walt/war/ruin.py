"""Gambler's ruin: the probability of victory in a war of many battles."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from walt.checks import together, whole, within


def victory_probability(start: ArrayLike, goal: ArrayLike, p: ArrayLike) -> np.ndarray:
    """Probability of getting from `start` to `goal` before 0, one step at a time: gambler's ruin [Walt, p. 31].

    Parameters
    ----------
    start : (...) whole numbers, from 0 (lost) to goal (won).
    goal : (...) whole numbers, 1 or more.
    p : (...), probability of winning each step, 0..1. At 1/2 the answer is start / goal; at 0 only who is at the
        goal wins, at 1 all but who is at 0.

    Returns
    -------
    (...) array in [0, 1]: (1 - r^start) / (1 - r^goal) with r = (1 - p) / p.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    Walt writes of outcomes that become certain; that a war goes like this is ours. The closed form is old.

    A small lead in each battle is a large one in a long war:

    >>> victory_probability(start=[1, 5, 50], goal=[2, 10, 100], p=0.55).round(4)
    array([0.55  , 0.7317, 1.    ])
    """
    here, goal, p = whole("start", start, 0), whole("goal", goal, 1), within("p", p, 0, 1)
    together(start=here, goal=goal, p=p)
    beyond = np.greater(here, goal)
    if beyond.any():
        at = tuple(np.argwhere(beyond)[0])
        here, goal = (int(np.broadcast_to(each, beyond.shape)[at]) for each in (here, goal))
        raise ValueError(f"start is {here} with a goal of {goal}: give a whole number from 0 to {goal}")
    with np.errstate(divide="ignore"):  # p at its ends: odds of infinity
        return ruin(here, goal, np.log1p(-p) - np.log(p))


def ruin(start: ArrayLike, goal: ArrayLike, odds: ArrayLike) -> np.ndarray:
    """The same from log odds, log((1 - p) / p), infinite at p of 0 and 1.

    Both signs go through the falling exponential, which cannot overflow: (r^s - 1) / (r^g - 1) is
    r^(s - g) (1 - r^-s) / (1 - r^-g).
    """
    start, goal, odds = (np.asarray(each, dtype=float) for each in (start, goal, odds))
    inside = (start > 0) & (start < goal) & np.isfinite(odds)
    fall = np.where(np.isfinite(odds), np.abs(odds), 0)
    total = -np.expm1(-fall * goal)
    share = np.divide(-np.expm1(-fall * start), total, out=np.array(start / goal + 0 * total), where=total > 0)
    share = share * np.where(odds > 0, np.exp(-fall * (goal - start)), 1)
    at_ends = np.where(odds > 0, start == goal, start > 0)
    return np.where(inside, share, at_ends)[()]
