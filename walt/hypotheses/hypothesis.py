"""What a proposition is: a statement, where Walt makes it, and the check of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from walt.hypotheses.draws import Draws, checked, draw

RISE = 1e-9  # a fall by less is rounding
STEPS = np.geomspace(0.1, 8, 60)  # strengths of a threatener, in units of all strength against it
PEAK = 0.02  # by which a peak stands above both ends


@dataclass(frozen=True)
class Hypothesis:
    """One of Walt's propositions as a check.

    number     of the proposition, such as "1" or "12a"
    statement  the proposition in our words
    page       where Walt makes it, such as "pp. 25-26"
    chapter    the chapter of the book about it, such as "08-aggressive-intentions"
    change     what is changed in each draw, and what must follow
    reason     one sentence: where it does not hold, and why; or why it holds everywhere. Shares are those of
               `draw`; "there" is what `where` marks
    check      from draws to a bool array: whether it holds in each
    where      from draws to a bool array: the draws in which it fails most; None if it fails nowhere
    """

    number: str
    statement: str
    page: str
    chapter: str
    change: str
    reason: str
    check: Callable[[Draws], np.ndarray]
    where: Callable[[Draws], np.ndarray] | None = None

    def holds(self, draws: Draws) -> np.ndarray:
        """Whether the proposition holds in each draw.

        Parameters
        ----------
        draws : what `draw` returns, or the like: a dict of arrays of the same names, equally long.

        Returns
        -------
        (n,) array of bool.

        Raises
        ------
        TypeError or ValueError that names what is missing or wrong in the draws.
        """
        return self.check(checked(draws))

    def share(self, n: int, rng: np.random.Generator) -> float:
        """The share of n new draws in which the proposition holds, 0..1; n and rng as in `draw`."""
        return float(self.holds(draw(n, rng)).mean())


def rises(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Whether a quantity does not fall, beyond rounding."""
    return after >= before - RISE


def rises_then_gives_way(balancing: Callable[[float, np.ndarray], np.ndarray], count: int) -> np.ndarray:
    """(count,) bool: whether balancing has an inner peak, .02 above both ends, as the threatener grows.

    `balancing(step, rows)` is how likely balancing is in these rows where the threatener has `step` times all
    strength against it.
    """
    ends = [balancing(step, np.arange(count)) for step in (STEPS[0], STEPS[-1])]
    enough = np.maximum(*ends) + PEAK
    found = np.zeros(count, dtype=bool)
    for step in sorted(STEPS[1:-1], key=lambda step: abs(np.log(step / 0.4))):  # most peaks are near .4, so few rows
        rows = np.flatnonzero(~found)  # are left after some steps
        found[rows] = balancing(step, rows) >= enough[rows]
    return found
