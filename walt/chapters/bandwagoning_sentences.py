"""What the figures of chapter 3 say, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from walt.chapters.words import called, listed, opening, score, share
from walt.coalitions import ASIDE, BALANCE, BANDWAGON
from walt.states import System


def recruits(intent: float, faced: float, joins: Sequence[tuple[bool, bool]]) -> str:
    """Which of two states, weak and strong, each motive makes a bandwagoner: appeasement, spoils, and both."""
    appeasement, spoils, both = map(_which, joins)
    return (
        f"Before a threatener {faced:g} times as strong as its opponents, with intentions of {score(intent)}, "
        f"appeasement alone recruits {appeasement}, spoils alone {spoils}, the two together {both}."
    )


def _which(joins: tuple[bool, bool]) -> str:
    weak, strong = joins
    if weak == strong:
        return "both states" if weak else "neither state"
    return "the weak state" if weak else "the strong state"


def decline(system: System, leader: str, powers: Sequence[float], place: int, profiles: np.ndarray) -> str:
    """Who is with a leader at one place of its fall and at the same of its recovery, and where most leave at once.

    powers : (T,), falling. profiles : (2 T, N), on the way down and back.
    """
    names, count = _names(system, leader), len(powers)
    there, back = names(profiles[place] == BANDWAGON), names(profiles[-1 - place] == BANDWAGON)
    with_it = (profiles == BANDWAGON).sum(axis=1)
    losses = -np.diff(with_it[:count])
    at = int(np.argmax(losses)) + 1
    most = f"Most leave at {100 * powers[at]:.0f} %: {losses[at - 1]} at once. " if losses.max() > 0 else ""
    return (
        f"With {100 * powers[place]:.0f} % of the world’s power, {called(leader)} has {_followers(there)} as it falls, "
        f"{_followers(back)} as it recovers. {most}"
        f"Back at {100 * powers[0]:.0f} %, it has {with_it[-1] or 'none'}, where it had {with_it[0]}."
    )


def _followers(who: Sequence[str]) -> str:
    return f"{len(who)} follower{'s' * (len(who) != 1)} ({listed(who)})" if who else "no follower"


def dominoes(system: System, leader: str, over: Sequence[int], profile: np.ndarray) -> str:
    """Who follows those that were pushed over to a leader, and where the rest stand."""
    names = _names(system, leader)
    gone = np.zeros(len(system), dtype=bool)
    gone[list(over)] = True
    drawn, against, aside = (names((profile == choice) & ~gone) for choice in (BANDWAGON, BALANCE, ASIDE))
    rest = f"Against {called(leader)}: {len(against) or 'nobody'}; aside: {len(aside) or 'nobody'}."
    if not over:
        return f"Nobody is pushed. Over to {called(leader)} of its own accord: {listed(drawn or ['nobody'])}. {rest}"
    pushed = listed([called(system.names[state]) for state in over])
    power = share(float(system.power[list(over)].sum()))
    follow = f"{listed(drawn)} follow{'s' * (len(drawn) == 1)}" if drawn else "nobody follows"
    return opening(f"pushed: {pushed}, with {power} of the world’s power. Of the others {follow}. {rest}")


def _names(system: System, leader: str) -> Callable[[np.ndarray], list[str]]:
    """A function from (N,) booleans to the names of those that are meant, the leader never among them."""

    def chosen(which: np.ndarray) -> list[str]:
        return [called(name) for name, meant in zip(system.names, which, strict=True) if meant and name != leader]

    return chosen
