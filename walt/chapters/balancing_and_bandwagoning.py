"""Chapter 1, balancing and bandwagoning: what an aggressor comes up against, and how secure that makes the others."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt import cases
from walt.cases import Case
from walt.chapters import opposition, shared
from walt.chapters.words import called, counted, listed, percent, share
from walt.coalitions import ASIDE, BANDWAGON
from walt.explorable import Choice, Explorable, Prediction, Slider, Toggle
from walt.explorable.theme import PAINT
from walt.figures import coalitions, courses, ranges
from walt.states import System

LEAVE = {"bandwagon": BANDWAGON, "stand aside": ASIDE}  # what a state that stops balancing may do
POWER = "Power: % of the world (CINC, NMC v6.0)."
NEAR = 0.05  # share of the others' strength before and after the even point
BOX = (0.085, 0.175, 0.59, 0.73)  # of a plane of courses with words below it
HOLLOW = {"marker": "o", "ls": "", "ms": 7, "mew": 1.8, "color": PAINT["ink"], "mfc": PAINT["card"], "zorder": 3}
HEADS = {"bandwagon": (0.0, "bandwagon"), "aside": (106.0, "stand aside"), "balance": (219.0, "balance")}  # points

FACED = Prediction(
    "All nine balance, and Germany lacks 51.1 % of the world’s power to draw level. Then one after another goes over "
    "to it, the nearest first. Its side is the stronger after …",
    answers=["four of them", "six of them", "eight of them"],
)
TOO_MANY = Prediction(
    "As long as less than a third of the others’ strength has joined it, this aggressor is the weaker. Let strength "
    "decide far more, so that a small lead nearly always wins. Its chance is then even …",
    answers=["with fewer joiners", "with a third, as before", "with more joiners"],
)
SECURE = Prediction(
    "Germany attacks. Britain alone would hold out with 64 %. Serbia has a seventieth of Britain’s power, but now "
    "all others help it. It holds out with …",
    answers=["about 20 %", "about 60 %", "about 80 %"],
)


def what_the_aggressor_faces(case: Case | None = None) -> Explorable:
    """Two coalitions face each other as one state after another, the nearest first, stops balancing."""
    asks = case is None
    case = case or cases.load(shared.CASE)
    system = case.system
    total = float(system.power.sum())

    def draw(ax: Axes, *, aggressor: str, leaving: int, response: str) -> str:
        profile = opposition.lineup(system, system.index(aggressor), leaving, LEAVE[response])
        coalitions.coalitions(ax, system.names, system.power, profile, total, gid="answer", hues_wait=True)
        return _faced(system, aggressor, leaving, response)

    return Explorable(
        draw,
        stage=coalitions.sheet,
        name="what-the-aggressor-faces",
        title="What does an aggressor come up against?",
        source=f"{POWER} Distance only sets the order; the km that it counts for sea and mountains are our coding. "
        "Who leaves, and for which side, is up to you.",
        prediction=FACED if asks else None,
        before="Left, the nine others, who all balance; right, Germany. Answer first; then they are yours to move.",
        aggressor=_aggressor(system),
        leaving=Slider(0, len(system) - 1, 1, label="Others that stop balancing, the nearest first", words=counted),
        response=Choice(*LEAVE, label="What they do instead"),
    )


def _aggressor(system: System) -> Choice:
    value = "Germany" if "Germany" in system.names else system.names[0]
    return Choice(*system.names, value=value, label="The aggressor")


def _faced(system: System, aggressor: str, leaving: int, response: str) -> str:
    j, others, bandwagon = system.index(aggressor), len(system) - 1, response == "bandwagon"
    against, joined = opposition.sides(system, opposition.lineup(system, j, leaving, LEAVE[response]))
    does = {0: "balance", 1: "has joined it" if bandwagon else "stands aside"}
    which = {0: f"All {counted(others)}", 1: "The nearest", others: f"All {counted(others)}"}
    now = (
        f"{which.get(leaving, f'The {counted(leaving)} nearest')} "
        f"{does.get(leaving, 'have joined it' if bandwagon else 'stand aside')}: {share(joined)} of the world’s power "
        f"on the side of {called(aggressor)}, {share(against) if leaving < others else 'nothing'} against it. "
    )
    join, aside = (opposition.enough(system, j, way) for way in LEAVE.values())
    if not join:
        return f"{now}It is stronger than all others together."
    return (
        f"{now}Nearest first, {counted(join)} joiner{'s' if join > 1 else ''} would make its side the stronger; "
        f"if they only stood aside, it would take {counted(aside)}."
    )


def how_many_bandwagoners() -> Explorable:
    """The chance of an aggressor as more and more of the others' strength joins it, or stands aside."""
    gone = np.linspace(0, 1, 51)
    ways = {"stand aside": ASIDE, "join it": BANDWAGON}

    def draw(ax: Axes, *, power: int, decisiveness: float) -> str:
        chance = np.array([opposition.chance(power / 100, gone, decisiveness, way) for way in ways.values()])
        even = [opposition.even_share(power / 100, way) for way in ways.values()]
        words = [[name, f"even at {percent(at)}"] for name, at in zip(ways, even, strict=True)]
        courses.courses(ax, 100 * gone, 100 * chance, ["aside", "bandwagon"], words)
        ax.plot(100 * np.array(even), [50, 50], **HOLLOW)
        return _tipping(power / 100, decisiveness)

    return Explorable(
        draw,
        stage=_plane_of_chances,
        name="how-many-bandwagoners",
        title="How many bandwagoners can a balancing world bear?",
        source="The model alone, no data. Distance does not count here.",
        prediction=TOO_MANY,
        before="The chance of an aggressor with a quarter of all strength, at a decisiveness of 1.5. Answer first; "
        "then make strength decide more.",
        power=Slider(5, 45, 5, value=25, label="The aggressor’s strength", unit="% of all"),
        decisiveness=Slider(0.5, 4, 0.5, value=1.5, label="Decisiveness", words=_how_decisive),
    )


