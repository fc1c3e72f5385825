"""What the runs of a world came to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walt.alignment import contest
from walt.worlds.world import History, checked

MAJORITY = 0.5 + 1e-9  # of all strength; two equals that differ by rounding have none


@dataclass(frozen=True, eq=False)
class Report:
    """What R runs came to.

    hegemon      (R,)    whether a state came to be stronger than all others together that was not at the start
    survives     (R, N)  whether the state is there at the end
    revisionist  (R, N)  whether it was a revisionist
    wars         (R,)    rounds in which one attacked
    victories    (R,)    wars that the attacker won
    aggression   (R,)    growth of the strength that revisionists hold, from start to end: .5 is half as much again,
                         -1 is all lost; 0 where there are none
    restraint    (R,)    the same of the restrained states
    tension      (R,)    mean of `tension` over the rounds, -1..1
    """

    hegemon: np.ndarray
    survives: np.ndarray
    revisionist: np.ndarray
    wars: np.ndarray
    victories: np.ndarray
    aggression: np.ndarray
    restraint: np.ndarray
    tension: np.ndarray


def report(history: History) -> Report:
    """What the runs came to: hegemons, survivors, wars, and what aggression and restraint brought [Walt, pp. 26-28].

    Parameters
    ----------
    history : what `simulate` returned.

    Returns
    -------
    `Report`. All strength that one state gains another loses, so where one of `aggression` and `restraint` is above
    0 the other is not.
    """
    start, end = checked(history).strength[:, 0], history.strength[:, -1]
    growth = []
    for group in (history.revisionist, ~history.revisionist):
        before, after = ((strength * group).sum(axis=1) for strength in (start, end))
        growth.append(np.divide(after, before, out=np.ones(len(before)), where=before > 0) - 1)
    return Report(
        hegemon=_hegemon(np.moveaxis(history.strength, 0, -1)),
        survives=end > 0,
        revisionist=history.revisionist,
        wars=(history.attacker >= 0).sum(axis=1),
        victories=history.won.sum(axis=1),
        aggression=growth[0],
        restraint=growth[1],
        tension=tension(history).mean(axis=1),
    )


def tension(history: History) -> np.ndarray:
    """What hangs on who leads: how tense the rivalry of the two strongest is [Walt, pp. 27-28].

    Parameters
    ----------
    history : what `simulate` returned.

    Returns
    -------
    (R, T) array in [-1, 1], as each round begins: the leader's chance of prevailing over the second if the others
    take sides as they do, less its chance if they took it for the weaker of the two. Above 0 to fall behind sends
    followers to the rival (1: it turns certain victory into certain defeat); 0: nothing hangs on it, as where one
    state towers over all; below 0 to fall behind brings help.

    Notes
    -----
    Walt argues that rivalries are intense where a defeat makes others change sides; the measure is ours.
    """
    strength = np.moveaxis(checked(history).strength[:, :-1], 0, -1)
    round_, run = np.ix_(np.arange(len(strength)), np.arange(strength.shape[-1]))
    first = strength.argmax(axis=1)
    others = strength.copy()
    others[round_, first, run] = 0
    second = others.argmax(axis=1)
    lead, next_ = strength[round_, first, run], others[round_, second, run]
    others[round_, second, run] = 0
    balancing = (others * history.balancer.T).sum(axis=1)
    bandwagoning = (others * ~history.balancer.T).sum(axis=1)
    decisiveness = history.world.each(len(history.won))["decisiveness"]
    ahead = contest(lead + bandwagoning, next_ + balancing, decisiveness)
    behind = contest(lead + balancing, next_ + bandwagoning, decisiveness)
    return (ahead - behind).T


def _hegemon(strength: np.ndarray) -> np.ndarray:
    """(R,) whether one arises, from strengths (T+1, N, R)."""
    most = strength.max(axis=1)
    holder = np.where(most > MAJORITY * strength[0].sum(axis=0), strength.argmax(axis=1), -1)
    return ((holder >= 0) & (holder != holder[0])).any(axis=0)
