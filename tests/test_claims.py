"""Numbers in the text are those of the model and of the data: each sentence is made again here and looked up."""

from __future__ import annotations

import csv
import json
import re

import numpy as np
import pytest
from found import ROOT

from walt import cases, threat
from walt.chapters.words import score
from walt.states import State, System, great_circle

CASE = cases.load("europe-1914")
EUROPE = CASE.system


def told(page: str) -> str:
    """The text of a page on one line, with ordinary spaces."""
    notebook = json.loads((ROOT / "book" / f"{page}.ipynb").read_text(encoding="utf-8"))
    parts = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    return re.sub(r"\s+", " ", " ".join(parts).replace("\u00a0", " "))


NMC = ROOT.parent / "shared" / "data" / "nmc" / "NMC-60-abridged.csv"
CHAPTER = told("04-sources-of-threat")


def at(*names: str) -> tuple[int, ...]:
    return tuple(map(EUROPE.index, names))


def percent(*names: str) -> str:
    return f"{100 * sum(EUROPE.power[i] for i in at(*names)):.1f} %"


def fears(*weights: float) -> dict[str, str]:
    """Whom each state fears most."""
    top = threat.top_threat(EUROPE, weights or threat.EQUAL)
    return {name: EUROPE.names[j] for name, j in zip(EUROPE.names, top, strict=True)}


def weighed(source: int, share: int) -> tuple[float, ...]:
    return tuple(share / 100 if s == source else (100 - share) / 300 for s in range(4))


def opposed() -> dict[str, set[str]]:
    """With whom each state was first at war."""
    against = {row.state: set() for row in CASE.record if row.stance == "against"}
    for row in CASE.record:
        if row.stance == "against":
            against[row.state].add(row.toward)
    return against


def test_shares_of_power() -> None:
    assert f"the United States holds {percent('United States')} of the world's capabilities" in CHAPTER
    assert f"Germany has {percent('Germany')}, Britain {percent('Britain')}, Russia {percent('Russia')}." in CHAPTER
    allies, centre = percent("Britain", "France", "Russia"), percent("Germany", "Austria-Hungary")
    assert f"Russia hold {allies} of the world's capabilities, Germany and Austria-Hungary {centre}" in CHAPTER
    assert "No state holds more than 21 % of the world's power" in CHAPTER and 0.20 < EUROPE.power.max() < 0.21


def test_what_serbia_and_britain_see() -> None:
    serbia, britain, germany, austria, states = at("Serbia", "Britain", "Germany", "Austria-Hungary", "United States")
    seen, intent = threat.perceived_threat(EUROPE), EUROPE.intent[serbia]
    assert f"({score(intent[austria])} against {score(intent[germany])})" in CHAPTER
    more, less = score(seen[serbia, germany]), score(seen[serbia, austria])
    assert f"ranks Germany first all the same, {more} to {less}" in CHAPTER
    assert fears()["Serbia"] == "Germany" and fears(0, 1 / 3, 1 / 3, 1 / 3)["Serbia"] == "Austria-Hungary"
    assert EUROPE.distance[serbia, austria] < EUROPE.distance[serbia, germany]
    rank = 1 + int((seen[britain] > seen[britain, states]).sum())
    assert "comes seventh of nine in threat" in CHAPTER and rank == 7


def test_a_weight_is_an_elasticity() -> None:
    assert "gains 10 % in power gains 2.4 % in $T$" in CHAPTER and round(100 * (1.1**0.25 - 1), 1) == 2.4


def test_whom_everybody_fears_as_weights_change() -> None:
    equal = fears()
    assert "seven of the ten fear Germany most. Germany, Austria-Hungary and Turkey fear Russia" in CHAPTER
    assert list(equal.values()).count("Germany") == 7
    assert {name for name, feared in equal.items() if feared == "Russia"} == {"Germany", "Austria-Hungary", "Turkey"}
    followers = [list(fears(*weighed(0, share)).values()).count("United States") for share in (80, 85, 90)]
    assert (
        "85 % of the weight, two states fear the United States most. At 80 % nobody does, at 90 % all nine" in CHAPTER
    )
    assert followers == [0, 2, 9]
    assert "At 0 %, five still fear Germany" in CHAPTER
    assert list(fears(*weighed(0, 0)).values()).count("Germany") == 5


