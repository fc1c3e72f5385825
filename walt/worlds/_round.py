"""The rule of a round, for many runs at once; see `walt.worlds` for what it says.

Arrays have the runs last, (N, R), so that every step works on long rows. Steps write in place where they can: at 20,000
numbers an array, fresh memory costs more than arithmetic.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

FEW = 100  # runs that are not worth setting apart
LEFT = 0.4  # share of the runs that still go on when they are set apart from those that are over
TRIFLE = 1e-30  # of all strength, that opposes every attack: powers of 0 are slow


class Tape(NamedTuple):
    """A `History` in the making, with the runs last."""

    strength: np.ndarray
    side: np.ndarray
    attacker: np.ndarray
    victim: np.ndarray
    won: np.ndarray

    @classmethod
    def blank(cls, start: np.ndarray, rounds: int) -> Tape:
        """With the strengths (N, R) at the start, and no war yet."""
        states, runs = start.shape
        tape = cls(
            strength=np.empty((rounds + 1, states, runs)),
            side=np.zeros((rounds, states, runs), dtype=np.int8),
            attacker=np.full((rounds, runs), -1),
            victim=np.full((rounds, runs), -1),
            won=np.zeros((rounds, runs), dtype=bool),
        )
        tape.strength[0] = start
        return tape

    def rounds(self, t: int) -> Tape:
        """From round t on."""
        return Tape(*(array[t:] for array in self))

    def runs(self, some: slice) -> Tape:
        """Some of the runs, as a view."""
        return Tape(*(array[..., some] for array in self))


class Cast(NamedTuple):
    """Who plays by which rules, with the runs last.

    rules        name of a field of `World` -> (R,)
    total        (R,)    strength of all states together, which never changes
    revisionist  (N, R)
    leaning      (N, R)  -1 for a balancer, 1 for a bandwagoner
    luck         (T, 2, R)  from 0 to 1: who has the initiative, and who prevails
    """

    rules: dict[str, np.ndarray]
    total: np.ndarray
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
    upward = states - each
    strength = tape.strength[0].copy()
    rank = np.cumsum(cast.revisionist & (strength > 0), axis=0, dtype=small)  # among living revisionists, from 1
    hesitant = np.zeros((states, runs), dtype=bool)  # revisionists who since the last war saw no attack that pays
    for t, (initiative, fortune) in enumerate(cast.luck):
        able = rank[-1] > hesitant.sum(axis=0, dtype=small)
        if np.count_nonzero(able) < (LEFT * runs if runs > FEW else 1):
            return _play_on(tape.rounds(t), cast.rounds(t), able)
        drawn = (initiative * rank[-1]).astype(small)
        attacker = np.minimum((rank <= drawn).sum(axis=0, dtype=small).astype(np.intp), states - 1)
        own = np.where(able, strength[attacker, run], 2 * cast.total)  # where nobody is able, any number above 0
        gain = _gains(strength, attacker, own, run, cast)
        best = gain.max(axis=0)
        war = able & (best > own)
        hesitant[attacker, run] |= able > war
        if np.count_nonzero(war):
            victim = states - ((gain == best) * upward).max(axis=0).astype(np.intp)  # argmax, but faster
            tape.side[t] = side = _sides(strength, attacker, victim, run, war, cast.leaning)
            won = war & _settle(strength, side > 0, attacker, victim, run, war, fortune, cast)
            beaten = np.where(won, victim, attacker)
            rank -= (each >= beaten.astype(small)) & (war & cast.revisionist[beaten, run])
            hesitant &= ~war
            np.copyto(tape.attacker[t], attacker, where=war)
            np.copyto(tape.victim[t], victim, where=war)
            tape.won[t] = won
        tape.strength[t + 1] = strength


def _play_on(tape: Tape, cast: Cast, able: np.ndarray) -> None:
    """Where nobody can or will attack, nothing happens any more; the other runs go on among themselves."""
    tape.strength[1:] = tape.strength[0]
    if able.any():
        rest = Tape.blank(tape.strength[0][:, able], len(cast.luck))
        play(rest, cast.runs(able))
        for whole, part in zip(tape, rest, strict=True):
            whole[..., able] = part


def _gains(strength: np.ndarray, attacker: np.ndarray, own: np.ndarray, run: np.ndarray, cast: Cast) -> np.ndarray:
    """(N, R) what an attacker of strength `own` expects of each state: prospect * (prize + own) - cost * prey.

    Where that is above `own`, which is at stake, attack pays; it never is for those that it does not look at.
    """
    rules = cast.rules
    prey = strength * (strength <= own)
    prey[attacker, run] = 0
    others = np.maximum(cast.total - own, 0)
    joining = 1 - rules["believed"]
    odds = joining * prey  # the victim is one of the others but does not join
    along = own + joining * others - odds
    odds += rules["believed"] * others + TRIFLE * cast.total
    odds /= along
    np.log(odds, out=odds)
    odds *= rules["decisiveness"]
    np.exp(odds, out=odds)  # to the power of decisiveness, but faster
    odds += 1  # now 1 / prospect
    gain = np.divide(rules["spoils"] * own, along, out=along)
    gain += 1 - rules["spoils"]
    gain *= prey
    gain += own
    gain /= odds
    prey *= rules["cost"]
    gain -= prey
    return gain


def _sides(
    strength: np.ndarray,
    attacker: np.ndarray,
    victim: np.ndarray,
    run: np.ndarray,
    war: np.ndarray,
    leaning: np.ndarray,
) -> np.ndarray:
    """(N, R) 1 with the attacker, -1 against it, 0 where there is no war or no state any more."""
    side = leaning * (strength > 0) * war
    side[attacker, run] = war
    side[victim, run] = -war.astype(np.int8)
    return side


def _settle(
    strength: np.ndarray,
    joined: np.ndarray,
    attacker: np.ndarray,
    victim: np.ndarray,
    run: np.ndarray,
    war: np.ndarray,
    fortune: np.ndarray,
    cast: Cast,
) -> np.ndarray:
    """(R,) whether the attacker prevails; the winning side absorbs the beaten leader, in place, where there is war."""
    along = np.where(war, (strength * joined).sum(axis=0), cast.total)
    against = np.maximum(cast.total - along, strength[victim, run])  # the difference may round to below 0
    won = fortune < 1 / (1 + (against / along) ** cast.rules["decisiveness"])
    leader, beaten = np.where(won, attacker, victim), np.where(won, victim, attacker)
    prize = strength[beaten, run] * war
    shared = cast.rules["spoils"] * prize
    strength += strength * (joined == won) * (shared / np.where(won, along, against))
    strength[leader, run] += prize - shared
    strength[beaten, run] -= prize
    return won
