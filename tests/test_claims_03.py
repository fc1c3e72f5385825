"""Numbers in the text of chapter 3 are those of the model and of the data: each is made again here and looked up."""

from __future__ import annotations

import math

import numpy as np
import pytest
from test_claims import told

from walt import alignment, cases, influence, threat
from walt.alignment import Motives
from walt.chapters import following, weighing
from walt.chapters.bandwagoning_behavior import COURSE, FACED, OWN, THEIRS
from walt.chapters.words import score, share
from walt.coalitions import ASIDE, BALANCE, BANDWAGON, best_response_path, tipping

CHAPTER = told("03-bandwagoning-behavior")
EUROPE = cases.load("europe-1914").system
PLACES = {round(100 * power): place for place, power in enumerate(COURSE)}


def joins(own: np.ndarray, threatener: np.ndarray, intent: float, **motives: float) -> np.ndarray:
    """Where bandwagoning is best, the threatener's opponents being 1."""
    worth = alignment.utilities(own, threatener, 1, intent, Motives(**{"appeasement": 0, "spoils": 0} | motives))
    return worth.argmax(axis=-1) == 2


def test_whom_each_motive_draws() -> None:
    own = np.linspace(0.005, 5, 1000)
    afraid, greedy = (joins(own, FACED, 0.3, **{motive: 0.5}) for motive in ("appeasement", "spoils"))
    last, first = own[afraid].max(), own[greedy].min()
    assert f"appeasement alone draws states nearly as strong as its opponents ({score(last)})" in CHAPTER
    assert f"spoils alone draw states from about three fifths of that strength ({score(first)}) upward" in CHAPTER
    assert first == pytest.approx(3 / 5, abs=0.02)
    assert afraid[own <= last].all() and greedy[own >= first].all()


def test_what_aggressiveness_does_to_the_motives() -> None:
    planes = OWN, THEIRS[:, None]
    assert "At 1 the plane of appeasement is empty, however strong the motive" in CHAPTER
    assert not any(joins(*planes, 1, appeasement=size).any() for size in (0.2, 0.5, 0.8, 1))
    assert "Set the motives to .20, the size that spoils have elsewhere in this book, and they recruit" in CHAPTER
    assert "nobody once its intentions reach .20" in CHAPTER
    assert Motives().spoils == 0.2
    assert [joins(*planes, intent / 10, spoils=0.2).any() for intent in range(11)] == [True, True] + [False] * 9


def course(intent: float | None = None) -> np.ndarray:
    system = EUROPE if intent is None else following.seen_alike(EUROPE, "Germany", intent)
    return following.course(system, "Germany", [*COURSE, *COURSE[::-1]], Motives())


def with_it(profiles: np.ndarray) -> np.ndarray:
    return (profiles == BANDWAGON).sum(axis=1)


def who(profile: np.ndarray, choice: int) -> set[str]:
    return {EUROPE.names[i] for i in np.flatnonzero(profile == choice)}


def test_who_leaves_when() -> None:
    found = course()
    there = {percent: found[place] for percent, place in PLACES.items()}
    assert who(there[60], BANDWAGON) - who(there[56], BANDWAGON) == {"Britain"}
    assert who(there[56], BANDWAGON) - who(there[54], BANDWAGON) == {"France", "Russia"}
    assert "Britain leaves at 56 % and France and Russia at 54 %, all to stand aside" in CHAPTER
    assert {"Britain", "France", "Russia"} == who(there[54], ASIDE)
    four = {"Austria-Hungary", "Turkey", "Italy", "Serbia"}
    assert who(there[54], BANDWAGON) == who(there[28], BANDWAGON) == four and not who(there[26], BANDWAGON)
    assert "The other four stay down to 28 %. At 26 % they go all at once" in CHAPTER
    assert four & who(there[26], ASIDE) == {"Austria-Hungary", "Turkey"}
    assert four & who(there[26], BALANCE) == {"Italy", "Serbia"}
    assert "Austria-Hungary and Turkey turn neutral, Italy and Serbia go over to the other side" in CHAPTER
    assert "The other four outlast the loss of half of Germany's power" in CHAPTER and 28 / 60 < 0.5
    assert "at its real power its ally Austria-Hungary stands aside" in CHAPTER
    real = following.course(EUROPE, "Germany", [EUROPE.power[EUROPE.index("Germany")]], Motives())[0]
    assert {"Austria-Hungary"} <= who(there[16], ASIDE) & who(real, ASIDE)


