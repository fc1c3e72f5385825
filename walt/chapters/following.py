"""Followers of a strong state, all choosing together: on a course of its power, and where some are pushed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from walt.alignment import Motives
from walt.coalitions import BALANCE, BANDWAGON, best_response_path
from walt.states import System


def with_power(system: System, name: str, power: float) -> System:
    """The same states, one of them with another power; its share is told of the world as it was."""
    states = [replace(state, power=power) if state.name == name else state for state in system.states]
    return System(states, system.distance, system.intent, system.half_distance)


def seen_alike(system: System, name: str, intent: float) -> System:
    """The same states, to all of which the intentions of one seem the same."""
    seen = system.intent.copy()
    seen[:, system.index(name)] = intent
    np.fill_diagonal(seen, 0)
    return System(system.states, system.distance, seen, system.half_distance)


def course(system: System, leader: str, powers: Sequence[float], motives: Motives) -> np.ndarray:
    """Who stands where as the leader's power takes one value after another: (T, N) profiles.

    All are with it at first. At each power the states choose again in turn, from where they stood before, until
    nobody would.
    """
    profile, found = np.full(len(system), BANDWAGON), []
    for power in powers:
        profile = best_response_path(with_power(system, leader, power), leader, profile, motives).path[-1]
        found.append(profile)
    return np.array(found)


def pushed(system: System, leader: str, over: Sequence[int], motives: Motives) -> np.ndarray:
    """Who stands where, (N,), once some are with the leader for good, all others having been against it."""
    start = np.full(len(system), BALANCE)
    start[list(over)] = BANDWAGON
    return best_response_path(system, leader, start, motives, stay=over).path[-1]
