"""Numbers in chapter 2 are those of the model and of the cases: each sentence is made again here and looked up."""

from __future__ import annotations

import re

import numpy as np
import pytest
from found import ROOT
from test_claims import told

from walt import alignment, cases, hypotheses, influence, threat
from walt.alignment import Motives
from walt.chapters import strong_state
from walt.chapters.camps import camps
from walt.chapters.weighing import Sides, before
from walt.chapters.words import score

CHAPTER = told("02-balancing-behavior").replace("’", "'")
YEARS = (1894, 1904, 1907, 1914)
CASES = {year: cases.load(f"europe-{year}") for year in YEARS}
GREAT_POWERS = ("Germany", "Austria-Hungary", "France", "Britain", "Russia", "Italy")
SHARE = np.linspace(0.05, 0.8, 751)
ENTENTE, CENTRE = ("Russia", "France"), ("Germany", "Austria-Hungary", "Italy")


def power(year: int, *names: str) -> np.ndarray:
    system = CASES[year].system
    return np.array([system.power[system.index(name)] for name in names])


def percent(value: float, decimals: int = 0) -> str:
    return f"{100 * value:.{decimals}f} %"


def chances(intent: float = 0.6, **motives: float) -> np.ndarray:
    """Of the state of the first figure, with a quarter of the others' strength."""
    return strong_state.chances(SHARE, 0.25, intent, Motives(**motives))


def seen_from(state: str, year: int, weights: tuple[float, ...] = threat.EQUAL) -> dict[str, float]:
    system = CASES[year].system
    seen = threat.perceived_threat(system, weights)[system.index(state)]
    return dict(zip(system.names, seen.tolist(), strict=True))


def test_the_sides_of_1894() -> None:
    assert f"strongest power of Europe, with {percent(power(1894, 'Britain')[0], 1)}" in CHAPTER
    assert power(1894, "Britain")[0] == max(power(1894, *GREAT_POWERS))
    weaker, stronger = (percent(power(1894, *side).sum(), 1) for side in (ENTENTE, CENTRE))
    assert f"France and Russia, {weaker} together, face Germany, Austria-Hungary and Italy, {stronger}." in CHAPTER
    assert power(1907, *ENTENTE).sum() < power(1907, *CENTRE).sum()  # "who are still the weaker side"


