"""Numbers in the text of chapter 1: each sentence is made again from the model and the data, and looked up."""

from __future__ import annotations

import numpy as np
import pytest
from found import ROOT
from test_claims import told

from walt import cases, threat
from walt.alignment import contest
from walt.chapters import moscow, opposition
from walt.chapters.words import counted, percent
from walt.coalitions import ASIDE, BALANCE, BANDWAGON, facing
from walt.explorable import Quiz
from walt.states import System

CHAPTER = told("01-balancing-and-bandwagoning")
EUROPE = cases.load("europe-1914").system
NAMES = list(EUROPE.names)
GERMANY = NAMES.index("Germany")
VICTIMS = [name for name in NAMES if name != "Germany"]


def share(value: float) -> str:
    return f"{100 * value:.1f}"


def power(*names: str, system: System = EUROPE) -> float:
    return float(sum(system.power[system.index(name)] for name in names))


def test_what_germany_lacks_and_who_fills_it() -> None:
    others = EUROPE.power.sum() - power("Germany")
    assert f"Against all nine, Germany lacks {share(others - power('Germany'))} % of the world's power" in CHAPTER
    four = [name for name, choice in zip(NAMES, opposition.lineup(EUROPE, GERMANY, 4, BANDWAGON), strict=True)
            if choice == BANDWAGON]  # fmt: skip
    assert "Serbia" in four and f"one of them is Serbia, with {share(power('Serbia'))} %" in CHAPTER
    assert f"The four hold {share(power(*four))} % together, little more than half of what was lacking" in CHAPTER
    assert 0.5 < power(*four) / (others - power("Germany")) < 0.56
    short = others - power(*four) - power("Germany")
    assert f"The same four leave Germany {share(short)} % short, and it takes eight, all but Japan" in CHAPTER
    assert counted(opposition.enough(EUROPE, GERMANY, BANDWAGON)).capitalize() + " joiners are enough" in CHAPTER
    assert opposition.enough(EUROPE, GERMANY, ASIDE) == 8
    stays = opposition.lineup(EUROPE, GERMANY, 8, ASIDE) == BALANCE
    assert [name for name, stay in zip(NAMES, stays, strict=True) if stay] == ["Japan"]


def test_even_serbia() -> None:
    joiners = counted(opposition.enough(EUROPE, NAMES.index("Serbia"), BANDWAGON))
    assert f"Even Serbia would lead the stronger side after {joiners} joiners" in CHAPTER


def test_twice_as_strong() -> None:
    assert "A side twice as strong wins two times in three if $m$ is 1" in CHAPTER
    assert contest(2, 1, 1) == pytest.approx(2 / 3)
    assert f"a chance of {percent(contest(2, 1, 1.5))} if it is 1.5" in CHAPTER
    assert f"and of {percent(contest(2, 1, 3))} if it is 3" in CHAPTER


def test_how_many_are_too_many() -> None:
    assert "a third of the others must join, or two thirds stand aside" in CHAPTER
    assert opposition.even_share(0.25, BANDWAGON) == pytest.approx(1 / 3)
    assert opposition.even_share(0.25, ASIDE) == pytest.approx(2 / 3)
    assert f"At a tenth of all strength {percent(opposition.even_share(0.1, BANDWAGON))} will do" in CHAPTER
    little, much, more = (
        percent(opposition.chance(0.25, gone, m, BANDWAGON)) for gone, m in ((0.25, 0.5), (0.25, 4), (0.4, 4))
    )
    assert f"at .5, the aggressor's chance is {little}" in CHAPTER
    assert f"At 4 it is {much}, which looks safe. Let another 15 % go over, and it is {more}." in CHAPTER


def test_who_is_secure() -> None:
    chance = {role: dict(zip(VICTIMS, values, strict=True))
              for role, values in opposition.security(EUROPE, GERMANY, 1.5).items()}  # fmt: skip
    assert f"Serbia has a chance of {percent(chance['balance']['Serbia'])} to hold out" in CHAPTER
    assert 70 < power("Britain") / power("Serbia") < 75 and "some seventy times as strong" in CHAPTER
    assert f"would have one of {percent(chance['aside']['Britain'])} alone" in CHAPTER
    seven = [name for name in VICTIMS if name not in ("United States", "Japan")]
    helped, alone, lost = ({name: chance[role][name] for name in seven} for role in ("balance", "aside", "bandwagon"))
    low, high = min(helped, key=helped.get), max(helped, key=helped.get)
    assert f"from {low}'s {percent(helped[low])} to {high}'s {percent(helped[high])}, the seven victims" in CHAPTER
    left = [percent(lost[name]) for name in ("Britain", "France")]
    assert f"Britain, is left with {left[0]}, France with {left[1]}, Serbia with nothing" in CHAPTER
    assert max(seven, key=power) == "Britain" and lost["Serbia"] < 0.005
    assert lost["Britain"] == pytest.approx(1 / 4, abs=0.01) and "Britain holds out only one time in four" in CHAPTER
    assert (min(alone, key=alone.get), max(alone, key=alone.get)) == ("Serbia", "Britain")
    assert f"a difference of {100 * np.ptp(list(alone.values())):.0f} points, from Serbia to Britain" in CHAPTER
    made = {name: f"{100 * (helped[name] - lost[name]):.0f}" for name in ("Serbia", "Britain")}
    ends = [percent(helped["Serbia"]), f"{100 * lost['Britain']:.0f}", percent(helped["Britain"])]
    assert f"lifts Serbia by {made['Serbia']} points, from nothing to {ends[0]}, and Britain" in CHAPTER
    assert f"and Britain by {made['Britain']}, from {ends[1]} to {ends[2]}" in CHAPTER


