"""Chapter 2, balancing behaviour: when to curb a strong state, how far to trust it, and where a newcomer counts."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt import cases, influence, threat
from walt.alignment import Motives
from walt.chapters import balancing_sentences as sentences
from walt.chapters import shared, strong_state
from walt.chapters.camps import AGAINST, WITH, camps
from walt.chapters.words import score
from walt.explorable import Choice, Explorable, Prediction, Slider, Toggle
from walt.explorable.theme import PAINT, ROLES, WIDTH
from walt.figures import courses, maps, marks, members, planes, regions, signs
from walt.figures.members import Sides
from walt.figures.signs import CHOICES

ALONE = "The model alone, no data. Motives as in the notation unless moved."
SHARES = np.linspace(0.05, 0.8, 751)  # of all strength: what the strong state has
# Those of them that a line is drawn through, denser where it bends: more would weigh more and look the same.
DRAWN = np.rint(1000 * (np.linspace(0.05**0.5, 0.8**0.5, 25) ** 2 - 0.05)).astype(int)
PARTS = {0.1: "a tenth", 0.25: "a quarter", 0.5: "half"}  # of the others' strength: what the state itself has
ASKED = 0.6  # of all strength: what the strong state has that the prediction asks about
YEARS = (1894, 1904, 1907, 1914)
YEAR_WORDS = [
    "1894, Russia is France’s ally",
    "1904, the Entente Cordiale",
    "1907, Britain and Russia agree",
    "1914, war",
]
GREAT_POWERS = ("Britain", "France", "Russia", "Germany", "Austria-Hungary", "Italy")
COALITIONS = (("Russia", "France"), ("Germany", "Austria-Hungary", "Italy"))  # by the treaties of 1894 and 1882
FEARED, LOOKING = "feared most", "observer"
STANCES = "Offence, intentions and stances without a treaty: our coding."
SPARES = ["never", "half the time, if mild", "always, if mild"]

EARLY = Prediction(
    "A strong state grows, and looks fairly aggressive (.60). You are one of the others, with a quarter of their "
    "strength. You are likeliest to balance when the strong state has …",
    answers=["a third of all strength", "half, as much as the others together", "two thirds"],
)
TRUSTED = Prediction(
    "A strong state has 60 % of all strength and seems mild today (.30), so joining it is the best choice. It stops "
    "being the best as soon as the chance that the strong state turns, and is set on attack, passes about …",
    answers=["one in six", "one in three", "one in two"],
)
VOICE = Prediction(
    "If it joins Russia and France in 1904, Britain brings 42 % of the strength of the three. Of the say among them it "
    "has …",
    answers=["a third, like the others", "42 %, what it brings", "two thirds"],
)
FIRST_FEAR = Prediction(
    "It is 1894. Counting power, nearness, offence and intentions alike, Britain fears most …",
    answers=["Germany", "France", "Russia"],
)


def curb_it_now_or_later() -> Explorable:
    """How likely a state is to balance, stand aside and bandwagon as a strong state grows."""

    def stage(figure: Figure) -> Axes:
        ax = _plane(figure, (0.075, 0.17, 0.6, 0.72), 3.2, "chance of each choice, %", {0: "0", 0.5: "50", 1: "100"})
        ax.set(xlim=(SHARES[0], SHARES[-1]), ylim=(0, 1.14))
        ax.set_xticks([0.05, 0.2, 0.4, 0.6, 0.8], ["5 %", "20", "40", "60", "80 %"])
        ax.spines["left"].set_bounds(0, 1)
        return ax

    def draw(ax: Axes, *, intent: float, part: float, early: float) -> str:
        chance = strong_state.chances(SHARES, part, intent, Motives(early=early))
        words = [[ROLES[role][1], f"{100 * end:.0f} %"] for role, end in zip(CHOICES, chance[-1], strict=True)]
        courses.courses(ax, SHARES[DRAWN], chance[DRAWN].T, CHOICES, words, gid="answer")
        top = sentences.peak(chance)
        if top is not None:
            _flag(ax, SHARES[top], chance[top, 0], f"likeliest to balance at {100 * SHARES[top]:.0f} %")
        return sentences.curbed(SHARES, chance, PARTS[part])

    return Explorable(
        draw,
        stage=stage,
        name="curb-it-now-or-later",
        title="When is a growing state opposed?",
        source=ALONE,
        prediction=EARLY,
        before="Along the bottom the strong state grows; the others hold the rest of all strength. Answer first.",
        early=Slider(0, 0.5, 0.125, value=0.25, label="Help you need comes too late", words=_too_late),
        intent=Slider(0.2, 1, 0.1, value=0.6, label="How aggressive it seems", words=score),
        part=Choice(*PARTS, value=0.25, label="Your share of the rest", words=list(PARTS.values())),
    )


def _too_late(early: float) -> str:
    return f"{100 * early:g} %" if early else "never"


def _flag(ax: Axes, x: float, y: float, words: str) -> None:
    """Above the plane what is highest at x, with a line down to it."""
    low, high = ax.get_xlim()
    ax.plot([x, x], [y, 1.03], color=PAINT["ink"], lw=0.8, zorder=2, gid="answer-peak")
    ax.plot([x], [y], "o", ms=7, color=PAINT["ink"], mfc=PAINT["card"], mew=1.8, zorder=3, gid="answer-peak")
    half = marks.width(words, marks.WHO) / 2 / (ax.get_position().width * ax.figure.get_figwidth() * 72) * (high - low)
    middle = float(np.clip(x, low + half, high - half))
    marks.label(ax, middle, 1.1, words, weight=marks.WHO, ha="center", gid="answer-halo", zorder=5)


def trust_in_its_benevolence() -> Explorable:
    """The best choice before a strong state that may turn, by its strength and by the chance that it does."""
    shares, turns = np.linspace(0.2, 0.8, 81), np.linspace(0, 0.6, 81)

    def stage(figure: Figure) -> Axes:
        ax = _plane(figure, regions.BOX, 3.3, "chance that it turns, %", {0: "0", 0.3: "30", 0.6: "60"})
        ax.set(xlim=(shares[0], shares[-1]), ylim=(turns[0], turns[-1]))
        ax.set_xticks([0.2, 1 / 3, 0.5, ASKED, 0.8], ["20 %", "a third", "half", "60 %", "80 %"])
        ax.axvline(ASKED, color=PAINT["axis"], lw=0.8, zorder=1)
        return ax

    def draw(ax: Axes, *, intent: float, appeasement: float, part: float) -> str:
        motives = Motives(appeasement=appeasement)
        best = {share: strong_state.best(share, part, intent, motives) for share in (0.5, ASKED, 0.7)}
        kept = _limit(ax, best[ASKED])
        worth = strong_state.worth(shares, turns[:, None], part, intent, motives)
        regions.regions(ax, shares, turns, worth, keep_off=kept, gid="answer")
        return sentences.trusted(best)

    return Explorable(
        draw,
        stage=stage,
        name="trust-in-its-benevolence",
        title="How far must you trust a state that you join?",
        source=ALONE,
        prediction=TRUSTED,
        before="Farther right the state is stronger, farther up it is likelier to turn. Answer first; then you see "
        "what is best where.",
        intent=Slider(0, 0.4, 0.1, value=0.3, label="How aggressive it seems today", words=score),
        appeasement=Choice(0.0, 0.5, 1.0, value=0.5, label="If you join, it spares you", words=SPARES),
        part=Choice(*PARTS, value=0.25, label="Your share of the rest", words=list(PARTS.values())),
    )


def _limit(ax: Axes, phases: list[tuple[int, float]]) -> list[planes.Box]:
    """Where joining a state of the strength asked about stops being best, if on the plane; boxes for no other word."""
    west = (ASKED - ax.get_xlim()[0]) / np.ptp(ax.get_xlim()) * ax.get_position().width * WIDTH * 72
    line = (west - 3, 0.0, west + 3, 1000.0)
    choice, end = phases[0]
    if CHOICES[choice] != "bandwagon" or end > ax.get_ylim()[1]:
        return [line]
    return [line, planes.spot(ax, ASKED, end, [f"{100 * end:.0f} %"], gid="answer-limit")]


def influence_on_each_side(newcomer: str = "Britain") -> Explorable:
    """What a newcomer and the members of two coalitions bring to it, and how much of the say each of them has."""
    systems = {year: cases.load(f"europe-{year}").system for year in YEARS[:3]}

    def stage(figure: Figure) -> Sides:
        return members.sides(figure, [[newcomer, *side] for side in COALITIONS])

    def draw(board: Sides, *, year: int, size: int) -> str:
        power = dict(zip(systems[year].names, systems[year].power, strict=True))
        power[newcomer] *= size / 100
        has = [np.array([power[name] for name in (newcomer, *side)]) for side in COALITIONS]
        quota = [other[1:].sum() for other in has[::-1]]
        say = [influence.shapley_shubik(*each) for each in zip(has, quota, strict=True)]
        for side, (own, needs, voice) in enumerate(zip(has, quota, say, strict=True)):
            role, which = ("balance", "weaker") if own[1:].sum() < needs else ("bandwagon", "stronger")
            note = f"{100 * own.sum():.1f} % against {100 * needs:.1f} %"
            board.heading(side, role, f"{newcomer} joins the {which} side", note)
            board.strengths(side, own / own.sum())
            board.says(side, voice, role, gid="answer")
        return sentences.voices(newcomer, COALITIONS, [own / own.sum() for own in has], say)

    return Explorable(
        draw,
        stage=stage,
        name="influence-on-each-side",
        title="Where does a newcomer have more to say?",
        source="Power: CINC, NMC v6.0. Say: how often a member tips the balance. Who is on which side: our coding.",
        prediction=VOICE,
        before="Hollow bars: what each member brings, as a share of its side. Answer first; then you see the say.",
        year=Choice(*YEARS[:3], value=1904, label="Year"),
        size=Slider(10, 150, 10, value=100, label="The newcomer", words=lambda size: f"{size} % of {newcomer}"),
    )


def who_stood_with_whom() -> Explorable:
    """Whom a great power feared most in four years, and where everybody stood towards that state."""
    history = {year: cases.load(f"europe-{year}") for year in YEARS}
    views = {
        year: {False: threat.perceived_threat(case.system), True: threat.perceived_threat(case.system, (1, 0, 0, 0))}
        for year, case in history.items()
    }

    @functools.cache
    def stands(year: int, me: int, top: int) -> tuple[np.ndarray, maps.Layout]:
        profile = camps(history[year], top)
        links = [(int(state), top) for state in np.flatnonzero((profile == AGAINST) | (profile == WITH))]
        return profile, shared.map_layout(history[year], {me: LOOKING, top: f"{FEARED} .00"}, links)

    def draw(land: Axes, *, year: int, observer: str, power_only: bool) -> str:
        case = history[year]
        me = case.system.index(observer)
        seen = views[year][power_only][me]
        top = int(np.argmax(seen))
        profile, layout = stands(year, me, top)
        europe = maps.states(land, layout)
        signs.alignments(europe.axes, europe.at, europe.radii, profile, gid="answer")
        europe.note(top, FEARED if power_only else f"{FEARED} {score(seen[top])}", gid="answer-halo")
        europe.note(me, LOOKING, token="ink-2")
        return sentences.stood(case, observer, seen, profile, power_only)

    return Explorable(
        draw,
        stage=maps.land,
        name="who-stood-with-whom",
        title="Who stands against the state most feared?",
        source=f"{shared.AREA} A line with a bar: against the feared state. An arrow: with it. {STANCES}",
        prediction=FIRST_FEAR,
        before="Each state is as large as its power in 1894. Answer first; then you see whom Britain fears most.",
        year=Choice(*YEARS, label="Year", words=YEAR_WORDS),
        observer=Choice(*GREAT_POWERS, label="Through whose eyes"),
        power_only=Toggle(label="Count power alone"),
    )


def _plane(figure: Figure, box: tuple[float, ...], height: float, ylabel: str, y: dict[float, str]) -> Axes:
    """A plane with the strong state's share of all strength along the bottom; `y` has ticks and their words."""
    figure.set_size_inches(figure.get_figwidth(), height)
    figure.set_layout_engine("none")
    ax = figure.add_axes(box)
    ax.set_yticks(list(y), list(y.values()))
    style = {"xycoords": "axes fraction", "textcoords": "offset points", "color": PAINT["ink-2"]}
    ax.annotate("the strong state’s share of all strength", (0, 0), (0, -36), **style)
    ax.annotate(ylabel, (-box[0] / box[2], 1), (0, planes.ABOVE - marks.CAPITAL / 2), **style)
    return ax
