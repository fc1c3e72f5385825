"""Chapter 3, bandwagoning: the two motives apart and together, a decline and what comes after it, dominoes tested."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt import cases
from walt.alignment import Motives, utilities
from walt.cases import Case
from walt.chapters import bandwagoning_sentences as sentences
from walt.chapters import following, shared, weighing
from walt.chapters.words import called, score
from walt.coalitions import BANDWAGON
from walt.explorable import Choice, Decision, Explorable, Prediction, Slider
from walt.figures import marks, multiples, rosters, signs
from walt.figures.maps import Map
from walt.figures.rosters import Roster

LEADER = "Germany"
MODEL = "The model alone, no data. Motives as in the notation unless moved."
WEAK, STRONG, FACED = 0.1, 2.0, 3.0  # strengths, the threatener's opponents being 1: two states and what they face
OWN, THEIRS = np.geomspace(0.05, 5, 45), np.geomspace(0.25, 8, 34)  # the axes of the planes
PLANES = ("neither motive", "appeasement alone", "spoils alone", "both")
STRENGTHS = {
    "neither": Motives(appeasement=0, spoils=0),
    ".50 and .20": Motives(),
    "both .50": Motives(appeasement=0.5, spoils=0.5),
    "both .80": Motives(appeasement=0.8, spoils=0.8),
}
COURSE = tuple(percent / 100 for percent in range(60, 2, -2))  # power on the way down

RECRUITED = Prediction(
    "The small circle is a weak state, the large one a strong state. Their threatener is three times as strong as its "
    "opponents, and little feared. Hope for spoils, alone, makes a bandwagoner of …",
    answers=["the weak one", "the strong one", "both"],
)
RETURNING = Prediction(
    "Seven of nine states stand with a Germany that holds 60 % of the world’s power. It falls to 4 % and comes back to "
    "60 %. Then there stand with it …",
    answers=["the same seven", "five of the seven", "two of the seven"],
)
FALLING = Prediction(
    "All nine states are against Germany. The five weakest go over to it, one after another, and stay. Of the four "
    "that are left, there follow …",
    answers=["all four", "two of them", "none of them"],
)


def appeasement_and_spoils() -> Explorable:
    """Whom each motive for bandwagoning recruits: by its own strength and the threatener's, apart and together."""

    def stage(figure: Figure) -> tuple[list[Axes], list[list[float]]]:
        planes = multiples.multiples(
            figure,
            PLANES,
            ([0.1, 1, 2], [".1", "1", "2"]),
            ([0.25, 0.5, 1, 3, 8], [".25", ".5", "1", "3", "8"]),
            [(OWN[0], OWN[-1]), (THEIRS[0], THEIRS[-1])],
            ["its own strength, in the same unit", "the threatener’s strength; 1 is that of its opponents"],
        )
        taken = [[multiples.state(ax, own, FACED, 5.5 * own**0.5) for own in (WEAK, STRONG)] for ax in planes]
        return planes, taken

    def draw(given: tuple[list[Axes], list[list[float]]], *, intent: float, motive: float) -> str:
        joins = []
        motives = [Motives(appeasement=soothed, spoils=paid) for paid in (0, motive) for soothed in (0, motive)]
        for ax, taken, moved in zip(*given, motives, strict=True):
            lead = _ahead(OWN, THEIRS[:, None], intent, moved)
            multiples.region(ax, OWN, THEIRS, lead, "bandwagon", taken, "answer-part")
            joins.append([bool(_ahead(own, FACED, intent, moved) > 0) for own in (WEAK, STRONG)])
            for own, join in zip((WEAK, STRONG), joins[-1], strict=True):
                if join:
                    multiples.state(ax, own, FACED, 5.5 * own**0.5, "bandwagon", "answer-state")
        return sentences.recruits(intent, FACED, joins[1:])

    return Explorable(
        draw,
        stage=stage,
        name="appeasement-and-spoils",
        title="Whom does each motive for bandwagoning recruit?",
        source=MODEL,
        prediction=RECRUITED,
        before="Two states in four planes. Answer first; then you see where, in each of them, joining is best.",
        intent=Slider(0, 1, 0.1, value=0.3, label="How aggressive it seems", words=score),
        motive=Slider(0.2, 0.8, 0.15, value=0.5, label="How strong each motive is", words=score),
    )


def _ahead(own: np.ndarray, threatener: np.ndarray, intent: float, motives: Motives) -> np.ndarray:
    """How much bandwagoning is worth more than the better of the other two, its opponents' strength being 1."""
    worth = utilities(own, threatener, 1, intent, motives)
    return worth[..., 2] - worth[..., :2].max(axis=-1)


