"""The logit fixed point: how likely each choice is when all expect of each other just that."""

from __future__ import annotations

import numpy as np

from walt.alignment import DEFAULT, Motives, choice_probabilities
from walt.coalitions.situation import BALANCE, BANDWAGON, Facing, facing, motives_of, part, place, rows
from walt.states import System

STEPS = (0.75, 0.15, 0.03)  # of the way from what is expected to the answer; the shorter where the longer goes astray
ROUNDS = 3000  # with each
SETTLED = 1e-12  # expected and answered probabilities differ by no more
STRIDE = 20  # rounds after which what creeps along a line is carried to its end
AT_ONCE = 2**18  # pairs of states worked on at a time: faster than all at once


def logit_equilibrium(system: System, threatener: str | int, motives: Motives = DEFAULT) -> np.ndarray:
    """How likely each state makes each choice when all expect of each other just that [Walt, pp. 17-18, 26-30].

    Parameters
    ----------
    system : N states, any number.
    threatener : name or index of the one that the others choose about.
    motives : `Motives`; a field is a number, or (N,) with one a state.

    Returns
    -------
    (N, 3) array in [0, 1], in the order of CHOICES. Each row sums to 1, but the threatener's, which is 0.

    Raises
    ------
    As `logit_choices`, whose notes hold here too.

    >>> from walt.states import State, System
    >>> trio = System([State("Thebes", 0.1, 0.5), State("Argos", 0.1, 0.5), State("Sparta", 0.2, 0.9)],
    ...               [[0, 0, 0], [0, 0, 0], [0, 0, 0]], intent=[0, 0, 0.6])
    >>> logit_equilibrium(trio, "Sparta").round(2)
    array([[0.33, 0.32, 0.36],
           [0.33, 0.32, 0.36],
           [0.  , 0.  , 0.  ]])
    """
    chosen = logit_choices(facing(system, threatener), motives_of(system, threatener, motives))
    return np.insert(chosen, place(system, threatener), 0, axis=0)


def logit_choices(situation: Facing, motives: Motives = DEFAULT) -> np.ndarray:
    """The logit fixed point for many draws at once.

    Parameters
    ----------
    situation : `Facing`, of any number of states.
    motives : `Motives`; its fields broadcast with (..., K), so a draw that all states share is (..., 1).

    Returns
    -------
    (..., K, 3) array in [0, 1], in the order of CHOICES; the last axis sums to 1. Answering what is expected
    moves no probability by more than 1e-12.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure; RuntimeError where it does not
    converge, as at temperatures near 0.

    Notes
    -----
    Each state weighs its choices at the expected support and the expected strength against it, and answers with
    `alignment.choice_probabilities`. Where there are several fixed points, this is the one to which the answers
    lead from no expectation at all, each choice a third.

    As the threatener grows, three equal states first do more against it, then less:

    >>> logit_choices(Facing([0.1] * 3, [[0.02], [0.1], [0.5]], [0.6]))[:, 0].round(2)
    array([[0.39, 0.6 , 0.01],
           [0.51, 0.42, 0.07],
           [0.15, 0.21, 0.64]])
    """
    shape, situation, motives = rows(situation, motives)
    count, states = situation.own.shape
    chosen, failed = np.empty((count, states, 3)), []
    block = max(1, AT_ONCE // states**2)
    for first in range(0, count, block):
        going = np.arange(first, min(first + block, count))
        for step in STEPS:
            chosen[going] = 1 / 3
            going = _answers(chosen, going, situation, motives, step)
        failed.extend(going)
    if failed:
        raise RuntimeError(
            f"No logit fixed point is found in {len(failed)} of {count} draws, first in draw {failed[0]} (temperature "
            f"{motives.temperature[failed[0]].min():g}): raise the temperature or lower the decisiveness"
        )
    return chosen.reshape(*shape, 3)


def _answers(chosen: np.ndarray, going: np.ndarray, situation: Facing, motives: Motives, step: float) -> np.ndarray:
    """Move `chosen` towards the answer to it, draw by draw until they agree; the draws that never do come back."""
    if not going.size:
        return going
    here, felt = part(situation, going), part(motives, going)
    help_, before = here.help(), None
    for turn in range(1, ROUNDS + 1):
        x = chosen[going]
        support, against = (np.einsum("rk,rki->ri", x[..., side], help_) for side in (BALANCE, BANDWAGON))
        move = choice_probabilities(here.own, here.reach + against, support, here.intent, felt) - x
        leap = _leap(move, before) if turn % STRIDE == 0 else 1
        chosen[going] = np.clip(x + step * leap * move, 0, 1)
        more = np.abs(move).max(axis=(1, 2)) > SETTLED
        if not more.all():
            going, move = going[more], move[more]
            if not going.size:
                break
            here, felt, help_ = part(here, more), part(felt, more), help_[more]
        before = move
    return going


def _leap(move: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Where each move is `rate` times the one before and along it, all those to come are 1 / (1 - rate) of it."""
    pairs = ((move, before), (move, move), (before, before))
    along, now, then = (np.einsum("rkc,rkc->r", one, other) for one, other in pairs)
    rate = along / then
    creeps = (along > 0.999 * np.sqrt(now * then)) & (rate < 1)
    return np.where(creeps, 1 / np.where(creeps, 1 - rate, 1), 1)[:, None, None]
