"""What the states that choose have before them, as arrays; and the checks that all ways of choosing share."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from walt.alignment import CHOICES, Motives
from walt.checks import together, within
from walt.states import System

BALANCE, ASIDE, BANDWAGON = range(len(CHOICES))
THREATENER = -1
MOST = 12  # states, the threatener among them, where all profiles are gone through: 3^11 of them
STRONGEST = 1e200  # sums of strengths stay finite


@dataclass(frozen=True, eq=False)
class Facing:
    """K states that face a threatener, as arrays. Leading axes (...) are draws, and broadcast.

    Parameters
    ----------
    own : (..., K), their power, 0 or more.
    reach : (..., K) or (..., 1), the strength with which the threatener reaches each, in the same unit, 0 or more.
    intent : (..., K) or (..., 1), its aggressive intentions as each perceives them, 0..1.
    proximity : (..., K, K), the share of one's power that reaches another, 0..1, the same both ways; the diagonal
        does not count. Left out it is 1: between them distance is nothing.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Two draws of three states, the threatener as strong as all of them and twice as strong:

    >>> Facing(own=[0.1, 0.2, 0.2], reach=[[0.5], [1.0]], intent=[0.6]).reach.shape
    (2, 1)
    """

    own: np.ndarray
    reach: np.ndarray
    intent: np.ndarray
    proximity: np.ndarray | None = None

    def __post_init__(self) -> None:
        own, reach = (within(name, getattr(self, name), 0, STRONGEST) for name in ("own", "reach"))
        count = own.shape[-1] if own.ndim else 0
        near = np.ones((count, count)) if self.proximity is None and count else self.proximity
        arrays = {"own": own, "reach": reach, "intent": within("intent", self.intent, 0, 1)}
        arrays["proximity"] = within("proximity", 1 if near is None else near, 0, 1)
        _same_count(count, **arrays)
        for name, array in arrays.items():
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    def help(self) -> np.ndarray:
        """(..., K, K), entry [k, i] is a_k g_ki: the strength that k brings to i, for it or against; diagonal 0."""
        return self.own[..., None] * self.proximity * ~np.eye(self.own.shape[-1], dtype=bool)


Rows = TypeVar("Rows", Facing, Motives)


def facing(system: System, threatener: str | int) -> Facing:
    """The states of a system but one, in their order, as they face that one.

    Parameters
    ----------
    system : the N states; the intentions that count are those of the threatener, as each perceives them.
    threatener : its name or index.

    Raises
    ------
    TypeError or ValueError for a threatener that is not there.

    >>> from walt.states import State, System
    >>> pair = System([State("Athens", 0.1, 0.4), State("Sparta", 0.2, 0.8)], [[0, 200], [200, 0]], [0.5, 0.4], 100)
    >>> facing(pair, "Sparta").reach.round(6)  # .2 * 2 ** -2 * .8
    array([0.04])
    """
    j = place(system, threatener)
    others = np.delete(np.arange(len(system)), j)
    reach = system.power[j] * system.proximity[others, j] * system.offense[j]
    return Facing(system.power[others], reach, system.intent[others, j], system.proximity[np.ix_(others, others)])


def place(system: System, state: str | int) -> int:
    """Index of a state given by name or index; TypeError or ValueError if there is none such."""
    if not isinstance(system, System):
        raise TypeError(f"system is {system!r}: give a System")
    if isinstance(state, str):
        return system.index(state)
    if isinstance(state, bool) or not isinstance(state, int | np.integer):
        raise TypeError(f"A state is given as {state!r}: give its name or its index")
    if not 0 <= state < len(system):
        raise ValueError(f"A state is given as {state}: give its name, or an index from 0 to {len(system) - 1}")
    return int(state)


def few(count: int) -> int:
    """The number of states that choose, if all their profiles can be gone through."""
    if count >= MOST:
        raise ValueError(
            f"There are {count} states that choose: give {MOST - 1} at most (leave out the weakest), or use "
            "best_response_path or logit_equilibrium, which take any number"
        )
    return count


def motives_of(system: System, threatener: str | int, motives: Motives) -> Motives:
    """The motives of the states that choose, from fields of () or (N,)."""
    shapes = {name: np.shape(value) for name, value in _motives(motives).values().items()}
    for name, shape in shapes.items():
        if shape not in ((), (len(system),)):
            raise ValueError(f"{name} has shape {shape}: give one number, or {len(system)}, one a state")
    j = place(system, threatener)
    return Motives(**{name: np.delete(each, j) if shapes[name] else each for name, each in motives.values().items()})


def rows(situation: Facing, motives: Motives) -> tuple[tuple[int, ...], Facing, Motives]:
    """The common shape (..., K); and all arrays in full, the leading axes made one."""
    if not isinstance(situation, Facing):
        raise TypeError(f"situation is {situation!r}: give Facing(own, reach, intent)")
    arrays = {name: getattr(situation, name) for name in ("own", "reach", "intent")}
    shape = together(**arrays, proximity=situation.proximity[..., 0], **_motives(motives).values())
    if shape[-1] != situation.own.shape[-1]:
        raise ValueError(f"The motives are of {shape[-1]} states and own of {situation.own.shape[-1]}: give as many")

    def flat(array: ArrayLike, *more: int) -> np.ndarray:
        return np.broadcast_to(array, shape + more).reshape(-1, shape[-1], *more)

    proximity = flat(situation.proximity, shape[-1])
    situation = Facing(**{name: flat(array) for name, array in arrays.items()}, proximity=proximity)
    return shape, situation, Motives(**{name: flat(value) for name, value in motives.values().items()})


def part(arrays: Rows, at: slice | np.ndarray) -> Rows:
    """Some of the rows of all arrays."""
    return replace(arrays, **{each.name: getattr(arrays, each.name)[at] for each in fields(arrays)})


def _motives(motives: Motives) -> Motives:
    if not isinstance(motives, Motives):
        raise TypeError(f"motives is {motives!r}: give Motives(...), with the numbers that differ from its defaults")
    return motives


def _same_count(count: int, own: np.ndarray, reach: np.ndarray, intent: np.ndarray, proximity: np.ndarray) -> None:
    ends = {"reach": reach.shape[-1:], "intent": intent.shape[-1:], "proximity": proximity.shape[-2:]}
    allowed = [(), (1,), (count,)]
    if not count or ends["reach"] not in allowed or ends["intent"] not in allowed or ends["proximity"] != (count,) * 2:
        given = {"own": own, "reach": reach, "intent": intent, "proximity": proximity}
        raise ValueError(
            f"The shapes are {', '.join(f'{name} {array.shape}' for name, array in given.items())}: give own (..., K), "
            "reach and intent (..., K) or (..., 1), proximity (..., K, K)"
        )
    together(own=own, reach=reach, intent=intent, proximity=proximity[..., 0])
    uneven = np.abs(proximity - np.swapaxes(proximity, -1, -2)) > 1e-9
    if uneven.any():
        at = tuple(int(k) for k in np.argwhere(uneven)[0])
        raise ValueError(f"proximity{list(at)} is {proximity[at]:g}, another the other way: give the same both ways")
