"""Chapter 1's figures against numbers worked out by hand, and the laws that its numbers keep."""

from __future__ import annotations

from typing import Any

import matplotlib.text
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walt import cases
from walt.chapters import balancing_and_bandwagoning, moscow, opposition
from walt.coalitions import ASIDE, BALANCE, BANDWAGON, THREATENER
from walt.explorable import Explorable
from walt.states import State, System

EUROPE = cases.load("europe-1914").system
GERMANY = EUROPE.index("Germany")
WAYS = pytest.mark.parametrize("response", [ASIDE, BANDWAGON])


def words_on(explorable: Explorable, **state: Any) -> set[str]:
    return {text.get_text() for text in explorable.figure(**state).findobj(matplotlib.text.Text)}


# Shares of 1914 in %: Germany 15.82, Austria-Hungary 6.82, France 7.47, Serbia .19, Britain 13.79, Russia 11.08,
# Italy 2.57, Turkey 1.21, United States 20.64, Japan 3.16; so the nine others have 66.93. From Berlin it is 523 km to
# Vienna, 879 to Paris, 1,001 to Belgrade, and 931 and 300 for the sea to London.


def test_four_joiners_do_what_eight_bystanders_do():
    # four join: 15.82 + 6.82 + 7.47 + .19 + 13.79 = 44.09 against 38.66; three: 30.30 against 52.45
    # seven stand aside: 15.82 against 20.64 + 3.16; eight: against Japan's 3.16
    explorable = balancing_and_bandwagoning.what_the_aggressor_faces()
    said = explorable.sentence(leaving=4)
    assert said.startswith("The four nearest have joined it: 44.1 % of the world’s power with Germany, 38.7 % against")
    assert said.endswith("It takes four that join, nearest first, until its side is the stronger.")
    assert "It takes eight that stand aside" in explorable.sentence(leaving=4, response="stand aside")
    assert {"44.1 %", "38.7 %", "5.4 less"} <= words_on(explorable, leaving=4)
    aside = words_on(explorable, leaving=4, response="stand aside")
    assert {"15.8 %", "38.7 %", "28.3 %", "22.8"} <= aside
    assert explorable.start["leaving"] == 0 and "51.1" in words_on(explorable)
    assert "four of them" in explorable.prediction.answers


def test_what_is_said_of_none_one_and_all():
    explorable = balancing_and_bandwagoning.what_the_aggressor_faces()
    assert explorable.sentence(leaving=0).startswith("All nine balance: 15.8 %")
    assert explorable.sentence(leaving=1).startswith("The nearest has joined it: 22.6 %")
    assert explorable.sentence(leaving=1, response="stand aside").startswith("The nearest stands aside: 15.8 %")
    assert "82.8 % of the world’s power with Germany, nothing against it" in explorable.sentence(leaving=9)


def test_an_aggressor_stronger_than_all_needs_nobody():
    trio = System([State("Rome", 0.5, 0.5), State("Syracuse", 0.1, 0.5), State("Carthage", 0.2, 0.5)],
                  [[0, 1, 2], [1, 0, 1], [2, 1, 0]], [0, 0, 0])  # fmt: skip
    assert opposition.enough(trio, 0, BANDWAGON) == opposition.enough(trio, 0, ASIDE) == 0
    case = cases.Case("Three cities", -264, trio, (), (), np.zeros((3, 2)))
    said = balancing_and_bandwagoning.what_the_aggressor_faces(case).sentence(aggressor="Rome")
    assert said.endswith("It is stronger than all others together.")


@WAYS
@pytest.mark.parametrize("leaving", range(len(EUROPE)))
def test_the_nearest_leave_first_and_each_state_stands_somewhere(leaving: int, response: int):
    profile = opposition.lineup(EUROPE, GERMANY, leaving, response)
    assert profile[GERMANY] == THREATENER and (profile == THREATENER).sum() == 1
    gone, stay = (EUROPE.distance[GERMANY, profile == choice] for choice in (response, BALANCE))
    assert len(gone) == leaving and (not leaving or not len(stay) or gone.max() <= stay.min())
    against, joined = opposition.sides(EUROPE, profile)
    aside = EUROPE.power[profile == ASIDE].sum()
    assert against + joined + aside == pytest.approx(EUROPE.power.sum())