def _tipping(power: float, decisiveness: float) -> str:
    join, aside = (opposition.even_share(power, way) for way in (BANDWAGON, ASIDE))
    short, past = (opposition.chance(power, join + step, decisiveness, BANDWAGON) for step in (-NEAR, NEAR))
    return (
        f"With {percent(power)} of all strength, an aggressor’s chance is even once {percent(join)} of the others’ "
        f"strength has joined it or {percent(aside)} stands aside, however much strength decides. Here, five points "
        f"fewer joiners leave it {percent(short)}, five points more give it {percent(past)}."
    )


def _how_decisive(m: float) -> str:
    meaning = {0.5: ", strength decides little", 1.5: ", as in this book", 4: ", a small lead nearly decides"}
    return f"{m:g}{meaning.get(m, '')}"


def _plane_of_chances(figure: Figure) -> Axes:
    figure.set_size_inches(figure.get_figwidth(), 3.1)
    figure.set_layout_engine("none")
    ax = figure.add_axes(BOX)
    ax.set(xlim=(0, 100), ylim=(0, 100), xticks=(0, 50, 100), yticks=(0, 50, 100))
    ax.set_yticklabels(["0", "even", "100"])
    for label, side in zip(ax.get_xticklabels(), ("left", "center", "right"), strict=True):
        label.set_ha(side)
    ax.axhline(50, color=PAINT["rule"], lw=0.8, zorder=1)
    style = {"xycoords": "axes fraction", "textcoords": "offset points", "color": PAINT["ink-2"]}
    ax.annotate("the aggressor’s chance, %", (-BOX[0] / BOX[2], 1), (0, 11), **style)
    ax.annotate("others’ strength that no longer balances, %", (0, 0), (0, -33), **style)
    return ax


def how_secure_is_each_state(case: Case | None = None) -> Explorable:
    """Each state's chance to hold out against an aggressor, by what all the others do: three signs in a row."""
    asks = case is None
    case = case or cases.load(shared.CASE)
    system = case.system
    order = np.argsort(-system.power, kind="stable")
    row = np.argsort(order)

    def stage(figure: Figure) -> ranges.Ranges:
        names, powers = [system.names[k] for k in order], [share(system.power[k]) for k in order]
        return ranges.ranges(figure, names, powers, "They hold out, on average, if all others …")

    def draw(drawn: ranges.Ranges, *, aggressor: str, decisiveness: float, distance: bool) -> str:
        j = system.index(aggressor)
        victims = np.delete(np.arange(len(system)), j)
        chance = opposition.security(system, j, decisiveness, distance)
        for role, (x, words) in HEADS.items():
            gid = None if role == "aside" else "answer"
            drawn.signs(role, row[victims], chance[role], gid=gid)
            drawn.heading(role, x, words, percent(chance[role].mean()), gid=gid)
        drawn.spans(row[victims], chance["bandwagon"], chance["balance"], gid="answer-span")
        drawn.threatener(row[j], "the aggressor", gid="answer-threat")
        return _secure(system, victims, chance)

    return Explorable(
        draw,
        stage=stage,
        name="how-secure-is-each-state",
        title="How much of a state’s security is its own?",
        source=f"{POWER} Proximity halves every 2,000 km. Who is attacked gets all the help, or all the blows, that "
        "reach it. The aggressor’s offence: our coding.",
        prediction=SECURE if asks else None,
        before="Rings: each state’s chance against Germany if all others stand aside. Answer first; then you see "
        "the rest.",
        aggressor=_aggressor(system),
        decisiveness=Slider(0.5, 3, 0.5, value=1.5, label="Decisiveness", words=_how_decisive),
        distance=Toggle(True, label="Count distance"),
    )


def _secure(system: System, victims: np.ndarray, chance: dict[str, np.ndarray]) -> str:
    weakest = int(np.argmin(system.power[victims]))
    helped = chance["balance"][weakest]
    alone = [called(system.names[k]) for k in victims[chance["aside"] > helped]]
    best = f"only {listed(alone)} would be safer alone" if alone else "no state would be as safe alone"
    balance, aside, bandwagon = (percent(chance[role].mean()) for role in ("balance", "aside", "bandwagon"))
    return (
        f"With everybody’s help {called(system.names[victims[weakest]])}, the weakest, holds out with "
        f"{percent(helped)}; {best}. The mean chance is {balance} if the others balance, {aside} if they stand aside "
        f"and {bandwagon} if they bandwagon."
    )
