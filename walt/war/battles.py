"""The course of a war: a random walk of relative strength, with states that join and defect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from walt.alignment import CHOICES, DEFAULT, TIE, Motives, contest, utilities
from walt.checks import count, together, whole, within
from walt.war.ruin import ruin

BALANCE, ASIDE, BANDWAGON = range(len(CHOICES))
THREATENER = -1
STRONGEST = 1e200  # sums of strengths stay finite
LEAST = 0.01  # decisiveness, below which no strengths amount to a chance of victory


@dataclass(frozen=True, eq=False)
class Course:
    """Wars from their outbreak, row 0, on; after its end nothing moves in a war. T: the battles of the longest.

    sides : (T + 1, ..., N) int, what each state does.
    position : (T + 1, ...) int, battles by which the opposition is ahead, from -margin to margin.
    chance : (T + 1, ...), its probability of victory if all stayed where they are, 0..1.
    battles : (...) int, how many each war had.
    outcome : (...) int, 1 where the opposition won, -1 where the threatener did, 0 where neither had yet.
    """

    sides: np.ndarray
    position: np.ndarray
    chance: np.ndarray
    battles: np.ndarray
    outcome: np.ndarray


def course(
    power: ArrayLike,
    threatener: int,
    intent: ArrayLike,
    sides: ArrayLike,
    rng: np.random.Generator,
    motives: Motives = DEFAULT,
    margin: int = 5,
    defection: ArrayLike = 0.2,
    battles: int = 1000,
) -> Course:
    """Wars, battle by battle [Walt, pp. 31-32]; `help(walt.war)` tells how they go.

    Parameters
    ----------
    power : (..., N), the strength that each state can bring to the front, in any one unit, 0 or more.
    threatener : index of the state that the others choose about.
    intent : (..., N) or (..., 1), its aggressive intentions as each state perceives them, 0..1.
    sides : (..., N) int, the profile at the outbreak; the threatener's own entry does not count.
    rng : all that is random comes from it; the same seed gives the same wars.
    motives : `Motives`; its fields broadcast with (..., N), decisiveness with (..., 1), since battles are of all.
        It is 0.01 or more. The temperature does not act here: each state makes its best choice.
    margin : by how many battles a side must be ahead to win. 1: one battle decides, and nobody chooses again.
        Many: the end is seen coming.
    defection : (...), 0..1, the chance of victory below which members of a side choose again. 0: they hold out to
        the end. 1: nobody is ever bound.
    battles : after so many a war that goes on is left undecided.

    Returns
    -------
    `Course`. In each round the battle is fought, then all who may choose do so at once, each knowing where the
    others stood in the battle; a state stays where it is unless another place is better by more than 1e-12.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    The form is ours. The fourth state sees two others hold the first and joins them; when they have all but lost,
    nobody is left on their side:

    >>> war = course([0.3, 0.2, 0.1, 0.1], 0, [0.6], [-1, 0, 0, 1], np.random.default_rng(9))
    >>> war.position
    array([ 0, -1,  0, -1, -2, -3, -4, -5])
    >>> war.sides[:, 1:].T.tolist()
    [[0, 0, 0, 0, 0, 0, 2, 2], [0, 0, 0, 0, 0, 0, 2, 2], [1, 0, 0, 0, 0, 0, 2, 2]]
    """
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng is {rng!r}: give numpy.random.default_rng(seed)")
    margin, battles = count("margin", margin, 1), count("battles", battles, 1)
    shape, wars, now = _outbreak(power, threatener, intent, sides, motives, defection)
    position, chance, going = np.zeros(len(now), dtype=int), np.zeros(len(now)), np.arange(len(now))
    fighting, history = wars, []
    while True:
        chance[going] = fighting.chances(now[going], position[going], margin)[0]
        history.append((now.copy(), position.copy(), chance.copy()))
        still = np.abs(position[going]) < margin
        going, fighting = going[still], fighting.part(still)
        if not going.size or len(history) > battles:
            return _course(history, shape, margin)
        luck = rng.random(len(now))[going]  # drawn for all, so that no war hangs on how long another is
        position[going] += np.where(luck < fighting.battle(now[going], margin), 1, -1)
        undecided = going[np.abs(position[going]) < margin]
        if undecided.size:
            now[undecided] = wars.part(undecided).choose(now[undecided], position[undecided], margin)


@dataclass(frozen=True)
class _Wars:
    """W wars: own and intent (W, N), bound (W,) the chance below which members of a side choose again, motives
    each (W, N)."""

    own: np.ndarray
    intent: np.ndarray
    bound: np.ndarray
    motives: dict[str, np.ndarray]

    def part(self, at: np.ndarray) -> _Wars:
        felt = {name: value[at] for name, value in self.motives.items()}
        return _Wars(self.own[at], self.intent[at], self.bound[at], felt)

    def strengths(self, sides: np.ndarray) -> list[np.ndarray]:
        """(W,), of the opposition and of the threatener's side."""
        joined = (sides == BANDWAGON) | (sides == THREATENER)
        return [(self.own * on).sum(axis=1) for on in (sides == BALANCE, joined)]

    def battle(self, sides: np.ndarray, margin: int) -> np.ndarray:
        """(W,), the probability that the opposition wins a battle."""
        return contest(*self.strengths(sides), self.motives["decisiveness"][:, 0] / margin)

    def chances(self, sides: np.ndarray, position: np.ndarray, margin: int) -> tuple[np.ndarray, np.ndarray]:
        """(W,), the probabilities that the opposition wins the war and that the threatener does."""
        return _chances(*self.strengths(sides), self.motives["decisiveness"][:, 0], position, margin)

    def choose(self, sides: np.ndarray, position: np.ndarray, margin: int) -> np.ndarray:
        """(W, N), where all are once those have chosen who may."""
        totals = (each[:, None] for each in self.strengths(sides))
        mine = (self.own * (sides == side) for side in (BALANCE, BANDWAGON))
        others = [np.maximum(total - part, 0) for total, part in zip(totals, mine, strict=True)]
        seen = _seen(*others, self.motives["decisiveness"], position[:, None], margin)
        worth = utilities(self.own, seen[1], seen[0], self.intent, Motives(**self.motives))
        good = worth >= worth.max(axis=-1, keepdims=True) - TIE
        stays = np.take_along_axis(good, np.maximum(sides, 0)[..., None], axis=-1)[..., 0]
        forward, back = (each[:, None] for each in self.chances(sides, position, margin))
        own_chance = np.select([sides == BALANCE, sides == BANDWAGON, sides == ASIDE], [forward, back, -1], default=2)
        return np.where((own_chance < self.bound[:, None]) & ~stays, good.argmax(axis=-1), sides)


