"""All pure equilibria, by going through every profile."""

from __future__ import annotations

import numpy as np

from walt.alignment import DEFAULT, TIE, Motives, utilities
from walt.checks import count as single
from walt.coalitions.situation import BALANCE, BANDWAGON, THREATENER, Facing, facing, few, motives_of, part, place, rows
from walt.states import System

AT_ONCE = 2**21  # profiles in memory at a time


def equilibria(system: System, threatener: str | int, motives: Motives = DEFAULT) -> np.ndarray:
    """All profiles in which nobody gains by choosing otherwise, given the others' choices [Walt, pp. 17-18, 26-30].

    Parameters
    ----------
    system : N states, 12 at most.
    threatener : name or index of the one that the others choose about.
    motives : `Motives`; a field is a number, or (N,) with one a state. The temperature does not act here.

    Returns
    -------
    (E, N) int array, a profile a row; E is 0 where there is no equilibrium. Gains to 1e-12 count as none.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure; so for 13 states and more.

    Notes
    -----
    Walt has no such notion; that all choices hold at once (Nash) is ours.

    Two neighbours of a strong third do what the other does, whatever that is:

    >>> from walt.states import State, System
    >>> trio = System([State("Thebes", 0.1, 0.5), State("Argos", 0.1, 0.5), State("Sparta", 0.2, 0.9)],
    ...               [[0, 0, 0], [0, 0, 0], [0, 0, 0]], intent=[0, 0, 0.6])
    >>> equilibria(trio, "Sparta")
    array([[ 0,  0, -1],
           [ 1,  1, -1],
           [ 2,  2, -1]])
    """
    situation, motives = facing(system, threatener), motives_of(system, threatener, motives)
    found = profiles(len(system) - 1)[are_equilibria(situation, motives)]
    return np.insert(found, place(system, threatener), THREATENER, axis=1)


def profiles(count: int) -> np.ndarray:
    """Every profile of K states, 11 at most: (3^K, K) int array, the last state's choice changing fastest.

    >>> profiles(2).tolist()
    [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [2, 0], [2, 1], [2, 2]]
    """
    count = few(single("count", count, 1))
    return np.indices((3,) * count).reshape(count, -1).T


def are_equilibria(situation: Facing, motives: Motives = DEFAULT) -> np.ndarray:
    """Which profiles are equilibria, for many draws at once.

    Parameters
    ----------
    situation : `Facing`, of K states, 11 at most.
    motives : `Motives`; its fields broadcast with (..., K), so a draw that all states share is (..., 1).

    Returns
    -------
    (..., 3^K) bool array; its last axis is in the order of `profiles`.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    A state alone against four strengths of the threatener:

    >>> are_equilibria(Facing([0.1], [[0.01], [0.1], [0.2], [0.4]], [0.6])).astype(int)
    array([[1, 0, 0],
           [0, 1, 0],
           [0, 0, 1],
           [0, 0, 1]])
    """
    shape, situation, motives = rows(situation, motives)
    draws = max(1, AT_ONCE // 3 ** few(shape[-1]))
    parts = [slice(at, at + draws) for at in range(0, len(situation.own), draws)]
    stable = np.concatenate([_stable(part(situation, at), part(motives, at)) for at in parts])
    return stable.reshape(*shape[:-1], -1)


def best(worth: np.ndarray) -> np.ndarray:
    """Which of the choices are as good as any: (..., 3) bool."""
    return worth >= worth.max(axis=-1, keepdims=True) - TIE


def _stable(situation: Facing, motives: Motives) -> np.ndarray:
    """(R, 3^K). A profile is an array's place, one axis a state; what i finds best is worked out over the others'."""
    (draws, count), help_ = situation.own.shape, situation.help()
    stable = np.ones((draws, *(3,) * count), dtype=bool)

    def along(values: np.ndarray, k: int | None = None) -> np.ndarray:
        """(R, 3) numbers, one for each choice of k, or (R,), on the axes of the profiles."""
        return values.reshape(draws, *(3 if axis == k else 1 for axis in range(count)))

    for i in range(count):
        sides = [along(np.zeros(draws)), along(situation.reach[:, i])]
        for k in (k for k in range(count) if k != i):
            for side, choice in enumerate((BALANCE, BANDWAGON)):
                sides[side] = sides[side] + along(help_[:, k, i, None] * (np.arange(3) == choice), k)
        own, intent = along(situation.own[:, i]), along(situation.intent[:, i])
        felt = Motives(**{name: along(value[:, i]) for name, value in motives.values().items()})
        chosen = best(utilities(own, sides[1], sides[0], intent, felt))
        stable &= np.moveaxis(chosen.squeeze(axis=i + 1), -1, i + 1)
    return stable.reshape(draws, -1)
