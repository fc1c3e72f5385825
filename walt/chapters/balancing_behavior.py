"""Chapter 2, balancing behaviour: when to curb a strong state, how far to trust it, and where a newcomer counts."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from walt.alignment import Motives
from walt.chapters import balancing_sentences as sentences
from walt.chapters import strong_state
from walt.chapters.words import score
from walt.explorable import Choice, Explorable, Prediction, Slider
from walt.explorable.theme import PAINT, ROLES, WIDTH
from walt.figures import courses, marks, planes, regions
from walt.figures.signs import CHOICES

ALONE = "The model alone, no data. Motives as in the notation unless moved."
SHARES = np.linspace(0.05, 0.8, 151)  # of all strength: what the strong state has
PARTS = {0.1: "a tenth", 0.25: "a quarter", 0.5: "half"}  # of the others' strength: what the state itself has
ASKED = 0.6  # of all strength: what the strong state has that the prediction asks about
DIVERTED = ["no attack", "half of its attacks", "all its attacks"]

EARLY = Prediction(
    "A strong state grows, and looks fairly aggressive (.60). One of the others, with a quarter of their strength, has "
    "to choose. It is likeliest to balance when the strong state has …",
    answers=["a third of all strength", "half, as much as the others together", "two thirds"],
)
TRUSTED = Prediction(
    "A strong state has 60 % of all strength and seems mild today (.30), so joining it is the best choice. It stops "
    "being the best as soon as the chance that the strong state turns, and is set on attack, passes about …",
    answers=["one in six", "one in three", "one in two"],
)


def curb_it_now_or_later() -> Explorable:
    """How likely a state is to balance, stand aside and bandwagon as a strong state grows."""

    def stage(figure: Figure) -> Axes:
        ax = _plane(figure, (0.075, 0.17, 0.6, 0.72), 3.2, "chance of each choice, %", {0: "0", 0.5: "50", 1: "100"})
        ax.set(xlim=(SHARES[0], SHARES[-1]), ylim=(0, 1.14))
        ax.set_xticks([0.05, 1 / 3, 0.5, 0.8], ["5 %", "a third", "half", "80 %"])
        ax.spines["left"].set_bounds(0, 1)
        return ax

    def draw(ax: Axes, *, intent: float, part: float, early: float) -> str:
        chance = strong_state.chances(SHARES, part, intent, Motives(early=early))
        words = [[ROLES[role][1], f"{100 * end:.0f} %"] for role, end in zip(CHOICES, chance[-1], strict=True)]
        courses.courses(ax, SHARES, chance.T, CHOICES, words, gid="answer")
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
        intent=Slider(0.2, 1, 0.1, value=0.6, label="How aggressive it seems", words=score),
        part=Choice(*PARTS, value=0.25, label="Its part of the others’ strength", words=list(PARTS.values())),
        early=Slider(0, 0.5, 0.05, value=0.25, label="It strikes before help comes", words=_at_most),
    )


def _at_most(early: float) -> str:
    return f"at most {100 * early:.0f} % of the time" if early else "never"


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
        intent=Slider(0, 0.5, 0.1, value=0.3, label="How aggressive it seems today", words=score),
        appeasement=Choice(0.0, 0.5, 1.0, value=0.5, label="Joining it diverts", words=DIVERTED),
        part=Choice(*PARTS, value=0.25, label="Your part of the others’ strength", words=list(PARTS.values())),
    )


def _limit(ax: Axes, phases: list[tuple[int, float]]) -> list[planes.Box]:
    """Where joining a state of the strength asked about stops being best, if on the plane; boxes for no other word."""
    west = (ASKED - ax.get_xlim()[0]) / np.ptp(ax.get_xlim()) * ax.get_position().width * WIDTH * 72
    line = (west - 3, 0.0, west + 3, 1000.0)
    choice, end = phases[0]
    if CHOICES[choice] != "bandwagon" or end > ax.get_ylim()[1]:
        return [line]
    return [line, planes.spot(ax, ASKED, end, [f"{100 * end:.0f} %"], gid="answer-limit")]


def _plane(figure: Figure, box: tuple[float, ...], height: float, ylabel: str, y: dict[float, str]) -> Axes:
    """A plane with the strong state's share of all strength along the bottom; `y` has ticks and their words."""
    figure.set_size_inches(figure.get_figwidth(), height)
    figure.set_layout_engine("none")
    ax = figure.add_axes(box)
    ax.set_yticks(list(y), list(y.values()))
    style = {"xycoords": "axes fraction", "textcoords": "offset points", "color": PAINT["ink-2"]}
    ax.annotate("the strong state’s share of all strength", (0, 0), (0, -36), **style)
    ax.annotate(ylabel, (-box[0] / box[2], 1), (0, 10), **style)
    return ax
