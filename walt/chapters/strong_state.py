"""A state before a stronger one: all strength is shared out between that one and the others, who may oppose it."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import ArrayLike

from walt import alignment
from walt.alignment import Motives

STEPS = 1000  # of a chance from 0 to 1, where its effect is followed


def chances(share: ArrayLike, part: float, intent: float, motives: Motives) -> np.ndarray:
    """How likely the state is to balance, stand aside and bandwagon, (..., 3).

    share : (...), of all strength: what the strong state has, above 0 and below 1; the others have the rest.
    part : of the others' strength, 0 to 1: what the state itself brings; those against the strong one the rest.
    """
    return alignment.choice_probabilities(*_strengths(share, part), intent, motives)


def worth(share: ArrayLike, turns: ArrayLike, part: float, intent: float, motives: Motives) -> np.ndarray:
    """What each choice is worth if the strong state may turn, (..., 3); `share` and `turns` broadcast.

    turns : chance, 0 to 1, that it becomes set on attack, intent 1; otherwise its intent stays as it is. So intent
        has the mean q + (1 - q) n and the spread (1 - n) sqrt(q (1 - q)).
    """
    turns = np.asarray(turns)
    mean, spread = turns + (1 - turns) * intent, np.sqrt(turns * (1 - turns)) * (1 - intent)
    return alignment.utilities(*_strengths(share, part), mean, motives, spread)


def best(share: float, part: float, intent: float, motives: Motives) -> list[tuple[int, float]]:
    """The best choice as the chance of a turn rises from 0: for each in turn its number and up to where, 0 to 1."""
    turns = np.linspace(0, 1, STEPS + 1)
    picked = worth(share, turns, part, intent, motives).argmax(axis=-1)
    lengths = [(int(choice), len(list(same))) for choice, same in itertools.groupby(picked)]
    ends = np.cumsum([length for _, length in lengths]) / (STEPS + 1)
    return [(choice, float(end)) for (choice, _), end in zip(lengths, ends, strict=True)]


def _strengths(share: ArrayLike, part: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    share = np.asarray(share)
    return part * (1 - share), share, (1 - part) * (1 - share)