def test_a_bystander_breaks_it() -> None:
    """At 26 % Britain is the only state that would move as they stand; then two more bystanders and a follower."""
    system, before = following.with_power(EUROPE, "Germany", 0.26), course()[PLACES[28]]
    alone = [name for name in EUROPE.names if name != "Germany" and moves(system, before, name)]
    assert alone == ["Britain"]
    after = before.copy()
    after[EUROPE.index("Britain")] = BALANCE
    movers = {name for name in EUROPE.names if name != "Germany" and moves(system, after, name)}
    assert movers == {"France", "Russia", "Austria-Hungary"} and who(before, ASIDE) == {"Britain", "France", "Russia"}
    assert "At 26 % a bystander, Britain, finds it just worth while to resist. With Britain, France and" in CHAPTER


def moves(system, profile: np.ndarray, name: str) -> bool:
    stay = [other for other in EUROPE.names if other not in (name, "Germany")]
    return len(best_response_path(system, "Germany", profile, stay=stay).path) > 1


def test_what_comes_back() -> None:
    found = course()
    back = {percent: found[-1 - place] for percent, place in PLACES.items()}
    assert not who(back[38], BANDWAGON) and who(back[40], BANDWAGON) == {"Serbia"}
    assert who(back[58], BANDWAGON) == {"Serbia"} and who(back[60], BANDWAGON) == {"Serbia", "Italy"}
    assert with_it(found)[[0, -1]].tolist() == [7, 2]
    assert "At 40 % on the way up Serbia joins, at 60 % Italy: two of the seven" in CHAPTER


def test_the_order_of_turns_does_not_matter() -> None:
    names = [name for name in EUROPE.names if name != "Germany"]
    rng = np.random.default_rng(1987)
    orders = [names[::-1], *(rng.permutation(names).tolist() for _ in range(5))]
    for order in orders:
        profile, count = np.full(len(EUROPE), BANDWAGON), {}
        for power in COURSE:
            system = following.with_power(EUROPE, "Germany", power)
            path = best_response_path(system, "Germany", profile, order=order)
            assert path.settled
            profile = path.path[-1]
            count[round(100 * power)] = len(who(profile, BANDWAGON))
        assert (count[60], count[28], count[26]) == (7, 4, 0), order
    assert len(orders) == 6 and "in six others that we tried, the break comes at the same place" in CHAPTER


def test_other_intentions() -> None:
    followers = with_it(course(0.6))
    assert "Seven hold to 18 %, leave together at 16 %, and are all back at 56 %" in CHAPTER
    assert followers[PLACES[18]] == 7 and followers[PLACES[16]] == 0
    assert followers[-1 - PLACES[54]] < 7 == followers[-1 - PLACES[56]]
    assert "At .30 eight follow, and seven whatever Germany loses" in CHAPTER
    assert (with_it(course(0.3))[0], with_it(course(0.3)).min()) == (8, 7)


def ranked(by: np.ndarray) -> list[int]:
    return [int(i) for i in np.argsort(by, kind="stable") if EUROPE.names[i] != "Germany"]


GERMANY = EUROPE.index("Germany")
HEAVIEST = ranked(-EUROPE.power * EUROPE.proximity[GERMANY])
ORDERS = [HEAVIEST, ranked(EUROPE.power), ranked(EUROPE.distance[GERMANY])]


def after(over: list[int], **motives: float) -> np.ndarray:
    return following.pushed(EUROPE, "Germany", over, Motives(**motives))


def test_dominoes() -> None:
    five = ranked(EUROPE.power)[:5]
    assert (
        f"Five have fallen, with {share(EUROPE.power[five].sum())} of the world's power, and nobody follows" in CHAPTER
    )
    assert (after(five) == BANDWAGON).sum() == 5
    stands = [[after(five[:count])[EUROPE.index(name)] for count in range(6)] for name in ("Britain", "United States")]
    assert stands == [[ASIDE] * 3 + [BALANCE] * 3, [BALANCE] * 3 + [ASIDE] * 2 + [BALANCE]]
    assert "Britain, aside at first, turns against Germany at the third push. The United States wavers, and" in CHAPTER
    assert "Britain draws Serbia along; Britain and Russia draw four" in CHAPTER
    assert [EUROPE.names[i] for i in HEAVIEST[:2]] == ["Britain", "Russia"]
    assert who(after(HEAVIEST[:1]), BANDWAGON) == {"Britain", "Serbia"}
    assert (after(HEAVIEST[:2]) == BANDWAGON).sum() == 2 + 4
    assert "With appeasement and spoils both at .50, Britain alone draws all eight" in CHAPTER
    assert (after(HEAVIEST[:1], appeasement=0.5, spoils=0.5) == BANDWAGON).sum() == 1 + 8
    assert "at .80 all nine go over unpushed" in CHAPTER
    assert (after([], appeasement=0.8, spoils=0.8) == BANDWAGON).sum() == 9
    assert "with both motives at 0, nobody follows, whoever is pushed" in CHAPTER
    assert not tipping(EUROPE, "Germany", Motives(appeasement=0, spoils=0)).followers.any()


