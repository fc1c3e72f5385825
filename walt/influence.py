"""Weight within a coalition: whom can it not do without? [Walt, pp. 18-19]

A state that joins the weaker side is needed by it, one that joins the stronger is not. How much a member matters
depends on its weight, and on how often it makes the difference: with the others it must reach a quota, which for an
alliance is the strength of the other side. Walt says so in words; to measure it by these indices is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from walt.checks import together, within

MEMBERS = 20  # 2**20 subsets: a second or so
ROUNDING = 1e-12  # of the quota: .7 + .1 reaches .8
AT_ONCE = 2**22  # sums of subsets in memory at a time (32 MB)


def shapley_shubik(weights: ArrayLike, quota: ArrayLike) -> np.ndarray:
    """How often each member is the one whose joining reaches the quota, over all orders of joining.

    Parameters
    ----------
    weights : (..., N), 0 or more, of the N members of a coalition, up to 20, in any unit.
    quota : (...), what their weights must reach, in the same unit (to 1e-12 of it).

    Returns
    -------
    (..., N) array in [0, 1] that sums to 1; all 0 where nobody makes a difference, since the quota is out of
    reach even for all, or 0 and below.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure; more than 20 members are too many.

    Notes
    -----
    Shapley and Shubik (1954). That it measures Walt's influence is ours.

    Luxembourg's vote in the Council of 1958 never counted:

    >>> (60 * shapley_shubik([4, 4, 4, 2, 2, 1], 12)).round(9)
    array([14., 14., 14.,  9.,  9.,  0.])
    """
    return _over_draws(weights, quota, _in_orders)


def banzhaf(weights: ArrayLike, quota: ArrayLike) -> np.ndarray:
    """How often each member is one without whom the others would fail, over all coalitions, as a share.

    Parameters
    ----------
    weights : (..., N), 0 or more, of the N members of a coalition, up to 20, in any unit.
    quota : (...), what their weights must reach, in the same unit (to 1e-12 of it).

    Returns
    -------
    (..., N) array in [0, 1], normalised to sum to 1; all 0 where nobody makes a difference, since the quota is
    out of reach even for all, or 0 and below.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure; more than 20 members are too many.

    Notes
    -----
    Banzhaf (1965). That it measures Walt's influence is ours.

    A newcomer of 2 is needed by a side that lacks 1, and by one that lacks nothing it is not:

    >>> banzhaf([2, 3, 3], quota=[7, 6]).round(3)
    array([[0.333, 0.333, 0.333],
           [0.   , 0.5  , 0.5  ]])
    """
    return _over_draws(weights, quota, _in_coalitions)


def _over_draws(weights: ArrayLike, quota: ArrayLike, count: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """A few draws at a time, `count` makes (draws, N) shares of (draws, 2**N) winning coalitions."""
    w, q = within("weights", weights, 0, 1e300), within("quota", quota, -np.inf, np.inf)
    if w.ndim == 0:
        raise ValueError(f"weights is {float(w):g}: give one weight a member, such as [{float(w):g}, 1]")
    members = w.shape[-1]
    if members > MEMBERS:
        raise ValueError(
            f"weights has {members} members: all subsets of more than {MEMBERS} are too many to go through; leave out "
            "those with the least weight, or put allies that act as one together"
        )
    draws = together(weights=w[..., 0], quota=q)
    w = np.broadcast_to(w, (*draws, members)).reshape(-1, members)
    q = np.broadcast_to(q, draws).reshape(-1, 1)
    step = max(1, AT_ONCE >> members)
    parts = [count(_wins(w[k : k + step], q[k : k + step])) for k in range(0, len(w), step)]
    return np.concatenate(parts).reshape(*draws, members)


def _wins(weights: np.ndarray, quota: np.ndarray) -> np.ndarray:
    """(draws, 2**N): which coalitions reach the quota; member i is in coalition c if bit i of c is set."""
    sums = np.zeros((len(weights), 1))
    for i in range(weights.shape[1]):
        sums = np.concatenate([sums, sums + weights[:, i : i + 1]], axis=1)
    return sums >= quota - ROUNDING * np.abs(quota)


def _pivotal(wins: np.ndarray, member: int) -> np.ndarray:
    """(draws, 2**(N-1)): which coalitions of the others win with the member and not without it."""
    pairs = wins.reshape(len(wins), -1, 2, 2**member)
    return (pairs[:, :, 1] & ~pairs[:, :, 0]).reshape(len(wins), -1)


def _in_coalitions(wins: np.ndarray) -> np.ndarray:
    members = wins.shape[1].bit_length() - 1
    swings = np.stack([_pivotal(wins, i).sum(axis=1) for i in range(members)], axis=1)
    return swings / np.maximum(swings.sum(axis=1, keepdims=True), 1)


def _in_orders(wins: np.ndarray) -> np.ndarray:
    members = wins.shape[1].bit_length() - 1
    # Of all orders, 1 in N * comb(N - 1, s) has just these s others come before the member.
    size = np.zeros(1, dtype=int)
    for _ in range(members - 1):
        size = np.concatenate([size, size + 1])
    share = np.array([1 / (members * comb(members - 1, s)) for s in range(members)])[size]
    return np.stack([_pivotal(wins, i) @ share for i in range(members)], axis=1)