def test_the_weaker_but_more_dangerous() -> None:
    germany, france, britain = at("Germany", "France", "Britain")
    seen, added = threat.perceived_threat(EUROPE)[germany], threat.arithmetic_threat(EUROPE)[germany]
    assert f"with {percent('Britain')} of the world's power to the {percent('France')} of France" in CHAPTER
    assert f"Germany fears France more, {score(seen[france])} to {score(seen[britain])}" in CHAPTER
    enough = threat.changes_to_top(two_rivals(), "Germany")[0, 1] / EUROPE.power[britain]
    assert "Less than a third of Britain's power is enough. France has more than half of it" in CHAPTER
    assert 0.25 < enough < 1 / 3 and EUROPE.power[france] / EUROPE.power[britain] > 0.5
    assert "added. Now a state in France's place is feared more even with no power at all" in CHAPTER
    assert added[france] - 0.25 * EUROPE.power[france] > added[britain]


def two_rivals() -> System:
    """Germany, France and Britain alone."""
    keep = np.array(at("Germany", "France", "Britain"))
    states = [EUROPE.states[i] for i in keep]
    return System(states, EUROPE.distance[np.ix_(keep, keep)], EUROPE.intent[np.ix_(keep, keep)])


def test_multiplying_does_not_depend_on_the_unit() -> None:
    smaller = System([State(s.name, s.power / 1000, s.offense) for s in EUROPE.states], EUROPE.distance, EUROPE.intent)
    assert (threat.top_threat(smaller) == threat.top_threat(EUROPE)).all()
    added = [threat.arithmetic_threat(system).argmax(axis=1) for system in (smaller, EUROPE)]
    assert (added[0] != added[1]).any()


def test_what_would_have_to_change() -> None:
    turkey, germany, russia = at("Turkey", "Germany", "Russia")
    seen, levels = threat.perceived_threat(EUROPE)[turkey], threat.levels(EUROPE)[:, turkey, germany]
    needed = threat.changes_to_top(EUROPE, "Turkey")[:, germany]
    assert sorted(range(10), key=lambda j: -seen[j])[:2] == [russia, germany]
    assert f"becomes {(seen[russia] / seen[germany]) ** 4:.1f} times what it is" in CHAPTER
    assert f"at {score(levels[2])} it is almost at the top" in CHAPTER
    assert np.isfinite(needed).tolist() == [True, True, False, True]
    assert f"from {score(levels[3])} to {score(needed[3])}, Germany would" in CHAPTER


def test_the_table_of_the_case() -> None:
    paris = EUROPE.index("France")
    strongest = sorted(set(range(10)) - {paris}, key=lambda j: -EUROPE.power[j])[:5]
    for j in strongest:
        power = percent(EUROPE.names[j]).removesuffix(" %")
        coded = [EUROPE.offense[j], EUROPE.intent[paris, j], threat.perceived_threat(EUROPE)[paris, j]]
        row = [EUROPE.names[j], power, f"{EUROPE.distance[paris, j]:,.0f}", *map(score, coded)]
        assert f"| {' | '.join(row)} |" in CHAPTER
    assert f"The {EUROPE.distance[paris, EUROPE.index('Britain')]:.0f} km to London" in CHAPTER


@pytest.mark.parametrize(
    ("counted", "weights"),
    [
        ("power alone", (1, 0, 0, 0)),
        ("power, proximity", (1 / 2, 1 / 2, 0, 0)),
        ("power, proximity, offence", (1 / 3, 1 / 3, 1 / 3, 0)),
        ("all four", (1 / 4, 1 / 4, 1 / 4, 1 / 4)),
        ("intent alone", (0, 0, 0, 1)),
    ],
)
def test_the_ranking_against_the_record(counted: str, weights: tuple[float, ...]) -> None:
    against = opposed()
    missed = [name for name in EUROPE.names if name in against and fears(*weights)[name] not in against[name]]
    who = {0: "nobody", len(against): "all"}.get(len(missed), ", ".join(missed))
    assert len(against) == 8 and f"| {counted} | {8 - len(missed)} | {who} |" in CHAPTER


def test_the_ranking_from_data_alone() -> None:
    plain = System(EUROPE.states, great_circle(CASE.places), EUROPE.intent)
    top = threat.top_threat(plain, (1 / 2, 1 / 2, 0, 0))
    right = [plain.names[top[plain.index(name)]] in against for name, against in opposed().items()]
    assert f"no coding but the sea and the Alps ({sum(right)} without them)" in CHAPTER


def test_power_alone_without_the_united_states() -> None:
    keep = [i for i, name in enumerate(EUROPE.names) if name != "United States"]
    strongest = {i: max(set(keep) - {i}, key=lambda j: EUROPE.power[j]) for i in keep}
    right = [EUROPE.names[strongest[EUROPE.index(name)]] in against for name, against in opposed().items()]
    assert sum(right) == 4 and "Leave out the United States, and power alone gets four" in CHAPTER


