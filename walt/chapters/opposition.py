"""What an aggressor has before it, by what the others do: the numbers behind the figures of chapter 1."""

from __future__ import annotations

import numpy as np

from walt.alignment import contest
from walt.coalitions import BALANCE, BANDWAGON, THREATENER, facing
from walt.states import System

EVEN = 1e-9  # a lead that is rounding


def lineup(system: System, aggressor: int, leaving: int, response: int) -> np.ndarray:
    """Who stands where, (N,) as in `walt.coalitions`: all balance but the nearest `leaving`, who do something else.

    aggressor : its index. response : ASIDE or BANDWAGON.
    """
    others = np.delete(np.arange(len(system)), aggressor)
    nearest = others[np.argsort(system.distance[aggressor, others], kind="stable")]
    profile = np.full(len(system), BALANCE)
    profile[aggressor] = THREATENER
    profile[nearest[:leaving]] = response
    return profile


def sides(system: System, profile: np.ndarray) -> tuple[float, float]:
    """Power against the threatener and on its side, as shares of the world."""
    against, joined = (float(system.power[np.isin(profile, on)].sum()) for on in ([BALANCE], [THREATENER, BANDWAGON]))
    return against, joined


def enough(system: System, aggressor: int, response: int) -> int:
    """How many of the others, the nearest first, must stop balancing until the aggressor's side is the stronger."""
    for leaving in range(len(system)):
        against, joined = sides(system, lineup(system, aggressor, leaving, response))
        if joined > against + EVEN:
            break
    return leaving


def chance(power: float, gone: np.ndarray | float, decisiveness: float, response: int) -> np.ndarray:
    """Chance that an aggressor prevails over those who still balance; distance does not count.

    Parameters
    ----------
    power : the aggressor's share of all strength, 0 to 1.
    gone : (...), the share of the others' strength that does not balance, 0 to 1.
    response : what that part does, ASIDE or BANDWAGON.

    >>> chance(0.25, np.array([0, 1 / 3, 1]), 1, BANDWAGON).round(3).tolist()
    [0.25, 0.5, 1.0]
    """
    others = 1 - power
    joined = power + others * np.asarray(gone) * (response == BANDWAGON)
    return contest(joined, others * (1 - np.asarray(gone)), decisiveness)


def even_share(power: float, response: int) -> float:
    """Share of the others' strength that must leave until an aggressor with `power` of all strength draws level.

    It lacks 1 - 2 power. A bandwagoner fills twice what it has, since it is missed on the other side as well.

    >>> from walt.coalitions import ASIDE
    >>> round(even_share(0.25, BANDWAGON), 3), round(even_share(0.25, ASIDE), 3)
    (0.333, 0.667)
    """
    return (1 - 2 * power) / (1 - power) / (2 if response == BANDWAGON else 1)


def security(system: System, aggressor: int, decisiveness: float, distance: bool = True) -> dict[str, np.ndarray]:
    """The chance that each state but the aggressor holds out, (N - 1,), by what all others do.

    What the others bring, for the state or against it, is their power as far as it reaches; the aggressor brings its
    power, as far as it reaches, times its offence (`walt.coalitions`).

    distance : False if all power reaches everywhere.
    """
    world = system if distance else System(system.states, 0 * system.distance, system.intent)
    before = facing(world, aggressor)
    others = before.help().sum(axis=0)
    return {
        "balance": contest(before.own + others, before.reach, decisiveness),
        "aside": contest(before.own, before.reach, decisiveness),
        "bandwagon": contest(before.own, before.reach + others, decisiveness),
    }
