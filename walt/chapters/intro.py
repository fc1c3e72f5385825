"""Introduction: the decision on the first screen, and the figure that answers."""

from __future__ import annotations

import numpy as np

from walt import cases, threat
from walt.cases import Case
from walt.chapters import shared, weighing
from walt.chapters.words import called, opening, score, share
from walt.explorable import Decision, Explorable, Toggle
from walt.figures.maps import Map
from walt.states import System

FEARED = "feared most"


def britain_1914() -> Decision:
    """London on 2 August 1914: whether to stand by France and Russia against Germany and Austria-Hungary."""
    case = cases.load(shared.CASE)
    sides = weighing.Sides("Germany", ("Austria-Hungary",), ("France", "Russia", "Serbia"))
    before = weighing.before(case.system, "Britain", sides)
    return Decision("decisions/britain-1914.toml", weighing.choice(before), weighing.because("London", before))


def through_their_eyes(case: Case | None = None) -> Explorable:
    """Europe as one of its states sees it: how much it fears each of the others, by threat or by power alone."""
    case = case or cases.load(shared.CASE)
    system = case.system
    views = {False: threat.perceived_threat(system), True: threat.perceived_threat(system, (1, 0, 0, 0))}

    def draw(europe: Map, *, observer: str, power_only: bool) -> str:
        me = system.index(observer)
        seen = views[power_only][me]
        top = int(np.argmax(seen))
        rest = np.array([state for state in range(len(system)) if state not in (me, top)], dtype=int)
        europe.wedges(rest, np.full(len(rest), me), shared.BROAD * seen[rest], pale=True)
        europe.wedges(np.array([top]), np.array([me]), shared.BROAD * seen[[top]])
        europe.feared(np.array([top]))
        europe.looking(me)
        europe.note(top, FEARED if power_only else f"{FEARED} {score(seen[top])}")
        return _in_words(system, me, seen, power_only)

    return Explorable(
        draw,
        stage=shared.map_stage(case, [f"{FEARED} .00"]),
        name="through-their-eyes",
        title=f"Who looks dangerous in {case.year}, and to whom?",
        source=f"{shared.AREA} Width of a wedge: threat, by our model. {shared.CODED}",
        observer=shared.eyes(system, "Britain"),
        power_only=Toggle(label="Count power alone"),
    )


def _in_words(system: System, me: int, seen: np.ndarray, power_only: bool) -> str:
    first, second = np.argsort(-seen, kind="stable")[:2]
    who, most, next_ = (called(system.names[state]) for state in (me, first, second))
    if power_only:
        return (
            f"If power alone counted, {who} would fear {most} most, with {share(seen[first])} of the world’s power, "
            f"and then {next_}, with {share(seen[second])}."
        )
    return opening(f"{who} fears {most} most: {score(seen[first])}, against {score(seen[second])} for {next_}.")
