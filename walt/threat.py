"""Whom to fear: power, proximity, offensive power and aggressive intentions make a threat [Walt, pp. 21-26].

Walt names the sources and gives no formula; the forms here are ours. `threat[i, j]` is always the threat that
i sees in j.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from numbers import Real

import numpy as np

from walt.checks import count
from walt.states import System

SOURCES = ("power", "proximity", "offense", "intent")
TIE = 1e-12  # relative difference between two threats that is rounding, not order


@dataclass(frozen=True)
class Weights:
    """How much each source counts: an elasticity (a weight of .25: 1 % more of the source, about .25 % more threat).

    Parameters
    ----------
    power, proximity, offense, intent : 0 or more, summing to 1. A source with weight 0 is ignored; weight 1
        on power alone ranks states by strength.

    Raises
    ------
    TypeError or ValueError that names the weights: one is no number, negative or not finite, or they do not sum to 1.

    >>> Weights(power=1, proximity=0, offense=0, intent=0)
    Weights(power=1.0, proximity=0.0, offense=0.0, intent=0.0)
    """

    power: float = 0.25
    proximity: float = 0.25
    offense: float = 0.25
    intent: float = 0.25

    def __post_init__(self) -> None:
        given = ", ".join(f"{source}={weight!r}" for source, weight in zip(SOURCES, astuple(self), strict=True))
        if not all(isinstance(weight, Real) and not isinstance(weight, bool) for weight in astuple(self)):
            raise TypeError(f"The weights are {given}: give numbers")
        if not all(math.isfinite(weight) and weight >= 0 for weight in astuple(self)):
            raise ValueError(f"The weights are {given}: give finite numbers, 0 or more")
        if not math.isclose(sum(astuple(self)), 1, abs_tol=1e-9):
            raise ValueError(
                f"The weights are {given} and sum to {sum(astuple(self)):g}: they must sum to 1; "
                "divide each by their sum"
            )
        for source in SOURCES:
            object.__setattr__(self, source, float(getattr(self, source)))


EQUAL = Weights()


def levels(system: System) -> np.ndarray:
    """The four sources as each state meets them, before any weighting.

    Returns
    -------
    (4, N, N) array in [0, 1], in the order of SOURCES; entry [s, i, j] is source s of j as i meets it. Only
    proximity and intent depend on i. The diagonals are 0.
    """
    shape = _system(system).distance.shape
    power, offense = (np.broadcast_to(source, shape) for source in (system.power, system.offense))
    return _off_diagonal(np.stack([power, system.proximity, offense, system.intent]))


def contributions(system: System, weights: Weights | Sequence[float] = EQUAL) -> np.ndarray:
    """What each source contributes to the threat that each state sees in every other [Walt, pp. 21-26].

    Parameters
    ----------
    system : the N states.
    weights : `Weights`, or four numbers in the order of SOURCES.

    Returns
    -------
    (4, N, N) array in [0, 1]: each source raised to its weight. The product over the first axis is the
    threat. A source with weight 0 contributes the factor 1, even where it is 0 itself. The diagonals are 0.

    Raises
    ------
    ValueError as `Weights` does.
    """
    return _off_diagonal(levels(system) ** _exponents(weights)[:, None, None])


def perceived_threat(system: System, weights: Weights | Sequence[float] = EQUAL) -> np.ndarray:
    """Threat that each state sees in every other [Walt, pp. 21-26].

    Parameters
    ----------
    system : the N states.
    weights : exponents of the four sources: `Weights`, or four numbers in the order of SOURCES. A source
        with weight 0 is ignored; weight 1 on power alone ranks states by strength.

    Returns
    -------
    (N, N) array in [0, 1]; entry [i, j] is the threat that i sees in j. The diagonal is 0.

    Raises
    ------
    ValueError if a weight is negative or they do not sum to 1; the message names them.

    Notes
    -----
    Walt names the sources; the functional form (a weighted geometric mean) is ours. A source that is 0 and
    counts makes the threat 0: no power, no reach, no means or no ill will leaves nothing to fear.

    At a half distance of 100 km, 200 km leave a quarter, so Sparta threatens Athens by
    (.2 * .25 * .8 * .4) ** .25, the fourth root of .016:

    >>> from walt.states import State, System
    >>> pair = System([State("Athens", 0.1, 0.4), State("Sparta", 0.2, 0.8)], [[0, 200], [200, 0]], [0.5, 0.4], 100)
    >>> perceived_threat(pair).round(4)
    array([[0.    , 0.3557],
           [0.2659, 0.    ]])
    """
    return contributions(system, weights).prod(axis=0)


def arithmetic_threat(system: System, weights: Weights | Sequence[float] = EQUAL) -> np.ndarray:
    """The weighted arithmetic mean of the four sources, to show what hangs on the form.

    Returns
    -------
    (N, N) array in [0, 1], diagonal 0, as `perceived_threat`. Here the sources stand in for each other: a
    state that cannot reach you, or wishes you no ill, still threatens by its power.

    Raises
    ------
    ValueError as `Weights` does.

    >>> from walt.states import State, System
    >>> pair = System([State("Athens", 0.1, 0.4), State("Sparta", 0.2, 0.8)], [[0, 200], [200, 0]], [0.5, 0.4], 100)
    >>> arithmetic_threat(pair).round(4)  # (.2 + .25 + .8 + .4) / 4 = .4125
    array([[0.    , 0.4125],
           [0.3125, 0.    ]])
    """
    return np.tensordot(_exponents(weights), levels(system), axes=1)


def top_threat(system: System, weights: Weights | Sequence[float] = EQUAL) -> np.ndarray:
    """Whom each state fears most.

    Returns
    -------
    (N,) array of int: for each state the index of the greatest threat. Of equal threats (to 1e-12 of them)
    the lowest index; so too where a state sees no threat at all, since it must be some other state.

    Raises
    ------
    ValueError as `Weights` does.
    """
    return _top(perceived_threat(system, weights))


def changes_to_top(system: System, observer: str | int, weights: Weights | Sequence[float] = EQUAL) -> np.ndarray:
    """What would have to change for another state to be the one that `observer` fears most.

    Parameters
    ----------
    system : the N states.
    observer : name or index of the state that looks.
    weights : as in `perceived_threat`.

    Returns
    -------
    (4, N) array: the value that source s of state j would need, all else unchanged, for its threat to equal
    the greatest among the other states (any higher value makes it the top; at the tie the lower index
    counts). For the present top threat that is the value down to which it stays on top. inf where no value
    from 0 to 1 does it, and in the column of the observer.

    Raises
    ------
    TypeError or ValueError for an observer that is not there or as `Weights` does.

    Power .4 and .1 and all else alike: the weaker gets level at power .4, while nothing else helps it, since
    its offence and its intent would have to rise from .5 to 2.

    >>> from walt.states import State, System
    >>> states = [State("Us", 0.1, 0.5), State("Strong", 0.4, 0.5), State("Weak", 0.1, 0.5)]
    >>> trio = System(states, [[0, 0, 0], [0, 0, 0], [0, 0, 0]], [0.5, 0.5, 0.5])
    >>> changes_to_top(trio, "Us")[:, 2].round(6)
    array([0.4, inf, inf, inf])
    """
    i = _place(_system(system), observer)
    exponents = _exponents(weights)
    factors = contributions(system, weights)[:, i]
    threat = factors.prod(axis=0)
    top = _top(perceived_threat(system, weights))[i]
    needed = np.full(factors.shape, np.inf)
    for j in set(range(len(system))) - {i}:
        rival = float(max(np.delete(threat, [i, j]), default=0))
        for s in range(len(SOURCES)):
            others = float(np.delete(factors[:, j], s).prod())
            if exponents[s] > 0 and others > 0:
                needed[s, j] = _root(rival / others, exponents[s])
            elif j == top:  # the source counts for nothing, and the state is on top without it
                needed[s, j] = 0.0
    return needed


def _system(system: System) -> System:
    if not isinstance(system, System):
        raise TypeError(f"system is {system!r}: give a System")
    return system


def _place(system: System, observer: str | int) -> int:
    if isinstance(observer, str):
        return system.index(observer)
    i = count("observer", observer, 0)
    if i >= len(system):
        raise ValueError(f"observer is {observer!r}: give a name, or an index from 0 to {len(system) - 1}")
    return i


def _root(ratio: float, exponent: float) -> float:
    """The x in 0..1 with x ** exponent = ratio, or inf if there is none."""
    return math.inf if ratio > 1 + TIE else min(ratio, 1.0) ** (1 / exponent)


def _exponents(weights: Weights | Sequence[float]) -> np.ndarray:
    if not isinstance(weights, Weights):
        if isinstance(weights, str) or not isinstance(weights, Sequence | np.ndarray):
            raise TypeError(f"weights is {weights!r}: give Weights(...), or four numbers")
        given = tuple(weights)
        if len(given) != len(SOURCES):
            raise ValueError(f"There are {len(given)} weights: give four, for {', '.join(SOURCES)}")
        weights = Weights(*given)
    return np.array(astuple(weights), dtype=float)


def _off_diagonal(array: np.ndarray) -> np.ndarray:
    return np.where(np.eye(array.shape[-1], dtype=bool), 0.0, array)


def _top(threat: np.ndarray) -> np.ndarray:
    """Index of the greatest entry of each row off the diagonal, ties to the lowest."""
    others = np.where(np.eye(len(threat), dtype=bool), -1.0, threat)
    return np.argmax(others >= others.max(axis=1, keepdims=True) * (1 - TIE), axis=1)