WAR, SUMMER = cases.load("europe-1915").system, cases.load("europe-1940").system
ENTENTE, CENTRAL = ("France", "Britain", "Russia", "Serbia"), ("Austria-Hungary", "Germany", "Turkey")


def power(system, *names: str) -> float:
    return math.fsum(system.power[system.index(name)] for name in names)


def test_italy_s_choice_of_1915() -> None:
    given = weighing.before(WAR, "Italy", weighing.Sides("Austria-Hungary", CENTRAL[1:], ENTENTE))
    likely = {role: f"{100 * chance:.0f} %" for role, chance in weighing.choice(given).items()}
    said = f"balancing at {likely['balance']}, {{term}}`standing aside` at {likely['aside']}, bandwagoning at"
    assert f"{said} {likely['bandwagon']}." in CHAPTER
    seen = threat.perceived_threat(WAR)[WAR.index("Italy")]
    assert WAR.names[seen.argmax()] == "Germany"
    more, less = (score(seen[WAR.index(name)]) for name in ("Germany", "Austria-Hungary"))
    assert f"Italy fears Germany more, {more} to {less}." in CHAPTER
    other = weighing.before(WAR, "Italy", weighing.Sides("Germany", ("Austria-Hungary", "Turkey"), ENTENTE))
    likely = weighing.choice(other)
    assert max(likely, key=likely.get) == "balance" and "Put Germany in its place, and balancing still comes" in CHAPTER


def test_the_table_of_the_case() -> None:
    sides = [f"{', '.join(names)}: {share(power(WAR, *names))}" for names in (ENTENTE, CENTRAL)]
    assert f"| April 1915 | {' | '.join(sides)} | {100 * power(WAR, 'Italy'):.1f} |" in CHAPTER
    germany, both, britain = (
        share(power(SUMMER, *names)) for names in (("Germany",), ("Britain", "France"), ("Britain",))
    )
    row = f"Germany: {germany} | Britain, France: {both}; Britain alone: {britain}"
    assert f"| June 1940 | {row} | {100 * power(SUMMER, 'Italy'):.1f} |" in CHAPTER


def test_influence_beside_either_side() -> None:
    def weight(beside: tuple[str, ...], against: tuple[str, ...]) -> float:
        weights = [power(WAR, name) for name in ("Italy", *beside)]
        return float(influence.shapley_shubik(weights, power(WAR, *against))[0])

    assert f"in {score(weight(ENTENTE, CENTRAL))} of all orders Italy is {{term}}`pivotal` for the Entente" in CHAPTER
    assert weight(CENTRAL, ENTENTE) == 0
    lacking = power(WAR, *ENTENTE) - power(WAR, "Italy", *CENTRAL)
    assert f"even with Italy they would be {share(lacking)} of the world short" in CHAPTER


def test_everything_hangs_on_france() -> None:
    def joining(against: tuple[str, ...], spoils: float = 0.2) -> tuple[float, dict[str, float]]:
        given = weighing.before(SUMMER, "Italy", weighing.Sides("Germany", (), against))
        likely = weighing.choice(given, Motives(spoils=spoils))
        return likely["bandwagon"], likely

    (counted, choices), (left_out, others) = joining(("Britain", "France")), joining(("Britain",))
    assert f"joining Germany is the least likely choice, {score(counted)}" in CHAPTER and counted == min(
        choices.values()
    )
    assert left_out == max(others.values())
    wanted = f"joining is the likeliest, {score(left_out)}; with spoils at .50, {score(joining(('Britain',), 0.5)[0])}"
    assert wanted in CHAPTER
    britain, germany = (SUMMER.intent[SUMMER.index("Italy"), SUMMER.index(name)] for name in ("Britain", "Germany"))
    assert f"looks more aggressive to Rome ({score(britain)}) than Germany ({score(germany)})" in CHAPTER
    seen = threat.perceived_threat(SUMMER)[SUMMER.index("Italy")]
    assert SUMMER.names[seen.argmax()] == "Germany"


@pytest.mark.parametrize("own", [0.32, 0.34])
def test_the_exercise_on_paper(own: float) -> None:
    """At n = .5 spoils add more than appeasement from a third of the threatener's strength on."""
    plain, afraid, greedy = (
        alignment.utilities(own, 1, 0.7, 0.5, Motives(appeasement=soothed, spoils=paid))[2]
        for soothed, paid in ((0, 0), (0.5, 0), (0, 0.5))
    )
    assert (greedy - plain > afraid - plain) == (own > 1 / 3)
    assert "once $a$ is more than a third of $A$" in CHAPTER
