"""What the states of a world do, and all that happened in it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from walt.checks import count, within


@dataclass(frozen=True, eq=False)
class World:
    """What the states of a world do. Each field is a number, or an array (R,) with one value for each run.

    Parameters
    ----------
    balancers : share of the states that balance, 0..1; the others bandwagon. 0: a bandwagoning world. 1: a balancing
        world.
    revisionists : share of the states that attack where it pays, 0..1; the others are restrained and never attack.
        0: lasting peace. 1: every state is on the watch.
    decisiveness : of strength, 0 or more. 0: every contest is even. Above 1 a small lead nearly decides; no upper end.
    spoils : share of the beaten leader's strength that is divided among the winning side, 0..1 [p. 21]. 0: its leader
        takes all. 1: followers are paid by their strength as the leader is.
    cost : of attacking, in units of what there is to take, 0..1. 0: war is free. 1: as much as the victim is worth,
        so that no attack pays.
    believed : share of balancers that revisionists believe in, 0..1 [pp. 27-28]. 0: they expect all others to join
        them, 1: all to oppose them. None: they know the share that there is.

    Raises
    ------
    TypeError or ValueError that names the field, its value and the cure.

    >>> World(balancers=0.8).decisiveness
    1.5
    """

    balancers: float | np.ndarray
    revisionists: float | np.ndarray = 0.25
    decisiveness: float | np.ndarray = 1.5
    spoils: float | np.ndarray = 0.5
    cost: float | np.ndarray = 0.1
    believed: float | np.ndarray | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "believed" and value is None:
                continue
            array = within(field.name, value, 0, np.inf if field.name == "decisiveness" else 1)
            if array.ndim > 1:
                raise ValueError(f"{field.name} has shape {array.shape}: give a number, or one for each run")
            array.flags.writeable = False
            object.__setattr__(self, field.name, float(array) if array.ndim == 0 else array)

    def each(self, runs: int) -> dict[str, np.ndarray]:
        """Every field as (R,), `believed` filled in.

        Raises
        ------
        ValueError that names the field, if one has another length; for runs that are no number above 0.
        """
        runs = count("runs", runs, 1)
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        if values["believed"] is None:
            values["believed"] = values["balancers"]
        for name, value in values.items():
            if np.shape(value) not in ((), (runs,)):
                raise ValueError(f"{name} has shape {np.shape(value)}: give a number, or {runs}, one for each run")
        return {name: np.broadcast_to(value, runs) for name, value in values.items()}


@dataclass(frozen=True, eq=False)
class History:
    """All that happened in R runs of T rounds.

    strength     (R, T+1, N)  before the first round and after each; 0 for a state that is gone
    side         (R, T, N)    1 with the attacker, -1 against it, 0 where there is no war or no state any more
    attacker     (R, T)       index of the state that attacks, -1 where the round is quiet
    victim       (R, T)       index of the state attacked, -1 where the round is quiet
    won          (R, T)       whether the attacker prevails
    balancer     (R, N)       whether a state balances (it bandwagons otherwise)
    revisionist  (R, N)       whether a state attacks where it pays (it is restrained otherwise)
    world        the `World` in which it did
    """

    strength: np.ndarray
    side: np.ndarray
    attacker: np.ndarray
    victim: np.ndarray
    won: np.ndarray
    balancer: np.ndarray
    revisionist: np.ndarray
    world: World


def checked(history: History) -> History:
    """What `simulate` returned; TypeError for anything else."""
    if not isinstance(history, History):
        raise TypeError(f"history is {history!r}: give what worlds.simulate returns")
    return history
