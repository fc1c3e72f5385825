"""Chapter 4, sources of threat: the four taken apart, weighed, traded off, and pushed until the order turns."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt import cases, threat
from walt.cases import Case
from walt.chapters import shared, threat_sentences
from walt.chapters.duel import FORMS, Duel
from walt.chapters.words import SOURCES, called, opening, score, share
from walt.explorable import Choice, Explorable, Prediction, Slider, Toggle
from walt.figures import ladders, planes, tables
from walt.figures.maps import Map
from walt.figures.tables import Table
from walt.states import System

CODED = "Power: CINC, NMC v6.0. Proximity: 1 at no distance, halved every 2,000 km. Offence and intentions: our coding."
KM = (0, 500, 1000, 1500, 2000)  # the plane's ticks
ENDS = ("benign", "set on attack")  # intentions 0 and 1

FRIGHTENING = Prediction(
    "Austria-Hungary is Serbia’s neighbour and has just declared war on it. By all four sources, Serbia fears most …",
    answers=["Austria-Hungary", "Germany", "Turkey"],
)
FEARED = Prediction(
    "The United States has the most power of all. Let power have 85 % of the weight and the other three sources "
    "5 % each. The United States is then what is feared most by …",
    answers=["all nine others", "five of them", "two of them"],
)
DANGEROUS = Prediction(
    "Britain is nearly twice as strong as France. A state in France’s place, with France’s offence, frightens Germany "
    "more than Britain does as soon as it has …",
    answers=["about 30 % of Britain’s power", "about 60 % of it", "about 90 % of it"],
)
DECIDES = Prediction(
    "Turkey fears Russia most and Germany next. Let one source of Germany’s grow, the others stay. Which has to grow "
    "by the largest factor before Germany comes first?",
    answers=["its power", "its intentions", "all by the same factor"],
)


def taken_apart(case: Case | None = None) -> Explorable:
    """The threat that one state sees in each other, and the four sources it is made of; any of them can be left out."""
    asks = case is None
    case = case or cases.load(shared.CASE)
    system = case.system
    levels = threat.levels(system)

    def stage(figure: Figure) -> Table:
        strongest = float(system.power.max())
        return tables.table(figure, system.names, [strongest, 1, 1, 1, 1], [share(strongest), "1", "1", "1", "1"])

    def draw(table: Table, *, observer: str, power: bool, proximity: bool, offense: bool, intent: bool) -> str:
        me = system.index(observer)
        others = np.array([state for state in range(len(system)) if state != me])
        counted = np.array([power, proximity, offense, intent])
        for column, (name, on) in enumerate(zip(SOURCES, counted, strict=True)):
            table.heading(column, name, strong=bool(on))
            table.bars(column, others, levels[column, me, others], kind="ink-2" if on else "hollow")
        table.across(me, "sees the others like this")
        if not counted.any():
            return f"No source is counted, so {called(observer)} has nothing to rank the others by. Count at least one."
        seen = threat.perceived_threat(system, tuple(counted / counted.sum()))[me]
        _threat_column(table, system, others, seen)
        return threat_sentences.taken_apart(system, me, counted, levels[:, me], seen)

    return Explorable(
        draw,
        stage=stage,
        name="taken-apart",
        title="What makes a state frightening?",
        source=CODED,
        prediction=FRIGHTENING if asks else None,
        before="The four sources as Serbia meets them. Answer first; then you see the threat they make.",
        observer=shared.eyes(system, "Serbia"),
        power=Toggle(True, label="Count power"),
        proximity=Toggle(True, label="Count proximity"),
        offense=Toggle(True, label="Count offence"),
        intent=Toggle(True, label="Count intentions"),
    )


def _threat_column(table: Table, system: System, others: np.ndarray, seen: np.ndarray) -> None:
    """The last column: threat, the greatest in its own hue with mark and number."""
    top = int(np.argmax(seen))
    rest, last = others[others != top], len(table.columns) - 1
    table.heading(last, "threat", strong=True, gid="answer-threat")
    table.bars(last, rest, seen[rest], kind="axis", gid="answer-threat")
    table.bars(last, np.array([top]), seen[[top]], kind="threat", gid="answer-top")
    table.sign(top, system.names[top], gid="answer-top")
    for state in others:
        token = "threat-word" if state == top else "ink"
        table.number(last, state, seen[state], score(seen[state]), token=token, gid="answer-threat")


def who_fears_whom(case: Case | None = None) -> Explorable:
    """Whom each state fears most, on the map, as one source of threat is given more and more of the weight."""
    asks = case is None
    case = case or cases.load(shared.CASE)
    system = case.system

    def draw(europe: Map, *, weighed: str, weight: int) -> str:
        weights = np.full(4, (100 - weight) / 300)
        weights[SOURCES.index(weighed)] = weight / 100
        top = threat.top_threat(system, tuple(weights))
        fearing = np.arange(len(system))
        europe.wedges(top, fearing, np.full(len(system), 7.0), gid="answer-wedges")
        feared, followers = np.unique(top, return_counts=True)
        europe.feared(feared, gid="answer-feared")
        for state, count in zip(feared, followers, strict=True):
            europe.note(state, f"feared by {count}", gid="answer-halo")
        lead = {0: f"If {weighed} did not count", 25: "With all four sources alike", 100: f"If {weighed} alone counted"}
        when = lead.get(weight, f"With {weighed} at {weight} % of the weight")
        return f"{when}, {threat_sentences.fears(system, top)}."

    return Explorable(
        draw,
        stage=shared.map_stage(case, ["feared by 00"]),
        name="who-fears-whom",
        title="Whom does each state fear most?",
        source=f"{shared.AREA} A wedge points from the state most feared to the one that fears it. {shared.CODED}",
        prediction=FEARED if asks else None,
        before="Each state is as large as its power. Answer first; then the weights are yours to move.",
        weighed=Choice(*SOURCES, label="Which source"),
        weight=Slider(0, 100, 5, value=85, label="Its weight", words=_weight_in_words),
    )


def _weight_in_words(weight: int) -> str:
    meaning = {0: ", not counted", 25: ", all four alike", 100: ", nothing else"}
    return f"{weight} %{meaning.get(weight, '')}"


def weaker_but_more_dangerous(
    case: Case | None = None, observer: str = "Germany", stronger: str = "Britain", weaker: str = "France"
) -> Explorable:
    """Where a weaker state is feared more than a stronger one, by how near and how aggressive it is.

    The place of one that is there is marked; its power and offence are the reader's to set.
    """
    asks = case is None
    case = case or cases.load(shared.CASE)
    system = case.system
    me, strong, weak = (system.index(name) for name in (observer, stronger, weaker))
    duel = Duel(system, me, strong)
    place = float(system.distance[me, weak]), float(system.intent[me, weak])

    def stage(figure: Figure) -> tuple[Axes, planes.Box]:
        ax = planes.plane(figure, KM, "distance of the weaker state, km", (0, 0.5, 1), "how aggressive it seems", ENDS)
        return ax, planes.spot(ax, *place, [weaker, f"{place[0]:,.0f} km, {score(place[1])}"])

    def draw(given: tuple[Axes, planes.Box], *, power: int, offense: float, form: str) -> str:
        ax, taken = given
        own = float(power / 100 * system.power[strong])
        names = "fear the weaker", f"fear {called(stronger)}"
        planes.split(ax, duel.edge(form, own, offense, KM[-1]), *names, [taken], "answer-part")
        there, other = duel.threats(form, own, offense, *map(np.atleast_1d, place))
        if there[0] > other:
            planes.dangerous(ax, *place, gid="answer-place")
        enough = duel.enough(form, offense, *place)
        return threat_sentences.duel((observer, stronger, weaker), power, offense, float(there[0]), other, enough)

    return Explorable(
        draw,
        stage=stage,
        name="weaker-but-more-dangerous",
        title="When is the weaker state the greater danger?",
        source=CODED,
        prediction=DANGEROUS if asks else None,
        before="France as Germany sees it: how near, how aggressive. Answer first; then the line is yours to move.",
        power=Slider(10, 90, 10, value=_tens(system.power[weak] / system.power[strong]),
                     label="Its power", unit=f"% of {called(stronger)}’s"),
        offense=Slider(0.2, 1, 0.2, value=0.6, label="Its offence", words=score),
        form=Choice(*FORMS, label="The four sources are", words=["multiplied", "added"]),
    )  # fmt: skip


def _tens(part: float) -> int:
    """A share as the nearest ten per cent from 10 to 90."""
    return 10 * int(np.clip(round(10 * part), 1, 9))


def which_source_decides(case: Case | None = None) -> Explorable:
    """How far each source of a rival would have to rise, alone, before an observer feared the rival most.

    The case needs four states or more, and no source of theirs may be 0.
    """
    asks = case is None
    case = case or cases.load(shared.CASE)
    system = case.system
    seen, levels = threat.perceived_threat(system), threat.levels(system)

    def stage(figure: Figure) -> Axes:
        return ladders.ladder(figure, SOURCES, (0.01, 10), (".01", ".1", "1"), "more than there is")

    def draw(ax: Axes, *, observer: str, rank: int) -> str:
        me = system.index(observer)
        order = np.argsort(-seen[me], kind="stable")
        top, rival = int(order[0]), int(order[rank - 1])
        now = levels[:, me, rival]
        times = float((seen[me, top] / seen[me, rival]) ** 4)  # each source enters as its fourth root
        possible = np.isfinite(threat.changes_to_top(system, me)[:, rival])
        numbers = [f"{called(system.names[state])} {score(seen[me, state])}" for state in (top, rival)]
        ladders.heading(ax, *map(opening, numbers), gid="answer-top")
        for rung, (value, can) in enumerate(zip(now, possible, strict=True)):
            said = share if rung == 0 else score
            needed = f"needs {said(value * times)}" if can else "out of reach"
            ladders.climb(ax, rung, value, value * times, (needed, f"is {said(value)}"), gid="answer-climb")
            ladders.threatener(ax, rung, levels[rung, me, top], gid="answer-top")
        return threat_sentences.climb(system, me, top, rival, times, possible)

    return Explorable(
        draw,
        stage=stage,
        name="which-source-decides",
        title="What would it take to be feared more than anyone?",
        source=f"{CODED} Equal lengths are equal factors.",
        prediction=DECIDES if asks else None,
        before="Germany as Turkey sees it, source by source. Answer first; then you see what each would have to be.",
        observer=shared.eyes(system, "Turkey"),
        rank=Choice(2, 3, 4, label="The rival", words=[f"{nth} most feared" for nth in ("second", "third", "fourth")]),
    )
