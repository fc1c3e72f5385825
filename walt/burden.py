"""The burden of a common defence: are allies to be had when they are needed? [Walt, p. 30]

Where others are sure to help, a state is tempted to leave it to them; where all do so, nobody helps. Walt says so in
words. Two models of others make it precise: free-riding, where states give more or less of their wealth, and
buck-passing, where each acts or does not. That they stand for Walt's argument is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from walt.checks import together, whole, within

LARGEST = 1e290  # up to 2**53 such wealths or costs have a finite sum


def nash_contributions(wealth: ArrayLike, alpha: ArrayLike) -> np.ndarray:
    """What each state gives to the common defence where each gives what is best for itself.

    Parameters
    ----------
    wealth : (..., N), above 0, of the N states, in any unit.
    alpha : (...), how much a state cares for the common defence, strictly between 0 and 1. Near 0: only for what
        it keeps; it gives next to nothing. Near 1: only for the defence; it gives nearly all it has.

    Returns
    -------
    (..., N) array in the unit of wealth; their sum is the common defence. Only the richest give: the small exploit
    the great (Olson and Zeckhauser 1966).

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    State i gives g_i of w_i to the sum G of what all give, and values the outcome at
    (1 - alpha) log(w_i - g_i) + alpha log G; this utility is our choice. So it keeps as much as
    G (1 - alpha) / alpha, or all it has if that is less, and the k richest, of wealth W together, give
    G = alpha W / (alpha + k (1 - alpha)) (Bergstrom, Blume and Varian 1986).

    >>> nash_contributions([10, 3, 2, 1], alpha=0.3)
    array([3., 0., 0., 0.])
    """
    w, share = _means(wealth, alpha)
    richest = np.cumsum(-np.sort(-w, axis=-1), axis=-1)
    k = np.arange(1, w.shape[-1] + 1)
    # One more giver adds to G if and only if it has more than givers keep: so the right k is that of the largest G.
    kept = ((1 - share) * richest / (share + k * (1 - share))).max(axis=-1, keepdims=True)
    return np.maximum(w - kept, 0)


def efficient_contributions(wealth: ArrayLike, alpha: ArrayLike) -> np.ndarray:
    """What each state gives to the common defence where no other sharing would be better for all.

    Parameters
    ----------
    wealth, alpha : as in `nash_contributions`.

    Returns
    -------
    (..., N) array in the unit of wealth: alpha times its wealth from each. Of the efficient ways to share the
    burden, that of Lindahl's prices: each pays what the defence is worth to it.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Left to themselves these four would give 3.0 instead of 4.8:

    >>> efficient_contributions([10, 3, 2, 1], alpha=0.3)
    array([3. , 0.9, 0.6, 0.3])
    """
    w, share = _means(wealth, alpha)
    return share * w


def volunteer_equilibrium(n: ArrayLike, benefit: ArrayLike, cost: ArrayLike) -> np.ndarray:
    """The probability with which each of n states acts, if one is enough to save them all.

    Parameters
    ----------
    n : (...), how many states could act, whole numbers, 2 or more.
    benefit : (...), what each gains if at least one acts, above 0, in any unit.
    cost : (...), what acting costs the state that does, in the same unit, above 0 and below the benefit. Near 0:
        each acts. Near the benefit: nobody does.

    Returns
    -------
    (...) array in [0, 1]: 1 - (c / b)^(1 / (n - 1)), at which each does as well by acting as by waiting. Nobody
    acts with probability (c / b)^(n / (n - 1)), which grows with n: more allies, less safety.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    The symmetric equilibrium of the volunteer's dilemma (Diekmann 1985). That it stands for buck-passing is ours.

    >>> volunteer_equilibrium([2, 3], benefit=4, cost=1)
    array([0.75, 0.5 ])
    """
    n, b, c = _game(n, benefit, cost)
    with np.errstate(divide="ignore"):  # a cost too small beside the benefit to be told from none: all act
        return -np.expm1(np.log(c / b) / (n - 1))


@dataclass(frozen=True, eq=False)
class BuckPassing:
    """How a game of buck-passing ends; arrays (...) alike.

    act : the probability with which each state acts, 0..1.
    failure : the probability that no act works, 0..1.
    effort : what all spend on average, in the unit of cost.
    """

    act: np.ndarray
    failure: np.ndarray
    effort: np.ndarray


def buck_passing(
    n: ArrayLike,
    benefit: ArrayLike,
    cost: ArrayLike,
    believed_reliability: ArrayLike = 1,
    actual_reliability: ArrayLike = 1,
) -> BuckPassing:
    """What becomes of n states that doubt, rightly or wrongly, whether the others' help would work [Walt, p. 30].

    Parameters
    ----------
    n, benefit, cost : as in `volunteer_equilibrium`.
    believed_reliability : (...), the probability that another's act works, as each state believes, 0..1. Of its
        own it has no doubt. 0: it can rely on nobody, and acts. 1: whoever acts saves all, and it is tempted to
        wait.
    actual_reliability : (...), the probability with which an act works in fact, 0..1. 0: none does. 1: each does.

    All broadcast together.

    Returns
    -------
    `BuckPassing`: each acts with p = min(1, p0 / believed_reliability), p0 from `volunteer_equilibrium`; none of
    their acts works with probability (1 - p actual_reliability)^n; the effort is n p cost.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    Walt writes of belief; the form is ours. Doubt makes states act. Unfounded doubt buys safety, well-founded doubt
    buys the same safety for more effort, and unfounded confidence loses it:

    >>> end = buck_passing(2, 4, 1, believed_reliability=[1, 0.75, 0.75, 1], actual_reliability=[1, 1, 0.75, 0.75])
    >>> end.failure.round(4), end.effort
    (array([0.0625, 0.    , 0.0625, 0.1914]), array([1.5, 2. , 2. , 1.5]))
    """
    number, b, c = _game(n, benefit, cost)
    believed = within("believed_reliability", believed_reliability, 0, 1)
    actual = within("actual_reliability", actual_reliability, 0, 1)
    shape = together(n=number, benefit=b, cost=c, believed_reliability=believed, actual_reliability=actual)
    trusting = volunteer_equilibrium(number, b, c)
    # Who believes others to work no more often than p0 is sure to act; so nothing is divided by 0.
    act = np.divide(trusting, believed, out=np.ones(shape), where=believed > trusting)
    return BuckPassing(act, (1 - act * actual) ** number, number * act * c)


def _means(wealth: ArrayLike, alpha: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """(..., N) wealth and (..., 1) alpha."""
    w = within("wealth", wealth, 0, LARGEST, strictly=True)
    share = within("alpha", alpha, 0, 1, strictly=True)
    if w.ndim == 0:
        raise ValueError(f"wealth is {float(w):g}: give the wealth of each state, such as [{float(w):g}, 1]")
    together(wealth=w[..., 0], alpha=share)
    return w, share[..., None]


def _game(n: ArrayLike, benefit: ArrayLike, cost: ArrayLike) -> tuple[int | np.ndarray, np.ndarray, np.ndarray]:
    number = whole("n", n, 2)
    b = within("benefit", benefit, 0, LARGEST, strictly=True)
    c = within("cost", cost, 0, LARGEST, strictly=True)
    together(n=number, benefit=b, cost=c)
    b, c = np.broadcast_arrays(b, c)
    dear = np.argwhere(c >= b)
    if len(dear):
        paid, gained = (float(each[tuple(dear[0])]) for each in (c, b))
        raise ValueError(
            f"cost is {paid!r} and benefit {gained!r}: nobody acts for less than it costs; "
            "give a cost below the benefit"
        )
    return number, b, c
