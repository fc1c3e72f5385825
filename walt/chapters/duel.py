"""A weaker state against a stronger one in the eyes of a third: where the weaker is feared more."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from walt import threat
from walt.states import State, System

FORMS = {"geometric": threat.perceived_threat, "arithmetic": threat.arithmetic_threat}
ROUNDS = 16  # halvings of a range: the edge is found to 1 part in 65,536
STEPS = 25  # points of the edge


@dataclass(frozen=True)
class Duel:
    """An observer and a stronger state as a case has them, beside a weaker one that can be given any values.

    observer, stronger : indices in the system.
    """

    system: System
    observer: int
    stronger: int

    def threats(
        self, form: str, power: float, offense: float, km: np.ndarray, intent: np.ndarray
    ) -> tuple[np.ndarray, float]:
        """Threat of a weaker state at each of K distances with each of K intentions, (K,), and that of the stronger.

        form : "geometric" or "arithmetic". power, offense : of the weaker, shares as in `State`.
        """
        km, intent = np.broadcast_arrays(np.atleast_1d(km), np.atleast_1d(intent))
        weaker = [State(f"weaker {number}", power, offense) for number in range(len(km))]
        states = [self.system.states[self.observer], self.system.states[self.stronger], *weaker]
        distance = np.zeros((len(states), len(states)))
        distance[0, 1:] = distance[1:, 0] = [self.system.distance[self.observer, self.stronger], *km]
        seen_as = [0, self.system.intent[self.observer, self.stronger], *intent]
        seen = FORMS[form](System(states, distance, seen_as, self.system.half_distance))[0]
        return seen[2:], float(seen[1])

    def edge(self, form: str, power: float, offense: float, farthest: float) -> np.ndarray:
        """Where both are feared alike: (K, 2) km and intentions of the weaker, none if it is feared more everywhere.

        Farther out the weaker must look more aggressive, so the edge rises. A single point (0, 1) if it is feared
        less everywhere.
        """

        def feared(km: np.ndarray | float, intent: np.ndarray | float) -> np.ndarray:
            weaker, stronger = self.threats(form, power, offense, np.asarray(km), np.asarray(intent))
            return weaker >= stronger

        if not feared(0, 1)[0]:
            return np.array([[0.0, 1.0]])
        ends = [
            _last(lambda km, intent=intent: feared(km, intent), np.array([0.0]), np.array([farthest]))[0]
            for intent in (0, 1)
        ]
        if ends[0] == farthest:
            return np.empty((0, 2))
        km = np.linspace(*ends, STEPS)
        calm = _last(lambda intent: ~feared(km, intent), np.zeros(STEPS), np.ones(STEPS))
        return np.column_stack([km, calm])

    @functools.cache  # noqa: B019 (a duel lives as long as its explorable)
    def enough(self, form: str, offense: float, km: float, intent: float) -> float:
        """Share of the stronger's power, 0 to 1, from which on the weaker is feared more; inf if 1 is not enough."""
        full = self.system.states[self.stronger].power

        def less(part: np.ndarray) -> np.ndarray:
            weaker, stronger = self.threats(form, float(part[0]) * full, offense, np.array([km]), np.array([intent]))
            return weaker < stronger

        nothing, everything = np.zeros(1), np.ones(1)
        return np.inf if less(everything)[0] else float(_last(less, nothing, everything)[0])


def _last(holds: Callable[[np.ndarray], np.ndarray], low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The greatest values up to which something holds, by halving; `low` where it never does, `high` if always."""
    never, always = ~holds(low), holds(high)
    first, last = low, high
    for _ in range(ROUNDS):
        middle = (first + last) / 2
        yes = holds(middle)
        first, last = np.where(yes, middle, first), np.where(yes, last, middle)
    return np.where(never, low, np.where(always, high, first))
