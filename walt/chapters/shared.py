"""What the explorables of a case have in common: whose eyes, the stage of a map, the words of a source line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from walt.cases import Case
from walt.explorable import Choice
from walt.figures import maps
from walt.states import System

CASE = "europe-1914"
BROAD = 40  # points of a wedge's broad end at a threat of 1
POWER = "Power: CINC, NMC v6.0."
AREA = "Circle area: power, % of the world (CINC, NMC v6.0)."
CODED = "Offence and intentions: our coding."


def eyes(system: System, first: str) -> Choice:
    """A control that picks the state that looks at the others; `first` if it is there, else the first there is."""
    value = first if first in system.names else system.names[0]
    return Choice(*system.names, value=value, label="Through whose eyes")


def map_stage(case: Case, notes: list[str]) -> Callable[[Figure], maps.Map]:
    """A stage that draws the map of a case, with room for the longest of `notes` beside each state."""
    layout = map_layout(case, notes)

    def draw_map(figure: Figure) -> maps.Map:
        return maps.states(maps.land(figure), layout)

    return draw_map


def map_layout(
    case: Case,
    notes: Sequence[str] | Mapping[int, str],
    links: Sequence[tuple[int, int]] | None = None,
) -> maps.Layout:
    """Where the states of a case stand on the map, with room for `notes`; these and `links` as in `maps.layout`."""
    system = case.system
    near = np.where(maps.covers(case.places), system.distance, np.inf)  # km to the states on the map
    np.fill_diagonal(near, np.inf)
    far = [f"{km.min():,.0f} km from {system.names[int(km.argmin())]}" if np.isfinite(km.min()) else "" for km in near]
    return maps.layout(system.names, case.places, system.power, far, notes, links)