def _chances(
    opposition: np.ndarray, threatening: np.ndarray, m: np.ndarray, position: np.ndarray, margin: int
) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of either side's victory from where the front stands; each apart, since 1 less one rounds."""
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log(threatening) - np.log(opposition)
    odds = np.where(threatening == opposition, 0, odds) * m / margin  # nobody against nobody is even
    return ruin(margin + position, 2 * margin, odds), ruin(margin - position, 2 * margin, -odds)


def _seen(
    opposition: np.ndarray, threatening: np.ndarray, m: np.ndarray, position: np.ndarray, margin: int
) -> tuple[np.ndarray, np.ndarray]:
    """The strengths, together what they are, between which a contest gives the present chances of victory."""
    forward, back = _chances(opposition, threatening, m, position, margin)
    with np.errstate(divide="ignore", over="ignore"):
        ratio = np.exp((np.log(forward) - np.log(back)) / m)
        both = opposition + threatening
        return both / (1 + 1 / ratio), both / (1 + ratio)


def _outbreak(
    power: ArrayLike, threatener: int, intent: ArrayLike, sides: ArrayLike, motives: Motives, defection: ArrayLike
) -> tuple[tuple[int, ...], _Wars, np.ndarray]:
    """The common shape (..., N); the wars, leading axes made one; and the profiles (W, N) at their outbreak."""
    if not isinstance(motives, Motives):
        raise TypeError(f"motives is {motives!r}: give Motives(...), with the numbers that differ from its defaults")
    within("decisiveness", motives.decisiveness, LEAST, np.inf)
    own, ill = within("power", power, 0, STRONGEST), within("intent", intent, 0, 1)
    bound, begin = within("defection", defection, 0, 1), whole("sides", sides, THREATENER)
    shape = together(power=own, intent=ill, sides=begin, defection=bound[..., None], **motives.values())
    if not shape or own.shape[-1:] != shape[-1:] or shape[-1] < 2:
        raise ValueError(f"power has shape {own.shape}: give (..., N), the strength of each of two states or more")
    if np.shape(motives.decisiveness)[-1:] not in ((), (1,)):
        raise ValueError(f"decisiveness has shape {np.shape(motives.decisiveness)}: give (..., 1), one for all states")
    j = whole("threatener", threatener, 0)
    if not isinstance(j, int) or j >= shape[-1]:
        raise ValueError(f"threatener is {threatener!r}: give an index from 0 to {shape[-1] - 1}")
    now = np.array(np.broadcast_to(begin, shape).reshape(-1, shape[-1]), dtype=np.int8)
    now[:, j] = THREATENER
    if ((now < 0).sum(axis=1) != 1).any() or (now > BANDWAGON).any():
        raise ValueError("sides holds what is no choice: give 0 (balance), 1 (stand aside) or 2 (bandwagon)")
    flat = (np.broadcast_to(each, shape).reshape(now.shape) for each in (own, ill))
    felt = {name: np.broadcast_to(value, shape).reshape(now.shape) for name, value in motives.values().items()}
    return shape, _Wars(*flat, np.broadcast_to(bound, shape[:-1]).reshape(-1), felt), now


def _course(history: list[tuple[np.ndarray, ...]], shape: tuple[int, ...], margin: int) -> Course:
    sides, position, chance = (np.stack(each) for each in zip(*history, strict=True))
    over = np.abs(position) == margin
    battles = np.where(over[-1], over.argmax(axis=0), len(history) - 1)
    outcome = np.where(over[-1], np.sign(position[-1]), 0)
    front = (each.reshape(-1, *shape[:-1]) for each in (position, chance))
    return Course(sides.reshape(-1, *shape), *front, *(each.reshape(shape[:-1]) for each in (battles, outcome)))
