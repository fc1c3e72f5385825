"""A balancing world and a bandwagoning world: the same states, and what aggression and restraint bring in each.

Walt [pp. 26-28] argues that where states balance, those who seek to dominate meet wide opposition and restraint pays;
where they bandwagon, looking strong and dangerous is rewarded, a defeat sends others over to the winner, and statesmen
who believe in it are readier to use force. He gives no formula; the rule of a round is ours, the simplest that we know:

1. One of the living revisionists, drawn at random, has the initiative. It looks at every state no stronger than
   itself and expects the others to balance in the share of balancers that it believes in. With a its own strength,
   v the victim's, P the probability that it prevails (as in `alignment.contest`, m its decisiveness) and X the
   strength that it expects on its side, it expects the gain  P v (1 - spoils + spoils a / X) - (1 - P) a - cost v.
   It attacks where that is greatest, if it is above 0; otherwise the round is quiet.
2. Every other living state takes a side: a balancer the victim's, the weaker, a bandwagoner the attacker's, the
   stronger. (The attacker is never the weaker of the two, so that siding against the threat and with the weaker side
   are the same here.)
3. The contest decides, by all the strength on each side. The beaten leader (attacker or victim) is gone. The winning
   side absorbs its strength: the share `spoils` goes to all of that side by their strength, the leader included, the
   rest to the leader. The strength of all states together never changes.

R is the number of runs, N of states, T of rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, fields
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from walt.alignment import contest
from walt.checks import whole, within

BLOCK = 20_000  # runs times states that are played together: what stays close to the processor
STRONGEST = 1e300  # strengths up to this have a finite sum
MAJORITY = 0.5 + 1e-9  # of all strength; two equals that differ by rounding have none


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
        ValueError that names the field, if one has another length.
        """
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


def draw_strengths(runs: int, states: int, rng: np.random.Generator) -> np.ndarray:
    """Systems at random: the shares of N states in the strength of all, Dirichlet(2).

    Parameters
    ----------
    runs : R, 1 or more.
    states : N, 2 or more.

    Returns
    -------
    (R, N) array; each row sums to 1. Most states are middling, a few strong: with 20 the strongest has about .13.

    >>> draw_strengths(1000, 20, np.random.default_rng(1)).shape
    (1000, 20)
    """
    return _generator(rng).dirichlet(np.full(whole("states", states, 2), 2.0), whole("runs", runs, 1))