def what_a_decline_does(case: Case | None = None, leader: str = LEADER) -> Explorable:
    """Who follows a strong state as its power falls and comes back, all others choosing together."""
    asks = case is None
    case = case or cases.load(shared.CASE)
    system = case.system
    me, last = system.index(leader), len(COURSE) - 1
    others = np.array([state for state in np.argsort(-system.power, kind="stable") if state != me])
    where = np.interp(-system.power[me], -np.array(COURSE), np.arange(len(COURSE)))

    @functools.cache
    def course(intent: float | str, spoils: float) -> np.ndarray:
        seen = system if isinstance(intent, str) else following.seen_alike(system, leader, intent)
        return following.course(seen, leader, [*COURSE, *COURSE[::-1]], Motives(spoils=spoils))

    def stage(figure: Figure) -> Roster:
        ticks = [(0, _percent(COURSE[0])), (where, f"{case.year}"), (last + 0.5, _percent(COURSE[-1]))]
        words = f"{called(leader)}’s power", "as it falls", "as it recovers"
        return rosters.roster(figure, [system.names[state] for state in others], len(COURSE), ticks, words)

    def draw(roster: Roster, *, power: int, intent: float | str, spoils: float) -> str:
        profiles, place = course(intent, spoils), COURSE.index(power / 100)
        roster.stretches(profiles[:, others], gid="answer")
        roster.mark(place)
        counts = [np.bincount(profiles[at, others], minlength=3) for at in (place, -1 - place)]
        roster.counted(f"at {power} %", np.array(counts), gid="answer")
        return sentences.decline(system, leader, COURSE, place, profiles)

    return Explorable(
        draw,
        stage=stage,
        name="what-a-decline-does",
        title="Do followers leave as a power declines, and return as it recovers?",
        source=f"{shared.POWER} {shared.CODED} The others’ power stays; motives as in the notation.",
        prediction=RETURNING if asks else None,
        before="Each row is a state, the strongest first. Answer first; then you see where it stands on the way.",
        power=Slider(4, 60, 4, value=40, label=f"{leader}’s power", unit="% of the world"),
        intent=Choice("as coded", 0.3, 0.6, 0.9, label="How aggressive it seems",
                      words=["to each as we coded it", ".30 to all", ".60 to all", ".90 to all"]),
        spoils=Slider(0, 0.4, 0.2, value=0.2, label="Spoils", words=score),
    )  # fmt: skip


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"


def falling_dominoes(case: Case | None = None, leader: str = LEADER) -> Explorable:
    """Who follows when some states go over to a strong one for good, on the map, all others being against it."""
    asks = case is None
    case = case or cases.load(shared.CASE)
    system = case.system
    me = system.index(leader)
    others = [state for state in range(len(system)) if state != me]
    brings = system.power * system.proximity[me]
    ranked = {
        "weakest": sorted(others, key=lambda state: system.power[state]),
        "nearest": sorted(others, key=lambda state: system.distance[me, state]),
        "heaviest": sorted(others, key=lambda state: -brings[state]),
    }

    def draw(europe: Map, *, order: str, pushed: int, motives: str) -> str:
        over = ranked[order][:pushed]
        profile = following.pushed(system, leader, over, STRENGTHS[motives])
        signs.alignments(europe.axes, europe.at, europe.radii, profile, gid="answer")
        for state in np.flatnonzero(profile == BANDWAGON):
            x, _, y, ha = europe.labels[state]
            words = "pushed" if state in over else "follows" if over else "joins"
            style = {"token": "bandwagon-word", "weight": marks.WHO, "ha": ha, "gid": "answer-halo", "zorder": 5}
            marks.label(europe.axes, x, y, words, **style)
        return sentences.dominoes(system, leader, over, profile)

    return Explorable(
        draw,
        stage=shared.map_stage(case, ["pushed", "follows"]),
        name="falling-dominoes",
        title="Do dominoes fall?",
        source=f"{shared.AREA} {shared.CODED} Motives as in the notation unless moved.",
        prediction=FALLING if asks else None,
        before="Each state is as large as its power. Answer first; then you push, and see who follows.",
        order=Choice(*ranked, label="Who is pushed first", words=["the weakest", "the nearest", "who brings it most"]),
        pushed=Slider(0, 6, 1, value=5, label="States pushed", words=lambda many: f"{many}" if many else "none"),
        motives=Choice(*STRENGTHS, value=".50 and .20", label="Appeasement and spoils"),
    )


def italy_1915() -> Decision:
    """Rome on 26 April 1915: war on Austria-Hungary with the Entente, neutrality for a price, or the old allies."""
    sides = weighing.Sides("Austria-Hungary", ("Germany", "Turkey"), ("France", "Britain", "Russia", "Serbia"))
    before = weighing.before(cases.load("europe-1915").system, "Italy", sides)
    return Decision("decisions/italy-1915.toml", weighing.choice(before), weighing.because("Rome", before))
