"""The rule of a round, for many runs at once; see `walt.worlds` for what it says.

Arrays have the runs last, (N, R), so that every step works on long rows. Steps write in place where they can: at 20,000
numbers an array, fresh memory costs more than arithmetic.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

FEW = 100  # runs that are not worth setting apart


class Tape(NamedTuple):
    """A `History` in the making, with the runs last."""

    strength: np.ndarray
    side: np.ndarray
    attacker: np.ndarray
    victim: np.ndarray
    won: np.ndarray

    def rounds(self, t: int) -> Tape:
        """From round t on."""
        return Tape(*(array[t:] for array in self))

    def runs(self, which: slice | np.ndarray) -> Tape:
        """Some of the runs: a view of a slice of them, a copy of those marked in an array."""
        return Tape(*(array[..., which] for array in self))


class Cast(NamedTuple):
    """Who plays by which rules, with the runs last.

    rules        name of a field of `World` -> (R,)
    revisionist  (N, R)
    leaning      (N, R)  -1 for a balancer, 1 for a bandwagoner
    luck         (T, 2, R)  from 0 to 1: who has the initiative, and who prevails
    """

    rules: dict[str, np.ndarray]
    revisionist: np.ndarray
    leaning: np.ndarray
    luck: np.ndarray

    def rounds(self, t: int) -> Cast:
        """From round t on."""
        return self._replace(luck=self.luck[t:])

    def runs(self, which: slice | np.ndarray) -> Cast:
        """Some of the runs, in memory of their own."""
        rules = {name: value[which] for name, value in self.rules.items()}
        return Cast(rules, *(np.ascontiguousarray(array[..., which]) for array in self[1:]))


def play(tape: Tape, cast: Cast) -> None:
    """Fill the tape, which holds the strengths at the start."""
    states, runs = cast.revisionist.shape
    small = np.min_scalar_type(states)
    each, run = np.arange(states, dtype=small)[:, None], np.arange(runs)
    strength = tape.strength[0].copy()
    total = strength.sum(axis=0)
    alive = (strength > 0).sum(axis=0)
    rank = np.cumsum(cast.revisionist & (strength > 0), axis=0, dtype=small)  # among living revisionists, from 1
    for t, (initiative, fortune) in enumerate(cast.luck):
        able = (rank[-1] > 0) & (alive > 1)
        if runs > FEW and able.sum() < runs / 2:
            return _play_on(tape.rounds(t), cast.rounds(t), able)
        drawn = (initiative * rank[-1]).astype(small)
        attacker = np.minimum((rank <= drawn).sum(axis=0, dtype=small).astype(np.intp), states - 1)
        own = np.where(able, strength[attacker, run], 2 * total)  # where nobody is able, any number above 0
        gain = _gains(strength, attacker, own, total, cast.rules)
        war = able & (gain.max(axis=0) > 0)
        if war.any():
            victim = gain.argmax(axis=0)
            side = _sides(strength, attacker, victim, war, cast.leaning)
            won = war & (fortune < _prospect(strength, side, victim, total, cast.rules["decisiveness"]))
            leader, beaten = np.where(won, attacker, victim), np.where(won, victim, attacker)
            _settle(strength, side == np.where(won, 1, -1).astype(np.int8), leader, beaten, war, cast.rules["spoils"])
            rank -= (each >= beaten.astype(small)) & (war & cast.revisionist[beaten, run])
            alive -= war
            tape.side[t] = side
            tape.attacker[t], tape.victim[t] = np.where(war, attacker, -1), np.where(war, victim, -1)
            tape.won[t] = won
        tape.strength[t + 1] = strength


def _play_on(tape: Tape, cast: Cast, able: np.ndarray) -> None:
    """In the runs that are not able nothing happens any more; the others go on among themselves."""
    tape.strength[1:] = tape.strength[0]
    if able.any():
        rest = tape.runs(able)
        play(rest, cast.runs(able))
        for whole, part in zip(tape, rest, strict=True):
            whole[..., able] = part


def _gains(
    strength: np.ndarray, attacker: np.ndarray, own: np.ndarray, total: np.ndarray, rules: dict[str, np.ndarray]
) -> np.ndarray:
    """(N, R) what an attacker of strength `own` expects of each state; below 0 for those that it does not look at.

    In one line: prospect * (prize + own) - own - cost * prey.
    """
    prey = strength * (strength <= own)
    prey[attacker, np.arange(len(own))] = 0
    others = np.maximum(total - own, 0)
    joining = 1 - rules["believed"]
    odds = joining * prey  # the victim is one of the others but does not join
    along = own + joining * others - odds
    odds += rules["believed"] * others
    odds /= along
    odds += prey == 0  # nothing to gain there, whatever the odds; powers of 0 are slow
    odds **= rules["decisiveness"]
    odds += 1  # now 1 / prospect
    gain = np.divide(rules["spoils"] * own, along, out=along)
    gain += 1 - rules["spoils"]
    gain *= prey
    gain += own
    gain /= odds
    prey *= rules["cost"]
    gain -= prey
    gain -= own
    return gain


def _sides(
    strength: np.ndarray, attacker: np.ndarray, victim: np.ndarray, war: np.ndarray, leaning: np.ndarray
) -> np.ndarray:
    """(N, R) 1 with the attacker, -1 against it, 0 where there is no war or no state any more."""
    run = np.arange(len(war))
    side = leaning * (strength > 0) * war
    side[attacker, run] = war
    side[victim, run] = -war.astype(np.int8)
    return side


def _prospect(
    strength: np.ndarray, side: np.ndarray, victim: np.ndarray, total: np.ndarray, decisiveness: np.ndarray
) -> np.ndarray:
    """(R,) probability that the attacker prevails, as in `alignment.contest`; whoever is not along is against."""
    along = (strength * (side > 0)).sum(axis=0)
    against = np.maximum(total - along, strength[victim, np.arange(len(total))])  # the difference may round to below 0
    return 1 / (1 + (against / np.where(along > 0, along, 1)) ** decisiveness)


def _settle(
    strength: np.ndarray, won: np.ndarray, leader: np.ndarray, beaten: np.ndarray, war: np.ndarray, spoils: np.ndarray
) -> None:
    """The states that won, (N, R), absorb the beaten leader's strength, in place."""
    run = np.arange(len(war))
    prize = strength[beaten, run] * war
    winners = strength * won
    total = winners.sum(axis=0)
    strength += winners / (total + (total == 0)) * (spoils * prize)
    strength[leader, run] += (1 - spoils) * prize
    strength[beaten, run] -= prize