def test_the_formula_is_the_models() -> None:
    """The two equations of the page, typed again, at random values."""
    rng = np.random.default_rng(2)
    a, A, D, n, cost, gain, early, spill = rng.uniform(0.05, 1, (8, 50))
    motives = Motives(cost=cost, influence=gain, early=early, spillover=spill)

    def p(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return x**1.5 / (x**1.5 + y**1.5)

    q = early * p(A, a)
    balance = 1 - n * (1 - (1 - q) * p(D + a, A)) - cost + gain * (p(D + a, A) - p(D, A))
    aside = 1 - n * p(A, a) * (1 - spill * p(D, A))
    found = alignment.utilities(a, A, D, n, motives)
    assert found[:, :2] == pytest.approx(np.stack([balance, aside], axis=-1))


def test_the_window() -> None:
    chance = chances()
    top, over = chance[:, 0].argmax(), np.flatnonzero(chance[:, 2] > chance[:, 0])[0]
    assert f"greatest, {percent(chance[top, 0])}, when the strong state has {percent(SHARE[top])} of all" in CHAPTER
    assert "half as much as its opponents together" in CHAPTER
    assert SHARE[top] / (1 - SHARE[top]) == pytest.approx(0.5, abs=0.04)
    half = chance[np.isclose(SHARE, 0.5)][0, 0]
    assert f"as strong as all of them it is down to {percent(half)}, and from {percent(SHARE[over])} on" in CHAPTER


def test_the_window_and_help_that_comes_too_late() -> None:
    always, late = chances(early=0), chances(early=0.5)
    top = always[:, 0].argmax()
    assert f"The peak rises to {percent(always[top, 0])}, at the same place" in CHAPTER
    assert SHARE[top] == pytest.approx(SHARE[chances()[:, 0].argmax()], abs=0.01)
    assert "balancing is never likelier than at the start" in CHAPTER and late[:, 0].argmax() == 0


def test_fewer_balance_later() -> None:
    balance = chances()[:, 0]
    assert "a hegemon must be curbed early, because later fewer will" in CHAPTER
    assert (np.diff(balance[balance.argmax() :]) < 0).all()


def test_from_worth_to_chance() -> None:
    # a state with .170 before one with .319, and .511 against it: where balancing is likeliest in the first figure
    worth = alignment.utilities(0.17025, 0.319, 0.51075, 0.6)
    likely = alignment.choice_probabilities(0.17025, 0.319, 0.51075, 0.6)
    said = "worth {}, {} and {}, balancing, standing aside and bandwagoning".format(*map(score, worth))
    assert said + " are taken with {:.0f}, {:.0f} and {:.0f} %".format(*100 * likely) in CHAPTER


def test_the_peak_by_the_share_of_the_others_strength() -> None:
    few, many = (SHARE[strong_state.chances(SHARE, part, 0.6, Motives())[:, 0].argmax()] for part in (0.1, 0.5))
    said = f"a tenth of the others' strength, your peak is at {percent(few)}; if half, at {percent(many)}."
    assert said in CHAPTER


def test_the_window_in_20_000_draws() -> None:
    draws = hypotheses.draw(20_000, np.random.default_rng(18))
    (growing,) = [each for each in hypotheses.ALL if each.number == "10"]
    assert growing.holds(draws).mean() == pytest.approx(0.7, abs=0.01)
    some = {name: array[:3000] for name, array in draws.items()}
    motives = Motives(**{name: some[name] for name in Motives().values()})
    opponents, steps = some["support"] + some["own"], np.geomspace(0.1, 8, 300)
    curves = np.stack([
        alignment.choice_probabilities(some["own"], step * opponents, some["support"], some["intent"], motives)[:, 0]
        for step in steps
    ])  # fmt: skip
    peaked = curves.max(axis=0) >= np.maximum(curves[0], curves[-1]) + 0.02
    middle = np.median(steps[curves.argmax(axis=0)[peaked]])
    assert middle / (1 + middle) == pytest.approx(0.35, abs=0.01)
    assert "Of 20,000 situations and motives drawn at random, 70 % have such a peak, at a median of 35 %" in CHAPTER


def test_how_much_trust() -> None:
    best = {share: strong_state.best(share, 0.25, 0.3, Motives()) for share in (0.5, 0.6, 0.7)}
    small, large = (best[share][0] for share in (0.6, 0.7))
    assert small[0] == large[0] == 2 and best[0.5][0] == (0, 1)
    assert f"one chance in six ({percent(small[1])}) is enough" in CHAPTER and round(1 / small[1]) == 6
    assert f"At 70 % it takes more than one in two ({percent(large[1])})" in CHAPTER and large[1] > 0.5
    assert "At half of all strength, joining it is not best even if it never turns." in CHAPTER
    (aside, until), (then, _) = strong_state.best(0.5, 0.25, 0, Motives())
    assert (aside, then) == (1, 0)
    assert f"at half of all strength, a chance of {percent(until)} that it turns makes balancing best" in CHAPTER
    harmless = [strong_state.best(share, 0.25, 0, Motives())[0][0] for share in np.linspace(0.2, 0.8, 13)]
    assert "Now nobody joins it" in CHAPTER and 2 not in harmless


def test_how_much_trust_if_joining_spares_never_or_always() -> None:
    never = [strong_state.best(share, 0.25, 0.3, Motives(appeasement=0)) for share in np.linspace(0.2, 0.8, 61)]
    assert "let joining never spare you, and it is never best" in CHAPTER
    assert all(choice != 2 for phases in never for choice, _ in phases)
    (first, until), _ = strong_state.best(0.6, 0.25, 0.3, Motives(appeasement=1))
    assert first == 2 and until == pytest.approx(0.5, abs=0.01)
    assert f"at 60 % you bear one chance in two ({percent(until)})" in CHAPTER


def test_doubt_weighs_less_the_stronger_the_state() -> None:
    bearable = [strong_state.best(share, 0.25, 0.3, Motives())[0] for share in np.linspace(0.6, 0.8, 21)]
    assert {choice for choice, _ in bearable} == {2}
    assert (np.diff([end for _, end in bearable]) > 0).all()
    assert "The stronger it is, the larger the doubt that its friends have to swallow" in CHAPTER


def say(year: int, part: float = 1) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Strength and say of Britain and the members of either side, with so much of Britain's power."""
    own = part * power(year, "Britain")
    found = {}
    for name, side, other in (("weaker", ENTENTE, CENTRE), ("stronger", CENTRE, ENTENTE)):
        has = np.concatenate([own, power(year, *side)])
        found[name] = has / has.sum(), influence.shapley_shubik(has, power(year, *other).sum())
    return found


def test_who_would_be_missed() -> None:
    (brings, voice), (also, less) = say(1904).values()
    assert (
        f"Britain brings {percent(brings[0])} of the strength in 1904 and has {percent(voice[0])} of the say" in CHAPTER
    )
    assert f"about as much, {percent(also[0])}, and has {percent(less[0])}." in CHAPTER
    alone, either = power(1904, *ENTENTE), power(1904, *CENTRE).sum()
    assert alone.sum() < either and (alone + power(1904, "Britain") >= either).all()
    assert voice[0] == pytest.approx(4 / 6) and "it tips four of the six orders" in CHAPTER
    brings, voice = say(1904, 0.2)["weaker"]
    assert (
        f"With a fifth of its strength Britain brings {percent(brings[0])} and still has {percent(voice[0])}" in CHAPTER
    )
    assert voice[0] == voice[1]  # "as much as Russia"
    hopeless = say(1904, 0.1)
    assert not hopeless["weaker"][1].any()
    assert f"among the strong Britain would have {percent(hopeless['stronger'][1][0])}" in CHAPTER
    brings, voice = say(1907)["weaker"]
    assert voice.tolist() == [0.5, 0.5, 0]  # Britain, Russia, France
    assert f"France brings {percent(brings[2])} of the strength and has no say" in CHAPTER


def test_a_hair_decides() -> None:
    with_france, needed = power(1904, "Britain", "France").sum(), power(1904, *CENTRE).sum()
    assert f"Britain and France together have {percent(with_france, 1)} against {percent(needed, 1)}" in CHAPTER
    assert 0 < with_france - needed < 0.002


def test_the_table_of_the_case() -> None:
    rows: dict[str, list[str]] = {}

    def put(row: str, value: str) -> None:
        rows.setdefault(row, []).append(value)

    for year in YEARS:
        system, seen = CASES[year].system, seen_from("Britain", year)
        put("Germany: power, %", percent(power(year, "Germany")[0], 1).removesuffix(" %"))
        put("Britain: power, %", percent(power(year, "Britain")[0], 1).removesuffix(" %"))
        for rival in ("Germany", "Russia"):
            put(f"{rival}: intentions", score(system.intent[system.index("Britain"), system.index(rival)]))
        put("{term}`Threat <threat>`: Germany", score(seen["Germany"]))
        for rival in ("France", "Russia"):
            put(f"Threat: {rival}", score(seen[rival]))
        allies = ("Austria-Hungary",) if year == 1914 else ("Austria-Hungary", "Italy")
        given = before(system, "Britain", Sides("Germany", allies, ("France", "Russia")))
        strengths = given.own, given.threatener, given.support
        balance, held = (alignment.choice_probabilities(*strengths, n)[0] for n in (given.intent, 0.5))
        put("Chance of balancing against Germany, %", percent(balance).removesuffix(" %"))
        put("held at .50", percent(held).removesuffix(" %"))
    assert f"Hold intentions at .50 and it reads {', '.join(rows.pop('held at .50'))}:" in CHAPTER
    for row, values in rows.items():
        assert f"| {row} | {' | '.join(values)} |" in CHAPTER


def test_germanys_allies_are_those_of_the_record() -> None:
    for year, with_it in ((1894, {"Austria-Hungary", "Italy"}), (1914, {"Austria-Hungary", "Turkey"})):
        tied = {row.state for row in CASES[year].record if (row.stance, row.toward) == ("with", "Germany")}
        assert tied == with_it


def test_what_changed_and_what_did_not() -> None:
    assert f"from {score(0.2)} to {score(0.6)}, after its navy laws" in CHAPTER
    (first, germany), (last, then) = (power(year, "Britain", "Germany") for year in (1894, 1907))
    assert first > germany and last < then and then - germany < 0.005
    assert f"Britain's falls from {percent(first, 1).removesuffix(' %')} to {percent(last, 1)}, below it" in CHAPTER
    then, now = ({name: score(value) for name, value in seen_from("Britain", year).items()} for year in (1904, 1907))
    assert f"the threat from Germany goes from {then['Germany']} to {now['Germany']}, that from Russia" in CHAPTER
    assert f"beaten by Japan, from {then['Russia']} to {now['Russia']}." in CHAPTER
    system = CASES[1904].system
    russia, germany = (system.intent[system.index("Britain"), system.index(name)] for name in ("Russia", "Germany"))
    assert "even ours are worse for Russia in 1904" in CHAPTER and russia > germany


def test_an_army_that_cannot_cross_the_sea() -> None:
    system = CASES[1904].system
    london, berlin, petersburg = map(system.index, ("Britain", "Germany", "Russia"))
    sources = threat.levels(system)[:, london, berlin]
    assert sources[2] == 0.8 and f"With an offence of .30 instead of {score(sources[2])}" in CHAPTER
    germany = float(sources[0] * sources[1] * 0.3 * sources[3]) ** 0.25
    russia = threat.levels(system)[:, london, petersburg].prod() ** 0.25
    shown = (f"{value:.3f}".removeprefix("0") for value in (germany, russia))
    assert germany < russia and "Germany ({}) would come just behind Russia ({})".format(*shown) in CHAPTER


def test_london_in_1894_is_between_germanys_friends_and_opponents() -> None:
    def toward(stance: str, state: str) -> set[str]:
        return {row.toward for row in CASES[1894].record if (row.state, row.stance) == (state, stance)}

    assert toward("with", "Britain") == toward("with", "Germany") - {"Germany"} == {"Austria-Hungary", "Italy"}
    assert toward("against", "Britain") == toward("against", "Germany") == {"France", "Russia"}
    assert "agreements, to consult, with both of Germany's allies and quarrels with both of its opponents" in CHAPTER


def test_how_many_stand_against_the_state_they_fear_most() -> None:
    def opposed(weights: tuple[float, ...]) -> list[int]:
        found = []
        for case in CASES.values():
            system, top = case.system, threat.top_threat(case.system, weights)
            great = [system.index(name) for name in GREAT_POWERS]
            found.append(sum(camps(case, int(top[i]))[i] == 0 for i in great))
        return found

    assert opposed(threat.EQUAL) == [6, 2, 4, 5] and opposed((1 / 3, 1 / 3, 1 / 3, 0)) == [2, 3, 4, 4]
    assert (
        "All six in 1894, two in 1904, four in 1907, five in 1914; without intentions two, three, four, four."
        in CHAPTER
    )
    for year in YEARS:
        allies = [max(seen, key=seen.get) for seen in (seen_from(name, year) for name in ("Austria-Hungary", "Italy"))]
        assert (allies == ["Germany", "Germany"]) == (year in (1904, 1907))
    assert "in 1904 and 1907 it has Austria-Hungary and Italy fear their ally Germany most" in CHAPTER
    feared = seen_from("Russia", 1904)
    assert "in 1904 Russia fear Germany, not Japan" in CHAPTER and max(feared, key=feared.get) == "Germany"


def test_power_alone_names_the_united_states_each_time() -> None:
    for case in CASES.values():
        system = case.system
        top = threat.top_threat(system, (1, 0, 0, 0))[system.index("Britain")]
        assert system.names[top] == "United States" and 0 not in camps(case, int(top))
    assert "Power alone names the United States each time, against which nobody stood" in CHAPTER


def test_the_exercise_on_paper() -> None:
    q = np.linspace(0, 1, 241)  # in 240ths: 1/3, 1/2, 5/8 and 3/4 are among them
    join, aside = 0.8 - 0.6 * q, 0.7 - 0.4 * q

    def limits(balance: np.ndarray) -> dict[int, tuple[float, float]]:
        picked = np.stack([balance, aside, join]).argmax(axis=0)
        return {int(k): (q[picked == k].min(), q[picked == k].max()) for k in np.unique(picked)}

    first, second = limits(0.65 - 0.15 * q), limits(0.55 - 0.2 * q)
    assert set(first) == {0, 2} and first[2][1] == pytest.approx(1 / 3, abs=0.005)
    assert second[2][1] == pytest.approx(1 / 2, abs=0.005) and second[0][0] == pytest.approx(3 / 4, abs=0.005)
    assert join[150] == pytest.approx((0.55 - 0.2 * q)[150]) and q[150] == pytest.approx(5 / 8)
    assert "You join up to one chance in three, then you balance. You never stand aside." in CHAPTER
    assert "You join up to one in two, then stand aside, and balance only from 3/4 on." in CHAPTER


def test_numbers_of_the_quiz() -> None:
    quiz = (ROOT / "book" / "quizzes" / "02-balancing-behavior.toml").read_text(encoding="utf-8")
    without, with_it = (percent(chances(influence=gain)[:, 0].max()) for gain in (0, 0.15))
    assert f"the peak falls from {with_it} to {without} only" in quiz
    assert influence.shapley_shubik([5, 4, 2], 6) == pytest.approx([1 / 3] * 3)
    assert re.search(r"At 70 % of all strength it took more than one chance in two", quiz)
