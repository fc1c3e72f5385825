"""Chapter 1, balancing and bandwagoning: what an aggressor comes up against, and how secure that makes the others."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt import cases
from walt.cases import Case
from walt.chapters import moscow, opposition, shared
from walt.chapters.words import called, counted, listed, opening, percent, share
from walt.coalitions import ASIDE, BANDWAGON
from walt.explorable import Choice, Explorable, Prediction, Slider, Toggle
from walt.figures import coalitions, courses, ranges
from walt.states import System

LEAVE = {"bandwagon": BANDWAGON, "stand aside": ASIDE}  # what a state that stops balancing may do
POWER = "Power: % of the world (CINC, NMC v6.0)."
JOINED = 0.25, 0.4  # shares of the others' strength at which the chance is told
FEW, SURE = 3, 0.995  # states that can be called the only ones; a chance that is told as 100 %
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
MOSCOW = Prediction(
    "Count the pact of August 1939 as bandwagoning, so that Moscow is on Germany’s side. In September 1939 that side, "
    "compared with Britain, France and Poland, is …",
    answers=["a little stronger", "half as strong again", "twice as strong"],
)
SECURE = Prediction(
    "Germany attacks. Britain alone would have a chance of 64 % to hold out. Serbia has a seventieth of Britain’s "
    "power, but all others come to its help. Its chance is …",
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
        leaving=Slider(0, len(system) - 1, 1, label="Others that leave, nearest first", words=counted),
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
        f"with {called(aggressor)}, {share(against) if leaving < others else 'nothing'} against it. "
    )
    enough = opposition.enough(system, j, LEAVE[response])
    if not enough:
        return f"{now}It is stronger than all others together."
    they = ("joins" if bandwagon else "stands aside") if enough == 1 else ("join" if bandwagon else "stand aside")
    return f"{now}It takes {counted(enough)} that {they}, nearest first, until its side is the stronger."


def how_many_bandwagoners() -> Explorable:
    """The chance of an aggressor as more and more of the others' strength joins it, or stands aside."""
    gone = np.linspace(0, 1, 51)
    ways = {"stand aside": ASIDE, "join it": BANDWAGON}

    def stage(figure: Figure) -> Axes:
        x = [(share, str(share)) for share in (0, 25, 50, 75, 100)]
        y = [(0, "0"), (25, "25"), (50, "even"), (75, "75"), (100, "100")]
        ax = courses.plane(figure, x, "share of the others no longer balancing, %", y, "the aggressor’s chance, %")
        ax.grid(axis="y")
        return ax

    def draw(ax: Axes, *, decisiveness: float, power: int) -> str:
        chance = np.array([opposition.chance(power / 100, gone, decisiveness, way) for way in ways.values()])
        even = [opposition.even_share(power / 100, way) for way in ways.values()]
        words = [[name, f"even at {percent(at)}"] for name, at in zip(ways, even, strict=True)]
        courses.courses(ax, 100 * gone, 100 * chance, ["aside", "bandwagon"], words)
        ax.plot(100 * np.array(even), [50, 50], **courses.HOLLOW)
        return _tipping(power / 100, decisiveness)

    return Explorable(
        draw,
        stage=stage,
        name="how-many-bandwagoners",
        title="How many bandwagoners can a balancing world bear?",
        source="The model alone, no data. Distance does not count here.",
        prediction=TOO_MANY,
        before="The chance of an aggressor with a quarter of all strength, at a decisiveness of 1.5. Answer first; "
        "then make strength decide more.",
        decisiveness=Slider(0.5, 4, 0.5, value=1.5, label="Decisiveness", words=_how_decisive),
        power=Slider(5, 45, 5, value=25, label="Its strength", unit="% of all"),
    )


def _tipping(power: float, decisiveness: float) -> str:
    join, aside = (opposition.even_share(power, way) for way in (BANDWAGON, ASIDE))
    some, more = (percent(opposition.chance(power, gone, decisiveness, BANDWAGON)) for gone in JOINED)
    return (
        f"With {percent(power)} of all strength its chance is even once {percent(join)} of the others’ strength joins "
        f"it or {percent(aside)} stands aside, at any decisiveness. At this one it is {some} once a quarter of the "
        f"others has joined, and {more} once {percent(JOINED[1])} has."
    )


def _how_decisive(m: float) -> str:
    meaning = {0.5: ", strength decides little", 1.5: ", as in this book", 4: ", a small lead nearly decides"}
    return f"{m:g}{meaning.get(m, '')}"