@given(power=st.floats(0.001, 0.499), decisiveness=st.floats(0, 5))
def test_a_bandwagoner_counts_twice_at_any_decisiveness(power: float, decisiveness: float):
    join, aside = (opposition.even_share(power, response) for response in (BANDWAGON, ASIDE))
    assert aside == pytest.approx(2 * join) and 0 < join < 0.5
    for share, response in ((join, BANDWAGON), (aside, ASIDE)):
        assert opposition.chance(power, share, decisiveness, response) == pytest.approx(0.5)


@WAYS
@given(power=st.floats(0.01, 0.49), decisiveness=st.floats(0.1, 5))
def test_each_state_that_leaves_helps_the_aggressor(response: int, power: float, decisiveness: float):
    chance = opposition.chance(power, np.linspace(0, 1, 20), decisiveness, response)
    assert (np.diff(chance) > -1e-12).all() and chance[-1] == 1


def test_the_edge_is_as_sharp_as_strength_decides():
    # a quarter of 3/4 joined: .4375 against .5625, ratio .7778; to 1.5 that is .6859, so .6859 / 1.6859 = .407;
    # to 4 it is .3660, so .3660 / 1.3660 = .268. 40 % of 3/4 joined: .55 against .45, ratio 1.2222; to 1.5 that is
    # 1.3512, so 1.3512 / 2.3512 = .575 (.5747); to 4 it is 2.2316, so 2.2316 / 3.2316 = .691
    explorable = balancing_and_bandwagoning.how_many_bandwagoners()
    said = explorable.sentence(decisiveness=1.5)
    assert "even once 33 % of the others’ strength joins it or 67 % stands aside" in said
    assert said.endswith("At this one it is 41 % once a quarter of the others has joined, and 57 % once 40 % has.")
    assert explorable.sentence(decisiveness=4).endswith(
        "27 % once a quarter of the others has joined, and 69 % once 40 % has."
    )
    assert {"even at 33 %", "even at 67 %"} <= words_on(explorable, decisiveness=4)


def test_serbia_helped_is_safer_than_britain_alone():
    # Britain alone: .1379 against .1582 * 2^(-1231/2000) * .9 = .0929, ratio .6739, to 1.5 .5532: 1 / 1.5532 = .644
    # Without distance Germany brings .1582 * .9 = .1424. Serbia with all others: .0019 + .6674 = .6693, ratio .2127,
    # to 1.5 .0981: .911. Britain with all others against it: .1379 against .1424 + .5314, ratio .2047: .085
    names = [name for name in EUROPE.names if name != "Germany"]
    britain, serbia = names.index("Britain"), names.index("Serbia")
    chance = opposition.security(EUROPE, GERMANY, 1.5)
    assert chance["aside"][britain] == pytest.approx(0.644, abs=0.001)
    assert chance["balance"][serbia] > 0.8 > chance["aside"][britain]
    flat = opposition.security(EUROPE, GERMANY, 1.5, distance=False)
    assert flat["balance"][serbia] == pytest.approx(0.911, abs=0.001)
    assert flat["balance"] == pytest.approx(np.full(9, 0.911), abs=0.001)  # the same two sides for every victim
    assert flat["bandwagon"][britain] == pytest.approx(0.085, abs=0.001)
    explorable = balancing_and_bandwagoning.how_secure_is_each_state()
    said = explorable.sentence()
    assert said.startswith("Serbia has a chance of 82 % to hold out if all others balance, of 0 % if they stand aside")
    assert said.endswith("Only the United States and Japan are safer than that without help.")
    assert "if they stand aside, and of 25 % if they bandwagon" in explorable.sentence(whose="Britain")
    flat_said = explorable.sentence(distance=False)
    assert "has a chance of 91 %" in flat_said and flat_said.endswith("No state is as safe as that without help.")


