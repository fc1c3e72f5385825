"""The figure that is measured: 605 states, two Axes, three sliders.

Left, what of a power still arrives over the distance; right, the threat that it is there. Both curves move with
every control that they depend on, so the figure is no easy one to pack.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt import threat
from walt.explorable import Explorable, Slider
from walt.explorable.theme import PAINT, SMALL
from walt.states import State, System

FAR, STRONG, FEARED = 5000, 40, 0.8  # the ends of the scales: km, % of the world, threat
HIGH, LABEL = 110, 14  # how high an Axes is, in points; how long a number is, in steps of KILOMETRES
KILOMETRES = np.arange(0, FAR + 1, 125)
COUNTED = (1 / 3, 1 / 3, 1 / 3, 0)  # power, proximity and offence; intentions are left out


def along_the_way(power: float, offense: float) -> tuple[np.ndarray, np.ndarray]:
    """What of a power arrives (% of the world), and the threat it is, at each of KILOMETRES; two arrays (41,)."""
    observers = [State(f"at {km} km", power=0.01, offense=0.5) for km in KILOMETRES]
    places = np.append(KILOMETRES, 0)
    system = System(
        [*observers, State("the power", power=power / 100, offense=offense)],
        distance=np.abs(places[:, None] - places),
        intent=np.full(len(places), 0.5),
    )
    return power * system.proximity[:-1, -1], threat.perceived_threat(system, COUNTED)[:-1, -1]


def stage(figure: Figure) -> Sequence[Axes]:
    """Two Axes over the same distances."""
    figure.set_figheight(2.7)
    figure.get_layout_engine().set(wspace=0.12)
    left, right = figure.subplots(1, 2)
    left.set(ylim=(0, 1.1 * STRONG), yticks=range(0, STRONG + 1, 10))
    right.set(ylim=(0, 1.1 * FEARED), yticks=np.arange(0, FEARED + 0.1, 0.2))
    for axes, title in ((left, "Power that arrives\n(% of the world)"), (right, "Threat it is there\n(0 to 1)")):
        axes.set_title(title, loc="left", fontsize=SMALL, color=PAINT["ink-2"])
        axes.set(xlim=(0, FAR), xticks=(0, 2500, 5000), xlabel="Distance (km)")
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.tick_params(axis="y", pad=6)
        axes.grid(axis="y")
    return left, right


def draw(axes: Sequence[Axes], *, power: float, distance: int, offense: float) -> str:
    """The two curves, and the chosen place on them."""
    left, right = axes
    arriving, threats = along_the_way(power, offense)
    here = int(np.searchsorted(KILOMETRES, distance))
    left.plot([0, distance], [power, power], color=PAINT["axis"], linestyle=(0, (1, 2)), linewidth=1)
    left.plot([distance, distance], [arriving[here], power], color=PAINT["axis"], linewidth=1)
    for panel, curve, number in ((left, arriving, "{:.1f} %"), (right, threats, "{:.2f}")):
        panel.plot(KILOMETRES, curve, color=PAINT["ink"], clip_on=False)
        _mark(panel, distance, curve, number.format(curve[here]))
    return (
        f"Of {power} % of the world's power, {arriving[here]:.1f} % arrive {distance:,} km away; "
        f"with {100 * offense:.0f} % of it fit for attack the threat there is {threats[here]:.2f}."
    )


def _mark(axes: Axes, distance: int, curve: np.ndarray, number: str) -> None:
    """The chosen place: a line up to the point, and its number where the curve, which falls, leaves room."""
    here = int(np.searchsorted(KILOMETRES, distance))
    axes.plot([distance, distance], [0, curve[here]], color=PAINT["threat"], linewidth=4, clip_on=False)
    axes.plot(distance, curve[here], "o", color=PAINT["threat"], markeredgecolor=PAINT["card"], clip_on=False)
    far = distance > 0.6 * FAR  # no room on the right: stand to the left, above the curve there
    lift = (curve[here - LABEL] - curve[here]) / axes.get_ylim()[1] * HIGH if far else 0
    axes.annotate(
        number, (distance, curve[here]), (-6 if far else 6, lift + 4), textcoords="offset points",
        ha="right" if far else "left", color=PAINT["threat-word"], weight=600, gid="halo",
    )  # fmt: skip


def explorable() -> Explorable:
    """11 powers, 11 distances, 5 shares of offence: 605 states."""
    return Explorable(
        draw,
        stage=stage,
        name="reach",
        title="How much of a power arrives, and how much threat?",
        source="Power halves every 2,000 km. Threat: power, proximity and offence, equal weights.",
        power=Slider(0, STRONG, 4, value=16, label="Aggregate power", unit="% of the world"),
        distance=Slider(0, FAR, 500, value=1000, label="Distance", unit="km"),
        offense=Slider(
            0.2,
            1,
            0.2,
            value=0.6,
            label="Offensive power",
            words=[f"{share} % of it" for share in (20, 40, 60, 80, 100)],
        ),
    )