def simulate(world: World, strength: ArrayLike, rounds: int, rng: np.random.Generator) -> History:
    """Play R runs of N states over T rounds by the rule that stands at the head of this module [Walt, pp. 26-28].

    Parameters
    ----------
    world : `World`.
    strength : (R, N) of the states at the start, 0 or more and up to 1e300 in any unit, or (N,) for a single run; two
        states at least. `draw_strengths` draws some; the powers of a case do, repeated for each run. A state of
        strength 0 is not there.
    rounds : T, 1 or more.
    rng : numpy.random.Generator. The same seed gives the same bits, and two worlds played with the same seed differ
        in nothing but their parameters: who would balance or attack first, and the luck of each round, are the same.

    Returns
    -------
    `History`; see `report` for what it came to.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    Notes
    -----
    The functional forms are ours. Time and memory are linear in R and T.

    Twenty states, a thousand times, in either world (how often a hegemon arises, wars, survivors):

    >>> start = draw_strengths(1000, 20, np.random.default_rng(1))
    >>> for share in (1, 0):
    ...     found = report(simulate(World(balancers=share), start, 50, np.random.default_rng(2)))
    ...     print(f"{found.hegemon.mean():.2f} {found.wars.mean():.1f} {found.survives.sum(axis=1).mean():.1f}")
    0.00 0.0 20.0
    0.96 17.8 2.2
    """
    start = _start(strength)
    length = whole("rounds", rounds, 1)
    runs, states = start.shape
    _generator(rng)
    rules = world.each(runs)
    revisionist, balancer = (
        (rng.random((runs, states)) < rules[name][:, None]).T for name in ("revisionists", "balancers")
    )
    luck = rng.random((length, 2, runs))
    tape = _Tape(
        strength=np.empty((length + 1, states, runs)),
        side=np.zeros((length, states, runs), dtype=np.int8),
        attacker=np.full((length, runs), -1),
        victim=np.full((length, runs), -1),
        won=np.zeros((length, runs), dtype=bool),
    )
    tape.strength[0] = start.T
    step = max(1, BLOCK // states)
    with np.errstate(over="ignore"):  # beyond all numbers: certain
        for block in (np.s_[..., first : first + step] for first in range(0, runs, step)):
            _play(
                _Tape(*(array[block] for array in tape)),
                {name: value[block] for name, value in rules.items()},
                np.ascontiguousarray(revisionist[block]),
                np.where(balancer[block], -1, 1).astype(np.int8),
                luck[block],
            )
    return History(*(np.moveaxis(array, -1, 0) for array in tape), balancer.T, revisionist.T, world)


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
    start, end = history.strength[:, 0], history.strength[:, -1]
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
    strength = np.moveaxis(history.strength[:, :-1], 0, -1)
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


def sweep(
    worlds: Sequence[World],
    strength: ArrayLike,
    rounds: int,
    rng: np.random.Generator,
    executor: Executor | None = None,
) -> list[Report]:
    """Play each of many worlds, from the same strengths and with luck of its own.

    Parameters
    ----------
    worlds : one `World` for each set of parameters, one at least.
    strength, rounds : as in `simulate`.
    rng : a generator; each world gets a child of it (`Generator.spawn`), so its results depend on its place in the list
        and on nothing else. Children are new each time: a second sweep takes a new generator of the same seed to
        repeat the first.
    executor : any concurrent.futures.Executor, also Dask's `Client.get_executor()`. None: one after another, here.
        An executor changes nothing but the time.

    Returns
    -------
    List with the `Report` of each world.

    Raises
    ------
    TypeError or ValueError that names the argument, its value and the cure.

    >>> few = [World(balancers=share) for share in (0, 0.5, 1)]
    >>> start = draw_strengths(200, 10, np.random.default_rng(1))
    >>> [round(float(found.hegemon.mean()), 2) for found in sweep(few, start, 30, np.random.default_rng(2))]
    [0.85, 0.0, 0.0]
    """
    start = _start(strength)
    whole("rounds", rounds, 1)
    if not worlds:
        raise ValueError("worlds is empty: give one World at least")
    for number, world in enumerate(worlds):
        if not isinstance(world, World):
            raise TypeError(f"worlds[{number}] is {world!r}: give a World")
        world.each(len(start))
    children = _generator(rng).spawn(len(worlds))
    spread = map if executor is None else executor.map
    return list(spread(_reported, worlds, repeat(start), repeat(rounds), children))


def _reported(world: World, strength: np.ndarray, rounds: int, rng: np.random.Generator) -> Report:
    return report(simulate(world, strength, rounds, rng))


def _hegemon(strength: np.ndarray) -> np.ndarray:
    """(R,) whether one arises, from strengths (T+1, N, R)."""
    most = strength.max(axis=1)
    holder = np.where(most > MAJORITY * strength[0].sum(axis=0), strength.argmax(axis=1), -1)
    return ((holder >= 0) & (holder != holder[0])).any(axis=0)


class _Tape(NamedTuple):
    """A `History` in the making, with the runs last: so a round works on long rows."""

    strength: np.ndarray
    side: np.ndarray
    attacker: np.ndarray
    victim: np.ndarray
    won: np.ndarray


def _play(
    tape: _Tape, rules: dict[str, np.ndarray], revisionist: np.ndarray, leaning: np.ndarray, luck: np.ndarray
) -> None:
    """Fill the tape of one block of runs. `leaning` (N, R) is -1 for a balancer, 1 for a bandwagoner."""
    states, runs = revisionist.shape
    each, run = np.arange(states)[:, None], np.arange(runs)
    strength = tape.strength[0].copy()
    nobody = 2 * strength.sum(axis=0)  # stands for the strength of an attacker where there is none
    rank = np.cumsum(revisionist & (strength > 0), axis=0, dtype=np.int32)  # among living revisionists, from 1
    for t, (initiative, fortune) in enumerate(luck):
        drawn = (initiative * rank[-1]).astype(np.int32)
        attacker = np.minimum((rank <= drawn).sum(axis=0), states - 1)
        able = rank[-1] > 0
        gain = _gains(strength, attacker, np.where(able, strength[attacker, run], nobody), rules)
        war = able & (gain.max(axis=0) > 0)
        if war.any():
            victim = gain.argmax(axis=0)
            side = _sides(strength, attacker, victim, war, leaning)
            along, against = (_total(strength, side, camp) + ~war for camp in (1, -1))
            won = war & (fortune < 1 / (1 + (against / along) ** rules["decisiveness"]))
            leader, beaten = np.where(won, attacker, victim), np.where(won, victim, attacker)
            _settle(strength, side == (2 * won - 1).astype(np.int8), leader, beaten, war, rules["spoils"])
            rank -= (each >= beaten) & (war & revisionist[beaten, run])
            tape.side[t] = side
            tape.attacker[t], tape.victim[t] = np.where(war, attacker, -1), np.where(war, victim, -1)
            tape.won[t] = won
        tape.strength[t + 1] = strength


def _gains(strength: np.ndarray, attacker: np.ndarray, own: np.ndarray, rules: dict[str, np.ndarray]) -> np.ndarray:
    """(N, R) what an attacker of strength `own` expects of each state; below 0 for those that it does not look at."""
    prey = strength * (strength <= own)
    prey[attacker, np.arange(len(own))] = 0
    rest = np.maximum(strength.sum(axis=0) - own, 0)
    joining = 1 - rules["believed"]
    withheld = joining * prey  # of the rest, a victim does not join the attacker
    along = (own + joining * rest) - withheld
    odds = withheld
    odds += rules["believed"] * rest
    odds /= along
    odds += prey == 0  # nothing to gain there, whatever the odds; powers of 0 are slow
    odds **= rules["decisiveness"]
    odds += 1
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


def _total(strength: np.ndarray, side: np.ndarray, camp: int) -> np.ndarray:
    """(R,) strength of all on one side."""
    return (strength * (side == camp)).sum(axis=0)


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


def _start(strength: ArrayLike) -> np.ndarray:
    """(R, N) floats."""
    start = within("strength", strength, 0, STRONGEST)
    if start.ndim not in (1, 2) or start.shape[-1] < 2:
        raise ValueError(f"strength has shape {start.shape}: give (R, N), one row a run with two states at least")
    start = np.atleast_2d(start)
    if not start.any(axis=1).all():
        raise ValueError(f"strength[{int((~start.any(axis=1)).argmax())}] is all 0: give a state of strength above 0")
    return start


def _generator(rng: np.random.Generator) -> np.random.Generator:
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng is {rng!r}: give a generator, for example numpy.random.default_rng(1)")
    return rng
