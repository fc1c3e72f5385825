"""Draws: thousands of situations and characters at random, on which every proposition is tried."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from walt.checks import count, within

Draws = Mapping[str, np.ndarray]

MOTIVES = {  # range of each motive of `alignment.Motives`
    "cost": (0, 0.08),
    "influence": (0, 0.3),
    "spoils": (0, 0.4),
    "penalty": (0.1, 0.6),
    "decisiveness": (1, 2.5),
    "early": (0, 0.5),
    "appeasement": (0, 1),
    "spillover": (0, 1),
    "temperature": (0.08, 0.08),
}
THREATENER = (0.02, 0.4)
OWN = (-1.3, 0.3)  # power of 10 by which the threatener's strength is multiplied
SUPPORT = (0.1, 2)  # share of the threatener's strength
SUPPORT_BELOW = (0.1, 1)
INTENT = (0.2, 1)
DOUBTFUL_INTENT = (0.3, 0.7)
SPREAD = (0.1, 0.28)
SIX = 6  # states that choose together


def draw(n: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """n draws, each uniform and independent of the others; each quantity is spread evenly (a Latin hypercube).

    Parameters
    ----------
    n : how many, 1 or more.
    rng : numpy.random.Generator; the same seed gives the same draws.

    Returns
    -------
    dict of arrays of length n:

    threatener     A, .02 to .4 of the world's capabilities
    own            a, A times 10^-1.3 (a twentieth) to 10^.3 (twice as much), uniform in the exponent
    support        D, A times .1 to 2
    intent         n, .2 to 1
    cost, influence, spoils, penalty, decisiveness, early, appeasement, spillover, temperature
                   the motives, in the ranges of MOTIVES
    support_below  D again, A times .1 to 1: for propositions about threateners stronger than those against them
    doubtful_intent, spread
                   .3 to .7 and .1 to .28: mean and standard deviation of an intent that the state is not sure of
    revisionists, believed
                   0 to 1 each: of `worlds.World`
    ruin           0 to 1: of `war.peace`
    intents        (n, 6), .2 to 1 each: the aggressive intentions of six states, each as all the others perceive them
    six            (n, 6), the shares of six states in their common strength, Dirichlet(2); not part of the hypercube
    seed           whole numbers, 0 to 2^32 - 1, from which propositions about war draw their luck, those of all
                   draws together

    Raises
    ------
    TypeError or ValueError for n that is no whole number above 0, or an rng that is none.

    >>> draws = draw(1000, np.random.default_rng(1))
    >>> len(draws["intent"]), float(draws["intent"].mean().round(2))
    (1000, 0.6)
    """
    number = count("n", n, 1)
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng is {rng!r}: give numpy.random.default_rng(seed)")

    def even(low: float, high: float) -> np.ndarray:
        return low + (high - low) * (rng.permutation(number) + rng.random(number)) / number

    threatener = even(*THREATENER)
    return {
        "threatener": threatener,
        "own": threatener * 10 ** even(*OWN),
        "support": threatener * even(*SUPPORT),
        "intent": even(*INTENT),
        **{name: even(*ends) for name, ends in MOTIVES.items()},
        "support_below": threatener * even(*SUPPORT_BELOW),
        "doubtful_intent": even(*DOUBTFUL_INTENT),
        "spread": even(*SPREAD),
        **{name: even(0, 1) for name in ("revisionists", "believed", "ruin")},
        "intents": np.stack([even(*INTENT) for _ in range(SIX)], axis=1),
        "six": rng.dirichlet(np.full(SIX, 2.0), number),
        "seed": rng.integers(2**32, size=number),
    }


NAMES = tuple(draw(1, np.random.default_rng(0)))


def checked(draws: Draws) -> dict[str, np.ndarray]:
    """The draws as arrays of float, if none is missing and all are equally long.

    Raises
    ------
    TypeError or ValueError that names what is missing or wrong.
    """
    if not isinstance(draws, Mapping):
        raise TypeError(f"draws is {draws!r}: give what hypotheses.draw(n, rng) returns")
    missing = [name for name in NAMES if name not in draws]
    if missing:
        raise ValueError(f"draws has no {', '.join(missing)}: take hypotheses.draw(n, rng) and change what you like")
    arrays = {name: within(name, draws[name], 0, np.inf) for name in NAMES}
    length = arrays["threatener"].shape[:1]
    for name, array in arrays.items():
        shape = (*length, SIX) if name in ("six", "intents") else length
        if not length or array.shape != shape:
            raise ValueError(f"{name} has shape {array.shape}: give equally long arrays, as hypotheses.draw returns")
    return arrays


def some(draws: Draws, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Some of the draws, by index or as marked."""
    return {name: array[rows] for name, array in draws.items()}


def luck(draws: Draws) -> np.random.Generator:
    """The generator that the seeds of these draws give, all together."""
    return np.random.default_rng(draws["seed"].astype(np.uint32))
