"""Who was at war with Germany and who stood beside it, 1939 to 1941, by what the pact with Moscow is counted as."""

from __future__ import annotations

from dataclasses import dataclass

from walt import cases
from walt.chapters.words import called, listed, share
from walt.coalitions import ASIDE, BALANCE, BANDWAGON

UNION, GERMANY = "Soviet Union", "Germany"
PACT = {"bandwagoning": BANDWAGON, "standing aside": ASIDE, "balancing": BALANCE}
MEANT = {
    "bandwagoning": "bandwagoning",
    "standing aside": "standing aside",
    "balancing": "balancing, as hoped",
}


@dataclass(frozen=True)
class Moment:
    """A day, and the sides as the record of the year's case has them, Moscow left out as long as the pact holds.

    at : the day as a decimal year. event : what has just changed.
    """

    case: str
    at: float
    day: str
    event: str
    against: tuple[str, ...]
    joined: tuple[str, ...]
    pact: bool = True

    def sides(self, counted_as: int) -> tuple[dict[str, float], dict[str, float]]:
        """Who stands against Germany and who with it, and the power of each as a share of the world.

        counted_as : what the pact of August 1939 is taken for: BALANCE (had there been another), ASIDE or BANDWAGON.
        """
        system = cases.load(self.case).system
        names = {BALANCE: list(self.against), ASIDE: [], BANDWAGON: [GERMANY, *self.joined]}
        names[counted_as if self.pact else BALANCE].append(UNION)
        power = dict(zip(system.names, map(float, system.power), strict=True))
        against, joined = ({name: power[name] for name in names[side]} for side in (BALANCE, BANDWAGON))
        return against, joined


#: Days from the records of the cases. Not counted: China, the Dominions, and the small states that Germany overran.
MOMENTS = (
    Moment("europe-1939", 1939.67, "3 September 1939", "war over Poland", ("Britain", "France", "Poland"), ()),
    Moment("europe-1939", 1939.77, "October 1939", "Poland has fallen", ("Britain", "France"), ()),
    Moment("europe-1940", 1940.44, "10 June 1940", "Italy joins", ("Britain", "France"), ("Italy",)),
    Moment("europe-1940", 1940.48, "25 June 1940", "France has fallen", ("Britain",), ("Italy",)),
    Moment("europe-1941", 1941.46, "21 June 1941", "the pact’s last day", ("Britain",), ("Italy",)),
    Moment("europe-1941", 1941.48, "July 1941", "after Germany’s attack", ("Britain",),
           ("Italy", "Romania", "Hungary", "Finland"), pact=False),
    Moment("europe-1941", 1941.94, "11 December 1941", "war with America", ("Britain", "United States"),
           ("Italy", "Romania", "Hungary", "Finland", "Japan"), pact=False),
)  # fmt: skip


def spells(counted_as: str) -> tuple[list[tuple[float, float]], list[str], list[str]]:
    """Moscow's sides one after another: from when to when, the role, and what to call it."""
    first, last = MOMENTS[0].at, MOMENTS[-1].at
    broken = next(each.at for each in MOMENTS if not each.pact)
    if counted_as == "balancing":
        return [(first, last)], ["balance"], ["Moscow balances"]
    role, words = {
        "bandwagoning": ("bandwagon", "Moscow bandwagons"),
        "standing aside": ("aside", "Moscow stands aside"),
    }[counted_as]
    return [(first, broken), (broken, last)], [role, "balance"], [words, "balances"]


def told(number: int, counted_as: str) -> str:
    """A moment in words; while the pact holds, first what the counting makes of it, and last what another would."""
    moment = MOMENTS[number]
    against, joined = moment.sides(PACT[counted_as])
    names = [listed([called(name) for name in side]) for side in (joined, against)]
    totals = [share(sum(side.values())) for side in (joined, against)]
    now = (
        f"{moment.day}, {moment.event}: {names[0]}, {totals[0]} of the world’s power, against {names[1]}, {totals[1]}."
    )
    if not moment.pact:
        return now
    times = sum(joined.values()) / sum(against.values())
    supposed = "Had Moscow balanced, Germany’s side would be"
    opens = supposed if counted_as == "balancing" else f"With the pact counted as {counted_as}, Germany’s side is"
    other = "bandwagoning" if counted_as == "standing aside" else "standing aside"
    against, joined = (share(sum(side.values())) for side in moment.sides(PACT[other]))
    return (
        f"{opens} {times:.1f} times as strong as the other. {now} Counted as {other}, it would be {joined} against "
        f"{against}."
    )