def test_intent_alone_is_right_about_russia_by_a_tie() -> None:
    russia, germany, austria = at("Russia", "Germany", "Austria-Hungary")
    assert EUROPE.intent[russia, germany] == EUROPE.intent[russia, austria] == EUROPE.intent[russia].max()
    assert "(Russia's case by a tie)" in CHAPTER


def test_the_misses_vanish_if_the_other_camp_counts() -> None:
    camps = {"Germany", "Austria-Hungary", "Turkey"}, {"Russia", "France", "Britain", "Serbia", "Japan"}
    other = {name: camps[1] if name in camps[0] else camps[0] for name in opposed()}
    for name, against in opposed().items():
        assert against <= other[name]
    feared = fears()
    assert all(feared[name] in enemies for name, enemies in other.items())
    assert (feared["Serbia"], feared["Austria-Hungary"]) == ("Germany", "Russia")
    assert 3 < sum(len(them) / 9 for them in other.values()) < 3.5
    assert "both misses are gone. But then a blind guess gets more than three of the eight" in CHAPTER


def test_a_blind_guess_gets_about_one() -> None:
    assert 0.75 < sum(len(them) / 9 for them in opposed().values()) < 1.5
    assert "A blind guess would get about one of the eight" in CHAPTER


def test_britain_is_nobodys_first_fear() -> None:
    equal, needed = fears(), threat.changes_to_top(EUROPE, "Germany")[2, EUROPE.index("Britain")]
    in_europe = sorted(set(EUROPE.names) - {"United States", "Japan"}, key=lambda name: -EUROPE.power[at(name)[0]])
    assert "Britain" not in equal.values() and in_europe[1] == "Britain"
    assert f"British offence as {score(EUROPE.offense[EUROPE.index('Britain')])}, since a navy" in CHAPTER
    assert "At .80, Germany would fear Britain most" in CHAPTER
    assert 0.7 < needed < 0.8


def test_the_exercise_on_paper() -> None:
    def system(intent: float) -> System:
        states = [State("You", 0.1, 0.5), State("First", 0.2, 0.5), State("Second", 0.05, 0.5)]
        return System(states, [[0, 4000, 2000], [4000, 0, 0], [2000, 0, 0]], [0, 0.1, intent])

    assert "once $n$ is above .2" in CHAPTER and ".0025" in CHAPTER and "1.05 + $n$" in CHAPTER
    for form, limit in ((threat.perceived_threat, 0.2), (threat.arithmetic_threat, 0)):
        for intent in (limit + 0.01, *([limit - 0.01] if limit else [])):
            _, first, second = form(system(intent))[0]
            assert (second > first) == (intent > limit)
    _, first, second = threat.perceived_threat(system(0.3))[0]
    assert round(float(first) ** 4, 6) == 0.0025


def test_the_introduction() -> None:
    assert "Nine of the ten states turn to the United States" in told("intro")
    assert list(fears(1, 0, 0, 0).values()).count("United States") == 9


def test_the_half_distance_decides_little() -> None:
    assert "with anything from 1,000 to 10,000 km every one of the ten states fears the same" in told("data-and-coding")
    for km in (1000, 1500, 3000, 5000, 10000):
        other = System(EUROPE.states, EUROPE.distance, EUROPE.intent, km)
        assert (threat.top_threat(other) == threat.top_threat(EUROPE)).all(), km


def test_where_the_half_distance_decides_more() -> None:
    systems = {name: cases.load(name).system for name in cases.names()}
    moved = {}
    for name, system in systems.items():
        tops = [
            threat.top_threat(System(system.states, system.distance, system.intent, km))
            for km in (1000, 1500, 2000, 3000, 5000, 10000)
        ]
        moved[name] = int((np.ptp(tops, axis=0) > 0).sum())
    assert (sum(map(len, systems.values())), len(systems)) == (76, 8)
    assert (sum(moved.values()), moved["europe-1904"], moved["europe-1914"]) == (8, 3, 0)
    assert "of the 76 states of the eight cases, eight fear another one" in told("data-and-coding")
    assert "three of them in 1904" in told("data-and-coding")


@pytest.mark.skipif(not NMC.exists(), reason=f"the full data set is not at {NMC}")
def test_how_far_states_have_armed() -> None:
    with NMC.open(encoding="utf-8") as file:
        rows = {row["stateabb"]: row for row in csv.DictReader(file) if row["year"] == "1914"}
    totals = {
        kind: sum(float(row[kind]) for row in rows.values() if float(row[kind]) >= 0) for kind in ("milex", "milper")
    }
    armed = {
        name: sum(float(rows[name][kind]) / total for kind, total in totals.items()) / 4 / float(rows[name]["cinc"])
        for name in ("FRN", "GMY")
    }
    assert f"this gives France {score(armed['FRN'])} and Germany {score(armed['GMY'])}" in told("data-and-coding")
