"""What the figures of chapter 2 say, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from walt.cases import Case
from walt.chapters.words import called, listed, opening, score, share

DOING = ("balancing", "standing aside", "joining it")  # the choices by number
INNER = 0.02  # a peak stands out by so much over where the line begins


def peak(chance: np.ndarray) -> int | None:
    """Where balancing is likeliest, an index along (T, 3) chances; None if it is so where the line begins."""
    top = int(np.argmax(chance[:, 0]))
    return top if chance[top, 0] > chance[0, 0] + INNER else None


def curbed(share: np.ndarray, chance: np.ndarray, part: str) -> str:
    """When you, with a `part` of the others' strength, balance against a strong state, and from where on you join it.

    share : (T,) of all strength, what the strong state has. chance : (T, 3) of the three choices.
    """
    top = peak(chance)
    if top is None:
        first = f"never likelier to balance than at the start, {_percent(chance[0, 0])}"
    else:
        where = f"where the strong state has {_percent(share[top])} of all"
        first = f"likeliest to balance, {_percent(chance[top, 0])}, {where}"
    if chance[top or 0, 1] > chance[top or 0, 0]:
        first += ", and even there likelier to stand aside"
    over = np.flatnonzero(chance[:, 2] > chance[:, 0])
    then = f"From {_percent(share[over[0]])} on you" if len(over) else "You never"
    verb = "are likelier to join it than to balance" if len(over) else "become likelier to join it"
    return f"With {part} of the others’ strength you are {first}. {then} {verb}."


def trusted(best: Mapping[float, list[tuple[int, float]]]) -> str:
    """What is best before a strong state that may turn.

    best : for shares of all strength that it may have, the choices in turn, by number, each with the chance of a turn
    up to which it is best.
    """
    first, *rest = (f"{_percent(share)}{{}}, {_course(phases)}." for share, phases in best.items())
    return " ".join([f"With {first.format(' of all strength')}", *(f"With {each.format('')}" for each in rest)])


def voices(
    newcomer: str, sides: Sequence[Sequence[str]], brings: Sequence[np.ndarray], say: Sequence[np.ndarray]
) -> str:
    """How much of the say a newcomer has on each of two sides, and who there has none.

    brings, say : for each side the shares of the newcomer and of its members, in this order.
    """
    silent = [
        called(name)
        for side, voice in zip(sides, say, strict=True)
        for name, has in zip((newcomer, *side), voice, strict=True)
        if not has
    ]
    (here, there), (own, other), (voice, echo) = sides, brings, say
    first = f"{called(newcomer)} brings {_percent(own[0])} of the strength and has {_percent(voice[0])} of the say"
    second = f"with {listed(there)}, {_percent(other[0])} and {_percent(echo[0])}"
    rest = f" No say at all: {listed(silent)}." if silent else ""
    return f"With {listed(here)}, {first}; {second}.{rest}"


def stood(case: Case, observer: str, seen: np.ndarray, profile: np.ndarray, power_only: bool) -> str:
    """Whom a state fears most, by all four sources or by power alone, and who stands where towards that state.

    seen : (N,) the threat it sees in each. profile : (N,) as `camps` returns it.
    """
    names = case.system.names
    first, second = np.argsort(-seen, kind="stable")[:2]
    who, most, other = called(observer), called(names[first]), called(names[second])
    against, joined = ([called(name) for name, at in zip(names, profile, strict=True) if at == side] for side in (0, 2))
    numbers = [share(value) if power_only else score(value) for value in seen[[first, second]]]
    lead = f" {who} fears {most} most, {numbers[0]}, then {other}, {numbers[1]}"
    if power_only:
        lead = f", if power alone counted, {who} would fear {most} most, with {numbers[0]} of the world’s power"
    stands = f"nobody stands against {most}"
    if against:
        stands = f"against {most} stand{'s' * (len(against) == 1)} {listed(against)}"
    joins = f", with it {listed(joined)}" if joined else ""
    aside = f". {opening(who)} stands aside" if against and who not in against + joined else ""
    return f"In {case.year}{lead}. {opening(stands)}{joins}{aside}."


def _course(phases: list[tuple[int, float]]) -> str:
    (first, end), *rest = phases
    if not rest:
        return f"{DOING[first]} is best at any chance"
    then = [f"then {DOING[choice]} up to {_percent(until)}" for choice, until in rest[:-1]]
    return ", ".join([f"{DOING[first]} is best up to a chance of {_percent(end)}", *then, f"then {DOING[rest[-1][0]]}"])


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"