def how_secure_is_each_state(case: Case | None = None) -> Explorable:
    """Each state's chance to hold out against an aggressor, by what all the others do: three signs in a row."""
    asks = case is None
    case = case or cases.load(shared.CASE)
    system = case.system
    order = np.argsort(-system.power, kind="stable")
    row = np.argsort(order)

    def stage(figure: Figure) -> ranges.Ranges:
        names, powers = [system.names[k] for k in order], [share(system.power[k]) for k in order]
        return ranges.ranges(figure, names, powers, "Chance to hold out, on average, if all others …")

    def draw(drawn: ranges.Ranges, *, whose: str, aggressor: str, decisiveness: float, distance: bool) -> str:
        j = system.index(aggressor)
        drawn.chosen(row[system.index(whose)])
        victims = np.delete(np.arange(len(system)), j)
        chance = opposition.security(system, j, decisiveness, distance)
        for role, (x, words) in HEADS.items():
            gid = None if role == "aside" else "answer"
            drawn.signs(role, row[victims], chance[role], gid=gid)
            drawn.heading(role, x, words, percent(chance[role].mean()), gid=gid)
        drawn.spans(row[victims], chance["bandwagon"], chance["balance"], gid="answer-span")
        drawn.threatener(row[j], "the aggressor", gid="answer-threat")
        return _secure(system, whose, victims, chance)

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
        whose=Choice(*(system.names[k] for k in order), value=system.names[order[-1]], label="Whose chances"),
        aggressor=_aggressor(system),
        decisiveness=Choice(1.5, 4, label="Decisiveness", words=_how_decisive),
        distance=Toggle(True, label="Count distance"),
    )


def _secure(system: System, whose: str, victims: np.ndarray, chance: dict[str, np.ndarray]) -> str:
    mine = victims == system.index(whose)
    if not mine.any():
        means = _held({role: float(values.mean()) for role, values in chance.items()}, "all the rest")
        return f"{opening(called(whose))} is the aggressor. On average the others have {means}"
    own = {role: float(values[mine][0]) for role, values in chance.items()}
    safer = [called(system.names[k]) for k in victims[chance["aside"] > own["balance"]]]
    return f"{opening(called(whose))} has {_held(own, 'all others')}{_without_help(own['balance'], safer)}"


def _held(chance: dict[str, float], others: str) -> str:
    balance, aside, bandwagon = (percent(chance[role]) for role in ("balance", "aside", "bandwagon"))
    return (
        f"a chance of {balance} to hold out if {others} balance, of {aside} if they stand aside, and of {bandwagon} if "
        "they bandwagon."
    )


def _without_help(helped: float, safer: list[str]) -> str:
    """Who needs no help to be as safe as a state with all help; nothing where that is certainty, or many are."""
    if helped >= SURE or len(safer) > FEW:
        return ""
    if not safer:
        return " No state is as safe as that without help."
    return f" Only {listed(safer)} {'is' if len(safer) == 1 else 'are'} safer than that without help."


def on_whose_side_was_moscow() -> Explorable:
    """The power against Germany and on its side, 1939 to 1941, by what the pact with Moscow is counted as."""
    days = np.array([moment.at for moment in moscow.MOMENTS])
    steps = np.append(np.repeat(days, 2)[1:], 1942)  # a level holds until the next day

    def stage(figure: Figure) -> Axes:
        x = [(1939.6, ""), (1939.67, "Sept 1939"), (1940.46, "June 1940"), (1941.47, "June 1941"), (1942, "")]
        y = [(0, "0"), (20, "20"), (40, "40"), (60, "")]
        return courses.plane(figure, x, "", y, "% of the world’s power")

    def draw(ax: Axes, *, counted_as: str, moment: int) -> str:
        stood = [each.sides(moscow.PACT[counted_as]) for each in moscow.MOMENTS]
        for side, (role, gid) in enumerate((("balance", None), ("threat", "answer"))):
            level = 100 * np.array([sum(sides[side].values()) for sides in stood])
            words = [[coalitions.WORDS[side], f"{level[-1]:.1f} %"]]
            courses.courses(ax, steps, [np.repeat(level, 2)], [role], words, gid=gid)
            ax.plot(days[moment], level[moment], **courses.HOLLOW, gid=gid)
        courses.spells(ax, 52, *moscow.spells(counted_as))
        return moscow.told(moment, counted_as)

    return Explorable(
        draw,
        stage=stage,
        name="on-whose-side-was-moscow",
        title="On whose side was Moscow?",
        source=f"{POWER} Each year has its own data. Sides: the records of 1939, 1940 and 1941. What the pact counts "
        "as is our coding, and yours.",
        prediction=MOSCOW,
        before="The power of those at war with Germany. Answer first; then you see what stood on its side.",
        counted_as=Choice(*moscow.PACT, label="The pact counts as", words=list(moscow.MEANT.values())),
        moment=Choice(*range(len(days)), label="When", words=[each.day for each in moscow.MOMENTS]),
    )
