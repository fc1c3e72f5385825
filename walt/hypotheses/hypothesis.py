"""What a proposition is: a statement, where Walt makes it, and the check of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from walt.hypotheses.draws import Draws, checked, draw

RISE = 1e-9  # a fall by less is rounding
STEPS = np.geomspace(0.1, 8, 60)  # strengths of a threatener, in units of all strength against it
LIKELY = STEPS[[12, 18, 24]]  # .24, .38, .60: most peaks are near
COARSE = np.setdiff1d(STEPS[[1, 2, *range(3, 59, 3)]], LIKELY)
FINE = np.setdiff1d(STEPS[1:-1], [*LIKELY, *COARSE])
PEAK = 0.02  # by which a peak stands above both ends
NEAR = 0.05  # more than a curve rises between coarse steps; it may fall at once


@dataclass(frozen=True)
class Hypothesis:
    """One of Walt's propositions as a check.

    number     of the proposition, such as "1" or "12a"
    statement  the proposition in our words
    page       where Walt makes it, such as "pp. 25-26"
    chapter    the chapter of the book about it, such as "08-aggressive-intentions"
    change     what is changed in each draw, and what must follow
    reason     one sentence: where it does not hold, and why, with the shares there and elsewhere; or why it holds
               everywhere
    check      from draws to a bool array: whether it holds in each
    where      from draws to a bool array: the draws in which it fails most; None if it fails nowhere
    concerns   from draws to a bool array: those that it is about; None if it is about all
    """

    number: str
    statement: str
    page: str
    chapter: str
    change: str
    reason: str
    check: Callable[[Draws], np.ndarray]
    where: Callable[[Draws], np.ndarray] | None = None
    concerns: Callable[[Draws], np.ndarray] | None = None

    def holds(self, draws: Draws) -> np.ndarray:
        """Whether the proposition holds in each draw.

        Parameters
        ----------
        draws : what `draw` returns, or the like: a dict of arrays of the same names, equally long.

        Returns
        -------
        (n,) array of bool; True too in draws that the proposition is not about, such as wars not won.

        Raises
        ------
        TypeError or ValueError that names what is missing or wrong in the draws.
        """
        return self.check(checked(draws))

    def share(self, n: int, rng: np.random.Generator) -> float:
        """The share of n new draws, of those that the proposition is about, in which it holds; 0..1, n and rng as in
        `draw`.

        Raises
        ------
        As `draw`; ValueError where it is about none of them.
        """
        draws = draw(n, rng)
        about = np.ones(len(draws["own"]), dtype=bool) if self.concerns is None else self.concerns(draws)
        if not about.any():
            raise ValueError(f"n is {n}: proposition {self.number} is about none of the draws; draw more")
        return float(self.holds(draws)[about].mean())


def rises(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Whether a quantity does not fall, beyond rounding."""
    return after >= before - RISE


def rises_then_gives_way(balancing: Callable[[np.ndarray, np.ndarray], np.ndarray], count: int) -> np.ndarray:
    """(count,) bool: whether balancing has an inner peak, .02 above both ends, as the threatener grows.

    `balancing(steps, rows)` is how likely balancing is, (S, R), where in each of these rows the threatener has each
    of these multiples of all strength against it.
    """
    enough = balancing(STEPS[[0, -1]], np.arange(count)).max(axis=0) + PEAK
    highest = balancing(LIKELY, np.arange(count)).max(axis=0)
    for steps, near in (COARSE, np.inf), (FINE, NEAR):  # each for those only that it may decide
        rows = np.flatnonzero((highest < enough) & (highest >= enough - near))
        if rows.size:
            highest[rows] = np.maximum(highest[rows], balancing(steps, rows).max(axis=0))
    return highest >= enough
