"""States choose again in turn: where that leads, and how few must leave a coalition for the rest to follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from walt.alignment import CHOICES, DEFAULT, Motives, utilities
from walt.checks import whole
from walt.coalitions.enumeration import best
from walt.coalitions.situation import (
    ASIDE,
    BALANCE,
    BANDWAGON,
    THREATENER,
    Facing,
    facing,
    few,
    motives_of,
    place,
    rows,
)
from walt.states import System

TURNS = 200  # that each state has in `tipping` before a path counts as one that does not settle


@dataclass(frozen=True, eq=False)
class Responses:
    """A path of best responses.

    path : (T + 1, N) int, profiles from the start on, each differing from the one before in one state's choice.
    settled : whether the last is an equilibrium of those that choose.
    cycle : (L, N) int, the profiles that come again and again where it is none; no row where it is.
    """

    path: np.ndarray
    settled: bool
    cycle: np.ndarray


@dataclass(frozen=True, eq=False)
class Tipping:
    """What becomes of a coalition of all K states when m of them leave it for the threatener, for good.

    followers : (K + 1,) int, for each m from 0 on, how many of the rest end up with the threatener, if those m
        leave that draw the most.
    leavers : (K + 1, N) bool, who those are (the first such group).
    fewest : the smallest m that draws more than half of the rest along: 0 where the coalition falls by itself,
        None where no m does.
    """

    followers: np.ndarray
    leavers: np.ndarray
    fewest: int | None


def best_response_path(
    system: System,
    threatener: str | int,
    start: ArrayLike = ASIDE,
    motives: Motives = DEFAULT,
    order: Sequence[str | int] | None = None,
    stay: Sequence[str | int] | None = None,
) -> Responses:
    """States choose again in turn, each its best given the others' present choices, until nobody would.

    Parameters
    ----------
    system : N states, any number.
    threatener : name or index of the one that the others choose about.
    start : (N,) a profile, or one choice for all. The threatener's entry does not count.
    motives : `Motives`; a field is a number, or (N,) with one a state. The temperature does not act here.
    order : of their turns, names or indices of all states but the threatener; left out, the order of the system.
    stay : names or indices of states that keep the choice they start with; left out, none does.

    Returns
    -------
    `Responses`, with `.path`, `.settled` and `.cycle`. A state keeps its choice unless another is better by more
    than 1e-12, and takes the first in CHOICES of equally good ones.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    The form is ours. Where there are several equilibria the path leads to one of them: here who is first follows
    the other.

    >>> from walt.states import State, System
    >>> trio = System([State("Thebes", 0.1, 0.5), State("Argos", 0.1, 0.5), State("Sparta", 0.2, 0.9)],
    ...               [[0, 0, 0], [0, 0, 0], [0, 0, 0]], intent=[0, 0, 0.6])
    >>> best_response_path(trio, "Sparta", start=[0, 2, -1]).path.tolist()
    [[0, 2, -1], [2, 2, -1]]
    >>> best_response_path(trio, "Sparta", start=[0, 2, -1], order=["Argos", "Thebes"]).path.tolist()
    [[0, 2, -1], [0, 0, -1]]
    >>> best_response_path(trio, "Sparta", start=[0, 2, -1], stay=["Thebes"]).path.tolist()
    [[0, 2, -1], [0, 0, -1]]
    """
    j = place(system, threatener)
    _, situation, motives = rows(facing(system, threatener), motives_of(system, threatener, motives))
    turns, path, seen = _turns(system, j, order, stay), [_profile(system, j, start)], {}
    chosen = _responses(situation, motives)
    while path[-1].tobytes() not in seen:
        seen[path[-1].tobytes()] = len(path) - 1
        for i in turns:
            changed = path[-1].copy()
            changed[i] = chosen[i](changed[None])[0]
            if changed[i] != path[-1][i]:
                path.append(changed)
    again = seen[path[-1].tobytes()]
    full = np.insert(np.array(path), j, THREATENER, axis=1)
    return Responses(full, again == len(path) - 1, full[again:-1])


def tipping(system: System, threatener: str | int, motives: Motives = DEFAULT) -> Tipping:
    """How few states must go over to the threatener for the rest to follow.

    Parameters
    ----------
    system : N states, 12 at most.
    threatener : name or index of the one that the others choose about.
    motives : `Motives`; a field is a number, or (N,) with one a state. The temperature does not act here.

    Returns
    -------
    `Tipping`. At first all balance. Each group of states is tried: they join the threatener and stay, and the
    rest choose in turn as in `best_response_path`; where that does not settle, nobody counts as following.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure; so for 13 states and more.

    Notes
    -----
    Walt doubts that dominoes fall [pp. 20, 26-28]; what it would take is ours.

    Of two neighbours that hold a third together, neither holds it alone:

    >>> from walt.states import State, System
    >>> trio = System([State("Thebes", 0.1, 0.5), State("Argos", 0.1, 0.5), State("Sparta", 0.2, 0.9)],
    ...               [[0, 0, 0], [0, 0, 0], [0, 0, 0]], intent=[0, 0, 0.6])
    >>> tipping(trio, "Sparta").followers
    array([0, 1, 0])
    """
    j, count = place(system, threatener), few(len(system) - 1)
    _, situation, motives = rows(facing(system, threatener), motives_of(system, threatener, motives))
    left = np.indices((2,) * count).reshape(count, -1).T.astype(bool)
    profile, going = np.where(left, BANDWAGON, BALANCE), np.arange(2**count)
    chosen = _responses(situation, motives)
    for _ in range(TURNS):
        after = profile[going]
        for i in range(count):
            after[:, i] = np.where(left[going, i], BANDWAGON, chosen[i](after))
        moved = (after != profile[going]).any(axis=1)
        profile[going], going = after, going[moved]
        if not going.size:
            break
    drawn = ((profile == BANDWAGON) & ~left).sum(axis=1)
    drawn[going] = 0
    groups = [int(np.argmax(np.where(left.sum(axis=1) == m, drawn, -1))) for m in range(count + 1)]
    fewest = next((m for m, group in enumerate(groups) if 2 * drawn[group] > count - m), None)
    return Tipping(drawn[groups], np.insert(left[groups], j, False, axis=1), fewest)


def _responses(situation: Facing, motives: Motives) -> list[Callable[[np.ndarray], np.ndarray]]:
    """For each state a function of profiles (P, K), all of one draw: what it chooses in each of them."""
    help_ = situation.help()[0]

    def of(i: int) -> Callable[[np.ndarray], np.ndarray]:
        felt = Motives(**{name: value[:, i] for name, value in motives.values().items()})

        def choose(profile: np.ndarray) -> np.ndarray:
            support, against = ((profile == side) @ help_[:, i] for side in (BALANCE, BANDWAGON))
            reach, now = situation.reach[:, i] + against, profile[:, i]
            good = best(utilities(situation.own[:, i], reach, support, situation.intent[:, i], felt))
            return np.where(np.take_along_axis(good, now[:, None], axis=1)[:, 0], now, good.argmax(axis=1))

        return choose

    return [of(i) for i in range(len(help_))]


def _profile(system: System, j: int, start: ArrayLike) -> np.ndarray:
    """The choices (K,) of all but j, from a profile (N,) or one choice."""
    if np.shape(start) not in ((), (len(system),)):
        raise ValueError(f"start has shape {np.shape(start)}: give one choice, or {len(system)}, one a state")
    chosen = whole("start", np.delete(np.broadcast_to(start, len(system)), j), 0)
    if chosen.max() > BANDWAGON:
        meant = ", ".join(f"{number} ({choice})" for number, choice in enumerate(CHOICES))
        raise ValueError(f"start is {chosen.max()} for a state: give {meant}")
    return chosen


def _turns(system: System, j: int, order: Sequence[str | int] | None, stay: Sequence[str | int] | None) -> list[int]:
    """Places among the states that choose, in the order of their turns, without those that stay."""
    others = [k for k in range(len(system)) if k != j]
    given = others if order is None else [place(system, state) for state in order]
    if sorted(given) != others:
        raise ValueError(f"order is {order!r}: name each state but {system.names[j]!r}, and each once")
    fixed = [] if stay is None else [place(system, state) for state in stay]
    if j in fixed or len(set(fixed)) < len(fixed):
        raise ValueError(f"stay is {stay!r}: name states other than {system.names[j]!r}, and each once")
    return [others.index(k) for k in given if k not in fixed]
