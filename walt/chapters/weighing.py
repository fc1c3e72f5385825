"""What a state of a case has before it when it chooses, with the sides as they stand: for the decision scenes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from walt import alignment
from walt.chapters.words import score, share
from walt.explorable.decision import DOING
from walt.states import System


@dataclass(frozen=True)
class Sides:
    """Who has already chosen: the threatener, those with it, and those against it, by their names."""

    threatener: str
    joined: Sequence[str]
    against: Sequence[str]


@dataclass(frozen=True)
class Before:
    """The four numbers of `alignment.utilities`: strengths as shares of the world, intent 0..1."""

    own: float
    threatener: float
    support: float
    intent: float


def before(system: System, state: str, sides: Sides) -> Before:
    """Strengths as they reach a state, as in `walt.coalitions`: its own, the threatener's side, the other side.

    Raises
    ------
    ValueError for a state that is not in the system.

    Two halves at no distance, and one of them fit to attack with half of what it has:

    >>> from walt.states import State
    >>> pair = System([State("Athens", 0.5, 1), State("Sparta", 0.5, 0.5)], [[0, 0], [0, 0]], [0.2, 0.8])
    >>> before(pair, "Athens", Sides("Sparta", (), ()))
    Before(own=0.5, threatener=0.25, support=0.0, intent=0.8)
    """
    me, feared = system.index(state), system.index(sides.threatener)
    arrives = system.power * system.proximity[me]

    def together(names: Sequence[str]) -> float:
        return float(np.sum([arrives[system.index(name)] for name in names]))

    reach = float(arrives[feared] * system.offense[feared])
    against, joined = together(sides.against), together(sides.joined)
    return Before(float(system.power[me]), reach + joined, against, float(system.intent[me, feared]))


def choice(given: Before, motives: alignment.Motives = alignment.DEFAULT) -> dict[str, float]:
    """How likely each choice is, by its role.

    >>> {role: round(likely, 2) for role, likely in choice(Before(0.1, 0.2, 0.2, 0.6)).items()}
    {'balance': 0.52, 'aside': 0.35, 'bandwagon': 0.13}
    """
    likely = alignment.choice_probabilities(given.own, given.threatener, given.support, given.intent, motives)
    return dict(zip(DOING, map(float, likely), strict=True))


def because(place: str, given: Before) -> str:
    """The numbers that the model went by, in a sentence; `place` is the state's capital.

    >>> because("London", Before(0.138, 0.133, 0.109, 0.8))
    'As felt in London, 13.3 % of the world’s power threatens, 10.9 % stands against that already, and 13.8 % is its \
own. The threatener looks .80 aggressive, out of 1.'
    """
    return (
        f"As felt in {place}, {share(given.threatener)} of the world’s power threatens, {share(given.support)} stands "
        f"against that already, and {share(given.own)} is its own. "
        f"The threatener looks {score(given.intent)} aggressive, out of 1."
    )