def test_nobody_is_called_safer_than_certain_and_an_aggressor_has_no_chance_of_its_own():
    explorable = balancing_and_bandwagoning.how_secure_is_each_state()
    assert explorable.sentence(whose="France", aggressor="Serbia").endswith("of 8 % if they bandwagon.")
    said = explorable.sentence(whose="Germany")
    assert said.startswith("Germany is the aggressor. On average the others have a chance of 87 % to hold out if all")
    assert {"87 %", "44 %", "23 %"} <= words_on(explorable, whose="Germany")


@pytest.mark.parametrize("distance", [True, False])
@pytest.mark.parametrize("aggressor", EUROPE.names)
def test_what_the_others_do_is_ordered_and_spares_nobody(aggressor: str, distance: bool):
    chance = opposition.security(EUROPE, EUROPE.index(aggressor), 2, distance)
    assert (chance["balance"] >= chance["aside"]).all() and (chance["aside"] >= chance["bandwagon"]).all()


# From NMC v6.0, %: 1939 Germany 17.80, Soviet Union 13.81, Britain 9.97, France 3.96, Poland 1.83; 1941 Germany 20.24,
# Soviet Union 12.43, Britain 9.93, Italy 2.01, Romania .53, Hungary .48, Finland .13.


def test_what_the_pact_counts_as_makes_germany_s_side_a_little_stronger_or_twice_as_strong():
    explorable = balancing_and_bandwagoning.on_whose_side_was_moscow()
    # 9.97 + 3.96 + 1.83 = 15.76; 17.80 + 13.81 = 31.61
    said = explorable.sentence()
    assert (
        "Germany and the Soviet Union, 31.6 % of the world’s power, against Britain, France and Poland, 15.8 %." in said
    )
    # 31.61 / 15.76 = 2.006; 17.80 / 29.57 = .60
    assert said.startswith("With the pact counted as bandwagoning, Germany’s side is 2.0 times as strong as the other.")
    assert said.endswith("Counted as standing aside, it would be 17.8 % against 15.8 %.")
    hoped = explorable.sentence(counted_as="balancing")
    assert hoped.startswith("Had Moscow balanced, Germany’s side would be 0.6 times as strong as the other.")
    assert "29.6 %" in explorable.sentence(counted_as="balancing")
    # the eve: 9.93 against 20.24 + 2.01 + 12.43 = 34.68; in July 22.36 against 22.25 + .53 + .48 + .13 = 23.39
    assert "34.7 % of the world’s power, against Britain, 9.9 %." in explorable.sentence(moment=4)
    after = explorable.sentence(moment=5)
    assert "22.4 %" in after and "23.4 %" in after and "ounted as" not in after
    assert "twice as strong" in explorable.prediction.answers


@pytest.mark.parametrize("moment", moscow.MOMENTS, ids=lambda moment: moment.day)
def test_the_sides_are_those_of_the_record(moment: moscow.Moment):
    def record(case: str) -> set[tuple[str, str]]:
        return {(row.state, row.stance) for row in cases.load(case).record if row.toward == "Germany"}

    sides = {(name, "against") for name in moment.against} | {(name, "with") for name in moment.joined}
    assert sides <= record(moment.case)
    # the case of 1941 begins with the attack; on its eve the pact stands as the case of 1940 has it
    held = min(moment.case, "europe-1940") if moment.pact else moment.case
    assert ("Soviet Union", "with" if moment.pact else "against") in record(held)
    assert not set(moment.against) & set(moment.joined)


def test_the_pact_holds_until_it_is_broken_and_days_follow_each_other():
    pacts, days = [each.pact for each in moscow.MOMENTS], [each.at for each in moscow.MOMENTS]
    assert pacts == sorted(pacts, reverse=True) and days == sorted(days)
    for counted_as in moscow.PACT:
        ends, roles, words = moscow.spells(counted_as)
        assert ends[0][0] == days[0] and ends[-1][1] == days[-1] and roles[-1] == "balance"
        assert len(ends) == len(roles) == len(words)
