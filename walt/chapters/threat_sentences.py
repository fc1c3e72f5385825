"""What the figures of chapter 4 say, in a sentence."""

from __future__ import annotations

import numpy as np

from walt.chapters.words import SOURCES, called, listed, opening, score, share
from walt.states import System


def taken_apart(system: System, me: int, counted: np.ndarray, levels: np.ndarray, seen: np.ndarray) -> str:
    """Whom state `me` fears most by the sources counted, (4,) booleans, what that state has of them, and who is next.

    levels : (4, N) the sources as `me` meets them. seen : (N,) the threat it sees.
    """
    first, second = np.argsort(-seen, kind="stable")[:2]
    said = [f"{name} {share(value) if name == 'power' else score(value)}"
            for name, value, on in zip(SOURCES, levels[:, first], counted, strict=True) if on]  # fmt: skip
    left_out = [name for name, on in zip(SOURCES, counted, strict=True) if not on]
    who, most, next_ = (called(system.names[state]) for state in (me, first, second))
    without = f"without {listed(left_out)}, " if left_out else ""
    verb = "would fear" if left_out else "fears"
    alike = [called(name) for name, value in zip(system.names, seen, strict=True) if np.isclose(value, seen[first])][1:]
    rest = f"{listed(alike)} just as much" if alike else f"and then {next_}, {score(seen[second])}"
    return opening(f"{without}{who} {verb} {most} most, {score(seen[first])} ({listed(said)}), {rest}.")


def fears(system: System, top: np.ndarray) -> str:
    """Whom each state fears most, (N,) indices, in words; first the one feared by most."""
    feared, followers = np.unique(top, return_counts=True)
    order = feared[np.argsort(-followers, kind="stable")]
    said = [f"{followers.max()} of the {len(system)} fear {called(system.names[order[0]])} most"]
    for state in order[1:]:
        who = [called(system.names[i]) for i in np.flatnonzero(top == state)]
        said.append(f"{listed(who)} {'fears' if len(who) == 1 else 'fear'} {called(system.names[state])}")
    return "; ".join(said)


def duel(names: tuple[str, str, str], power: int, offense: float, there: float, other: float, enough: float) -> str:
    """Whether a state in the place of the weaker frightens the observer more than the stronger does.

    names : of observer, stronger and weaker. power : % of the stronger's. there, other : the two threats.
    enough : share of the stronger's power that would do, inf for none.
    """
    who, stronger, weaker = map(called, names)
    verdict = "more" if there > other else "less"
    least = "it would take no power at all" if enough == 0 else f"{100 * enough:.0f} % of it is enough"
    return (
        f"With {power} % of {stronger}’s power and offence {score(offense)}, a state in {weaker}’s place frightens "
        f"{who} {verdict} than {stronger} does: {score(there)} against {score(other)}. "
        f"At this offence {'nothing short of it is enough' if np.isinf(enough) else least}."
    )


def climb(system: System, me: int, top: int, rival: int, times: float, possible: np.ndarray) -> str:
    """How many times one source of `rival` would have to grow to pass `top` in the eyes of `me`; `possible` : (4,)."""
    can = [name for name, reachable in zip(SOURCES, possible, strict=True) if reachable]
    cannot = [name for name in SOURCES if name not in can]
    who, most, other = (called(system.names[state]) for state in (me, top, rival))
    ends = f"{listed(can)} can rise that far" if can else "none of them can rise that far"
    if can and cannot:
        ends += f", {listed(cannot)} cannot"
    change = f"if any one of its sources were {times:.1f} times what it is"
    return opening(f"{who} would fear {other} more than {most} {change}: {ends}.")
