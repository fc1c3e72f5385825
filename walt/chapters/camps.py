"""Who stands with and against one state, by the record of a case."""

from __future__ import annotations

import numpy as np

from walt.cases import Case

AGAINST, ASIDE, WITH, FEARED = 0, 1, 2, -1  # as in a profile of walt.coalitions


def camps(case: Case, feared: int) -> np.ndarray:
    """Where each of the N states stands towards one of them.

    Returns
    -------
    (N,) int: 0 against it, 1 on neither side, 2 with it, -1 the state itself.

    Notes
    -----
    A tie with or a stance against the state itself decides, its own towards the others included. Failing that, a state
    is on a side that it shares both friends and opponents with: with the state if it is tied to a friend of it and
    against an opponent of it, against it the other way round.
    """
    tied, opposed = _ties(case, "with"), _ties(case, "against")
    friends, opponents = tied[feared], opposed[feared]
    like = (tied & friends).any(axis=1) & (opposed & opponents).any(axis=1)
    unlike = (tied & opponents).any(axis=1) & (opposed & friends).any(axis=1)
    found = np.select([friends, opponents, like & ~unlike, unlike & ~like], [WITH, AGAINST, WITH, AGAINST], ASIDE)
    found[feared] = FEARED
    return found


def _ties(case: Case, stance: str) -> np.ndarray:
    """(N, N) booleans: which two states the record shows with or against each other, whoever of them it is told of."""
    index = case.system.index
    ties = np.zeros((len(case.system), len(case.system)), dtype=bool)
    for row in case.record:
        if row.stance == stance:
            one, other = index(row.state), index(row.toward)
            ties[one, other] = ties[other, one] = True
    return ties
