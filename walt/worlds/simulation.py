"""Playing many runs of a world, and many worlds."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from itertools import repeat

import numpy as np
from numpy.typing import ArrayLike

from walt.checks import count, within
from walt.worlds._round import Cast, Tape, play
from walt.worlds.outcome import Report, report
from walt.worlds.world import History, World

BLOCK = 20_000  # runs times states that are played together: what stays close to the processor
STRONGEST = 1e300  # strengths up to this have a finite sum


def draw_strengths(runs: int, states: int, rng: np.random.Generator) -> np.ndarray:
    """Systems at random: the shares of N states in the strength of all, Dirichlet(2).

    Parameters
    ----------
    runs : R, 1 or more.
    states : N, 2 or more.

    Returns
    -------
    (R, N) array; each row sums to 1. Most states are middling, a few strong: with 20 the strongest has about .13.

    >>> draw_strengths(1000, 20, np.random.default_rng(1)).shape
    (1000, 20)
    """
    return _generator(rng).dirichlet(np.full(count("states", states, 2), 2.0), count("runs", runs, 1))


def simulate(world: World, strength: ArrayLike, rounds: int, rng: np.random.Generator) -> History:
    """Play R runs of N states over T rounds by the rule that stands at the head of this module [Walt, pp. 26-28].

    Parameters
    ----------
    world : `World`.
    strength : (R, N) of the states at the start, 0 or more and up to 1e300 in any unit, or (N,) for a single run; two
        states at least. `draw_strengths` draws some; the powers of a case do, repeated for each run. A state of
        strength 0 is not there.
    rounds : T, 1 or more.
    rng : numpy.random.Generator. The same seed gives the same bits, and two worlds played with the same seed differ
        in nothing but their parameters: who would balance or attack first, and the luck of each round, are the same.

    Returns
    -------
    `History`; see `report` for what it came to.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    The functional forms are ours. Time and memory are linear in R and T.

    Twenty states, a thousand times, in either world (how often a hegemon arises, wars, survivors):

    >>> start = draw_strengths(1000, 20, np.random.default_rng(1))
    >>> for share in (1, 0):
    ...     found = report(simulate(World(balancers=share), start, 50, np.random.default_rng(2)))
    ...     print(f"{found.hegemon.mean():.2f} {found.wars.mean():.1f} {found.survives.sum(axis=1).mean():.1f}")
    0.00 0.0 20.0
    0.96 17.8 2.2
    """
    start = _start(strength)
    length = count("rounds", rounds, 1)
    runs, states = start.shape
    _generator(rng)
    if not isinstance(world, World):
        raise TypeError(f"world is {world!r}: give a World")
    rules = world.each(runs)
    revisionist, balancer = (
        (rng.random((runs, states)) < rules[name][:, None]).T for name in ("revisionists", "balancers")
    )
    luck = rng.random((length, 2, runs))
    tape = Tape.blank(start.T, length)
    step = max(1, BLOCK // states)
    cast = Cast(rules, start.sum(axis=1), revisionist, np.where(balancer, -1, 1).astype(np.int8), luck)
    step = max(1, BLOCK // states)
    with np.errstate(over="ignore"):  # odds beyond all numbers: certain
        for block in (slice(first, first + step) for first in range(0, runs, step)):
            play(tape.runs(block), cast.runs(block))
    return History(*(np.moveaxis(array, -1, 0) for array in tape), balancer.T, revisionist.T, world)


def sweep(
    worlds: Sequence[World],
    strength: ArrayLike,
    rounds: int,
    rng: np.random.Generator,
    executor: Executor | None = None,
) -> list[Report]:
    """Play each of many worlds, from the same strengths and with luck of its own.

    Parameters
    ----------
    worlds : one `World` for each set of parameters, one at least.
    strength, rounds : as in `simulate`.
    rng : a generator; each world gets a child of it (`Generator.spawn`), so its results depend on its place in the list
        and on nothing else. Children are new each time: a second sweep takes a new generator of the same seed to
        repeat the first.
    executor : any concurrent.futures.Executor, also Dask's `Client.get_executor()`. None: one after another, here.
        An executor changes nothing but the time.

    Returns
    -------
    List with the `Report` of each world.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    >>> few = [World(balancers=share) for share in (0, 0.5, 1)]
    >>> start = draw_strengths(200, 10, np.random.default_rng(1))
    >>> [round(float(found.hegemon.mean()), 2) for found in sweep(few, start, 30, np.random.default_rng(2))]
    [0.85, 0.0, 0.0]
    """
    start = _start(strength)
    count("rounds", rounds, 1)
    if not (executor is None or isinstance(executor, Executor)):
        raise TypeError(f"executor is {executor!r}: give a concurrent.futures.Executor, or None")
    if not worlds:
        raise ValueError("worlds is empty: give one World at least")
    for number, world in enumerate(worlds):
        if not isinstance(world, World):
            raise TypeError(f"worlds[{number}] is {world!r}: give a World")
        world.each(len(start))
    children = _generator(rng).spawn(len(worlds))
    spread = map if executor is None else executor.map
    return list(spread(_reported, worlds, repeat(start), repeat(rounds), children))


def _reported(world: World, strength: np.ndarray, rounds: int, rng: np.random.Generator) -> Report:
    return report(simulate(world, strength, rounds, rng))


def _start(strength: ArrayLike) -> np.ndarray:
    """(R, N) floats."""
    start = within("strength", strength, 0, STRONGEST)
    if start.ndim not in (1, 2) or start.shape[-1] < 2:
        raise ValueError(f"strength has shape {start.shape}: give (R, N), one row a run with two states at least")
    start = np.atleast_2d(start)
    if not start.any(axis=1).all():
        raise ValueError(f"strength[{int((~start.any(axis=1)).argmax())}] is all 0: give a state of strength above 0")
    return start


def _generator(rng: np.random.Generator) -> np.random.Generator:
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng is {rng!r}: give a generator, for example numpy.random.default_rng(1)")
    return rng
