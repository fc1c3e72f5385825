"""The peace: threats ranked anew, and what is left to hold the victors together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from walt.alignment import CHOICES, TIE
from walt.checks import together, whole, within

BALANCE, ASIDE, BANDWAGON = range(len(CHOICES))
THREATENER = -1


@dataclass(frozen=True, eq=False)
class Peace:
    """What is left after a war; two rows are before it and now.

    threat : (..., N, N), entry [i, j] is the threat that i sees in j now.
    top : (2, ..., N) int, whom each state fears most, of equal threats the lowest index.
    victors : (..., N) bool, the side that won; nobody where neither did.
    cohesion : (2, ...), the greatest share of the victors who fear one and the same outsider most. 1: they have one
        enemy. 0: each fears another victor most; so too where there is no victor.
    """

    threat: np.ndarray
    top: np.ndarray
    victors: np.ndarray
    cohesion: np.ndarray


def peace(
    threat: ArrayLike, sides: ArrayLike, outcome: ArrayLike, ruin: ArrayLike = 0.5, weight: ArrayLike = 0.25
) -> Peace:
    """Threats ranked anew once a war is over [Walt, p. 32].

    Parameters
    ----------
    threat : (..., N, N), 0 or more, the threat that i sees in j before the war, as `threat.perceived_threat` has it.
    sides : (..., N) int, the profile at the war's end (`course(...).sides[-1]`), -1 in the threatener's place.
    outcome : (...) int, 1 where the opposition won, -1 where the threatener did, 0 where neither (as in `Course`).
    ruin : (...), the share of its power that a beaten state has lost, 0..1. 0: it is feared as before. 1: it has
        no power left, and where power counts it is feared no more.
    weight : (...), of power in the threat, 0..1, as in `threat.Weights`. 0: threats do not hang on power.

    Returns
    -------
    `Peace`: `.threat`, `.top`, `.victors`, `.cohesion`.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    Only the power of the beaten changes, not their offence or intentions, nor the victors'; that, and the measure of
    cohesion, are ours.

    Two who feared the third most beat it, and one of them now fears the other:

    >>> after = peace([[0, 0.3, 0.5], [0.2, 0, 0.5], [0.4, 0.4, 0]], [0, 0, -1], outcome=1, ruin=0.9)
    >>> after.top.tolist(), after.cohesion.tolist()
    ([[2, 2, 0], [1, 2, 0]], [1.0, 0.5])
    """
    before, lost, exponent = (
        within("threat", threat, 0, np.inf),
        within("ruin", ruin, 0, 1),
        within("weight", weight, 0, 1),
    )
    profile, won = np.asarray(whole("sides", sides, THREATENER)), np.asarray(whole("outcome", outcome, -1))
    _check(before, profile, won)
    together(threat=before[..., 0, 0], sides=profile[..., 0], outcome=won, ruin=lost, weight=exponent)
    won, left = won[..., None], ((1 - lost) ** exponent)[..., None]
    against = np.select([profile == BALANCE, profile == ASIDE], [1, 0], default=-1)
    victors, beaten = (against * won == sign for sign in (1, -1))
    victors, beaten, left = np.broadcast_arrays(victors, beaten, left)
    after = before * np.where(beaten, left, 1)[..., None, :]
    victors = np.broadcast_to(victors, after.shape[:-1])
    top = np.stack([_top(np.broadcast_to(each, after.shape)) for each in (before, after)])
    return Peace(after, top, victors, _cohesion(top, victors))


def _top(threat: np.ndarray) -> np.ndarray:
    """(..., N), the greatest entry of each row off the diagonal."""
    others = np.where(np.eye(threat.shape[-1], dtype=bool), -1, threat)
    return (others >= others.max(axis=-1, keepdims=True) * (1 - TIE)).argmax(axis=-1)


def _cohesion(top: np.ndarray, victors: np.ndarray) -> np.ndarray:
    """(2, ...), from whom each fears most (2, ..., N)."""
    fears = top[..., None] == np.arange(top.shape[-1])  # (2, ..., N, N): i fears j most
    together_ = (fears & victors[..., None] & ~victors[..., None, :]).sum(axis=-2).max(axis=-1)
    return together_ / np.maximum(victors.sum(axis=-1), 1)


def _check(threat: np.ndarray, sides: np.ndarray, outcome: np.ndarray) -> None:
    if threat.ndim < 2 or threat.shape[-1] != threat.shape[-2] or threat.shape[-1] < 2:
        raise ValueError(f"threat has shape {threat.shape}: give (..., N, N) for two states or more")
    if sides.shape[-1:] != threat.shape[-1:]:
        raise ValueError(f"sides has shape {sides.shape}: give (..., {threat.shape[-1]}), a choice for each state")
    if (sides > BANDWAGON).any() or ((sides == THREATENER).sum(axis=-1) != 1).any():
        raise ValueError(f"sides is no profile: give 0, 1 or 2 for each state and {THREATENER} for just one")
    if (outcome > 1).any():
        raise ValueError(f"outcome is {outcome.max()}: give 1 (the opposition won), -1 (the threatener) or 0")