def test_what_the_oceans_do() -> None:
    far = [VICTIMS.index("United States"), VICTIMS.index("Japan")]
    near, flat = (opposition.security(EUROPE, GERMANY, 1.5, distance)["bandwagon"][far] for distance in (True, False))
    assert f"{100 * near[0]:.0f} and {100 * near[1]:.0f} %, even if all others bandwagon" in CHAPTER
    assert f"these become {100 * flat[0]:.0f} and {100 * flat[1]:.0f} %" in CHAPTER


def test_moscow_before_the_pact() -> None:
    system = cases.load("europe-1939").system
    assert f"The difference is Moscow's {share(power('Soviet Union', system=system))} %" in CHAPTER
    assert "the Soviet Union has more to fear from Germany than from any other state" in CHAPTER
    assert system.names[threat.top_threat(system)[system.index("Soviet Union")]] == "Germany"


def test_moscow_on_either_side() -> None:
    def both(moment: int, counted_as: int) -> tuple[str, str]:
        against, joined = moscow.MOMENTS[moment].sides(counted_as)
        return share(sum(joined.values())), share(sum(against.values()))

    start, as_text, as_deed = moscow.MOMENTS[0], both(0, ASIDE), both(0, BANDWAGON)
    assert start.day == "3 September 1939"
    assert f"Count it as it reads, and the sides are close, {as_text[0]} to {as_text[1]} %" in CHAPTER
    assert f"in September 1939 Germany's side is twice as strong, {as_deed[0]} to {as_deed[1]} %" in CHAPTER
    assert float(as_deed[0]) / float(as_deed[1]) == pytest.approx(2, abs=0.02)
    eve, after = both(4, BANDWAGON), both(5, BANDWAGON)
    assert f"On the last day of the pact, counted as bandwagoning, it is {eve[0]} to {eve[1]} %" in CHAPTER
    assert f"with Moscow on the other side, it is {after[0]} to {after[1]} %" in CHAPTER
    hoped = both(0, BALANCE)
    assert f"Germany would have been the weaker from the start, {hoped[0]} to {hoped[1]} %" in CHAPTER
    assert float(hoped[0]) < float(hoped[1])
    autumn, june = (moscow.MOMENTS[number] for number in (1, 2))
    assert june.day == "10 June 1940" and june.against == autumn.against and "Each year has its own data" in CHAPTER
    assert float(both(2, ASIDE)[1]) > float(both(1, ASIDE)[1])


def test_the_exercise_on_paper() -> None:
    assert "$J$ = 1/4 and $N$ = 1/2: a third and two thirds of the others" in CHAPTER
    aggressor, others = 1 / 4, 3 / 4
    joins, stands = (opposition.even_share(aggressor, response) * others for response in (BANDWAGON, ASIDE))
    assert (joins, stands) == pytest.approx((1 / 4, 1 / 2))
    assert aggressor + joins == pytest.approx(others - joins) and aggressor == pytest.approx(others - stands)


def test_the_exercise_on_1939() -> None:
    system = cases.load("europe-1939").system
    germany = system.index("Germany")
    join, aside = (opposition.enough(system, germany, response) for response in (BANDWAGON, ASIDE))
    before, after = (opposition.lineup(system, germany, leaving, BANDWAGON) for leaving in (join - 1, join))
    (tips,) = np.flatnonzero(before != after)
    assert f"{counted(join).capitalize()} must join, and the sixth, the {system.names[tips]}, tips" in CHAPTER
    assert f"If they only stand aside, it takes {counted(aside)}." in CHAPTER


def test_the_exercise_on_france() -> None:
    faced = facing(EUROPE, "Germany")
    france, britain = VICTIMS.index("France"), VICTIMS.index("Britain")
    brought = faced.help()[:, france]
    held, attack, lost = faced.own[france] + brought.sum(), faced.reach[france], brought[britain]
    sides = ((held, attack), (held - lost, attack), (held - lost, attack + lost))
    full, aside, joins = (percent(contest(*pair, 1.5)) for pair in sides)
    assert f"France has a chance of {full} to hold out; if Britain stands aside, {aside}; if" in CHAPTER
    assert f"if Britain joins Germany, {joins}" in CHAPTER
    assert "a third of the larger side, which loses it, but doubles the smaller one" in CHAPTER
    assert lost / held == pytest.approx(1 / 3, abs=0.01) and lost / attack == pytest.approx(1, abs=0.1)


def test_the_questions_at_the_end() -> None:
    quiz = Quiz(ROOT / "book" / "quizzes" / "01-balancing-and-bandwagoning.toml")
    right = {item.question: next(o for o in item.option if o.right) for item in quiz.items}
    joined, aside = (next(o for q, o in right.items() if asks in q) for asks in ("goes over to", "only stood aside"))
    against, aggressor, moved = 60, 20, 12
    assert joined.text == f"{against - moved - (aggressor + moved)} %"
    assert aside.text == f"The gap would be {against - moved - aggressor} %"
    falls = next(o for q, o in right.items() if "raise the decisiveness" in q)
    assert f"From {percent(contest(1, 2, 1.5))} to {percent(contest(1, 2, 4))}" in falls.feedback
