"""Another theory, side by side: actors in two camps settle where no single switch lowers the energy.

Axelrod and Bennett (1993), "A Landscape Theory of Aggregation", British Journal of Political Science 23: 211-233.
Nothing here is Walt's. The names:

sizes         (N,)    weight of each actor, 0 or more, any unit
propensities  (N, N)  how much i wants to be with j: below 0 hostile, 0 neutral, above 0 friendly
energy        (K,)    sum over the ordered pairs in different camps of size i * size j * propensity [i, j]

With the first actor always in camp 0 (its switch is the switch of all others) there are K = 2^(N-1) configurations;
bit i-1 of a configuration's number is the camp of actor i.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from walt.checks import within

TIE = 1e-9  # of the largest energy: a smaller difference between two energies counts as none
MOST = 24  # actors; each more doubles time and memory, here some 20 s and 700 MB


@dataclass(frozen=True, eq=False)
class Landscape:
    """Every configuration of N actors in two camps; K = 2^(N-1). The arrays are read-only.

    sides       (K, N)  camp of each actor, 0 or 1; the first is always in camp 0
    energy      (K,)    the lower, the more the actors are with friends and against foes
    is_minimum  (K,)    no switch of a single actor lowers the energy
    basin       (K,)    number of configurations that descend into it, itself included; 0 where it is no minimum
    """

    sides: np.ndarray
    energy: np.ndarray
    is_minimum: np.ndarray
    basin: np.ndarray

    def __post_init__(self) -> None:
        for array in (self.sides, self.energy, self.is_minimum, self.basin):
            array.flags.writeable = False


def search(sizes: ArrayLike, propensities: ArrayLike) -> Landscape:
    """Energy, local minima and basins of all configurations [Axelrod and Bennett 1993].

    Parameters
    ----------
    sizes : (N,), 0 or more, two actors at least and 24 at most. An actor of size 0 moves nothing.
    propensities : (N, N), finite, centred: negative is hostile, 0 neutral, positive friendly; no end on either
        side. [i, j] and [j, i] count both. The diagonal is ignored (fill a blank one with 0).

    Returns
    -------
    `Landscape` with arrays of length K = 2^(N-1). Descent is steepest: the single switch that lowers the energy
    most, again and again. Differences of energy below 1e-9 of the largest energy count as ties: a neighbour as low
    does not unmake a minimum, and of equally steep switches the lowest actor's is taken.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    Time and memory double with each actor: 20 actors (524,288 configurations) take well under a second and 100 MB.

    Two friends and an enemy of both settle in one way, from all four configurations:

    >>> found = search([2, 1, 1], [[0, 1, -1], [1, 0, -1], [-1, -1, 0]])
    >>> found.sides[found.is_minimum], found.energy[found.is_minimum], found.basin
    (array([[0, 0, 1]], dtype=int8), array([-6.]), array([0, 0, 4, 0]))
    """
    pulls = _pulls(sizes, propensities)
    energy = _energies(pulls)
    tie = TIE * np.abs(energy).max()
    steepest = np.zeros_like(energy)
    for actor in range(len(pulls)):
        np.maximum(steepest, _drop(energy, actor), out=steepest)
    is_minimum = steepest <= tie
    goal = _goals(energy, np.where(is_minimum, np.inf, steepest - tie), len(pulls))
    return Landscape(_sides(len(pulls)), energy, is_minimum, np.bincount(goal, minlength=len(energy)))


def _pulls(sizes: ArrayLike, propensities: ArrayLike) -> np.ndarray:
    """(N, N) what each pair adds to the energy when in different camps, both orders together; diagonal 0."""
    size = within("sizes", sizes, 0, np.inf)
    if size.ndim != 1 or not 2 <= len(size) <= MOST:
        raise ValueError(f"sizes has shape {size.shape}: give one number for each of 2 to {MOST} actors")
    wish = within("propensities", propensities, -np.inf, np.inf)
    if wish.shape != (len(size), len(size)):
        raise ValueError(f"propensities has shape {wish.shape}: give {(len(size), len(size))}, one row for each size")
    with np.errstate(over="ignore", invalid="ignore"):
        pulls = np.outer(size, size) * (wish + wish.T)
        np.fill_diagonal(pulls, 0)
        total = np.abs(pulls).sum()
    if not np.isfinite(total):
        raise ValueError(
            f"sizes up to {size.max():g} and propensities up to {np.abs(wish).max():g} make energies too large to "
            "add up: divide the sizes by their largest"
        )
    return pulls


def _energies(pulls: np.ndarray) -> np.ndarray:
    """(K,) energies, doubling with each actor: in camp 0 it is apart from those in camp 1, in camp 1 from the rest."""
    energy = np.zeros(1)
    for i in range(1, len(pulls)):
        apart = np.zeros(1)  # what actor i adds to each configuration of those before it, when in camp 0
        for pull in pulls[i, 1:i]:
            apart = np.concatenate([apart, apart + pull])
        energy = np.concatenate([energy + apart, energy + (pulls[i, :i].sum() - apart)])
    return energy


def _drop(energy: np.ndarray, actor: int) -> np.ndarray:
    """(K,) how much the actor's switch lowers each energy. The first actor's switch turns all bits."""
    if actor == 0:
        return energy - energy[::-1]
    pairs = energy.reshape(-1, 2, 2 ** (actor - 1))
    return (pairs - pairs[:, ::-1]).reshape(-1)


def _goals(energy: np.ndarray, enough: np.ndarray, actors: int) -> np.ndarray:
    """(K,) the minimum into which each configuration descends, by the lowest actor whose switch lowers it enough."""
    here = np.arange(len(energy))
    goal = here.copy()
    for actor in reversed(range(actors)):
        switched = here ^ (len(energy) - 1 if actor == 0 else 2 ** (actor - 1))
        np.copyto(goal, switched, where=_drop(energy, actor) >= enough)
    while True:  # each round doubles the steps taken
        further = goal[goal]
        if np.array_equal(further, goal):
            return goal
        goal = further


def _sides(actors: int) -> np.ndarray:
    number = np.arange(2 ** (actors - 1))
    sides = np.zeros((len(number), actors), dtype=np.int8)
    for i in range(1, actors):
        sides[:, i] = number >> (i - 1) & 1
    return sides
